#!/usr/bin/env python3
"""Measures lifecycle-worker: mixed commands on a large address book, then a purge of one person with
10,000 registrations. Every effect is counted before a figure is printed.

Run by ./dev bench lifecycle, with both servers up, a migrated database without people and a vhost with the
topology, both named BENCH_NAME, their
administrators' URLs and the worker's own (WORKER_DATABASE_URL, WORKER_AMQP_URL) in the environment, and
BREVDUVA_BIN naming the executables' folder.
"""
import argparse
import atexit
import collections
import hashlib
import json
import os
import pathlib
import random
import signal
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request

import pika
import psycopg

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = os.environ["BREVDUVA_BIN"]
# How many of a hundred commands are of each kind.
MIX = {
    "profile.create": 10, "profile.update": 15, "profile.addAddress": 20, "profile.removeAddress": 8,
    "profile.setUse": 10, "profile.mark": 5, "profile.clearMark": 3, "profile.optOut": 10,
    "profile.remove": 6, "profile.restore": 2, "profile.merge": 5, "profile.unmerge": 2,
    "profile.deceased": 2, "profile.purge": 2}


def profile_id(number):
    digest = hashlib.md5(f"p{number}".encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:]}"


def address(number):
    return f"{hashlib.md5(str(number).encode()).hexdigest()[:8]}.{number}@dept{number % 997}.example.se"


class House:
    """The database and the vhost of the bench, as their administrators see them."""

    def __init__(self, profiles):
        self.database = self.named(os.environ["DATABASE_URL"])
        self.amqp = self.named(os.environ["AMQP_URL"])
        self.environment = os.environ | {
            "DATABASE_URL": os.environ["WORKER_DATABASE_URL"], "HTTP_ADDRESS": "127.0.0.1:0",
            "AMQP_URL": os.environ["WORKER_AMQP_URL"]}
        subprocess.run(
            ["psql", "-qX", "-v", "ON_ERROR_STOP=1", "-v", f"addresses={profiles * 5 // 4}", "-f",
             ROOT / "Tests/Benchmarks/load.sql", self.database], check=True)
        self.connection = psycopg.connect(self.database, autocommit=True)
        self.connection.execute("SET search_path = brevduva")

    @staticmethod
    def named(url):
        parts = urllib.parse.urlsplit(url)
        return urllib.parse.urlunsplit(parts._replace(path=f"/{os.environ['BENCH_NAME']}"))

    def value(self, query):
        return self.connection.execute(query).fetchone()[0]


class Story:
    """Commands that are all applied, each on people of its own, and what must be there afterwards."""

    def __init__(self, seed, profiles, first_new):
        self.random = random.Random(seed)
        # Each round has a tenth of the people, the first of all left out: the purge is hers.
        tenth = range(1 + seed, profiles + 1, 10)
        self.people = self.random.sample(tenth, len(tenth))
        self.new = first_new
        self.pending = collections.deque()
        self.counts = collections.Counter()

    def person(self):
        return self.people.pop()

    def commands(self, count):
        kinds = self.random.choices(list(MIX), weights=MIX.values(), k=count)
        return [self.command(kind) for kind in kinds]

    def command(self, kind):
        """A command; those that undo another one undo the oldest, or are that other one if there is none."""
        undone = {"profile.clearMark": "profile.mark", "profile.restore": "profile.remove",
                  "profile.unmerge": "profile.merge"}.get(kind)
        person = self.person()
        if undone:
            earlier = next((each for each in self.pending if each[0] == undone), None)
            if earlier is None:
                kind = undone
            else:
                self.pending.remove(earlier)
                person = earlier[1]
        self.counts[kind] += 1
        return kind, self.data(kind, person)

    def data(self, kind, person):
        who = {"profileId": profile_id(person)}
        if kind == "profile.create":
            self.new += 1
            return {"name": {"given": "New"}, "emails": [{"address": f"new.{self.new}@example.com"}]}
        if kind == "profile.addAddress":
            self.new += 1
            return who | {"address": f"new.{self.new}@example.com", "uses": ["work"]}
        if kind == "profile.update":
            return who | {"phone": f"070 {person}", "name": {"given": "Other"}}
        if kind in ("profile.removeAddress", "profile.mark", "profile.clearMark"):
            if kind == "profile.mark":
                self.pending.append((kind, person))
            return who | {"address": address(person)}
        if kind == "profile.setUse":
            return who | {"address": address(person), "use": "private"}
        if kind == "profile.optOut":
            return who | {"topic": "news"}
        if kind == "profile.remove":
            self.pending.append((kind, person))
        if kind == "profile.merge":
            self.pending.append((kind, person))
            return {"keep": profile_id(self.person()), "remove": profile_id(person)}
        if kind == "profile.unmerge":
            return {"removed": profile_id(person)}
        if kind == "profile.purge":
            return who | {"decision": "bench"}
        return who


def publish(house, commands, prefix):
    """Sends the commands; they are in the queue, or taken from it, when this returns."""
    connection = pika.BlockingConnection(pika.URLParameters(house.amqp))
    channel = connection.channel()
    channel.queue_declare("recorder", durable=True, arguments={"x-queue-type": "quorum"})
    channel.queue_bind("recorder", "brevduva.events", "#")
    for number, (kind, data) in enumerate(commands):
        channel.basic_publish(
            "brevduva.in", kind, json.dumps(data).encode(),
            pika.BasicProperties(message_id=f"{prefix}{number}", type=kind, delivery_mode=2))
    # A single one is taken at once by the worker that waits for it.
    while len(commands) > 1 and (
            channel.queue_declare("lifecycle", passive=True).method.message_count < len(commands)):
        connection.process_data_events(0.05)
    connection.close()


def ticks(pid):
    """CPU of a process and all below it, in seconds."""
    total, todo = 0.0, [pid]
    while todo:
        each = todo.pop()
        try:
            fields = pathlib.Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            todo += map(int, pathlib.Path(f"/proc/{each}/task/{each}/children").read_text().split())
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def wait(fact, seconds, what):
    deadline = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > deadline:
            sys.exit(f"not within {seconds} s: {what}")
        time.sleep(0.005)


class Worker:
    def __init__(self, house):
        self.log = open(ROOT / ".dev/bench/lifecycle-worker.log", "w")
        self.process = subprocess.Popen(
            [f"{BIN}/lifecycle-worker"], env=house.environment, stderr=self.log)
        # One that outlived an interrupted bench would take the commands of the next.
        atexit.register(self.process.kill)

    def stop(self):
        self.process.terminate()
        if self.process.wait(40) != 0:
            sys.exit("the worker did not drain")

    def stages(self):
        """Seconds of load, decide, write and publish, by the worker's own metrics."""
        text = pathlib.Path(self.log.name).read_text()
        port = text.split("http.port=")[1].split()[0]
        metrics = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()
        found = {}
        for line in metrics.splitlines():
            if line.startswith("brevduva_stage_seconds_sum"):
                found[line.split('stage="')[1].split('"')[0]] = float(line.split()[-1])
            if line.startswith("brevduva_batch_size_count"):
                found["batches"] = float(line.split()[-1])
        return found


def run_round(house, number, arguments):
    story = Story(number, arguments.profiles, number * 10_000_000)
    commands = story.commands(arguments.messages)
    prefix = f"r{number}-"
    publish(house, commands, prefix)
    servers = {name: int(os.environ[f"LAB_{name}_PID"]) for name in ("PG", "RABBIT")}
    before = {name: ticks(pid) for name, pid in servers.items()}
    done_before = house.value("SELECT count(*) FROM inbox")
    worker = Worker(house)
    wait(lambda: house.value("SELECT count(*) FROM inbox") > done_before, 30, "the first batch")
    began = time.monotonic()
    first = house.value("SELECT count(*) FROM inbox") - done_before
    goal = done_before + len(commands)
    wait(lambda: house.value("SELECT count(*) FROM inbox") >= goal, 600, "all commands handled")
    wait(lambda: house.value("SELECT count(*) FROM outbox") == 0, 60, "all events out")
    seconds = time.monotonic() - began
    cpu = {name: ticks(pid) - before[name] for name, pid in servers.items()}
    cpu["worker"] = ticks(worker.process.pid)
    stages = worker.stages()
    check(house, prefix, story, len(commands))
    worker.stop()
    return (len(commands) - first) / seconds, cpu, stages


def check(house, prefix, story, count):
    applied = house.value(
        f"SELECT count(*) FROM inbox WHERE message_id LIKE '{prefix}%' AND ending = 0")
    if applied != count:
        codes = house.connection.execute(
            f"SELECT type, code, count(*) FROM inbox WHERE message_id LIKE '{prefix}%' AND ending <> 0 "
            "GROUP BY 1, 2").fetchall()
        sys.exit(f"{applied} of {count} commands were applied: {codes}")
    standing = {
        "opt_out": f"SELECT count(*) FROM opt_out WHERE by_id LIKE '{prefix}%' AND topic = 'news'",
        "erasure": f"SELECT count(*) FROM erasure WHERE message_id LIKE '{prefix}%'"}
    wanted = {"opt_out": story.counts["profile.optOut"], "erasure": story.counts["profile.purge"]}
    for table, query in standing.items():
        if (found := house.value(query)) != wanted[table]:
            sys.exit(f"{table}: {found} instead of {wanted[table]}")


def park(house, messages, person):
    """Has the worker park messages of others, each with some address; every hundredth names the person."""
    def broken(number):
        named = person if number % 100 == 0 else f"someone.{number}@elsewhere.example.se"
        return "profile.update", {"email": f"sender.{number}@example.se", "profileId": 7, "note": named}

    publish(house, [broken(number) for number in range(messages)], "broken-")
    worker = Worker(house)
    wait(lambda: house.value("SELECT count(*) FROM parked") == messages, 600, "all are parked")
    worker.stop()


def purge(house, registrations, parked):
    """How long a purge takes, from sending to the commit: of one person with many registrations, whom some of
    many parked messages name."""
    person = profile_id(1)
    park(house, parked, address(1))
    house.connection.execute(
        "UPDATE profile SET state = 0, state_before_death = NULL, merged_into = NULL WHERE id = %s",
        (person,))
    house.connection.execute(
        "INSERT INTO registration (id, profile_id, kind, matched_rule, matched_key, received_at, source, "
        "message_id, content) SELECT gen_random_uuid(), %s, 'event', 'address', %s, now(), 'urn:bench', "
        "'reg-' || n, jsonb_build_object('email', %s::text, 'answers', repeat('x', 500)) "
        "FROM generate_series(1, %s) AS n", (person, address(1), address(1), registrations))
    worker = Worker(house)
    wait(lambda: "Subscribed" in pathlib.Path(worker.log.name).read_text(), 30, "the worker is ready")
    began = time.monotonic()
    publish(house, [("profile.purge", {"profileId": person, "decision": "bench"})], "purge-")
    wait(lambda: house.value("SELECT count(*) FROM erasure WHERE message_id = 'purge-0'") == 1, 60,
         "the purge")
    seconds = time.monotonic() - began
    left = house.value(f"SELECT count(*) FROM registration WHERE profile_id = '{person}'")
    transactions = house.value(
        "SELECT count(DISTINCT x) FROM (SELECT xmin::text AS x FROM erasure WHERE message_id = 'purge-0' "
        f"UNION SELECT xmin::text FROM profile WHERE id = '{person}' "
        "UNION SELECT xmin::text FROM inbox WHERE message_id = 'purge-0') AS t")
    counted = house.value(
        "SELECT (counts ->> 'registrations')::int FROM erasure WHERE message_id = 'purge-0'")
    found = house.value("SELECT (counts ->> 'parked')::int FROM erasure WHERE message_id = 'purge-0'")
    named = house.value(
        f"SELECT count(*) FROM parked WHERE position('{address(1)}' IN encode(body, 'escape')) > 0")
    worker.stop()
    if left or named or transactions != 1 or counted != registrations or found != parked // 100:
        sys.exit(
            f"the purge left {left} registrations and {named} parked messages, counted {counted} and {found}, "
            f"in {transactions} transactions")
    return seconds


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("interrupted"))
    parser = argparse.ArgumentParser(prog="./dev bench lifecycle", description=__doc__)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--profiles", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    print(f"loading {arguments.profiles:,} profiles", flush=True)
    house = House(arguments.profiles)
    rates = []
    for number in range(1, arguments.rounds + 1):
        rate, cpu, stages = run_round(house, number, arguments)
        rates.append(rate)
        per = {name: f"{1e6 * spent / arguments.messages:.0f}" for name, spent in cpu.items()}
        print(
            f"round {number}: {rate:,.0f} commands/s; CPU ms/1000: worker {per['worker']}, PostgreSQL "
            f"{per['PG']}, RabbitMQ {per['RABBIT']}; "
            + ", ".join(f"{name} {value:.2f}" for name, value in sorted(stages.items())), flush=True)
    print(f"median {statistics.median(rates):,.0f} commands/s of {arguments.messages:,}, every effect right")
    print(
        f"purge of a person with 10,000 registrations, named in 100 of 10,000 parked messages: "
        f"{purge(house, 10_000, 10_000):.2f} s, one transaction")


if __name__ == "__main__":
    main()
