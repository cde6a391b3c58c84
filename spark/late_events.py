"""Sums the Impressions of the click stream by windows of 10 s, with a watermark: late clicks join their window or are dropped.

Finished windows go to Parquet files, and to a topic in the format `counts`.
"""

import os

import stream
from pyspark.sql import functions as F


def start(spark, args):
    windows = (
        stream.impressions(spark, args)
        .withWatermark("time", f"{int(args.watermark)} seconds")
        .groupBy(F.window("time", f"{int(args.window)} seconds"))
        .agg(F.sum("Impressions").alias("count"))
        .select("window.start", "window.end", "count")
    )
    files = windows.writeStream.format("parquet").option("path", args.parquet)
    return [
        stream.begin(files, args, "parquet", "append"),
        stream.write(stream.counts(windows, second=F.col("start"), page=F.lit("(all)")), args, "append"),
    ]


if __name__ == "__main__":
    parser = stream.options("late_events", __doc__, topic="clickstream", to="clickstream.windows")
    parser.add_argument("--window", type=stream.seconds, default="10", metavar="SECONDS", help="a window's length")
    parser.add_argument(
        "--watermark", type=stream.seconds, default="10", metavar="SECONDS", help="how far behind the newest click a window ends"
    )
    parser.add_argument(
        "--parquet", default=os.path.join("data", "spark", "late_events.parquet"), help="the folder of Parquet files"
    )
    stream.run(parser.parse_args(), start)
