#!/usr/bin/env bash
# The CloudEvents SDK for Python 2.2.0 changes JSON data when it passes an event on in binary mode.
#
# Expected: an event that was read and is written again has the same data. In binary mode the body
#           is the data in the form that the content type names, here application/json, in which
#           an array, a text or a number is as good as an object.
# Seen:     objects alone stay JSON. An array is written as Python shows a list, with apostrophes,
#           None and True, and still called application/json; the SDK itself reads that as a text.
#           A text loses its quotes, so the next reader takes the telephone number "46701234567"
#           for a number, "1E5" for 100000.0, "null" for nothing. In structured mode all is right.
# Version:  cloudevents 2.2.0 from PyPI, with Python 3.
# Why it matters: a relay between a personnel system and the address book changes what it carries;
#           the message is refused, or taken for something else, one hop after the fault.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check cloudevents==2.2.0

"$work/venv/bin/python" - << 'PYTHON'
import json, sys
from importlib.metadata import version

from cloudevents.core.bindings import http, rabbitmq

# body as it came: the body passed on, what the SDK reads from that
known = {
    '{"email": "anna@example.se"}': ('{"email": "anna@example.se"}', {"email": "anna@example.se"}),
    '["anna@example.se"]': ("['anna@example.se']", "['anna@example.se']"),
    '[{"left": null, "staff": true}]': (
        "[{'left': None, 'staff': True}]", "[{'left': None, 'staff': True}]"),
    '"46701234567"': ("46701234567", 46701234567),
    '"1E5"': ("1E5", 100000.0),
    '"null"': ("null", None),
}
headers = {
    "ce-specversion": "1.0", "ce-id": "1", "ce-source": "/personnel", "ce-type": "person.changed",
    "ce-time": "2026-11-30T12:00:00Z",
}
print("cloudevents", version("cloudevents"))
changed = False
for body, (passed, read) in known.items():
    came = rabbitmq.RabbitMQMessage(
        headers=headers, content_type="application/json", body=body.encode())
    event = rabbitmq.from_rabbitmq_event(came)
    sent = rabbitmq.to_binary_event(event)
    again = rabbitmq.from_rabbitmq_event(sent).get_data()
    print(f"{body} -> {sent.content_type}: {sent.body.decode()} -> {again!r}")
    structured = json.loads(rabbitmq.to_structured_event(event).body)["data"]
    changed |= event.get_data() != json.loads(body) or structured != json.loads(body)
    changed |= (sent.body.decode(), again) != (passed, read)
    changed |= sent.content_type != "application/json"
    changed |= http.to_binary_event(event).body != sent.body
if changed:
    sys.exit("changed: this is not what was seen")
PYTHON
