#!/usr/bin/env bash
# CoolAMQP 2.1.2 has AMQP's letters for signed and unsigned numbers the wrong way round in headers.
#
# Expected: a number in the headers of a message is the same number for whoever reads it. In AMQP
#           0-9-1 I is a signed number of 32 bits and i an unsigned one; U and u are the same with
#           16 bits (4.2.1 of the specification; RabbitMQ takes I, i and u in this sense).
# Seen:     CoolAMQP takes I for unsigned and i for signed, U for unsigned and u for signed,
#           and writes every number with the smallest that will do. 3055550123 comes to pamqp and to
#           amqp (the library below Kombu) as -1239417173, -200 as 65336, and -147000000 as
#           4147967296. It reads the same way: -1 from others is 4294967295. No warning; what
#           CoolAMQP writes itself it reads right, and -128 to 32767, 65536 to 2147483647 and all
#           that needs 64 bits is right for both. The class says that a dictionary can be passed
#           safely.
# Version:  CoolAMQP 2.1.2 from PyPI with pamqp 3.3.0 and amqp 5.4.2. 3055550123 and -200
#           came as the same with RabbitMQ 3.10.8 between CoolAMQP and pika 1.3.2.
# Why it matters: whoever was born before 1970 has a time of birth below 0: 5 May 1965 comes as a
#           day in 2101. Telephone numbers of ten digits (305 555 0123) and ids from a counter that
#           began high become negative, a correction by -200 adds 65336. Tests with small ids, or
#           with CoolAMQP at both ends, see nothing.
#
# Exits 0 while this is so, 1 when it has changed. Needs no broker: headers are as they are sent.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check --no-deps \
  CoolAMQP==2.1.2 six==1.17.0 pamqp==3.3.0 amqp==5.4.2 vine==5.1.0

"$work/venv/bin/python" - << 'PYTHON'
import io
import struct
import sys
from importlib.metadata import version

from amqp.serialization import decode_properties_basic
from coolamqp.framing.definitions import BasicContentPropertyList
from coolamqp.objects import MessageProperties
from pamqp.commands import Basic

print(", ".join(f"{name} {version(name)}" for name in ("CoolAMQP", "pamqp", "amqp")))
changed = False


def written(number):
    sent = io.BytesIO()
    MessageProperties(headers={"id": number}).write_to(sent)
    return sent.getvalue()


def by_cool(properties):
    (name, (number, _)), = BasicContentPropertyList.from_buffer(memoryview(properties), 0).headers
    return number


def by_pamqp(properties):
    found = Basic.Properties()
    found.unmarshal(struct.unpack(">H", properties[:2])[0], properties[2:])
    return found.headers["id"]


def by_amqp(properties):
    return decode_properties_basic(properties, 0)[0]["application_headers"]["id"]


# what CoolAMQP was given, what the others find
for number, expected in [
    (300, 300),
    (32767, 32767),
    (65536, 65536),
    (2100000000, 2100000000),
    (2147483648, -2147483648),
    (3000000001, -1294967295),
    (3055550123, -1239417173),
    (46701234567, 46701234567),
    (-128, -128),
    (-200, 65336),
    (-147000000, 4147967296),
    (-3000000000, -3000000000),
]:
    sent = written(number)
    found = by_pamqp(sent), by_amqp(sent), by_cool(sent)
    print(f"CoolAMQP writes {number}: pamqp and amqp read {found[0]} and {found[1]}, "
          f"itself {found[2]}{'' if found[1] == number else ' - not the same'}")
    changed |= found != (expected, expected, number)

# what others were given, what CoolAMQP finds
for number, expected in [
    (-1, 4294967295),
    (-200, 4294967096),
    (-147000000, 4147967296),
    (3055550123, 3055550123),
]:
    # as RabbitMQ and its clients write it: I for 32 bits, l for 64
    letter = b"I" + struct.pack(">i", number) if -2**31 <= number < 2**31 else \
        b"l" + struct.pack(">q", number)
    table = b"\x02id" + letter
    sent = struct.pack(">HI", 1 << 13, len(table)) + table
    found = by_pamqp(sent), by_amqp(sent), by_cool(sent)
    print(f"others write {number}: pamqp and amqp read {found[0]} and {found[1]}, "
          f"CoolAMQP {found[2]}{'' if found[2] == number else ' - not the same'}")
    changed |= found != (number, number, expected)
if changed:
    print("changed: this is not what was seen", file=sys.stderr)
    sys.exit(1)
PYTHON
