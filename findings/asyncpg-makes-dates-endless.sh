#!/usr/bin/env bash
# asyncpg 0.32.0 stores 31 December 9999 as a day that never comes.
#
# Expected: a date or a time given as a parameter comes to the table as that date or time. To
#           PostgreSQL 9999-12-31 and 0001-01-01 are days like others, and infinity is no day.
# Seen:     Python's last date, date.max, becomes infinity and its first, date.min, -infinity. So
#           do the last and first datetime and a bound of a range. 9999-12-30 is stored right.
#           Two rows with the same last day, one by asyncpg and one by SQL, look the same to
#           asyncpg and are two values to PostgreSQL: a search with = finds the one of its own
#           making. psycopg 3.3.9 refuses to read that row at all. An endless timestamptz comes out
#           of asyncpg without a zone, and so cannot be compared with those that have one.
# Version:  asyncpg 0.32.0 and psycopg 3.3.9 from PyPI with PostgreSQL 15 (Debian's postgresql-15)
#           and Python 3.
# Why it matters: a post without an end is often written as one that ends on 9999-12-31. A service
#           with asyncpg and one without it then disagree on whose post that is.
#
# Exits 0 while this is so, 1 when it has changed, 2 without PostgreSQL 15. Root runs the server
# as postgres.
set -euo pipefail
server=/usr/lib/postgresql/15/bin
[ -x "$server/initdb" ] || {
  echo "needs $server/initdb: install postgresql-15"
  exit 2
}
work=$(mktemp -d)
# as_owner COMMAND…: runs it as somebody whom the server accepts, who is not root.
as_owner() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}
leave() {
  [ ! -f "$work/server/data/postmaster.pid" ] ||
    as_owner "$server/pg_ctl" stop -D "$work/server/data" -m immediate > /dev/null
  rm -rf "$work"
}
trap leave EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check \
  asyncpg==0.32.0 'psycopg[binary]==3.3.9'

mkdir "$work/server"
chmod 711 "$work"
[ "$(id -u)" != 0 ] || chown postgres "$work/server"
cd "$work/server"
as_owner "$server/initdb" -D data -U steward -A trust -E UTF8 --locale C > /dev/null
as_owner "$server/pg_ctl" start -w -D data -l log \
  -o "-c listen_addresses= -k $work/server" > /dev/null

"$work/venv/bin/python" - "$work/server" << 'PYTHON'
import asyncio
import sys
from datetime import date, datetime, timezone
from importlib.metadata import version

import asyncpg
import psycopg

last = datetime(9999, 12, 31, 23, 59, 59, 999999, timezone.utc)
# type and value given: what is stored
known = {
    ("date", date(9999, 12, 30)): "9999-12-30",
    ("date", date(9999, 12, 31)): "infinity",
    ("date", date(1, 1, 1)): "-infinity",
    ("timestamptz", last.replace(microsecond=0)): "9999-12-31 23:59:59+00",
    ("timestamptz", last): "infinity",
    ("timestamptz", datetime(1, 1, 1, tzinfo=timezone.utc)): "-infinity",
    ("daterange", asyncpg.Range(date(2026, 8, 1), date(9999, 12, 31))): "[2026-08-01,infinity)",
}
place = {"host": sys.argv[1], "user": "steward"}


async def seen():
    book = await asyncpg.connect(database="postgres", **place)
    await book.execute("SET timezone = 'UTC'")
    print("asyncpg", version("asyncpg"), "PostgreSQL", await book.fetchval("SHOW server_version"))
    stored = {}
    for type_, value in known:
        stored[type_, value] = await book.fetchval(f"SELECT CAST($1::{type_} AS text)", value)
        print(f"{type_} {value}: stored as {stored[type_, value]}")

    await book.execute("CREATE TABLE post (by text, last_day date)")
    await book.execute("INSERT INTO post VALUES ('SQL', '9999-12-31')")
    await book.execute("INSERT INTO post VALUES ('asyncpg', $1)", date(9999, 12, 31))
    rows = [tuple(row) for row in await book.fetch("SELECT by, last_day FROM post ORDER BY by")]
    found = await book.fetch("SELECT by FROM post WHERE last_day = $1", date(9999, 12, 31))
    found = [row["by"] for row in found]
    print("read:", *(f"{by} {day}" for by, day in rows), "- found with =:", *found)
    endless = await book.fetchval("SELECT 'infinity'::timestamptz")
    print("an endless timestamptz is read as", repr(endless))
    await book.close()
    return stored, rows, found, endless


def with_psycopg():
    with psycopg.connect(dbname="postgres", **place) as book:
        try:
            return book.execute("SELECT last_day FROM post WHERE by = 'asyncpg'").fetchone()[0]
        except psycopg.DataError as error:
            return str(error)


stored, rows, found, endless = asyncio.run(seen())
refusal = with_psycopg()
print("psycopg", version("psycopg"), "reads the row by asyncpg:", refusal)
changed = stored != known or found != ["asyncpg"]
changed |= rows != [("SQL", date(9999, 12, 31)), ("asyncpg", date(9999, 12, 31))]
changed |= endless != last.replace(tzinfo=None) or "infinity" not in str(refusal)
if changed:
    sys.exit("changed: this is not what was seen")
PYTHON
