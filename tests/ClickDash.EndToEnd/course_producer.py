"""Sends clicks as the course's own producers do, and prints what it sent: {page: {second: count}}.

    python3 course_producer.py BROKER TOPIC COUNT NEWEST

NEWEST is the newest click's time in epoch milliseconds; the oldest is 50 s before it.
"""

import random
import sys
from collections import defaultdict
from json import dumps

from course_kafka import CourseProducer

broker, topic, count, newest = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
producer = CourseProducer(broker, value_serializer=lambda x: dumps(x).encode("ascii"))
chance = random.Random(5202)
sent = defaultdict(lambda: defaultdict(int))
for i in range(count):
    page = "/page-%d" % min(int(chance.expovariate(0.3)), 30)
    ts = newest - chance.randrange(50_000)
    producer.send(topic, {"ts": ts, "page": page, "user": "u%d" % chance.randrange(1000)})
    sent[page][ts // 1000] += 1
producer.flush()
producer.close()
print(dumps(sent))
