r"""The lesson on log analysis: lines of an access log, each with its line's end as a JSON string, without the wait of 1 s.

    python3 course_access_log.py BROKER TOPIC COUNT NEWEST

NEWEST is the newest line's time in epoch seconds. Prints what was sent: {page: {second: count}}.
"""

import random
import sys
import time
from collections import defaultdict
from json import dumps

from course_kafka import CourseProducer

broker, topic, count, newest = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
producer = CourseProducer(broker, value_serializer=lambda x: dumps(x).encode("ascii"))
chance = random.Random(5202)
sent = defaultdict(lambda: defaultdict(int))
months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
for i in range(count):
    ts = newest - chance.randrange(50)
    page = "/page-%d" % min(int(chance.expovariate(0.3)), 30)
    at = time.gmtime(ts)
    when = time.strftime("%d/", at) + months[at.tm_mon - 1] + time.strftime("/%Y:%H:%M:%S +0000", at)
    line = '192.0.2.%d - - [%s] "GET %s?id=%d HTTP/1.1" %d %d "-" "Mozilla/5.0"\n' % (
        chance.randrange(256),
        when,
        page,
        i,
        chance.choice([200, 200, 200, 404, 500]),
        chance.randrange(50000),
    )
    producer.send(topic, value=line)
    sent[page][ts] += 1
producer.flush()
producer.close()
print(dumps(sent))
