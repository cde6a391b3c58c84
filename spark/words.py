"""Counts the words of a topic's lines of text: what stands between white space, as it is written."""

import stream
from pyspark.sql import functions as F


def start(spark, args):
    words = (
        stream.read(spark, args)
        .select(F.explode(F.split(F.col("value").cast("string"), r"\s+")).alias("word"))
        .where(F.col("word") != "")
        .groupBy("word")
        .count()
    )
    return [stream.write(words.select(F.col("word").alias("key"), F.to_json(F.struct("word", "count")).alias("value")), args, "update")]


if __name__ == "__main__":
    stream.run(stream.options("words", __doc__, topic="words", to="words.counts").parse_args(), start)
