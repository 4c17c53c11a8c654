#!/usr/bin/env python3
"""Registers somebody so that nothing is lost: AMQP_URL=… register.py ID ADDRESS (pika 1.2 or newer)."""
import json
import os
import sys
import time

import pika

message_id, address = sys.argv[1:]
connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
channel = connection.channel()
channel.confirm_delivery()  # from here on basic_publish waits, and raises what the broker does not take
channel.basic_publish(
    exchange="brevduva.in",
    routing_key="registration.event",
    body=json.dumps({"email": address, "event": {"id": "open-house", "title": "Open house"}}),
    properties=pika.BasicProperties(
        message_id=message_id,  # the same each time that this form is sent again
        app_id="urn:example:forms",
        timestamp=int(time.time()),  # when the form was filled in
        content_type="application/json",
        delivery_mode=2,  # persistent
    ),
    mandatory=True,
)
connection.close()
