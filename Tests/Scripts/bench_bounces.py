#!/usr/bin/env python3
"""Measures bounce-handler on reports as mail servers send them, beside registration-matcher on as many
registrations, in turns; and how many messages of a corpus are read and judged a second on one core, beside Debian's
sisimai (libsisimai-perl) where it is installed. Every effect is counted before a figure is printed.

Run by ./dev bench bounces, which makes ready what bench_house needs.
"""
import argparse
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys

from bench_house import BIN, ROOT, House, address, publish, run_through, spent_reading

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


def registration(number, to):
    return "registration.event", {
        "email": to, "name": {"given": "Anna", "family": f"Ek{number % 1000}"}, "phone": f"+46 70 {number % 1000:03d} 12 34",
        "event": {"id": f"alumnidagen-{number % 40}", "title": "Alumnidagen på universitetet"},
        "answers": {"diet": "vegetarian", "comment": "Looking forward to meeting everyone again"}}


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
    worker, rate, cpu = run_through(house, "bounce-handler", count)
    peak = worker.peak()
    worker.stop()
    found = {name: now - before[name] for name, now in effects(house).items()}
    statuses = [status for status, _ in reports]
    wanted = {"mark": statuses.count("5.1.1"), "bounce": statuses.count("4.2.2"), "applied": count}
    if found != wanted:
        sys.exit(f"{found} instead of {wanted}")
    return rate, cpu, peak


def registrations(house, number, count, profiles):
    first = (number - 1) * count
    messages = [
        registration(first + each, address((first + each) * 13 % profiles + 1) if each % 2 else
                     f"new.{first + each}@example.org")
        for each in range(count)]
    publish(house, messages, f"r{number}-", "registrations")
    worker, rate, cpu = run_through(house, "registration-matcher", count)
    peak = worker.peak()
    there = house.value(f"SELECT count(*) FROM registration WHERE message_id LIKE 'r{number}-%'")
    worker.stop()
    if there != count:
        sys.exit(f"{there} registrations instead of {count}")
    return rate, cpu, peak


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
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("interrupted"))
    parser = argparse.ArgumentParser(prog="./dev bench bounces", description=__doc__)
    parser.add_argument("--messages", type=int, default=40_000)
    parser.add_argument("--profiles", type=int, default=800_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--corpus", type=pathlib.Path, default=ROOT.parent / "shared/corpora/bounces")
    parser.add_argument("--reading-only", action="store_true", help="leave the servers alone")
    arguments = parser.parse_args()
    if arguments.corpus.exists():
        reading(arguments.corpus.resolve(), arguments.rounds)
    if arguments.reading_only:
        return
    print(f"loading {arguments.profiles:,} profiles with {arguments.profiles * 5 // 4:,} addresses", flush=True)
    house = House(arguments.profiles)
    ratios = []
    for number in range(1, arguments.rounds + 1):
        rates = {}
        for name, measure in (("registration-matcher", registrations), ("bounce-handler", bounces)):
            rates[name], cpu, peak = measure(house, number, arguments.messages, arguments.profiles)
            per = {each: f"{1e6 * spent / arguments.messages:.0f}" for each, spent in cpu.items()}
            print(
                f"round {number}, {name}: {rates[name]:,.0f} messages/s; CPU ms/1000: worker {per['worker']}, "
                f"PostgreSQL {per['PG']}, RabbitMQ {per['RABBIT']}; at most {peak:.0f} MB", flush=True)
        ratios.append(rates["bounce-handler"] / rates["registration-matcher"])
    print(f"bounce-handler by registration-matcher, median: {statistics.median(ratios):.2f}, every effect right")


if __name__ == "__main__":
    main()
