#!/usr/bin/env bash
# mail-parser 4.8.0 drops the part of a report for which the report is sent.
#
# Expected: of a multipart/report the second part, made for programs (RFC 3464 for deliveries, RFC
#           5965 for complaints), is there as a text, an attachment or a list of what was not read.
# Seen:     it is nowhere: no address, no status, no type, and no defect is told. A delivered
#           report and a failed one, or a complaint (abuse) and its opposite (not-spam), give
#           the same result. The body of the returned message stands in the report's own body.
# Version:  mail-parser 4.8.0 from PyPI, with Python 3.
# Why it matters: whoever decides by what is left, the words of sender and recipient, marks the
#           address of a person whose mail arrived, or unsubscribes one who asked for the mail.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check mail-parser==4.8.0

"$work/venv/bin/python" - << 'PYTHON'
import sys
from importlib.metadata import version

import mailparser


def report(kind, fields):
    return f"""\
From: Mail system <postmaster@example.net>
To: steward@example.se
Subject: Report
Date: Mon, 30 Nov 2026 12:00:00 +0000
Message-ID: <report@example.net>
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="part"

--part
Content-Type: text/plain; charset=us-ascii

This is a report about a message.

--part
Content-Type: message/{kind}

{fields}
--part
Content-Type: message/rfc822

From: Steward <steward@example.se>
To: Anna Alm <anna@example.net>
Subject: Open house
Date: Mon, 30 Nov 2026 11:00:00 +0000
Message-ID: <open-house@example.se>

Welcome!

--part--
"""


def delivery(action, status):
    return report("delivery-status", "Reporting-MTA: dns; mx.example.net\n\n"
                  "Final-Recipient: rfc822; anna@example.net\n"
                  f"Action: {action}\nStatus: {status}\n")


def feedback(kind):
    return report("feedback-report", f"Feedback-Type: {kind}\nUser-Agent: Mailer/1.0\n"
                  "Version: 1\nOriginal-Rcpt-To: anna@example.net\n")


def seen(text):
    mail = mailparser.parse_from_string(text)
    return [mail.mail, mail.attachments, mail.text_plain, mail.text_not_managed, mail.defects]


print("mail-parser", version("mail-parser"))
pairs = {
    "delivered and failed": (delivery("delivered", "2.0.0"), delivery("failed", "5.1.1")),
    "abuse and not-spam": (feedback("abuse"), feedback("not-spam")),
}
changed = False
for pair, texts in pairs.items():
    one, other = map(seen, texts)
    print(f"{pair}: {'the same' if one == other else 'different'}")
    print(f"  {one[0]['body']!r}, attachments {one[1]}, not read {one[3]}, defects {one[4]}")
    changed |= one != other or "anna@example.net" in repr(one) or "Welcome!" not in one[0]["body"]
    changed |= one[1] != [] or one[3] != [] or one[4] != []
if changed:
    sys.exit("changed: this is not what was seen")
PYTHON
