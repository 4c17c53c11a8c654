#!/usr/bin/env bash
# Sisimai 4.25.15 gives all recipients of an Exim report the fate of the one named first.
#
# Expected: a report's status part has a block for each recipient, with its address in
#           Final-Recipient (RFC 3464, 2.3.2), so the order of the blocks means nothing.
# Seen:     two recipients, one unknown (550 5.1.1), one with a full mailbox (552 5.2.2). If the
#           blocks stand in the order of the text above them, each recipient has its own reason.
#           In the opposite order, the one in which Exim 4.96 writes them, both have the reason of
#           the first in the text: both are unknown for good, or both are merely full.
# Version:  Sisimai 4.25.15, Debian 12's libsisimai-perl 4.25.15-1.
# Why it matters: one dead address in a mailing makes living ones dead, or passes for alive.
#
# Exits 0 while this is so, 1 when it has changed, 2 without that Debian package.
set -euo pipefail
package=$(dpkg-query -W -f '${Version}' libsisimai-perl 2> /dev/null) || package=none
[ "$package" = 4.25.15-1 ] || {
  echo "needs libsisimai-perl 4.25.15-1, has $package"
  exit 2
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 - "$work" << 'PYTHON'
import sys
from itertools import product
from pathlib import Path

answers = {
    "anna@example.net": "552 5.2.2 Mailbox full",
    "borje@example.net": "550 5.1.1 User unknown",
}


def report(texts, blocks):
    told = "".join(
        f"  {address}\n    host mx.example.net [192.0.2.7]\n"
        f"    SMTP error from remote mail server after RCPT TO:<{address}>:\n"
        f"    {answers[address]}\n" for address in texts)
    status = "".join(
        f"\nAction: failed\nFinal-Recipient: rfc822;{address}\nStatus: 5.0.0\n"
        f"Remote-MTA: dns; mx.example.net\nDiagnostic-Code: smtp; {answers[address]}\n"
        for address in blocks)
    return f"""\
X-Failed-Recipients: {', '.join(texts)}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mail.example.se>
To: steward@example.se
Content-Type: multipart/report; report-type=delivery-status; boundary=part
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1report@mail.example.se>
Date: Mon, 30 Nov 2026 12:00:00 +0000

--part
Content-type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

{told}
--part
Content-type: message/delivery-status

Reporting-MTA: dns; mail.example.se
{status}
--part
Content-type: message/rfc822

From: Steward <steward@example.se>
To: undisclosed-recipients:;
Subject: Open house
Date: Mon, 30 Nov 2026 11:00:00 +0000
Message-ID: <open-house@example.se>

Welcome!

--part--
"""


orders = {"full-unknown": list(answers), "unknown-full": list(answers)[::-1]}
for (text, texts), (block, blocks) in product(orders.items(), orders.items()):
    Path(sys.argv[1], f"{text}.{block}.eml").write_text(report(texts, blocks))
PYTHON

# check TEXT BLOCKS ANNA BORJE: compares the two reasons seen in the report with these two orders.
changed=0
check() {
  local seen
  seen=$(perl -MSisimai -e '
    print join " ", map { $_->reason . ($_->softbounce ? ":soft" : ":hard") }
      sort { $a->recipient->address cmp $b->recipient->address } @{ Sisimai->make(shift) }
  ' "$work/$1.$2.eml")
  printf 'text %s, blocks %s: anna borje = %s\n' "$1" "$2" "$seen"
  [ "$seen" = "$3 $4" ] || changed=1
}
echo "libsisimai-perl $package: anna's mailbox is full, borje is unknown"
check full-unknown full-unknown mailboxfull:soft userunknown:hard
check unknown-full unknown-full mailboxfull:soft userunknown:hard
check full-unknown unknown-full mailboxfull:soft mailboxfull:soft
check unknown-full full-unknown userunknown:hard userunknown:hard
[ "$changed" = 0 ] || {
  echo "changed: this is not what was seen"
  exit 1
}
