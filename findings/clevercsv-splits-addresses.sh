#!/usr/bin/env bash
# CleverCSV 0.8.5 cuts a list of addresses in two at the sign @.
#
# Expected: a file with one column, a title and an address on each line, is read as one column. It
#           has no comma, semicolon or tab, so there is nothing to find out about it.
# Seen:     the sign @ is taken for the delimiter, with any number of addresses and with a title or
#           without: read_dicts gives {"Email": "anna"} and puts the host under None. Names with a
#           space are cut into two columns as well, so Anna Alm is called Anna. An ISO date or a
#           code such as A-1 stays whole, and so does an address beside a second column. With
#           quotes around each address the reader finds no form and says so.
# Version:  clevercsv 0.8.5 from PyPI, with Python 3.
# Why it matters: one address on a line is the plainest list of recipients there is. Who guards
#           against broken CSV with this reader loses the host of every address, without an error.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check clevercsv==0.8.5

"$work/venv/bin/python" - "$work/list.csv" << 'PYTHON'
import sys
from importlib.metadata import version
from pathlib import Path

import clevercsv

many = [f"p{number}@example.se" for number in range(200)]
# a name of the case: the file's lines, the rows that come out
known = {
    "addresses": (
        ["Email", "anna@example.se", "bo@mail.example.net"],
        [["Email"], ["anna", "example.se"], ["bo", "mail.example.net"]]),
    "one address, no title": (["anna@example.se"], [["anna", "example.se"]]),
    "200 addresses": (["Email", *many], [["Email"], *(address.split("@") for address in many)]),
    "names": (["Name", "Anna Alm", "Bo Borg"], [["Name"], ["Anna", "Alm"], ["Bo", "Borg"]]),
    "dates": (["From", "2026-08-01", "2026-12-01"], [["From"], ["2026-08-01"], ["2026-12-01"]]),
    "codes": (["Room", "A-1", "B-2"], [["Room"], ["A-1"], ["B-2"]]),
    "two columns": (
        ["Name,Email", "Anna Alm,anna@example.se", "Bo Borg,bo@example.net"],
        [["Name", "Email"], ["Anna Alm", "anna@example.se"], ["Bo Borg", "bo@example.net"]]),
    "in quotes": (['"Email"', '"anna@example.se"', '"bo@example.net"'], "NoDetectionResult"),
}
file = Path(sys.argv[1])


def read(lines, reader):
    file.write_text("\n".join(lines) + "\n")
    try:
        return reader(file)
    except clevercsv.exceptions.NoDetectionResult as error:
        return type(error).__name__


print("clevercsv", version("clevercsv"))
changed = False
for name, (lines, rows) in known.items():
    seen = read(lines, clevercsv.read_table)
    print(f"{name}: {seen if isinstance(seen, str) else seen[:3]}")
    changed |= seen != rows
for title, value, first, rest in (
        ("Email", "anna@example.se", "anna", "example.se"), ("Name", "Anna Alm", "Anna", "Alm")):
    dicts = read([title, value], clevercsv.read_dicts)
    print("read_dicts:", *map(dict, dicts))
    changed |= [dict(row) for row in dicts] != [{title: first, None: [rest]}]
if changed:
    sys.exit("changed: this is not what was seen")
PYTHON
