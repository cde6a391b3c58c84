"""Counts clicks by second and dimensions, for a dashboard that reads the format `counts`.

A click is judged as the dashboard itself does, by its message's time: so that reading again gives the same counts, whatever
order partitions come in. A count is absolute and replaces the last one of its key.
"""

import argparse
import string

import stream
from pyspark.sql import Window
from pyspark.sql import functions as F

DIMENSIONS = ["page", "referrer", "country", "device", "status"]

# Counted only where they are asked for (--by): more values of a click are more rows.
ORIGIN = ["host", "campaign", "browser"]

# As the dashboard has them: bytes of a message and a page, and the seconds that a click may be ahead of its message.
MESSAGE_BYTES = 64 * 1024
PAGE_BYTES = 2048
AHEAD = 10

# Rows that the dashboard keeps of a topic by the second of its AllowedLateness, and at least and at most.
ROWS_A_SECOND = 1750
FEWEST_ROWS = 1 << 20
MOST_ROWS = 1 << 23


def dimensions(text):
    chosen = text.split(",")
    known = DIMENSIONS + ORIGIN
    wrong = [name for name in chosen if name not in known]
    if wrong or "page" not in chosen:
        raise argparse.ArgumentTypeError(f"'{text}': it takes page and any of {', '.join(known[1:])}")
    return [name for name in known if name in chosen]


def clicks(messages, lateness):
    """What counts of messages: second and dimensions of each click."""
    sent = (
        messages.where(F.octet_length("value") <= MESSAGE_BYTES)
        .select(F.unix_millis("timestamp").alias("came"), F.col("value").cast("string").alias("value"))
        .where(F.is_valid_utf8("value"))
        .select(
            "came",
            F.from_json(
                "value", "ts string, " + ", ".join(f"{name} string" for name in DIMENSIONS + ORIGIN), {"allowSingleQuotes": "false"}
            ).alias("click"),
        )
        .select("came", "click.*")
    )
    own, came = F.col("own"), F.col("came")
    return (
        sent.withColumn("own", time_of(F.col("ts")))
        .withColumn("ms", F.when(own <= came + AHEAD * 1000, own).otherwise(came))
        .where(F.col("ms") >= came - int(lateness * 1000))
        .select(
            F.timestamp_seconds(F.floor(F.col("ms") / 1000)).alias("second"),
            page_of(F.col("page")).alias("page"),
            referrer_of(F.col("referrer")).alias("referrer"),
            some(F.col("country")).alias("country"),
            device_of(F.col("device")).alias("device"),
            some(F.col("status")).alias("status"),
            some(lower(F.col("host"))).alias("host"),
            some(F.col("campaign")).alias("campaign"),
            some(F.col("browser")).alias("browser"),
        )
        .where((F.col("page") != "") & (F.octet_length("page") <= PAGE_BYTES))
    )


def time_of(ts):
    """Epoch milliseconds, written as a number or in ISO 8601; null where it is neither or not within 1990-2099."""
    number = F.when(ts.rlike(r"^-?\d+(\.\d*)?$"), ts.try_cast("double").try_cast("bigint"))
    iso = F.when(ts.rlike(r"^\d{4}-\d\d-\d\d[T ]\d\d:"), F.unix_millis(F.try_to_timestamp(ts)))
    ms = F.coalesce(number, iso)
    return F.when(ms.between(631_152_000_000, 4_102_444_799_999), ms)


def page_of(page):
    """A page without scheme, host, query and fragment."""
    path = F.regexp_replace(page, r"(?s)[?#].*", "")
    path = F.regexp_replace(path, r"^[A-Za-z][A-Za-z0-9+.-]*://[^/]*", "")
    return F.when((path == "") & (page != ""), "/").otherwise(path)


def referrer_of(referrer):
    """A referrer's site: neither its path, which makes each a row of its own, nor who is signed in there."""
    site = F.regexp_extract(lower(referrer), r"^([a-z][a-z0-9+.-]*://)?[^/?#]*", 0)
    return some(F.regexp_replace(site, r"^([a-z][a-z0-9+.-]*://)?[^@]*@", "$1"))


def device_of(device):
    """One of the four words, in any case; null for every other."""
    word = lower(device)
    return F.when(word.isin("mobile", "tablet", "desktop", "bot"), word)


def lower(text):
    """The text with the letters of ASCII in lower case, which is all that names of hosts and devices have."""
    return F.translate(text, string.ascii_uppercase, string.ascii_lowercase)


def some(text):
    """The text, cut to what is counted; null where it is empty."""
    return F.when(text != "", F.substring(text, 1, 256))


def start(spark, args):
    # Larger than the oldest click that is counted by what one partition may be read ahead of another: it frees the memory
    # of seconds that are over, and judges no click.
    keep = args.lateness + AHEAD + args.ahead
    counts = (
        clicks(stream.read(spark, args), args.lateness)
        .withWatermark("second", f"{int(keep * 1000)} milliseconds")
        .groupBy("second", *args.by)
        .count()
    )
    by = {name: F.col(name) for name in args.by}
    return [stream.write(stream.counts(counts, second=F.col("second"), **by), args, "update")]


def rows(spark, args):
    """What would be sent of the messages that are there now, and whether the dashboard keeps it; in lines for people."""
    counted = clicks(stream.whole(spark, args), args.lateness).groupBy("second", *args.by).count().cache()
    by_second = counted.groupBy(F.unix_seconds("second").alias("second")).agg(
        F.count("*").alias("rows"), F.sum("count").alias("clicks")
    )
    sums = by_second.agg(
        F.sum("clicks").alias("clicks"),
        F.sum("rows").alias("rows"),
        F.max("rows").alias("most"),
        (F.max("second") - F.min("second") + 1).alias("span"),
    ).first()
    if sums.rows is None:
        return [f"{args.topic} holds no click: nothing would be sent"]
    # The rows that the dashboard has when a second is the newest.
    within = Window.orderBy("second").rangeBetween(-int(args.kept), Window.currentRow)
    live = by_second.select(F.sum("rows").over(within).alias("rows")).agg(F.max("rows")).first()[0]
    minute = by_second.groupBy(F.floor(F.col("second") / 60)).agg(F.sum("rows").alias("rows")).agg(F.max("rows")).first()[0]
    distinct = counted.select(*(F.count_distinct(name).alias(name) for name in args.by)).first()
    kept = kept_rows(args.kept)
    return [
        f"{sums.clicks} clicks of {sums.span} s would be {sums.rows} rows by {', '.join(args.by)}; nothing was sent",
        f"rows a second: {sums.rows / sums.span:.1f} on average, {sums.most} at most; rows a minute: {minute} at most",
        "distinct values: " + ", ".join(f"{name} {distinct[name]}" for name in args.by),
        f"rows within {clock(args.kept)}: {live} at most; with ClickDash:Live:AllowedLateness {clock(args.kept)} "
        f"the dashboard keeps {kept}"
        + ("" if live <= kept else ", which are too few: count by less (--by), or allow less lateness"),
    ]


def kept_rows(lateness):
    """How many rows the dashboard keeps of a topic."""
    return int(min(max(ROWS_A_SECOND * lateness, FEWEST_ROWS), MOST_ROWS))


def clock(seconds):
    """Seconds as the dashboard's settings have them."""
    return f"{int(seconds) // 3600:02}:{int(seconds) // 60 % 60:02}:{int(seconds) % 60:02}"


if __name__ == "__main__":
    parser = stream.options("counts", __doc__, topic="clicks", to="clicks.counts")
    parser.add_argument("--by", type=dimensions, default=",".join(DIMENSIONS), metavar="NAMES", help="what to count by")
    parser.add_argument(
        "--lateness", type=stream.seconds, default="00:10:00", metavar="TIME", help="ClickDash:Live:AllowedLateness"
    )
    parser.add_argument(
        "--ahead", type=stream.seconds, default="00:10:00", metavar="TIME", help="how far partitions may be out of step"
    )
    parser.add_argument("--dry", action="store_true", help="tell how many rows the topic gives, and send none")
    parser.add_argument(
        "--kept",
        type=stream.seconds,
        default="01:00:00",
        metavar="TIME",
        help="with --dry: ClickDash:Live:AllowedLateness of the dashboard that reads the counts",
    )
    args = parser.parse_args()
    if args.dry:
        stream.once(args, rows)
    else:
        stream.run(args, start)
