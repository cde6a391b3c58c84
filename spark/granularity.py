"""Means of measurements by windows of 5 s, to be drawn beside the measurements themselves."""

import stream
from pyspark.sql import functions as F


def start(spark, args):
    means = (
        stream.read(spark, args)
        .select(F.from_json(F.col("value").cast("string"), "ts double, value double").alias("sent"))
        .select(F.timestamp_seconds("sent.ts").alias("time"), "sent.value")
        .where(F.col("time").isNotNull() & F.col("value").isNotNull())
        .withWatermark("time", f"{int(args.watermark)} seconds")
        .groupBy(F.window("time", f"{int(args.window)} seconds"))
        .agg(F.avg("value").alias("value"))
        .select(F.unix_seconds("window.start").alias("ts"), "value")
    )
    message = means.select(F.col("ts").cast("string").alias("key"), F.to_json(F.struct("ts", "value")).alias("value"))
    # Once a window is over, so that it is one point.
    return [stream.write(message, args, "append")]


if __name__ == "__main__":
    parser = stream.options("granularity", __doc__, topic="week11_orig_data", to="week11_agg_data")
    parser.add_argument("--window", type=stream.seconds, default="5", metavar="SECONDS", help="a window's length")
    parser.add_argument(
        "--watermark", type=stream.seconds, default="5", metavar="SECONDS", help="how far behind the newest a window ends"
    )
    stream.run(parser.parse_args(), start)
