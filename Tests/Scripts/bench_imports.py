#!/usr/bin/env python3
"""Measures import-worker on a file of people, beside an import written by hand in SQL, in turns.

Half of the rows name people who are known, by one of their addresses, and bring a telephone number; one in a
hundred is refused; the others are new. The import by hand copies the same file into a staging table and takes it
in by one statement for each 5,000 rows, with the same rules of uniqueness; it keeps no provenance, tells no
event, recognises nobody who was erased, and gives no row its reason. Every effect is counted before a figure is
printed.

Run by ./dev bench imports, which makes ready what bench_house needs.
"""
import argparse
import csv
import io
import os
import pathlib
import signal
import statistics
import sys
import time

import psycopg

from bench_house import House, Neighbour, Worker, address, publish, ticks, wait

CHUNK = 5000

STAGING = """
CREATE UNLOGGED TABLE IF NOT EXISTS bench_row (
  line integer PRIMARY KEY, email text NOT NULL, given text, family text, phone text)
"""

# One chunk: what is no address is left, who is known gets what is empty, who is not is made.
BY_HAND = """
WITH rows AS (
  SELECT DISTINCT ON (lower(r.email)) r.*, lower(r.email) AS key
  FROM bench_row AS r
  WHERE r.line >= %(first)s AND r.line < %(first)s::integer + %(count)s
  AND r.email ~ '^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$'
  ORDER BY lower(r.email), r.line
), known AS (
  SELECT r.*, a.profile_id FROM rows AS r JOIN address AS a ON a.key = r.key
), filled AS (
  UPDATE profile AS p
  SET phone = coalesce(p.phone, k.phone), given_name = coalesce(p.given_name, k.given),
    family_name = coalesce(p.family_name, k.family), version = p.version + 1
  FROM known AS k
  WHERE p.id = k.profile_id AND p.state = 0
  AND (p.phone IS NULL OR p.given_name IS NULL OR p.family_name IS NULL)
  RETURNING p.id
), fresh AS (
  SELECT r.*, gen_random_uuid() AS id FROM rows AS r
  WHERE NOT EXISTS (SELECT FROM address AS a WHERE a.key = r.key)
), made AS (
  INSERT INTO profile (id, given_name, family_name, phone, created_at)
  SELECT f.id, f.given, f.family, f.phone, now() FROM fresh AS f
  RETURNING id
), placed AS (
  INSERT INTO address (key, key_version, profile_id, text, uses, position, added_at, added_by_type,
    added_by_source, added_by_id)
  SELECT f.key, 1, f.id, f.email, 1, 0, now(), 'import.file', 'urn:bench', 'by-hand'
  FROM fresh AS f
  RETURNING key
)
SELECT (SELECT count(*) FROM filled), (SELECT count(*) FROM made), (SELECT count(*) FROM placed)
"""


def rows(number, count, profiles):
    """The rows of a round: no other round names the same people."""
    first = (number - 1) * count
    for each in range(first, first + count):
        mail = f"no-address-{each}" if each % 100 == 99 else (
            address(each // 2 * 17 % profiles + 1) if each % 2 else f"new.{each}@example.org")
        yield mail, f"Given{each % 5000}", f"Family{each % 20000}", f"+46 70 {each % 10_000_000:07d}"


def write_file(path, number, count, profiles):
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(["E-post", "Förnamn", "Efternamn", "Telefon"])
        table.writerows(rows(number, count, profiles))


def expected(count):
    refused = count // 100
    known = count // 2 - refused
    return {"created": count - count // 2, "changed": known, "refused": refused}


def by_hand(house, path, count):
    """Takes a file in by SQL; gives the rows a second and the CPU of PostgreSQL."""
    server = int(os.environ["LAB_PG_PID"])
    before, began = ticks(server), time.monotonic()
    found = {"created": 0, "changed": 0}
    with psycopg.connect(house.database) as connection:
        connection.execute("SET search_path = brevduva")
        connection.execute(STAGING)
        connection.execute("TRUNCATE bench_row")
        with connection.cursor().copy("COPY bench_row FROM STDIN") as copy:
            with path.open(encoding="utf-8", newline="") as file:
                for line, row in enumerate(csv.reader(file, delimiter=";")):
                    if line:
                        copy.write_row((line, *row))
        connection.execute("ANALYZE bench_row")
        connection.commit()
        for first in range(1, count + 1, CHUNK):
            filled, made, placed = connection.execute(BY_HAND, {"first": first, "count": CHUNK}).fetchone()
            connection.commit()
            found["changed"] += filled
            found["created"] += made
            if made != placed:
                sys.exit(f"{made} profiles with {placed} addresses")
    seconds = time.monotonic() - began
    wanted = {name: amount for name, amount in expected(count).items() if name != "refused"}
    if found != wanted:
        sys.exit(f"by hand: {found} instead of {wanted}")
    return count / seconds, ticks(server) - before


def imported(house, path, number, count):
    """Has a file imported; gives the rows a second, CPU seconds and the most memory."""
    servers = {server: int(os.environ[f"LAB_{server}_PID"]) for server in ("PG", "RABBIT")}
    name = f"bench-{number}"
    worker = Worker(house, "import-worker", {"IMPORT_FOLDER": str(path.parent)})
    wait(worker.is_ready, 30, "import-worker is ready")
    addresses = house.value("SELECT count(*) FROM address")
    before = {server: ticks(pid) for server, pid in servers.items()}
    start = ticks(worker.process.pid)
    began = time.monotonic()
    publish(house, [("import.file", {
        "importId": name, "path": path.name, "language": "sv",
        "columns": {"E-post": "email.primary", "Förnamn": "givenName", "Efternamn": "familyName", "Telefon": "phone"}})],
        f"{name}-", "imports")
    wait(lambda: house.value(f"SELECT count(*) FROM import WHERE id = '{name}' AND reading IS NULL") == 1, 600, "it is read")
    read = time.monotonic() - began
    wait(lambda: house.value(f"SELECT count(*) FROM import WHERE id = '{name}' AND ended_at IS NOT NULL") == 1, 3600, "it has ended")
    # Those of others go on meanwhile.
    wait(lambda: house.value("SELECT count(*) FROM outbox WHERE queue = 'imports'") == 0, 60, "all events out")
    seconds = time.monotonic() - began
    cpu = {server: ticks(pid) - before[server] for server, pid in servers.items()}
    cpu["worker"] = ticks(worker.process.pid) - start
    peak = worker.peak()
    found = dict(zip(("created", "changed", "refused"), house.connection.execute(
        "SELECT created, changed, refused FROM import WHERE id = %s", (name,)).fetchone()))
    worker.stop()
    if found != expected(count):
        sys.exit(f"{found} instead of {expected(count)}")
    there = house.value("SELECT count(*) FROM address") - addresses
    if there != found["created"]:
        sys.exit(f"{there} addresses instead of {found['created']}")
    return count / seconds, cpu, peak, read


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("interrupted"))
    parser = argparse.ArgumentParser(prog="./dev bench imports", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--profiles", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--neighbour", action="store_true", help="with registrations of others besides")
    arguments = parser.parse_args()
    if arguments.rounds * arguments.rows > arguments.profiles:
        sys.exit("more rows than there are people to name: fewer rows or rounds, or more profiles")
    count = arguments.rows
    print(f"loading {arguments.profiles:,} profiles with {arguments.profiles * 5 // 4:,} addresses", flush=True)
    house = House(arguments.profiles)
    folder = pathlib.Path(os.environ["LAB"]) / "imports"
    folder.mkdir(exist_ok=True)
    path = folder / "people.csv"
    ratios = []
    for number in range(1, arguments.rounds + 1):
        write_file(path, 2 * number - 1, count, arguments.profiles)
        rate, cpu = by_hand(house, path, count)
        print(f"round {number}, by hand: {rate:,.0f} rows/s; CPU ms/1000: PostgreSQL {1e6 * cpu / count:.0f}", flush=True)
        write_file(path, 2 * number, count, arguments.profiles)
        matcher, alone = None, None
        if arguments.neighbour:
            matcher = Worker(house, "registration-matcher")
            quiet = Neighbour(house, f"{number}q")
            time.sleep(5)
            alone = quiet.median()
            busy = Neighbour(house, f"{number}b")
        ours, cpu, peak, read = imported(house, path, number, count)
        if matcher:
            print(f"round {number}, a registration meanwhile: {1000 * busy.median():.1f} ms, without {1000 * alone:.1f} ms (medians)")
            matcher.stop()
        per = {each: f"{1e6 * spent / count:.0f}" for each, spent in cpu.items()}
        print(
            f"round {number}, import-worker: {ours:,.0f} rows/s (read and kept in {read:.1f} s); CPU ms/1000: "
            f"worker {per['worker']}, PostgreSQL {per['PG']}, RabbitMQ {per['RABBIT']}; at most {peak:.0f} MB", flush=True)
        ratios.append(ours / rate)
    print(f"import-worker by hand-written SQL, median: {statistics.median(ratios):.2f}, every effect right")


if __name__ == "__main__":
    main()
