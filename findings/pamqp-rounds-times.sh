#!/usr/bin/env bash
# pamqp 4.0.1, on which aio-pika and aiormq stand, sends a float in a header in 32 bits.
#
# Expected: a Python float, of 64 bits, in a message's header arrives as that float: RabbitMQ's AMQP
#           0-9-1 has the type d for it, and py-amqp (of kombu and Celery) writes it so.
# Seen:     aio-pika's messages have the type f. The seconds of time.time() come out up to 64 too
#           few or too many, two times 30 seconds apart come out as one, a share of 0.9 as
#           0.8999999761581421. And pika 1.4.4 makes any float in a header an integer: 0.9 is 0.
# Version:  aio-pika 10.2.1 with aiormq 7.2.4 and pamqp 4.0.1, pika 1.4.4, amqp 5.4.2, all from
#           PyPI, with Python 3.
# Why it matters: who decides by such a header which of two changes to a person is the later, or
#           how sure a match is, decides wrongly, while the sender's log shows the right value.
#
# Exits 0 while this is so, 1 when it has changed. Needs no broker: what one library writes is given
# to the others' readers.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check \
  aio-pika==10.2.1 aiormq==7.2.4 pamqp==4.0.1 pika==1.4.4 amqp==5.4.2

"$work/venv/bin/python" - << 'PYTHON'
import sys
from importlib.metadata import version

import aio_pika
from amqp.serialization import dumps, loads
from pamqp import decode, frame, header
from pika.data import decode_table

# the float given: what 32 bits make of it
known = {1764545627.25: 1764545664.0, 1764545657.25: 1764545664.0, 0.9: 0.8999999761581421}


def read(table):
    """What pamqp, py-amqp and pika read."""
    tables = decode.field_table(table)[1], loads("F", table, 0)[0][0], decode_table(table, 0)[0]
    return [fields["n"] for fields in tables]


for name in ("aio-pika", "aiormq", "pamqp", "pika", "amqp"):
    print(name, version(name), end=" ")
print("\nread by pamqp, py-amqp and pika:")
changed = False
for given, rounded in known.items():
    message = aio_pika.Message(b"{}", headers={"n": given})
    wire = frame.marshal(header.ContentHeader(body_size=2, properties=message.properties), 1)
    # The table stands after 7 octets of the frame and 14 of the content header, and is the first.
    table = wire[21 : 25 + int.from_bytes(wire[21:25], "big")]
    doubles = dumps("F", [{"n": given}])
    print(f"{given} from aio-pika:", *read(table), "from py-amqp:", *read(doubles))
    changed |= read(table) != [rounded, rounded, int(rounded)]
    changed |= read(doubles) != [given, given, int(given)]
    changed |= (table[6:7], doubles[6:7]) != (b"f", b"d")
if changed:
    sys.exit("changed: this is not what was seen")
PYTHON
