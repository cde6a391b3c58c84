"""Sends what a lesson's own producers send, as it is taught, and prints the messages it sent: {"sent": [...]}.

    python3 course_lessons.py BROKER LESSON COUNT

Values are of the COUNT seconds up to now, one a second, as if the producer had been running; they are sent at once.
"""

import datetime as dt
import random
import sys
from json import dumps

from course_kafka import CourseProducer

broker, lesson, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
chance = random.Random(5202)
now = dt.datetime.now()
times = [now - dt.timedelta(seconds=count - 1 - i) for i in range(count)]
sent = []


def publish_message(producer_instance, topic_name, key, value):
    producer_instance.send(
        topic_name, key=bytes(key, encoding="utf-8"), value=bytes(value, encoding="utf-8")
    )
    producer_instance.flush()
    sent.append(value)


def connect_kafka_producer():
    return CourseProducer(broker)


def connect_json_producer():
    return CourseProducer(broker, value_serializer=lambda x: dumps(x).encode("ascii"))


def lecture():
    producer = connect_kafka_producer()
    for time in times:
        come, go = chance.randint(0, 10), chance.randint(0, 8)
        publish_message(
            producer, "LectureDemo", "parsed", "%s,%d,-%d" % (time.strftime("%X"), come, go)
        )


def scenario():
    producer = connect_kafka_producer()
    for time in times:
        publish_message(
            producer,
            "Week9-Topic",
            "parsed",
            "%s, %d" % (time.strftime("%X"), chance.randint(0, 99)),
        )


def scenario_5():
    producers = [connect_json_producer() for _ in range(3)]
    for time in times:
        for i, producer in enumerate(producers, 1):
            data = {
                "datetime": time.strftime("%M:%S"),
                "producer05-%d" % i: chance.randint(0, 99),
            }
            producer.send("Week9-Topic2", value=data)
            producer.flush()
            sent.append(data)


def granularity():
    producer = connect_json_producer()
    for time in times:
        data = {"ts": int(time.timestamp()), "value": chance.randint(0, 89)}
        producer.send("week11_orig_data", value=data)
        producer.flush()
        sent.append(data)


def sensors():
    producers = [connect_json_producer() for _ in range(3)]
    for time in times:
        for i, producer in enumerate(producers, 1):
            data = {
                "uid": str(i),
                "datetime": time.strftime("%Y-%m-%d %H:%M:%S"),
                "temperature": "%.1f" % chance.uniform(10, 40),
            }
            producer.send("topic_temperature", value=data)
            producer.flush()
            sent.append(data)


def words():
    producer = connect_kafka_producer()
    for i in range(count):
        line = " ".join(chance.choice("to be or not to be that is the question".split()) for _ in range(8))
        producer.send("words", value=bytes(line, encoding="utf-8"))
        sent.append(line)
    producer.flush()


{
    "lecture": lecture,
    "scenario": scenario,
    "scenario-5": scenario_5,
    "granularity": granularity,
    "sensors": sensors,
    "words": words,
}[lesson]()
print(dumps({"sent": sent}))
