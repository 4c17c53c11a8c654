"""The servers, the address book and the worker of a bench, as ./dev bench has made them ready.

Both servers are up; a migrated database without people and a vhost with the topology are there, both named
BENCH_NAME. In the environment are the administrators' URLs, those of the command line's users (BENCH_DATABASE_URL,
BENCH_AMQP_URL), by which those of each worker's are known, and BREVDUVA_BIN, the executables' folder.
"""
import argparse
import atexit
import hashlib
import json
import os
import pathlib
import resource
import signal
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import pika
import psycopg

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = os.environ["BREVDUVA_BIN"]
# The database's role of each worker.
ROLES = dict(
    line.split()[:2] for line in (ROOT / "deploy/workers").read_text().splitlines() if not line.startswith("#"))


def profile_id(number):
    digest = hashlib.md5(f"p{number}".encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:]}"


def address(number):
    return f"{hashlib.md5(str(number).encode()).hexdigest()[:8]}.{number}@dept{number % 997}.example.se"


class House:
    """The database and the vhost of the bench, as their administrators see them."""

    def __init__(self, profiles):
        self.profiles = profiles
        self.database = self.named(os.environ["DATABASE_URL"])
        self.amqp = self.named(os.environ["AMQP_URL"])
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

    @staticmethod
    def environment(worker):
        """What a worker is started with: its own users, with their rights and no more."""
        return os.environ | {
            "DATABASE_URL": os.environ["BENCH_DATABASE_URL"].replace("_operator:", f"_{ROLES[worker]}:"),
            "AMQP_URL": os.environ["BENCH_AMQP_URL"].replace("-operator:", f"-{worker}:"),
            "HTTP_ADDRESS": "127.0.0.1:0"}


class Sender:
    """A connection to the broker that sends messages for the workers; all events are recorded from then on."""

    def __init__(self, house):
        self.connection = pika.BlockingConnection(pika.URLParameters(house.amqp))
        self.channel = self.connection.channel()
        self.channel.queue_declare("recorder", durable=True, arguments={"x-queue-type": "quorum"})
        self.channel.queue_bind("recorder", "brevduva.events", "#")

    def send(self, kind, data, message_id):
        """Sends data, a mail as octets, as a message of this type."""
        is_mail = isinstance(data, bytes)
        self.channel.basic_publish(
            "brevduva.in", kind, data if is_mail else json.dumps(data).encode(),
            pika.BasicProperties(
                message_id=message_id, type=kind, delivery_mode=2,
                content_type="message/rfc822" if is_mail else None))


def publish(house, messages, prefix, queue):
    """Sends messages, each a type and its data; they are in the queue, or taken from it, when this returns."""
    sender = Sender(house)
    for number, (kind, data) in enumerate(messages):
        sender.send(kind, data, f"{prefix}{number}")
    # A single one is taken at once by the worker that waits for it.
    while len(messages) > 1 and (
            sender.channel.queue_declare(queue, passive=True).method.message_count < len(messages)):
        sender.connection.process_data_events(0.05)
    sender.connection.close()


def spent(command, folder, files):
    """CPU seconds of a command that is given names of files and prints a line for each."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, input="\n".join(files).encode(), capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    lines = done.stdout.splitlines()
    if len(lines) != len(files) or not any(b"@" in line for line in lines):
        sys.exit("not every file was read")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def spent_reading(command, folder, files):
    """The same, without those of its start."""
    return spent(command, folder, files) - spent(command, folder, files[:1])


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


def wait(fact, seconds, what, pause=0.005):
    deadline = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > deadline:
            sys.exit(f"not within {seconds} s: {what}")
        time.sleep(pause)


class Worker:
    def __init__(self, house, name, more=None):
        self.log = open(ROOT / f".dev/bench/{name}.log", "w")
        self.process = subprocess.Popen(
            [f"{BIN}/{name}"], env=house.environment(name) | (more or {}), stderr=self.log)
        # One that outlived an interrupted bench would take the commands of the next.
        atexit.register(self.process.kill)

    def stop(self):
        self.process.terminate()
        if self.process.wait(40) != 0:
            sys.exit("the worker did not drain")

    def url(self):
        """Where its metrics are; None before it listens."""
        text = pathlib.Path(self.log.name).read_text()
        return f"http://127.0.0.1:{text.split('http.port=')[1].split()[0]}" if "http.port=" in text else None

    def is_ready(self):
        try:
            return urllib.request.urlopen(f"{self.url()}/health/ready").status == 200
        except (urllib.error.URLError, ValueError):
            return False

    def peak(self):
        """The most memory that it has had, in MB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def stages(self):
        """Seconds of load, decide, write and publish, by the worker's own metrics."""
        metrics = urllib.request.urlopen(f"{self.url()}/metrics").read().decode()
        found = {}
        for line in metrics.splitlines():
            if line.startswith("brevduva_stage_seconds_sum"):
                found[line.split('stage="')[1].split('"')[0]] = float(line.split()[-1])
            if line.startswith("brevduva_batch_size_count"):
                found["batches"] = float(line.split()[-1])
        return found


class Neighbour:
    """Registrations of people who are known, one at a time, while others work: how long each takes from its
    sending until its commit is seen, which is asked for each millisecond."""

    def __init__(self, house, number):
        self.house, self.number, self.latencies, self.isOver = house, number, [], False
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        sender = Sender(self.house)
        with psycopg.connect(self.house.database, autocommit=True) as connection:
            while not self.isOver:
                each = len(self.latencies)
                message = f"n{self.number}-{each}"
                data = {"email": address(each * 7919 % self.house.profiles + 1), "event": {"id": "alumnidagen-1"}}
                began = time.monotonic()
                sender.send("registration.event", data, message)
                wait(lambda: connection.execute(
                    "SELECT 1 FROM brevduva.inbox WHERE message_id = %s", (message,)).fetchone(), 60, message, 0.001)
                self.latencies.append(time.monotonic() - began)
                sender.connection.sleep(0.05)
        sender.connection.close()

    def median(self):
        self.isOver = True
        self.thread.join()
        return statistics.median(self.latencies)


def run_through(house, name, count):
    """Starts a worker on a queue that holds so many messages. Gives the worker, the messages a second from the
    first batch until all are handled and all events out, and the CPU that it and the servers used, in seconds."""
    servers = {server: int(os.environ[f"LAB_{server}_PID"]) for server in ("PG", "RABBIT")}
    before = {server: ticks(pid) for server, pid in servers.items()}
    done_before = house.value("SELECT count(*) FROM inbox")
    worker = Worker(house, name)
    wait(lambda: house.value("SELECT count(*) FROM inbox") > done_before, 30, "the first batch")
    began = time.monotonic()
    first = house.value("SELECT count(*) FROM inbox") - done_before
    # Seldom: a count of all takes PostgreSQL longer than a batch of some workers.
    wait(lambda: house.value("SELECT count(*) FROM inbox") >= done_before + count, 600, "all handled", 0.1)
    wait(lambda: house.value("SELECT count(*) FROM outbox") == 0, 60, "all events out")
    seconds = time.monotonic() - began
    cpu = {server: ticks(pid) - before[server] for server, pid in servers.items()}
    cpu["worker"] = ticks(worker.process.pid)
    return worker, (count - first) / seconds, cpu


def run_to_end(house, name, count):
    """The same, with the most memory that the worker had; it has ended then."""
    worker, rate, cpu = run_through(house, name, count)
    peak = worker.peak()
    worker.stop()
    return rate, cpu, peak


def registration(number, to):
    return "registration.event", {
        "email": to, "name": {"given": "Anna", "family": f"Ek{number % 1000}"}, "phone": f"+46 70 {number % 1000:03d} 12 34",
        "event": {"id": f"alumnidagen-{number % 40}", "title": "Alumnidagen på universitetet"},
        "answers": {"diet": "vegetarian", "comment": "Looking forward to meeting everyone again"}}


def registrations(house, number, count, profiles):
    """A round of registrations, half of them of people who are known."""
    first = (number - 1) * count
    messages = [
        registration(first + each, address((first + each) * 13 % profiles + 1) if each % 2 else
                     f"new.{first + each}@example.org")
        for each in range(count)]
    publish(house, messages, f"r{number}-", "registrations")
    figures = run_to_end(house, "registration-matcher", count)
    there = house.value(f"SELECT count(*) FROM registration WHERE message_id LIKE 'r{number}-%'")
    if there != count:
        sys.exit(f"{there} registrations instead of {count}")
    return figures


def arguments_of(name, description):
    """The arguments of a bench that reads, and then measures a worker beside registration-matcher."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("interrupted"))
    parser = argparse.ArgumentParser(prog=f"./dev bench {name}", description=description)
    parser.add_argument("--messages", type=int, default=40_000)
    parser.add_argument("--profiles", type=int, default=800_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--reading-only", action="store_true", help="leave the servers alone")
    return parser


def beside_registrations(arguments, name, measure):
    """Measures a worker beside registration-matcher on as many registrations, in turns."""
    print(f"loading {arguments.profiles:,} profiles with {arguments.profiles * 5 // 4:,} addresses", flush=True)
    house = House(arguments.profiles)
    ratios = []
    for number in range(1, arguments.rounds + 1):
        rates = {}
        for each, round_of in (("registration-matcher", registrations), (name, measure)):
            rates[each], cpu, peak = round_of(house, number, arguments.messages, arguments.profiles)
            per = {part: f"{1e6 * seconds / arguments.messages:.0f}" for part, seconds in cpu.items()}
            print(
                f"round {number}, {each}: {rates[each]:,.0f} messages/s; CPU ms/1000: worker {per['worker']}, "
                f"PostgreSQL {per['PG']}, RabbitMQ {per['RABBIT']}; at most {peak:.0f} MB", flush=True)
        ratios.append(rates[name] / rates["registration-matcher"])
    print(f"{name} by registration-matcher, median: {statistics.median(ratios):.2f}, every effect right")
