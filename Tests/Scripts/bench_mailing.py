#!/usr/bin/env python3
"""Measures mailing-worker on a mailing to everybody, beside a publisher in C that puts as many messages of the same
octets on the same queue with confirms, in turns. Every effect is counted before a figure is printed.

Run by ./dev bench mailing, which makes ready what bench_house needs.
"""
import argparse
import json
import os
import pathlib
import signal
import statistics
import struct
import subprocess
import sys
import time

import pika

from bench_house import ROOT, House, Neighbour, Worker, publish, ticks, wait

QUEUE = "outgoing-mail"
# Messages of the publisher that wait for their confirms at the most; more of them do not make it faster.
WINDOW = 2000

TEXT = """Hej{{#givenName}} {{givenName}}{{/givenName}}!

Alumnidagen 2027 äger rum den 24 april, i aulan och på gården. Anmäl dig på vår webbplats senast den 1 april; ta
gärna med en vän. Efter föreläsningarna bjuder vi på mat och musik, och de som vill får se de nya laboratorierna.

Vill du inte ha fler utskick: {{unsubscribeUrl}}
"""
HTML = """<p>Hej{{#givenName}} {{givenName}}{{/givenName}}!</p>
<p>Alumnidagen 2027 äger rum den 24 april, i aulan och på gården. Anmäl dig på vår webbplats senast den 1 april; ta
gärna med en vän. Efter föreläsningarna bjuder vi på mat och musik, och de som vill får se de nya laboratorierna.</p>
<p><a href="{{unsubscribeUrl}}">Inga fler utskick</a></p>
"""


class Mail:
    """The queue from which the gateway takes what is sent."""

    def __init__(self, house):
        parameters = pika.URLParameters(house.amqp)
        # It is not asked for anything while a mailing runs, and would not answer a heartbeat.
        parameters.heartbeat = 0
        self.connection = pika.BlockingConnection(parameters)
        self.channel = self.connection.channel()

    def waiting(self):
        return self.channel.queue_declare(QUEUE, passive=True).method.message_count

    def samples(self, count, path):
        """Takes some messages and keeps their bodies; gives the ids and addresses in them."""
        ids, to = set(), set()
        with path.open("wb") as file:
            for _ in range(count):
                _, properties, body = self.channel.basic_get(QUEUE, auto_ack=True)
                ids.add(properties.message_id)
                to.add(json.loads(body)["data"]["to"])
                file.write(struct.pack("=I", len(body)) + body)
        return ids, to

    def empty(self):
        self.channel.queue_purge(QUEUE)
        wait(lambda: self.waiting() == 0, 60, "the queue is empty")


def mailed(house, mail, number, count, samples):
    """Sends a mailing to everybody; gives the seconds of preparing and of handing over, the CPU seconds and the
    most memory."""
    servers = {server: int(os.environ[f"LAB_{server}_PID"]) for server in ("PG", "RABBIT")}
    name = f"bench-{number}"
    worker = Worker(house, "mailing-worker", {
        "UNSUBSCRIBE_URL": "https://mailings.example.org/unsubscribe", "RETURN_PATH_DOMAIN": "bounces.example.org"})
    wait(worker.is_ready, 30, "mailing-worker is ready")
    before = {server: ticks(pid) for server, pid in servers.items()}
    start = ticks(worker.process.pid)
    began = time.monotonic()
    publish(house, [("mailing.send", {
        "mailingId": name, "topic": "alumni", "audience": {"all": True}, "use": "primary",
        "subject": "{{#givenName}}{{givenName}}, v{{/givenName}}{{^givenName}}V{{/givenName}}älkommen till alumnidagen",
        "body": {"text": TEXT, "html": HTML}})], f"{name}-", "mailings")
    # Seldom, so that asking takes nothing from those who work.
    pause = min(0.5, count / 1e6)

    def reached(condition):
        found = house.value(f"SELECT count(*) FROM mailing WHERE id = '{name}' AND {condition}") == 1
        time.sleep(0 if found else pause)
        return found

    wait(lambda: reached("prepared_at IS NOT NULL"), 3600, "it is prepared")
    prepared = time.monotonic() - began
    wait(lambda: reached("ended_at IS NOT NULL"), 3600, "it has ended")
    wait(lambda: house.value("SELECT count(*) FROM outbox WHERE queue = 'mailings'") == 0, 60, "all is out")
    seconds = time.monotonic() - began
    cpu = {server: ticks(pid) - before[server] for server, pid in servers.items()}
    cpu["worker"] = ticks(worker.process.pid) - start
    peak = worker.peak()
    worker.stop()
    found = house.connection.execute(
        "SELECT count(*), count(DISTINCT message_id), count(DISTINCT token) FROM mailing_recipient"
        " WHERE mailing_id = %s AND status = 'handedOver'", (name,)).fetchone()
    if found != (count, count, count):
        sys.exit(f"{found} recipients, message ids and tokens instead of {count}")
    # The broker counts what it has confirmed a moment later.
    wait(lambda: mail.waiting() >= count, 60, "each is on the queue")
    if mail.waiting() != count:
        sys.exit(f"{mail.waiting()} messages instead of {count}")
    some = min(1000, count)
    if [len(each) for each in mail.samples(some, samples)] != [some, some]:
        sys.exit("an id or an address was there twice")
    mail.empty()
    return prepared, seconds - prepared, cpu, peak


def published(house, mail, program, samples, count):
    """Has the publisher in C send as many; gives the seconds."""
    done = subprocess.run(
        [program, house.amqp, "brevduva.mail", "deliver", samples, str(count), str(WINDOW)],
        check=True, capture_output=True, text=True)
    wait(lambda: mail.waiting() >= count, 60, "each is on the queue")
    if mail.waiting() != count:
        sys.exit(f"{mail.waiting()} messages of the publisher instead of {count}")
    mail.empty()
    return float(done.stdout)


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("interrupted"))
    parser = argparse.ArgumentParser(prog="./dev bench mailing", description=__doc__)
    parser.add_argument("--profiles", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--neighbour", action="store_true", help="with registrations of others besides")
    arguments = parser.parse_args()
    lab = pathlib.Path(os.environ["LAB"])
    program, samples = lab / "publish", lab / "mails"
    subprocess.run(["gcc", "-O2", "-o", program, ROOT / "Tests/Benchmarks/publish.c", "-lrabbitmq"], check=True)
    count = arguments.profiles
    print(f"loading {count:,} profiles with {count * 5 // 4:,} addresses", flush=True)
    house = House(count)
    mail = Mail(house)
    ratios = []
    for number in range(1, arguments.rounds + 1):
        matcher = Worker(house, "registration-matcher") if arguments.neighbour else None
        if matcher:
            quiet = Neighbour(house, f"{number}q")
            time.sleep(5)
            alone = quiet.median()
            busy = Neighbour(house, f"{number}b")
        preparing, handing, cpu, peak = mailed(house, mail, number, count, samples)
        if matcher:
            print(
                f"round {number}, a registration meanwhile: {1000 * busy.median():.1f} ms, "
                f"without {1000 * alone:.1f} ms (medians)", flush=True)
            matcher.stop()
        by_hand = published(house, mail, program, samples, count)
        per = {each: f"{1e6 * spent / count:.0f}" for each, spent in cpu.items()}
        print(
            f"round {number}, mailing-worker: prepared {count / preparing:,.0f}/s, handed over {count / handing:,.0f}/s, "
            f"both {count / (preparing + handing):,.0f}/s; CPU ms/1000: worker {per['worker']}, PostgreSQL {per['PG']}, "
            f"RabbitMQ {per['RABBIT']}; at most {peak:.0f} MB; the publisher {count / by_hand:,.0f}/s", flush=True)
        ratios.append((by_hand / (preparing + handing), by_hand / handing))
    both, handing = (statistics.median(each) for each in zip(*ratios))
    print(f"mailing-worker by the publisher, medians: {both:.2f}, handing over alone {handing:.2f}, every effect right")


if __name__ == "__main__":
    main()
