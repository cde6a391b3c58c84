"""The lesson on the click stream: ClickStream_Producer and Late_Events_Producer, without their waits of 1 s and 5 s.

    python3 course_clickstream.py BROKER TOPIC COUNT NEWEST

sends COUNT single clicks and then, in arrays, as many again: each array but the first ends with 1 to 3 late clicks of the
one before. NEWEST is the newest click's time in epoch seconds. Prints what was sent: {page: {second: count}}.
"""

import random
import sys
from collections import defaultdict
from json import dumps

from course_kafka import CourseProducer

broker, topic, count, newest = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
chance = random.Random(5202)
sent = defaultdict(lambda: defaultdict(int))


def connect_kafka_producer():
    return CourseProducer(broker, value_serializer=lambda x: dumps(x).encode("ascii"))


def click(ts):
    data = {"Clicks": chance.randrange(3), "Impressions": chance.randrange(3, 20), "ts": ts}
    sent["(all)"][ts] += data["Clicks"]
    return data


producer = connect_kafka_producer()
for i in range(count):
    producer.send(topic, value=click(newest - chance.randrange(50)))

left, late = count, []
ts = newest - 50
while left > 0:
    batch = [click(ts) for _ in range(min(left, chance.randrange(5, 11)))]
    left -= len(batch)
    again = [click(ts - 5) for _ in range(min(left, chance.randrange(1, 4)))] if late else []
    left -= len(again)
    producer.send(topic, value=batch + again)
    late = batch
    ts = min(ts + 5, newest)
producer.flush()
producer.close()
print(dumps(sent))
