#!/usr/bin/env bash
# pika, py-amqp and pamqp send the local time that datetime.now() gives as if it were UTC.
#
# Expected: a datetime without a zone is local time, as datetime.timestamp(), astimezone() and the rest
#           of Python 3 have it. So a header with datetime.now() arrives as that moment.
# Seen:     its clock's figures arrive as UTC, without a word. In Stockholm that is an hour later, in
#           summer two; west of Greenwich it is earlier. A datetime with a zone arrives right.
# Version:  pika 1.4.4, amqp 5.4.2 (of kombu and Celery), pamqp 4.0.1 (of aio-pika and aiormq), all from
#           PyPI, with Python 3.
# Why it matters: a form that was filled in before a person was erased says that it was filled in
#           afterwards, and brings the person back; on the developer's machine, which runs in UTC, all
#           is right.
#
# Exits 0 while this is so, 1 when it has changed. Needs no broker: it looks at what would be sent.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check \
  pika==1.4.4 amqp==5.4.2 pamqp==4.0.1

TZ=Europe/Stockholm "$work/venv/bin/python" - << 'PYTHON'
import datetime
import sys
from importlib.metadata import version

from amqp.serialization import dumps
from pamqp import encode
from pika.data import encode_table


def with_pika(value):
    pieces = []
    encode_table(pieces, {"n": value})
    return b"".join(pieces)


def seconds(table):
    """The seconds of a table that holds one timestamp under a name of one octet."""
    assert table[6:7] == b"T", table
    return int.from_bytes(table[7:15], "big")


writers = {
    "pika": with_pika,
    "amqp": lambda value: dumps("F", [{"n": value}]),
    "pamqp": lambda value: encode.field_table({"n": value}),
}
# local time: hours by which it is sent too late
known = {datetime.datetime(2026, 11, 30, 12, 0): 1, datetime.datetime(2026, 6, 30, 12, 0): 2}
changed = False
for local, hours in known.items():
    moment = int(local.timestamp())
    for name, write in writers.items():
        bare, zoned = seconds(write(local)), seconds(write(local.astimezone()))
        print(name, version(name), local, "sent", bare - moment, "s off, with its zone", zoned - moment)
        changed |= (bare, zoned) != (moment + hours * 3600, moment)
if changed:
    sys.exit("changed: this is not what was seen")
PYTHON
