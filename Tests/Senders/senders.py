#!/usr/bin/env python3
"""Sends what real clients of Python make of a message; see run.

  senders.py CLIENT first|late SECONDS

Prints a line for each message that was sent: its id, and the outcome that it is to have.
"""
import datetime
import json
import os
import sys

CLIENT, PHASE, SECONDS = sys.argv[1], sys.argv[2], int(sys.argv[3])
URL = os.environ["AMQP_URL"]
MOMENT = datetime.datetime.fromtimestamp(SECONDS, datetime.timezone.utc)
KEY = "registration.donation"
PURGED = f"{CLIENT}-purged@example.se"


def data(address, **more):
    return json.dumps({"email": address, **more}).encode()


def gift():
    return data(f"{CLIENT}-gift@example.se", donation={"amount": "1.500", "currency": "KWD"})


def ce(name, **more):
    """Attributes of CloudEvents as the binding for RabbitMQ names them."""
    fields = {"specversion": "1.0", "id": f"{CLIENT}-{name}", "source": "urn:x:forms", "type": KEY, **more}
    return {f"ce-{field}": value for field, value in fields.items()}


def first():
    """Messages that are to be applied: name, headers, properties, body."""
    # What each client takes for AMQP's octets.
    kind = bytearray if CLIENT == "aio-pika" else bytes
    octets = {name: kind(value, "utf-8") for name, value in ce("octets", actor="anna").items()}
    return [
        ("gift-1", ce("gift-1"), {}, gift()),
        ("gift-2", ce("gift-2"), {}, gift()),
        ("to-purge", ce("to-purge", time=MOMENT), {}, data(PURGED)),
        ("octets", octets, {}, data(f"{CLIENT}-octets@example.se")),
        ("number", ce("number", time=SECONDS * 1000), {}, data(f"{CLIENT}-number@example.se")),
        ("trace", ce("trace", traceparent=7, tracestate="x" * 3000), {}, data(f"{CLIENT}-trace@example.se")),
        ("empty", {}, {"message_id": f"{CLIENT}-empty"}, json.dumps(
            {"emails": [None, f"{CLIENT}-empty@example.se"], "name": {}, "answers": []}).encode()),
    ]


def late():
    """Messages from before a purge, which are to be dropped."""
    return [
        ("late-datetime", ce("late-datetime", time=MOMENT), {}, data(PURGED)),
        ("late-number", ce("late-number", time=SECONDS * 1000), {}, data(PURGED)),
        ("late-text", ce("late-text", time=MOMENT.isoformat()), {}, data(PURGED)),
        ("late-property", {}, {"message_id": f"{CLIENT}-late-property", "timestamp": SECONDS}, data(PURGED)),
    ]


def with_pika(messages):
    import pika

    connection = pika.BlockingConnection(pika.URLParameters(URL))
    channel = connection.channel()
    channel.confirm_delivery()
    for _, headers, properties, body in messages:
        channel.basic_publish(
            "brevduva.in", KEY, body,
            pika.BasicProperties(headers=headers, delivery_mode=2, **properties), mandatory=True)
    connection.close()


def with_kombu(messages):
    import kombu

    with kombu.Connection(URL, transport_options={"confirm_publish": True}) as connection:
        producer = connection.Producer()
        for _, headers, properties, body in messages:
            # What kombu itself says of octets: content_encoding binary.
            producer.publish(
                body, exchange="brevduva.in", routing_key=KEY, headers=headers, mandatory=True,
                content_type="application/data", content_encoding="binary", **properties)
        producer.publish(
            {"email": f"{CLIENT}-own@example.se"}, exchange="brevduva.in", routing_key=KEY,
            message_id=f"{CLIENT}-{PHASE}-own", mandatory=True)  # its own encodings: utf-8


def with_aio_pika(messages):
    import asyncio

    import aio_pika

    async def send():
        connection = await aio_pika.connect(URL)
        channel = await connection.channel(publisher_confirms=True)
        exchange = await channel.get_exchange("brevduva.in", ensure=False)
        for _, headers, properties, body in messages:
            message = aio_pika.Message(
                body, headers=headers, delivery_mode=aio_pika.DeliveryMode.PERSISTENT, **properties)
            await exchange.publish(message, KEY, mandatory=True)
        await connection.close()

    asyncio.run(send())


def with_cloudevents(messages):
    """The SDK's own bindings decide what becomes of an event: RabbitMQ's in both modes, and AMQP's."""
    from cloudevents.core.bindings import amqp, rabbitmq
    from cloudevents.core.v1.event import CloudEvent

    import pika

    connection = pika.BlockingConnection(pika.URLParameters(URL))
    channel = connection.channel()
    channel.confirm_delivery()
    modes = [
        ("binary", rabbitmq.to_binary_event), ("structured", rabbitmq.to_structured_event),
        ("amqp", amqp.to_binary_event)]
    for mode, convert in modes:
        for address, name in [
            (PURGED, f"{PHASE}-purged"), (f"{CLIENT}-gift@example.se", f"{PHASE}-gift-1"),
            (f"{CLIENT}-gift@example.se", f"{PHASE}-gift-2")]:
            event = CloudEvent(
                attributes={
                    "id": f"{CLIENT}-{mode}-{name}", "source": "urn:x:forms", "type": KEY,
                    "time": MOMENT, "datacontenttype": "application/json"},
                data={"email": address, "donation": {"amount": "1.500", "currency": "KWD"}})
            made = convert(event)
            headers = made.application_properties if mode == "amqp" else made.headers
            kind = made.properties["content-type"] if mode == "amqp" else made.content_type
            body = made.application_data if mode == "amqp" else made.body
            channel.basic_publish(
                "brevduva.in", KEY, body,
                pika.BasicProperties(headers=headers, content_type=kind, delivery_mode=2),
                mandatory=True)
            is_late = PHASE == "late" and address == PURGED
            print(event.get_id(), "refused" if is_late else "applied")
    connection.close()


senders = {
    "pika": with_pika, "kombu": with_kombu, "aio-pika": with_aio_pika, "cloudevents": with_cloudevents}
messages = first() if PHASE == "first" else late()
senders[CLIENT](messages)
if CLIENT != "cloudevents":
    for name, *_ in messages:
        print(f"{CLIENT}-{name}", "applied" if PHASE == "first" else "refused")
if CLIENT == "kombu":
    print(f"{CLIENT}-{PHASE}-own", "applied")
