"""Joins climate and fires by their geohash, where one comes within seconds of the other."""

import stream
from pyspark.sql import functions as F

# The columns of both topics' lines; latitude and longitude are told by the key.
CLIMATE = {"air": 2, "humidity": 3, "wind": 4}
FIRE = {"surface": 2, "confidence": 3}


def start(spark, args):
    climate = side(stream.read(spark, args), "climate", CLIMATE, args)
    fire = side(stream.read(spark, args, args.fires), "fire", FIRE, args)
    near = F.expr(
        f"climate_key = fire_key AND fire_time BETWEEN climate_time - INTERVAL {int(args.within)} SECONDS "
        f"AND climate_time + INTERVAL {int(args.within)} SECONDS"
    )
    pairs = climate.join(fire, near).select(
        F.unix_seconds(F.greatest("climate_time", "fire_time")).alias("ts"), F.col("climate_key").alias("geohash"), *CLIMATE, *FIRE
    )
    return [stream.write(pairs.select(F.col("geohash").alias("key"), F.to_json(F.struct("*")).alias("value")), args, "append")]


def side(messages, name, columns, args):
    """One topic's rows: its time, its key and its numbers. A line whose numbers are none is left out."""
    cell = F.split(F.col("value").cast("string"), ",")
    numbers = [F.try_element_at(cell, F.lit(at + 1)).try_cast("double").alias(column) for column, at in columns.items()]
    rows = messages.select(F.col("timestamp").alias(f"{name}_time"), F.col("key").cast("string").alias(f"{name}_key"), *numbers)
    return rows.dropna().withWatermark(f"{name}_time", f"{int(args.within)} seconds")


if __name__ == "__main__":
    parser = stream.options("stream_join", __doc__, topic="Climate", to="climate.fires")
    parser.add_argument("--fires", default="Fire", help="the topic of fires: lat,lon,surface °C,confidence %%, key a geohash")
    parser.add_argument(
        "--within", type=stream.seconds, default="10", metavar="SECONDS", help="how far apart two messages may be"
    )
    stream.run(parser.parse_args(), start)
