#!/usr/bin/env bash
# minipg 0.11.0 counts only the hours of a negative interval backwards, the minutes and seconds forwards.
#
# Expected: PostgreSQL's -01:30:00 is an hour and a half backwards: one sign stands for hours, minutes and seconds
#           (8.5.5 of its manual), and the driver makes a timedelta of just that. A "timestamp with time zone" is a
#           moment, which 02:30+02 tells and 02:30 does not, and a "time with time zone" is a time of day.
# Seen:     -01:30:00 becomes half an hour backwards, and -00:30:00, where no hour carries the sign, half an hour
#           FORWARDS. So do the seconds and their parts, and the same happens behind days. Whole hours, days alone
#           and what is positive are right. So is what minipg has written itself, which PostgreSQL
#           shows as -1 days +23:30:00: tests that write and read see nothing. Of both kinds with a time zone the
#           offset is cut off: the two hours of the night on which summer time ends are one, and what is written
#           back is another moment; a time of day becomes a datetime on 1 January 1900. No warning. An interval
#           with months raises an error. The README tells of incomplete support for arrays alone.
# Version:  minipg 0.11.0 from PyPI with PostgreSQL 15 (Debian's postgresql-15) and Python 3.
# Why it matters: how long there is until a deadline, or how long a person's last answer lies back, is a difference
#           of two times. Whoever is half an hour too late has half an hour left, and is let in; a rule "later by
#           more than a minute" orders two changes to one person the wrong way round.
#
# Exits 0 while this is so, 1 when it has changed, 2 without PostgreSQL 15. For root the server runs as postgres. It
# listens on a free port of 127.0.0.1 alone, since minipg knows no other sockets.
set -euo pipefail
programs=/usr/lib/postgresql/15/bin
if [ ! -x "$programs/initdb" ]; then
  echo "needs PostgreSQL 15 (postgresql-15) in $programs"
  exit 2
fi
work=$(mktemp -d)
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
chmod 755 "$work"
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check --no-deps minipg==0.11.0

mkdir "$work/server"
[ "$(id -u)" != 0 ] || chown postgres "$work/server"
cd "$work/server"
port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
server_user "$programs/initdb" -D data -U steward -A trust -E UTF8 --locale C > /dev/null
server_user "$programs/pg_ctl" start -w -D data -l log \
  -o "-c listen_addresses=127.0.0.1 -p $port -c unix_socket_directories= -c timezone=Europe/Stockholm" > /dev/null

"$work/venv/bin/python" - "$port" << 'PYTHON'
import sys
from datetime import datetime, timedelta
from importlib.metadata import version

import minipg

book = minipg.connect(host="127.0.0.1", user="steward", database="postgres", port=int(sys.argv[1]))
cursor = book.cursor()


def first(query, *values):
    cursor.execute(query, values)
    return cursor.fetchone()


print("minipg", version("minipg"), "PostgreSQL", *first("SHOW server_version"))
changed = False
# the interval as PostgreSQL shows it, what it is, what is read
for text, right, read in [
    ("-01:30:00", timedelta(hours=-1, minutes=-30), timedelta(minutes=-30)),
    ("-00:30:00", timedelta(minutes=-30), timedelta(minutes=30)),
    ("-00:00:00.5", timedelta(seconds=-0.5), timedelta(seconds=0.5)),
    ("-2 days -03:25:10", timedelta(-2, hours=-3, minutes=-25, seconds=-10),
     timedelta(-2, hours=-3, minutes=25, seconds=10)),
    ("1 day -00:10:00", timedelta(1, minutes=-10), timedelta(1, minutes=10)),
    # right ones
    ("-1 days +23:30:00", timedelta(minutes=-30), timedelta(minutes=-30)),
    ("-02:00:00", timedelta(hours=-2), timedelta(hours=-2)),
    ("-3 days", timedelta(-3), timedelta(-3)),
    ("2 days 03:25:10.5", timedelta(2, hours=3, minutes=25, seconds=10.5),
     timedelta(2, hours=3, minutes=25, seconds=10.5)),
]:
    shown, found, same = first(f"SELECT '{text}'::interval::text, '{text}'::interval, '{text}'::interval = %s", right)
    print(f"{shown} is read as {found / timedelta(minutes=1):g} minutes"
          f"{'' if found == right else f', not {right / timedelta(minutes=1):g}'}")
    changed |= (shown, found) != (text, read) or not same

late = first("SELECT timestamp '2026-08-31 12:00' - timestamp '2026-08-31 12:30'")[0]
print("a deadline at 12:00 and a form of 12:30: the form is", "in time" if late >= timedelta(0) else "late")
changed |= late != timedelta(minutes=30)

for text, read, back in [
    ("2026-10-25 02:30:00+02", datetime(2026, 10, 25, 2, 30), False),
    ("2026-10-25 02:30:00+01", datetime(2026, 10, 25, 2, 30), True),
]:
    shown, found = first(f"SELECT '{text}'::timestamptz::text, '{text}'::timestamptz")
    same = first(f"SELECT '{text}'::timestamptz = %s", found)[0]
    print(f"{shown} is read as {found!r}, and written back as {'the same' if same else 'another'} moment")
    changed |= (shown, found, same) != (text, read, back)
hour = first("SELECT '14:15+02'::timetz")[0]
print("14:15+02 is read as", repr(hour))
changed |= hour != datetime(1900, 1, 1, 14, 15)
book.close()
if changed:
    print("changed: this is not what was seen", file=sys.stderr)
    sys.exit(1)
PYTHON
