"""Finds the failed requests of an access log, and counts requests by second, page and status, in the format `counts`."""

import stream
from pyspark.sql import functions as F

# Combined and common log format: the client, two names, the time, the request and its status.
LINE = r'^\S+ \S+ \S+ \[([^\]]+)\] "(?:\S+ )?([^" ]*)[^"]*" (\d{3})(?: |$)'


def start(spark, args):
    lines = stream.text(stream.read(spark, args)).select(
        "value",
        F.try_to_timestamp(F.regexp_extract("value", LINE, 1), F.lit("dd/MMM/yyyy:HH:mm:ss Z")).alias("time"),
        F.regexp_replace(F.regexp_extract("value", LINE, 2), r"[?#].*", "").alias("page"),
        F.regexp_extract("value", LINE, 3).alias("status"),
    )
    requests = lines.where(F.col("time").isNotNull() & (F.col("page") != ""))
    failed = requests.where(F.col("status") >= "400").select(F.col("status").alias("key"), "value")
    seconds = (
        requests.withColumn("second", F.date_trunc("second", "time"))
        .withWatermark("second", f"{int(args.lateness)} seconds")
        .groupBy("second", "page", "status")
        .count()
    )
    counted = stream.counts(seconds, second=F.col("second"), page=F.col("page"), status=F.col("status"))
    return [stream.write(failed, args, "append", to=args.failed), stream.write(counted, args, "update")]


if __name__ == "__main__":
    parser = stream.options("log_analysis", __doc__, topic="w10_access_log", to="w10_access_log.counts")
    parser.add_argument("--failed", default="w10_access_log.failed", help="the topic for the lines of failed requests")
    parser.add_argument(
        "--lateness", type=stream.seconds, default="00:10:00", metavar="TIME", help="how far a line may be behind the newest"
    )
    stream.run(parser.parse_args(), start)
