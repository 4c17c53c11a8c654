#!/usr/bin/env bash
# flufl.bounce 6.0.0 finds nobody in a report on international mail (RFC 6533), ASCII recipients included.
#
# Expected: a permanent failure that is told by Final-Recipient, Action and Status is found, whichever of
#           the two media types of such reports it stands in: message/delivery-status (RFC 3464) or
#           message/global-delivery-status (RFC 6533), and whichever of the address types rfc822 and utf-8.
# Seen:     with the type rfc822 in message/delivery-status alone. With either of the newer names there is no
#           failure, temporary or permanent, and no error: a dead mailbox looks like a message that is no
#           report. One letter beyond ASCII in a server's answer is enough for Courier to write the
#           newer type, and Postfix writes it for every message that was sent with SMTPUTF8.
# Version:  flufl.bounce 6.0.0 from PyPI (that of Mailman 3), with Python 3.
# Why it matters: who relies on it goes on mailing dead addresses, and more of them each year.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check flufl.bounce==6.0.0

"$work/venv/bin/python" - << 'PYTHON'
import email
import sys
from importlib.metadata import version

from flufl.bounce import all_failures


def report(media_type, address_type, address):
    return email.message_from_bytes(f"""\
From: Mail system <postmaster@example.net>
To: steward@example.se
Subject: Undeliverable mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type={media_type}; boundary="part"

--part
Content-Type: text/plain; charset=utf-8

A message could not be delivered to one of its recipients.

--part
Content-Type: message/{media_type}

Reporting-MTA: dns; mx.example.net

Final-Recipient: {address_type}; {address}
Action: failed
Status: 5.1.1

--part--
""".encode())


old, new = "delivery-status", "global-delivery-status"
cases = [
    (old, "rfc822", "anna@example.net", True),
    (old, "utf-8", "anna@example.net", False),
    (new, "rfc822", "anna@example.net", False),
    (new, "utf-8", "anna@example.net", False),
    (new, "utf-8", "åsa@example.net", False),
]
print("flufl.bounce", version("flufl.bounce"))
changed = False
for media_type, address_type, address, is_found in cases:
    temporary, permanent = all_failures(report(media_type, address_type, address))
    print(f"message/{media_type}, {address_type}; {address}: temporary {len(temporary)}, "
          f"permanent {len(permanent)}")
    changed |= bool(temporary) or permanent != ({address.encode()} if is_found else set())
if changed:
    sys.exit("changed: this is not what was seen")
PYTHON
