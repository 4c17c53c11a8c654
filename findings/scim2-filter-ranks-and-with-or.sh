#!/usr/bin/env bash
# scim2-filter-parser 0.7.0 finds other people than the SCIM filter asks for.
#
# Expected: in a filter "and" takes precedence over "or" (RFC 7644, 3.4.2.2), so both orders of
#           the two halves below mean the same.
# Seen:     "and" and "or" have the same rank and the first one written goes first. So
#           A or B and C is read as (A or B) and C: a person for whom A holds is not found unless
#           C holds as well. B and C or A is right, and so is the first with parentheses.
# Version:  scim2-filter-parser 0.7.0 with sly 0.5, both from PyPI, with Python 3 and its SQLite.
# Why it matters: SCIM is how an identity system asks who is there before it adds or removes
#           somebody. The manager who is not found is added once more, or taken off the list.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check scim2-filter-parser==0.7.0 sly==0.5

"$work/venv/bin/python" - << 'PYTHON'
import sqlite3
import sys
from importlib.metadata import version

from scim2_filter_parser.queries import SQLQuery

people = [  # user name, title, department
    ("anna", "manager", "Library"), ("bo", "teacher", "Physics"), ("cia", "teacher", "Library"),
    ("dora", "student", "Physics"),
]
columns = {
    ("userName", None, None): "people.name", ("title", None, None): "people.title",
    ("department", None, None): "people.department",
}
manager, teacher, physics = (
    'title eq "manager"', 'title eq "teacher"', 'department eq "Physics"')
# filter: who is to be found, who is found
known = {
    f"{manager} or {teacher} and {physics}": (["anna", "bo"], ["bo"]),
    f"{teacher} and {physics} or {manager}": (["anna", "bo"], ["anna", "bo"]),
    f"{manager} or ({teacher} and {physics})": (["anna", "bo"], ["anna", "bo"]),
    f"{manager} or {teacher}": (["anna", "bo", "cia"], ["anna", "bo", "cia"]),
}
book = sqlite3.connect(":memory:")
book.execute("CREATE TABLE people (name, title, department)")
book.executemany("INSERT INTO people VALUES (?, ?, ?)", people)
print("scim2-filter-parser", version("scim2-filter-parser"), "SQLite", sqlite3.sqlite_version)
changed = False
for text, (right, expected) in known.items():
    query = SQLQuery(text, "people", columns)
    where = query.where_sql
    for name, _ in query.params_dict.items():
        where = where.replace(f"{{{name}}}", "?")
    rows = book.execute(
        f"SELECT name FROM people WHERE {where} ORDER BY name", list(query.params_dict.values()))
    found = [name for name, in rows]
    print(f"{text}: {' '.join(found)}", *([] if found == right else ["- not", *right]))
    changed |= found != expected
if changed:
    sys.exit("changed: this is not what was seen")
PYTHON
