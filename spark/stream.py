"""What the jobs share: their options, reading and writing topics, and running until they are stopped."""

import argparse
import math
import os
import re
import socket
import sys
import time

from py4j.protocol import Py4JNetworkError
from pyspark.errors import StreamingQueryException
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

# How often what was read is told, in seconds.
TELL_EVERY = 1

# What failed is tried again after so many seconds, and so many times where it is not known that waiting helps.
AGAIN_EVERY = 1
MOST_FAILURES = 3


def options(job, about, topic, to=None):
    """A parser with the options of every job.

    topic and to are the names of what is read and written where nothing else is said.
    """
    parser = argparse.ArgumentParser(
        prog=f"spark/run {job}", description=about, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.set_defaults(job=job, most=None, kafka=[])
    parser.add_argument("--bootstrap", default="localhost:9092", help="the broker, HOST:PORT[,HOST:PORT]")
    parser.add_argument("--topic", default=topic, help="the topic to read")
    if to:
        parser.add_argument("--to", default=to, help="the topic to write")
    parser.add_argument(
        "--start",
        default="earliest",
        choices=["earliest", "latest"],
        help="where to begin; a checkpoint goes on where it stopped",
    )
    parser.add_argument("--checkpoint", default=f"data/spark/{job}", help="the folder that a restart goes on from")
    parser.add_argument("--every", type=_positive, default="1", metavar="SECONDS", help="the least time of a batch")
    parser.add_argument("--most", type=int, default=argparse.SUPPRESS, metavar="MESSAGES", help="the most of a batch")
    parser.add_argument(
        "--kafka",
        action="append",
        default=argparse.SUPPRESS,
        type=_setting,
        metavar="NAME=VALUE",
        help="a property of Kafka's client, such as security.protocol=SASL_SSL; may be given again",
    )
    return parser


def seconds(text):
    """Reads a number of seconds of at least 0, or HH:MM:SS as the dashboard's settings have it."""
    parts = text.split(":")
    try:
        number = float(text) if len(parts) == 1 else sum(int(part) * 60**i for i, part in enumerate(reversed(parts)))
    except ValueError:
        number = -1
    if number < 0 or len(parts) not in (1, 3):
        raise argparse.ArgumentTypeError(f"'{text}' is no time: it takes seconds or HH:MM:SS")
    return number


def read(spark, args, topic=None):
    """The messages of a topic: key, value, topic, partition, offset and timestamp."""
    source = _client(spark.readStream.format("kafka"), args)
    source = source.option("subscribe", topic or args.topic).option("startingOffsets", args.start)
    if args.most:
        source = source.option("maxOffsetsPerTrigger", args.most)
    return source.load()


def whole(spark, args, topic=None):
    """The messages of a topic that are there now, as `read` gives them."""
    source = _client(spark.read.format("kafka"), args)
    return source.option("subscribe", topic or args.topic).option("startingOffsets", "earliest").load()


def text(messages):
    """The lines of text of messages; one that a serializer wrote as a JSON string is undone."""
    value = F.col("value").cast("string")
    undone = F.try_element_at(F.from_json(F.concat(F.lit("["), value, F.lit("]")), "array<string>"), F.lit(1))
    return messages.select(F.when(value.startswith('"'), F.coalesce(undone, value)).otherwise(value).alias("value"))


def impressions(spark, args):
    """The clicks of the course's click stream: the time and the Impressions of each, of an object or an array of them."""
    clicks = F.from_json(F.col("value").cast("string"), "array<struct<Clicks: bigint, Impressions: bigint, ts: double>>")
    return (
        read(spark, args)
        .select(F.explode(clicks).alias("click"))
        .select(F.timestamp_seconds("click.ts").alias("time"), "click.Impressions")
        .where(F.col("time").isNotNull() & F.col("Impressions").isNotNull())
    )


def counts(frame, second, **dimensions):
    """Messages in the dashboard's format `counts` of a frame with a column `count`: the key tells rows apart."""
    row = [F.unix_seconds(second).alias("second"), *(column.alias(name) for name, column in dimensions.items())]
    return frame.select(F.to_json(F.struct(*row)).alias("key"), F.to_json(F.struct(*row, "count")).alias("value"))


def write(frame, args, mode, to=None):
    """Begins to write a frame of key and value to a topic; gives the query."""
    sink = _client(frame.writeStream.format("kafka"), args).option("topic", to or args.to)
    return begin(sink, args, to or args.to, mode)


def begin(sink, args, name, mode):
    """Begins a query that has a checkpoint of its own, told by its name."""
    return (
        sink.queryName(name)
        .outputMode(mode)
        .option("checkpointLocation", os.path.join(args.checkpoint, name))
        .trigger(processingTime=f"{int(args.every * 1000)} milliseconds")
        .start()
    )


def run(args, start):
    """Runs the queries that start(spark, args) gives until they are stopped (Ctrl-C).

    One that fails is begun again from its checkpoint: a topic or a broker may come, and Spark 4.1 fails once where it repeats
    a batch that was cut off by a crash. It ends where that does not help.
    """
    _reach(args.bootstrap)
    spark = _session()
    _say(args, f"reads {args.topic} at {args.bootstrap}; checkpoint in {args.checkpoint}")
    told, failures, last = {}, 0, ""
    while True:
        queries, before = [], dict(told)
        try:
            queries = start(spark, args)
            _watch(args, queries, told)
            return
        except KeyboardInterrupt:
            _stop(queries)
            _say(args, "stopped")
            return
        except Py4JNetworkError:
            sys.exit(f"{args.job}: Spark has ended.")
        except StreamingQueryException as failure:
            _stop(queries)
            failures = failures + 1 if told == before else 1
            word, patience = _word(str(failure), args)
            if failures > patience:
                sys.exit(f"{args.job}: {word}")
            if word != last:
                _say(args, f"{word}: tries again")
            last = word
            time.sleep(AGAIN_EVERY)


def once(args, ask):
    """Says the lines that ask(spark, args) gives of a topic as it is, and ends."""
    _reach(args.bootstrap)
    spark = _session()
    try:
        for line in ask(spark, args):
            _say(args, line)
    except Exception as failure:
        sys.exit(f"{args.job}: {_word(str(failure), args)[0]}")


def _positive(text):
    number = seconds(text)
    if number == 0:
        raise argparse.ArgumentTypeError("it takes more than 0 seconds")
    return number


def _setting(text):
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise argparse.ArgumentTypeError(f"'{text}' is no NAME=VALUE")
    return name, value


def _client(builder, args):
    builder = builder.option("kafka.bootstrap.servers", args.bootstrap)
    for name, value in args.kafka:
        builder = builder.option(f"kafka.{name}", value)
    return builder


def _session():
    spark = SparkSession.builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()
    # Its warnings tell of every batch that took longer than asked for: the lines here say what was read.
    spark.sparkContext.setLogLevel("ERROR")
    # Spark's own default is made for clusters: two hundred small tasks a batch.
    spark.conf.set("spark.sql.shuffle.partitions", spark.sparkContext.defaultParallelism)
    return spark


def _reach(bootstrap):
    problems = []
    for address in bootstrap.split(","):
        host, _, port = address.strip().rpartition(":")
        try:
            socket.create_connection((host.strip("[]"), int(port)), timeout=5).close()
            return
        except (OSError, ValueError) as problem:
            problems.append(f"{address}: {problem}")
    sys.exit(f"No broker answers at {bootstrap} ({'; '.join(problems)}). --bootstrap takes HOST:PORT.")


def _watch(args, queries, told):
    while True:
        for query in queries:
            # Ends it with what went wrong.
            if query.awaitTermination(TELL_EVERY / len(queries)):
                return
            progress = query.lastProgress
            if progress and progress["numInputRows"] > 0 and told.get(query.name) != progress["batchId"]:
                told[query.name] = progress["batchId"]
                _say(args, f"batch {progress['batchId']} for {query.name}: {progress['numInputRows']} messages")


def _stop(queries):
    for query in queries:
        query.stop()


def _say(args, word):
    print(f"{args.job}: {word}", flush=True)


def _word(failure, args):
    """What a failure means, and after how many in a row to give up."""
    if "UnknownTopicOrPartition" in failure:
        return f"a topic that it reads is not at {args.bootstrap} yet", math.inf
    if "TimeoutException" in failure and "not present in metadata" not in failure:
        return f"the broker at {args.bootstrap} does not answer", math.inf
    if "not present in metadata" in failure:
        return "the topic to write is not there, and the broker makes none by itself: create it", 0
    if "STATE_STORE" in failure and "SCHEMA" in failure:
        return f"the checkpoint in {args.checkpoint} is of other settings: give another --checkpoint", 0
    if "data loss" in failure.lower() or "OffsetOutOfRange" in failure:
        return (
            f"messages that the checkpoint in {args.checkpoint} goes on from are gone, or the topic was made anew; counts "
            "would be too low, so give another --checkpoint",
            0,
        )
    # Without the plan and the calls that led there.
    return re.split(r"\n\s+at |\n\nDriver stacktrace|\n=== Streaming Query", failure)[0], MOST_FAILURES
