#!/usr/bin/env python3
"""Tells the circle of mail: a mailing goes through the gateway of the examples to a real mail server on loopback, what
comes back marks, the next mailing leaves it out, a steward clears a mark, and an answer becomes a note.

Run by ./dev demo after demo.py, in the same environment; GATEWAY_AMQP_URL is the broker's user of the gateway.
"""
import json
import os
import pathlib
import shutil
import smtplib
import subprocess
import sys
import tempfile
import time

from demo import ROOT, SOURCE, asked, bold, brevduva, heading, outcome_of

SERVER = ROOT / "Tests/Scripts/mailserver"
# A mail server tries for some time before it reports.
DEADLINE = 60
ANNA, BO, CILLA = (f"0190c000-0000-7000-8000-00000000000{number}" for number in (1, 2, 3))
PEOPLE = {ANNA: ("Anna", "anna@mail.example"), BO: ("Bo", "away.bo@mail.example"),
          CILLA: ("Cilla", "gone@mail.example")}


def said(sentence):
    print(f"  {sentence}", flush=True)


def send(kind, message_id, data):
    """Sends a message, and ends the story if it is not applied."""
    brevduva("publish", kind, "--id", message_id, "--source", SOURCE, "--actor", "steward", "-", given=json.dumps(data))
    outcome = outcome_of(message_id)["outcome"]
    if outcome != "applied":
        sys.exit(f"{kind} was not applied, but {outcome}")


def wait(fact, what):
    deadline = time.monotonic() + DEADLINE
    while not fact():
        if time.monotonic() > deadline:
            sys.exit(f"not within {DEADLINE} s: {what}")
        time.sleep(0.1)


def marked():
    """The addresses of the circle that are marked."""
    there = {address for _, address in PEOPLE.values()}
    return {each["address"] for each in asked("list", "undeliverable")} & there


def mail(identifier, handed_over):
    """Sends a mailing to all of them, and tells how it ended."""
    send("mailing.send", f"circle-{identifier}", {
        "mailingId": identifier, "topic": "alumni", "use": "primary", "audience": {"profileIds": list(PEOPLE)},
        "subject": "{{givenName}}, välkommen", "body": {"text": "Hej {{givenName}}!\n\n{{unsubscribeUrl}}\n"}})
    wait(lambda: asked("mailing", "show", identifier)["state"] == "completed", f"the mailing {identifier} is handed over")
    shown = asked("mailing", "show", identifier)
    if shown["counts"]["handedOver"] != handed_over:
        sys.exit(f"the mailing {identifier} gave {shown['counts']} and not {handed_over} handed over")
    left = ", ".join(f"{count} {reason}" for reason, count in shown["excluded"].items())
    said(f"The mailing {identifier}: {handed_over} handed over; left out: {left or 'nobody'}.")


def answer(server):
    """Anna answers, with a copy to the system's own address."""
    host, port = server.rsplit(":", 1)
    with smtplib.SMTP(host, int(port), timeout=30) as smtp:
        smtp.sendmail(PEOPLE[ANNA][1], ["notes@bounces.example"], (
            f"From: Anna <{PEOPLE[ANNA][1]}>\r\nTo: news@uni.example\r\nCc: notes@bounces.example\r\n"
            "Subject: Re: Anna\r\nMessage-ID: <answer@mail.example>\r\n\r\nTack, jag kommer.\r\n").encode())


def tell(folder, server):
    """What happens, step by step; each step is seen before it is told."""
    for profile, (name, address) in PEOPLE.items():
        send("profile.create", f"circle-{name}", {
            "profileId": profile, "name": {"given": name}, "emails": [{"address": address}]})
    mail("circle-1", 3)
    wait(lambda: marked() == {PEOPLE[BO][1], PEOPLE[CILLA][1]}, "what came back has marked")
    said("Cilla's address was refused at the door, Bo's after it was taken; both are marked now:")
    print()
    print(brevduva("list", "undeliverable")[1].rstrip())
    print()
    wait(lambda: len(list((folder / "mail/new").iterdir())) == 1, "Anna has hers")
    mail("circle-2", 1)
    send("profile.clearMark", "circle-clear", {"profileId": BO, "address": PEOPLE[BO][1]})
    report = next((folder / "arrived").iterdir())
    brevduva("publish", "bounce.report", "--id", "circle-late", "--source", SOURCE, str(report))
    outcome_of("circle-late")
    if marked() != {PEOPLE[CILLA][1]}:
        sys.exit(f"after the clearing {marked()} are marked")
    said("A steward clears Bo's; the report of the first mailing, come once more, marks it no more.")
    mail("circle-3", 2)
    answer(server)
    wait(lambda: asked("profile", "show", ANNA)["notes"], "her answer is a note on her")
    said("Anna answers, with a copy to the system: it is a note on her profile.")


def main():
    heading("The circle of mail, with a real Postfix")
    # Whoever delivers is another user, and may not see into the checkout.
    place = pathlib.Path(tempfile.mkdtemp(prefix="brevduva-circle-", dir="/var/tmp"))
    place.chmod(0o755)
    folder = place / "server"
    environment = os.environ | {"AMQP_URL": os.environ["GATEWAY_AMQP_URL"]}
    gateway = None
    try:
        subprocess.run([SERVER, "start", folder, shutil.which("brevduva")], env=environment, check=True)
        server = subprocess.run([SERVER, "address", folder], check=True, capture_output=True, text=True).stdout.strip()
        gateway = subprocess.Popen(
            [sys.executable, ROOT / "Examples/gateway/gateway.py", place / "sent.db"],
            env=environment | {"SMTP": server, "MAIL_FROM": "University <news@bounces.example>"})
        tell(folder, server)
        print(f"\n{bold('Where it was')}  Examples/gateway/gateway.py, Tests/Scripts/mailserver, docs/mailings.md")
    finally:
        if gateway:
            gateway.terminate()
            gateway.wait(30)
        subprocess.run([SERVER, "stop", folder], check=True)
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
