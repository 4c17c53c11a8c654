"""What the tests of the examples share: the broker's administrator, and waiting for a fact."""
import json
import os
import pathlib
import subprocess
import sys
import time

import pika

ROOT = pathlib.Path(__file__).resolve().parents[2]


def wait_for(fact, is_so, seconds=60):
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {fact}")
        time.sleep(0.05)


class Broker:
    """The administrator, in a vhost with the topology."""

    def __init__(self):
        self.connection = pika.BlockingConnection(pika.URLParameters(os.environ["ADMINISTRATOR_AMQP_URL"]))
        self.channel = self.connection.channel()
        self.channel.confirm_delivery()

    def send(self, exchange, key, body, **properties):
        self.channel.basic_publish(
            exchange, key, json.dumps(body), pika.BasicProperties(delivery_mode=2, **properties), mandatory=True)

    def listen(self, key):
        """A queue that gets what is sent with a routing key from now on."""
        queue = self.channel.queue_declare("", exclusive=True).method.queue
        self.channel.queue_bind(queue, "brevduva.in", key)
        return queue

    def take(self, queue):
        """The next message of a queue: id, routing key, body; None if there is none."""
        method, properties, body = self.channel.basic_get(queue, auto_ack=True)
        return method and (properties.message_id, method.routing_key, json.loads(body))

    def await_message(self, queue):
        found = []
        wait_for(f"a message in {queue}", lambda: found.append(self.take(queue)) or found[-1])
        return found[-1]


def example(path, *arguments, **environment):
    """Starts a program of Examples/."""
    return subprocess.Popen(
        [sys.executable, ROOT / "Examples" / path, *arguments], env=os.environ | environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(process):
    """Kills it: what it was at is not finished. Returns what it printed."""
    process.kill()
    return process.communicate(timeout=60)
