#!/usr/bin/env bash
# ldap-filter 1.0.1 carries the space of one value of a filter into the others.
#
# Expected: a filter that is read asks for what it asked for, and to_string() gives it back. Every character of a
#           value counts (RFC 4515, 3). A letter beyond ASCII may be written as its octets in UTF-8, \c3\85 for Å
#           (3, and the example of Lučić in 4). The README names this RFC.
# Seen:     parse() takes all spaces out and puts each value's back wherever its letters stand in a row: in
#           (|(cn=bo ek)(uid=boekman)) the user name becomes "bo ekman". A person whose address or user name
#           is her name without the space is not found by both together. Values alone, without a space, or in other
#           capitals are right. Octets are read one by one, as letters of Latin-1: \c3\85sa finds nobody. No error.
# Version:  ldap-filter 1.0.1 from PyPI, with Python 3.
# Why it matters: "by name or by user name" is how a person is looked up in a university's directory, and whoever is
#           not found is entered once more. Filters of one part work.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check ldap-filter==1.0.1

"$work/venv/bin/python" - << 'PYTHON'
import sys
from importlib.metadata import version

from ldap_filter import Filter

print("ldap-filter", version("ldap-filter"))
people = [
    {"uid": "annaalm", "cn": "Anna Alm", "mail": "annaalm@example.org"},
    {"uid": "asaek", "cn": "Åsa Ek", "mail": "a.ek@example.org"},
    {"uid": "astridek", "cn": "Astrid Ek", "mail": "asek@example.org"},
    {"uid": "bobo", "cn": "Bo Ek", "mail": "bo.ek@example.org"},
    {"uid": "boekman", "cn": "Bo Ekman", "mail": "bo.ekman@example.org"},
]
changed = False


def look(asked, right, expected):
    found = [person["uid"] for person in people if asked.match(person)]
    print(f"  finds {found}{'' if found == right else f', not {right}'}")
    return found != expected


# the filter, what it is when it was read (None: the same), who is asked for, who is found
for text, read, right, expected in [
    ("(&(cn=anna alm)(mail=annaalm@example.org))", "(&(cn=anna alm)(mail=anna alm@example.org))",
     ["annaalm"], []),
    ("(|(cn=bo ek)(uid=boekman))", "(|(cn=bo ek)(uid=bo ekman))", ["bobo", "boekman"], ["bobo"]),
    (r"(cn=\c3\85sa Ek)", "(cn=Ã\x85sa Ek)", ["asaek"], []),
    # right ones
    ("(|(cn=Bo Ek)(uid=boekman))", None, ["bobo", "boekman"], ["bobo", "boekman"]),
    ("(cn=anna alm)", None, ["annaalm"], ["annaalm"]),
    ("(mail=annaalm@example.org)", None, ["annaalm"], ["annaalm"]),
    ("(cn=Åsa Ek)", None, ["asaek"], ["asaek"]),
    ("(mail=a.ek@example.org)", None, ["asaek"], ["asaek"]),
    ("(cn=*Ek)", None, ["asaek", "astridek", "bobo"], ["asaek", "astridek", "bobo"]),
]:
    asked = Filter.parse(text)
    print(text if read is None else f"{text} is read as {str(asked)!r}")
    changed |= look(asked, right, expected) | (str(asked) != (read or text))

if changed:
    print("changed: this is not what was seen", file=sys.stderr)
    sys.exit(1)
PYTHON
