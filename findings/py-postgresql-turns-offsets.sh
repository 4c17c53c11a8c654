#!/usr/bin/env bash
# py-postgresql turns the sign of the offset of every "time with time zone" that it reads or writes.
#
# Expected: 14:15+02 of PostgreSQL is datetime.time(14, 15) two hours east of Greenwich in Python,
#           and a time two hours east comes to the server as 14:15+02.
# Seen:     14:15+02 is read as two hours WEST of Greenwich, and what is two hours east is stored as
#           14:15-02. No warning. PostgreSQL counts a timetz's offset westwards in what it sends;
#           the driver takes the number as it is, where Python counts eastwards. Both ways are
#           wrong alike, so that what was written is read back right, and all tests of the program
#           alone pass: only SQL, psql and other drivers see the other time. At offset 0 all is
#           well, and "timestamp with time zone" is right. The manual lists timetz among the types
#           that become datetime.time, and says nothing more.
# Version:  Debian 12's python3-postgresql 1.2.1+git20180803.ef7b9a9-4+b3 and py-postgresql 1.3.1
#           from PyPI, with PostgreSQL 15 and Python 3.11. (1.3.1 cannot read the version of
#           Debian's server, which has more words behind the number: it is given the number.)
# Why it matters: the hour at which a donor may be called is kept with the offset of where she is.
#           One in Sweden who may be called at 14:15 is called four hours too late, one in New York
#           ten hours too early - and a search for the hour in SQL finds nobody.
#
# Exits 0 while this is so, 1 when it has changed, 2 without PostgreSQL 15. For root the server runs
# as postgres.
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

(
  cd "$work"
  apt-get -qq download python3-postgresql=1.2.1+git20180803.ef7b9a9-4+b3
  dpkg -x python3-postgresql_*.deb debian
)
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check --no-deps \
  --target "$work/pypi" py-postgresql==1.3.1

mkdir "$work/server"
[ "$(id -u)" != 0 ] || chown postgres "$work/server"
cd "$work/server"
server_user "$programs/initdb" -D data -U steward -A trust -E UTF8 --locale C > /dev/null
server_user "$programs/pg_ctl" start -w -D data -l log \
  -o "-c listen_addresses= -k $work/server" > /dev/null

cat > "$work/look.py" << 'PYTHON'
import datetime
import sys

import postgresql.sys
import postgresql.versionstring

socket, library = sys.argv[1:]
if library:  # where Debian has the driver's own SQL
    postgresql.sys.libpath.insert(0, library)
split = postgresql.versionstring.split
postgresql.versionstring.split = lambda text: split(text.split()[0])

import postgresql
from postgresql.python.datetime import FixedOffset

book = postgresql.open(unix=socket, user="steward", database="postgres")
print("py-postgresql", postgresql.version, "PostgreSQL", *book.version_info[:2])
changed = False


def clock(found):
    return f"{found:%H:%M} {found.utcoffset().total_seconds() / 3600:+g} h"


# the time as SQL has it, its offset in hours eastwards: as read, and as SQL has it when written
for text, hours, read, written in [
    ("14:15:00+02", 2, "14:15 -2 h", "14:15:00-02"),
    ("14:15:00-05", -5, "14:15 +5 h", "14:15:00+05"),
    ("14:15:00+05:30", 5.5, "14:15 -5.5 h", "14:15:00-05:30"),
    ("14:15:00+00", 0, "14:15 +0 h", "14:15:00+00"),
]:
    found = clock(book.prepare(f"SELECT '{text}'::timetz").first())
    given = datetime.time(14, 15, tzinfo=FixedOffset(int(hours * 3600)))
    stored, again, same = book.prepare(
        "SELECT $1::timetz::text, $1::timetz, $1::timetz = $2::text::timetz")(given, text)[0]
    print(f"  {text} is read as {found}; {clock(given)} is stored as {stored}, read back as "
          f"{clock(again)}, for SQL {'the same' if same else 'another time'}")
    changed |= (found, stored) != (read, written) or again != given or same != (hours == 0)

moment = book.prepare("SELECT '2026-08-31 14:15+02'::timestamptz").first()
print("  timestamptz 2026-08-31 14:15+02 is read as", moment.isoformat())
changed |= moment != datetime.datetime(2026, 8, 31, 12, 15, tzinfo=datetime.timezone.utc)
book.close()
if changed:
    print("changed: this is not what was seen", file=sys.stderr)
    sys.exit(1)
PYTHON
socket=$work/server/.s.PGSQL.5432
PYTHONPATH="$work/debian/usr/lib/python3/dist-packages" \
  "$work/venv/bin/python" "$work/look.py" "$socket" "$work/debian/usr/share/python3-postgresql"
PYTHONPATH="$work/pypi" "$work/venv/bin/python" "$work/look.py" "$socket" ""
