#!/usr/bin/env python3
"""Measures contact-note-matcher on ordinary mails, beside registration-matcher on as many registrations, in turns;
and how many mails are read a second on one core, beside Python's email package. Every effect is counted before a
figure is printed.

Run by ./dev bench notes, which makes ready what bench_house needs.
"""
import email
import email.policy
import pathlib
import statistics
import sys
import tempfile
import time

from bench_house import BIN, address, arguments_of, beside_registrations, publish, run_to_end, spent_reading

MAIL = """\
Return-Path: <{writer}>
Received: from mail.example.se (mail.example.se [192.0.2.7])
 by mx.uni.example (Postfix) with ESMTPS id {number:010X}
 for <kansli@uni.example>; Tue, 1 Dec 2026 08:14:00 +0100 (CET)
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.se; s=2026;
 h=from:to:cc:subject:date:message-id; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;
 b=dzdVyOfAKCdLXdJOc9G2q8LoXSlEniSbav+yuU4zGeeruD00lszZVoG4ZHRNiYzR
From: =?utf-8?Q?=C3=85sa_=C3=96berg?= <{writer}>
To: Registrator <kansli@uni.example>, "Ek, Bo" <{reader}>
Cc: undisclosed-recipients:;
Date: Tue, 1 Dec 2026 08:13:00 +0100
Message-ID: <{number}.letter@mail.example.se>
Subject: =?utf-8?Q?Fr=C3=A5ga_om_{number}?=
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="{number}.b"

--{number}.b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Hej!

Jag har en fr=C3=A5ga om alumnidagen: g=C3=A5r det att ta med n=C3=A5gon? Vi=
 ses g=C3=A4rna p=C3=A5 plats. {filler}

H=C3=A4lsningar
=C3=85sa

--{number}.b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<html><body><p>Hej!</p><p>Jag har en fr=C3=A5ga om alumnidagen: g=C3=A5r det att ta=
 med n=C3=A5gon? Vi ses g=C3=A4rna p=C3=A5 plats. {filler}</p>
<p>H=C3=A4lsningar<br>=C3=85sa</p></body></html>

--{number}.b--
"""
FILLER = " ".join(f"Ord nummer {each} i brevet." for each in range(40))


def letter(number, writer, reader):
    text = MAIL.format(number=number, writer=writer, reader=reader, filler=FILLER)
    return text.replace("\n", "\r\n").encode()


def notes(house, number, count, profiles):
    """A round of mails between people who are known, each on two profiles."""
    first = (number - 1) * count
    mails = [
        letter(first + each, address((first + each) * 17 % profiles + 1),
               address((first + each) * 17 % profiles + 2)) for each in range(count)]
    before = house.value("SELECT count(*) FROM note"), house.value("SELECT count(*) FROM note_profile")
    publish(house, [("note.email", mail) for mail in mails], f"n{number}-", "contact-notes")
    figures = run_to_end(house, "contact-note-matcher", count)
    after = house.value("SELECT count(*) FROM note"), house.value("SELECT count(*) FROM note_profile")
    found = after[0] - before[0], after[1] - before[1]
    # An address may be the second one of the profile before.
    if found[0] != count or not count <= found[1] <= 2 * count:
        sys.exit(f"{found[0]} notes on {found[1]} profiles instead of {count}")
    return figures


def pythons_reading(folder, files):
    began = time.process_time()
    for file in files:
        mail = email.message_from_bytes((folder / file).read_bytes(), policy=email.policy.default)
        body = mail.get_body(("plain", "html"))
        _ = (mail["from"].addresses, mail["to"].addresses, mail["subject"], mail["date"].datetime, mail["message-id"],
             body.get_content(), [part.get_filename() for part in mail.iter_attachments()])
    return time.process_time() - began


def reading(count, rounds):
    """Reads the same mails with either, in turns."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        files = [f"{number}.eml" for number in range(count)]
        for number, file in enumerate(files):
            (folder / file).write_bytes(letter(number, f"a{number}@example.se", f"b{number}@example.se"))
        rates = {"brevduva": [], "email": []}
        for _ in range(rounds):
            rates["brevduva"].append(count / spent_reading([f"{BIN}/brevduva", "note", "explain", "--files", "-"], folder, files))
            rates["email"].append(count / pythons_reading(folder, files))
    ours, theirs = (statistics.median(rates[each]) for each in ("brevduva", "email"))
    print(f"reading, of {count:,} mails: {ours:,.0f}/s a core, email {theirs:,.0f}/s: {ours / theirs:.1f} times")


def main():
    arguments = arguments_of("notes", __doc__).parse_args()
    reading(min(arguments.messages, 10_000), arguments.rounds)
    if not arguments.reading_only:
        beside_registrations(arguments, "contact-note-matcher", notes)


if __name__ == "__main__":
    main()
