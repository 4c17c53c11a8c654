#!/usr/bin/env bash
# PyGreSQL 5.1.2 takes the decimals of an interval's seconds for a number of microseconds.
#
# Expected: '00:00:00.5' is half a second: PostgreSQL leaves out zeros at the end of a fraction, whatever
#           its IntervalStyle is. Of 0.5 s a timedelta of 500,000 µs is made.
# Seen:     it is one of 5 µs. 1.25 s is 1.000025 s, and -0.5 s is -5 µs, by pgdb and by pg alike, in each of
#           the four styles. Right are fractions of all six decimals, and whole seconds. A timestamp with
#           .5 is right, so a difference that PostgreSQL makes is another one than that which Python makes
#           of the same two moments. No error.
# Version:  PyGreSQL 5.1.2 (Debian 12: python3-pygresql 1:5.1.2-2+b2) with Python 3.11, PostgreSQL 15;
#           6.2.3, PyPI's newest, does the same.
# Why it matters: nine of ten moments have six decimals, so it is one interval of ten that is wrong, and
#           that by up to a second: averages look right. Which of two changes to one person came within
#           a second of the other, and how long a worker took, is told wrongly now and then.
#
# Exits 0 while this is so, 1 when it has changed, 2 without PostgreSQL 15. For root the server runs as postgres. It
# listens on a socket in its own folder alone.
set -euo pipefail
programs=/usr/lib/postgresql/15/bin
if [ ! -x "$programs/initdb" ]; then
  echo "needs PostgreSQL 15 (postgresql-15) in $programs"
  exit 2
fi
work=$(mktemp -d)
chmod 755 "$work"
server_user() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}
finish() {
  if [ -f "$work/server/data/postmaster.pid" ]; then
    server_user "$programs/pg_ctl" stop -D "$work/server/data" -m immediate > /dev/null
  fi
  rm -rf "$work"
}
trap finish EXIT
(
  cd "$work"
  apt-get -qq -o APT::Sandbox::User=root download python3-pygresql=1:5.1.2-2+b2 libpq5
  for package in ./*.deb; do dpkg -x "$package" .; done
)

mkdir "$work/server"
[ "$(id -u)" != 0 ] || chown postgres "$work/server"
(
  cd "$work/server"
  server_user "$programs/initdb" -D data -U steward -A trust -E UTF8 --locale C > /dev/null
  server_user "$programs/pg_ctl" start -w -D data -l log \
    -o "-c listen_addresses= -c unix_socket_directories=$work/server" > /dev/null
)

cat > "$work/read.py" << 'PYTHON'
import sys
from datetime import timedelta

import pg
import pgdb

host = sys.argv[1]
book = pgdb.connect(host=host, user="steward", database="postgres")
classic = pg.DB(host=host, user="steward", dbname="postgres")
cursor = book.cursor()
changed = False


def sees(style, query, expected):
    global changed
    for ask in (cursor.execute, classic.query):
        ask(f"SET IntervalStyle = {style}")
    cursor.execute(f"SELECT q.i, q.i::text FROM (SELECT {query}) AS q (i)")
    found, text = cursor.fetchone()
    [[other]] = classic.query(f"SELECT {query}").getresult()
    print(f"  {style}: {text} is read as {found.total_seconds():f} s")
    changed |= found != expected or other != expected


print("PyGreSQL", pg.version)
for style in ("postgres", "postgres_verbose", "iso_8601", "sql_standard"):
    sees(style, "interval '0.5 s'", timedelta(microseconds=5))
sees("postgres", "interval '1.25 s'", timedelta(seconds=1, microseconds=25))
sees("postgres", "interval '-0.5 s'", timedelta(microseconds=-5))
sees("postgres", "interval '0.123456 s'", timedelta(microseconds=123456))
sees("postgres", "interval '2 s'", timedelta(seconds=2))
earlier, later = "timestamptz '2026-05-04 10:00:00.2+02'", "timestamptz '2026-05-04 10:00:00.7+02'"
cursor.execute(f"SELECT {later}, {earlier}, {later} - {earlier}")
one, other, difference = cursor.fetchone()
print(f"  two moments differ by {one - other} in Python, by {difference} in PostgreSQL's interval")
changed |= one - other != timedelta(milliseconds=500) or difference != timedelta(microseconds=5)
if changed:
    print("changed: this is not what was seen", file=sys.stderr)
    sys.exit(1)
PYTHON
libraries=$(dirname "$(find "$work/usr/lib" -name 'libpq.so.5' | head -1)")
LD_LIBRARY_PATH=$libraries PYTHONPATH=$work/usr/lib/python3/dist-packages \
  /usr/bin/python3.11 "$work/read.py" "$work/server"
