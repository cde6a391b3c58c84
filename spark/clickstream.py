"""Sums the Impressions of the click stream by the minute of the hour, for a dashboard that reads the format `counts`."""

import stream
from pyspark.sql import functions as F


def start(spark, args):
    minutes = (
        stream.impressions(spark, args)
        .withWatermark("time", f"{int(args.lateness)} seconds")
        .groupBy(F.window("time", "1 minute"))
        .agg(F.sum("Impressions").alias("count"))
        .select("window.start", "count")
    )
    page = F.format_string("minute %02d", F.minute("start"))
    return [stream.write(stream.counts(minutes, second=F.col("start"), page=page), args, "update")]


if __name__ == "__main__":
    parser = stream.options("clickstream", __doc__, topic="clickstream", to="clickstream.minutes")
    parser.add_argument(
        "--lateness", type=stream.seconds, default="00:10:00", metavar="TIME", help="how far a click may be behind the newest"
    )
    stream.run(parser.parse_args(), start)
