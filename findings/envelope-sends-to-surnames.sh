#!/usr/bin/env bash
# envelope 2.5.0 writes to a mailbox Alm when it is to write to "Alm, Anna" <anna@example.org>.
#
# Expected: a name with a comma in it stands in quotation marks and belongs to the address behind it
#           (RFC 5322, 3.2.4 and 3.4). Who is among the recipients with such a name gets the message,
#           and the To line names one person.
# Seen:     to() shows her, name and address, as she was given. The message goes out with the line
#           To: Alm, Anna <anna@example.org>, without the marks: two recipients, of whom the first has
#           no address. The server is told the same text as a recipient: with Python 3.11.7 that is
#           Alm, and send() is a success without a word; with one whose smtplib reads addresses more
#           strictly (Debian's 3.11.2-6+deb12u6) it is the whole text, which a server refuses, and
#           send() is a success with a line in the log. anna@example.org is told in neither. An Address
#           that is handed on, as in an answer to the from_() of a message that was loaded, is cut at
#           the comma at once: Alm gets the answer beside Anna. A semicolon in a name becomes a comma,
#           with the same end. The manual says that a comma or semicolon stands between addresses of
#           one text, and nothing of those in names.
# Version:  envelope 2.5.0 from PyPI with email-validator 2.4.0, python-gnupg 0.5.7 and Python 3.11.
# Why it matters: surname, comma, given name is how a university's directory and Outlook show people.
#           All of them miss the mailing, which counts as sent.
#
# Exits 0 while this is so, 1 when it has changed. The server is one of its own, on 127.0.0.1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check --no-deps \
  envelope==2.5.0 email-validator==2.4.0 dnspython==2.9.2 idna==3.20 python-gnupg==0.5.7

"$work/venv/bin/python" - << 'PYTHON'
import email
import email.policy
import re
import socketserver
import sys
import threading
from importlib.metadata import version

from envelope import Envelope

accepted, texts = [], []


class Server(socketserver.StreamRequestHandler):
    """Takes every recipient that is an address or a plain name, and no other."""

    def answer(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        self.answer("220 ready")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                recipient = re.fullmatch(rb"RCPT TO:<([^<>, ]+)>\s*", line, re.I)
                if recipient:
                    accepted.append(recipient[1].decode())
                self.answer("250 taken" if recipient else "501 no address")
            elif word == b"DATA":
                self.answer("354 go on")
                text = b""
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    text += line
                texts.append(text)
                self.answer("250 sent")
            elif word == b"QUIT":
                self.answer("221 bye")
                return
            else:
                self.answer("250 well")


server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Server)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()

received = Envelope.load('From: "Alm, Anna" <anna@example.org>\nTo: steward@example.org\n'
                         'Subject: A question\n\nWhen is it?\n').from_()
bo = "Bo Berg <bo@example.org>"
print("envelope", version("envelope"), "with Python", sys.version.split()[0])
changed = False
# what to() is given, whom it shows, To as it is sent, the addresses in that, whom the server is told
for given, shown, line, read, told in [
    (['"Alm, Anna" <anna@example.org>', bo],
     [("Alm, Anna", "anna@example.org"), ("Bo Berg", "bo@example.org")],
     "Alm, Anna <anna@example.org>,Bo Berg <bo@example.org>",
     ["", "anna@example.org", "bo@example.org"],
     [["Alm", "bo@example.org"], ["bo@example.org"]]),
    (['"Alm; Anna" <anna@example.org>', bo],
     [("Alm, Anna", "anna@example.org"), ("Bo Berg", "bo@example.org")],
     "Alm, Anna <anna@example.org>,Bo Berg <bo@example.org>",
     ["", "anna@example.org", "bo@example.org"],
     [["Alm", "bo@example.org"], ["bo@example.org"]]),
    ([received, bo],
     [("", "Alm"), ("Anna", "anna@example.org"), ("Bo Berg", "bo@example.org")],
     "Alm,Anna <anna@example.org>,Bo Berg <bo@example.org>",
     ["", "anna@example.org", "bo@example.org"],
     [["Alm", "anna@example.org", "bo@example.org"]]),
    # right
    (["Anna Alm <anna@example.org>", bo],
     [("Anna Alm", "anna@example.org"), ("Bo Berg", "bo@example.org")],
     "Anna Alm <anna@example.org>,Bo Berg <bo@example.org>",
     ["anna@example.org", "bo@example.org"],
     [["anna@example.org", "bo@example.org"]]),
]:
    accepted.clear()
    texts.clear()
    letter = (Envelope().message("It is on Monday.").mime("plain").subject("A question")
              .from_("Steward <steward@example.org>").to(given)
              .smtp("127.0.0.1", server.server_address[1]))
    found = [(person.name, person.address) for person in letter.to()]
    sent = bool(letter.send())
    raw = re.search(rb"^To: (.*)\r$", texts[0], re.M)[1].decode()
    people = email.message_from_bytes(texts[0], policy=email.policy.default)["To"].addresses
    print(f"to({given})\n  shows {found}\n  To: {raw}\n  sent: {sent}; taken by the server:",
          ", ".join(sorted(accepted)))
    changed |= (found != shown or not sent or raw != line or sorted(accepted) not in told
                or [person.addr_spec if person.domain else "" for person in people] != read)
server.shutdown()
if changed:
    print("changed: this is not what was seen", file=sys.stderr)
    sys.exit(1)
PYTHON
