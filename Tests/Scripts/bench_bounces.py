#!/usr/bin/env python3
"""Measures bounce-handler on reports as mail servers send them, beside registration-matcher on as many
registrations, in turns; and how many messages of a corpus are read and judged a second on one core, beside Debian's
sisimai (libsisimai-perl) where it is installed. Every effect is counted before a figure is printed.

Run by ./dev bench bounces, which makes ready what bench_house needs.
"""
import pathlib
import shutil
import statistics
import subprocess
import sys

from bench_house import BIN, ROOT, address, arguments_of, beside_registrations, publish, run_to_end, spent_reading

# Of a hundred reports: so many of each status, with the answer of the mail server.
ANSWERS = (
    (50, "5.1.1", "550 5.1.1 <{to}>: Recipient address rejected: User unknown in virtual mailbox table"),
    (30, "4.2.2", "452 4.2.2 <{to}>: Mailbox full, try again later"),
    (20, "5.7.26", "550 5.7.26 Unauthenticated email from example.edu is not accepted: DMARC policy"))

REPORT = """\
Return-Path: <>
Received: by mx7.example.net (Postfix) id {number}; Tue, 1 Dec 2026 08:15:00 +0100 (CET)
Date: Tue, 1 Dec 2026 08:15:00 +0100 (CET)
From: MAILER-DAEMON@mx7.example.net (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: bounces@news.example.edu
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="{number}.1796109300/mx7.example.net"
Content-Transfer-Encoding: 8bit
Message-Id: <{number}@mx7.example.net>

This is a MIME-encapsulated message.

--{number}.1796109300/mx7.example.net
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

This is the mail system at host mx7.example.net.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

For further assistance, please send mail to postmaster.

                   The mail system

<{to}>: host mail.example.se[192.0.2.7] said: {answer} (in reply to RCPT TO command)

--{number}.1796109300/mx7.example.net
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx7.example.net
X-Postfix-Queue-ID: {number}
X-Postfix-Sender: rfc822; bounces@news.example.edu
Arrival-Date: Tue, 1 Dec 2026 08:14:00 +0100 (CET)

Final-Recipient: rfc822; {to}
Original-Recipient: rfc822;{to}
Action: failed
Status: {status}
Remote-MTA: dns; mail.example.se
Diagnostic-Code: smtp; {answer}

--{number}.1796109300/mx7.example.net
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

Return-Path: <bounces@news.example.edu>
Received: from news.example.edu (news.example.edu [192.0.2.80])
 by mx7.example.net (Postfix) with ESMTPS id {number}
 for <{to}>; Tue, 1 Dec 2026 08:14:00 +0100 (CET)
From: News <news@news.example.edu>
To: {to}
Subject: News in December
Message-ID: <{number}.december@news.example.edu>
Date: Tue, 1 Dec 2026 08:13:00 +0100
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

--{number}.1796109300/mx7.example.net--
"""


def report(number, to):
    """The report of a number, of one of the kinds in turn."""
    place = number * 37 % 100
    for share, status, answer in ANSWERS:
        if place < share:
            break
        place -= share
    text = REPORT.format(number=f"{number:010X}", to=to, status=status, answer=answer.format(to=to))
    return status, text.replace("\n", "\r\n").encode()


def effects(house):
    """What reports have left behind, counted."""
    return {
        "mark": house.value("SELECT count(*) FROM mark WHERE status = '5.1.1'"),
        "bounce": house.value("SELECT count(*) FROM bounce WHERE status = '4.2.2'"),
        "applied": house.value("SELECT count(*) FROM inbox WHERE type = 'bounce.report' AND ending = 0")}


def bounces(house, number, count, profiles):
    """A round of reports, each on another address; an address has one in a bench."""
    first = (number - 1) * count
    reports = [report(first + each, address((first + each) * 17 % profiles + 1)) for each in range(count)]
    # A round is an hour after the one before: what failed then is no storm of now.
    house.connection.execute("DELETE FROM counter")
    before = effects(house)
    publish(house, [("bounce.report", mail) for _, mail in reports], f"b{number}-", "bounces")
    figures = run_to_end(house, "bounce-handler", count)
    found = {name: now - before[name] for name, now in effects(house).items()}
    statuses = [status for status, _ in reports]
    wanted = {"mark": statuses.count("5.1.1"), "bounce": statuses.count("4.2.2"), "applied": count}
    if found != wanted:
        sys.exit(f"{found} instead of {wanted}")
    return figures


# Prints the recipients of each file; of some it gives none.
SISIMAI = [
    "perl", "-MSisimai", "-e",
    "while (<>) { chomp; print join(' ', map { $_->recipient->address } @{Sisimai->make($_) // []}), qq(\\n) }"]


def reading(corpus, rounds):
    """Reads the files of a corpus with either, in turns, ours several times."""
    files = [str(path) for path in sorted(corpus.rglob("*")) if path.is_file() and path.suffix != ".jsonl"]
    ways = {"brevduva": ([f"{BIN}/brevduva", "bounce", "explain", "--files", "-"], files * 20)}
    if shutil.which("perl") and subprocess.run([*SISIMAI[:3], "1"], stderr=subprocess.DEVNULL).returncode == 0:
        ways["sisimai"] = SISIMAI, files
    rates = {name: [] for name in ways}
    for _ in range(rounds):
        for name, (command, read) in ways.items():
            rates[name].append(len(read) / spent_reading(command, corpus, read))
    rates = {name: statistics.median(all_rates) for name, all_rates in rates.items()}
    told = ", ".join(f"{name} {rate:,.0f}" for name, rate in rates.items())
    print(f"reading, of {len(files)} files, messages/s a core: {told}")
    if "sisimai" in rates:
        print(f"brevduva by sisimai: {rates['brevduva'] / rates['sisimai']:.1f}")


def main():
    parser = arguments_of("bounces", __doc__)
    parser.add_argument("--corpus", type=pathlib.Path, default=ROOT.parent / "shared/corpora/bounces")
    arguments = parser.parse_args()
    if arguments.corpus.exists():
        reading(arguments.corpus.resolve(), arguments.rounds)
    if not arguments.reading_only:
        beside_registrations(arguments, "bounce-handler", bounces)


if __name__ == "__main__":
    main()
