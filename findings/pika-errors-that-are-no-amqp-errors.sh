#!/usr/bin/env bash
# pika 1.3.2 raises errors that are none of its own family when a broker cannot be reached.
#
# Expected: whoever catches pika.exceptions.AMQPError around BlockingConnection, the root of the
#           exceptions of pika.exceptions, has caught whatever keeps the broker away.
# Seen:     it is so for a port on which nobody listens. A name that leads nowhere gives
#           socket.gaierror, and a server that takes the connection and says nothing gives
#           AMQPConnectorStackTimeout, which stands in another module and has Exception alone as
#           its parent. Neither is an AMQPError, so that a program that was tried with the broker
#           stopped falls over when the name of the broker's machine is gone.
# Version:  pika 1.3.2 from PyPI, with Python 3.
# Why it matters: a page that is to say "not now" to whoever wants no more mail says nothing at all,
#           and a sender that is to try again has ended. It shows on the day on which the name
#           service or the broker hangs, and in no test that stops the broker.
#
# Exits 0 while this is so, 1 when it has changed. Needs no broker; the name is one that RFC 6761
# keeps from ever being given.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check pika==1.3.2

"$work/venv/bin/python" - << 'PYTHON'
import logging
import socket
import sys

import pika

logging.disable(logging.CRITICAL)
silent = socket.create_server(("127.0.0.1", 0))
closed = socket.create_server(("127.0.0.1", 0))
port = closed.getsockname()[1]
closed.close()
# what is wrong: where, the error, whether it is an AMQPError
known = {
    "nobody listens": ("127.0.0.1", port, "AMQPConnectionError", True),
    "the name leads nowhere": ("broker.invalid", 5672, "gaierror", False),
    "it says nothing": ("127.0.0.1", silent.getsockname()[1], "AMQPConnectorStackTimeout", False),
}
print("pika", pika.__version__)
changed = False
for case, (host, port, name, is_own) in known.items():
    parameters = pika.ConnectionParameters(
        host, port, socket_timeout=1, stack_timeout=2, blocked_connection_timeout=2)
    try:
        pika.BlockingConnection(parameters)
        found = None, None
    except Exception as error:
        found = type(error).__name__, isinstance(error, pika.exceptions.AMQPError)
    print(f"{case}: {found[0]}, {'an' if found[1] else 'no'} AMQPError")
    changed |= found != (name, is_own)
if changed:
    print("changed: this is not what was seen", file=sys.stderr)
    sys.exit(1)
PYTHON
