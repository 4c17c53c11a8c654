#!/usr/bin/env bash
# pg8000 1.31.6 stores the surname Null as no name at all, if it stands in an array.
#
# Expected: a list of texts given as a parameter comes to the table as those texts. In an array's
#           text form PostgreSQL takes a bare null, in capitals or not, for NULL; hence a driver
#           quotes the word.
# Seen:     the driver quotes NULL and no other spelling: of the surnames NULL, Null and null the
#           first is stored, the others become SQL NULL. Given one by one, all three are stored.
# Version:  pg8000 1.31.6 from PyPI with PostgreSQL 15 (Debian's postgresql-15) and Python 3.
# Why it matters: batches go to PostgreSQL as arrays, of which unnest makes rows. A person loses
#           the surname or, if the column is NOT NULL, stops the whole batch.
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
"$work/venv/bin/pip" install -q --disable-pip-version-check pg8000==1.31.6

mkdir "$work/server"
chmod 711 "$work"
[ "$(id -u)" != 0 ] || chown postgres "$work/server"
cd "$work/server"
as_owner "$server/initdb" -D data -U steward -A trust -E UTF8 --locale C > /dev/null
as_owner "$server/pg_ctl" start -w -D data -l log \
  -o "-c listen_addresses= -k $work/server" > /dev/null

"$work/venv/bin/python" - "$work/server/.s.PGSQL.5432" << 'PYTHON'
import sys
from importlib.metadata import version

import pg8000.native

book = pg8000.native.Connection("steward", database="postgres", unix_sock=sys.argv[1])
print("pg8000", version("pg8000"), "PostgreSQL", book.run("SHOW server_version")[0][0])
given = ["NULL", "Null", "null", "Nilsson"]
book.run("CREATE TEMP TABLE person (way text, number int, surname text)")
for number, surname in enumerate(given):
    book.run("INSERT INTO person VALUES ('single', :n, :s)", n=number, s=surname)
book.run(
    "INSERT INTO person SELECT 'array', n, s"
    " FROM unnest(CAST(:s AS text[])) WITH ORDINALITY AS row (s, n)",
    s=given,
)


def stored(way):
    rows = book.run("SELECT surname FROM person WHERE way = :w ORDER BY number", w=way)
    return [surname for surname, in rows]


print("given: ", given)
print("single:", stored("single"))
print("array: ", stored("array"))
if stored("single") != given or stored("array") != ["NULL", None, None, "Nilsson"]:
    sys.exit("changed: this is not what was seen")
PYTHON
