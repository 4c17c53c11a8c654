#!/usr/bin/env bash
# Python 3.11's email package hides the URL of List-Unsubscribe from the mail programs that look for it.
#
# Expected: a header field of ASCII alone goes out as it is. A line may have 998 characters (RFC
#           5322, 2.1.1), and an encoded word may not stand in the angle brackets of
#           List-Unsubscribe, which has a URI there (RFC 2369, 2; RFC 2047, 5).
# Seen:     EmailMessage with the policy SMTP folds at 78, and a word that does not fit a line
#           becomes an encoded one though every letter of it is ASCII: =?utf-8?q?=3Chttps=3A//… With
#           a short address of the page and the mailto: behind it, the mailto: alone is hidden; with
#           a token and a usual host name, all of it. Read with the package's own policy it is
#           decoded and looks right. A policy with max_line_length 998 leaves it as it is, and so
#           does compat32, the older one.
# Version:  Debian 12's python3 3.11.2; its own library, without a package.
# Why it matters: Gmail, Apple Mail and others show their button only where they find the plain URL,
#           and their rules for bulk mail ask for it. A test that parses what it has written finds
#           nothing, and one with a short URL does not either.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail

/usr/bin/python3 - << 'PYTHON'
import email
import email.message
import email.policy
import sys

token = "0198f3a2b4c5d6e7f8091a2b3c4d5e6f"
mailto = f"<mailto:bounce+{token}@bounces.example.se?subject=unsubscribe>"
short = f"<https://u.example/?t={token}>"
long = f"<https://mailings.university.example/unsubscribe?token={token}>"
wide = email.policy.SMTP.clone(max_line_length=998)
# what is written, by which policy: whether the page and the mailto: can be read in the octets
known = {
    ("a short page alone", short, email.policy.SMTP): (True, None),
    ("a short page, mailto", f"{short}, {mailto}", email.policy.SMTP): (True, False),
    ("a usual page, mailto", f"{long}, {mailto}", email.policy.SMTP): (False, False),
    ("the same, 998 wide", f"{long}, {mailto}", wide): (True, True),
    ("the same, compat32", f"{long}, {mailto}", email.policy.compat32): (True, True),
}
print("Python", sys.version.split()[0])
changed = False
for (name, value, policy), expected in known.items():
    message = email.message.EmailMessage(policy=policy) if policy is not email.policy.compat32 else (
        email.message.Message())
    message["List-Unsubscribe"] = value
    octets = message.as_bytes(policy=policy)
    found = b"<https://" in octets, b"<mailto:" in octets if "mailto" in value else None
    again = email.message_from_bytes(octets, policy=email.policy.default)["List-Unsubscribe"]
    print(f"{name}: page {'plain' if found[0] else 'hidden'}"
          + ("" if found[1] is None else f", mailto {'plain' if found[1] else 'hidden'}"))
    changed |= found != expected or again.replace(" ", "") != value.replace(" ", "")
if changed:
    print("changed: this is not what was seen", file=sys.stderr)
    sys.exit(1)
PYTHON
