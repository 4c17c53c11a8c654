#!/usr/bin/env bash
# ldap3 2.9.1 mixes the people of a search in one LDIF record when the lines are to be in an order.
#
# Expected: response_to_ldif(sort_order=…) sets the order of the lines within a person's record, as
#           entry_to_ldif, which has the same argument, does. Each record begins with its dn and
#           has the lines of that entry alone, and an empty line ends it (RFC 2849).
# Seen:     for one person found it is so. For two or more the lines of all of them are sorted
#           together, the empty lines too, which go to the end: all dn first, then all cn, then all
#           addresses, one below the other. Nothing tells whose is whose, and no error is told. The
#           comment at the end still counts the entries. A reader that takes the last dn for the
#           record's gives all names and addresses to one person and has lost the others.
# Version:  ldap3 2.9.1 from PyPI, with Python 3; beside it the reader ldif 4.3.0.
# Why it matters: a directory is exported in a fixed order so that two exports can be compared. With
#           one person in it, as in a test, the file is right; with the staff in it the backup
#           cannot be read back, or everybody's mail goes to whoever stands last.
#
# Exits 0 while this is so, 1 when it has changed. Needs no server: ldap3 has a mock of one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check \
  ldap3==2.9.1 pyasn1==0.6.1 ldif==4.3.0

"$work/venv/bin/python" - << 'PYTHON'
import io
import logging
import sys
from importlib.metadata import version

from ldap3 import MOCK_SYNC, Connection, Server
from ldif import LDIFParser

logging.disable()
base = "ou=staff,dc=example,dc=se"
order = ["dn:", "cn:", "sn:", "mail:"]
people = {
    "Anna Alm": "anna@example.se", "Bo Borg": "bo@example.se", "Cia Ceder": "cia@example.se"}

connection = Connection(Server("mock.example.se"), client_strategy=MOCK_SYNC)
for name, address in people.items():
    connection.strategy.add_entry(
        f"cn={name},{base}",
        {"objectClass": "person", "cn": name, "sn": name.split()[1], "mail": address})
connection.bind()


def found(filter_):
    connection.search(base, filter_, attributes=["mail", "sn", "cn"])


def records(text):
    """Each record's lines, without the line of the version and without comments."""
    lines = [line for line in text.splitlines() if not line.startswith(("version:", "#"))]
    blocks = "\n".join(lines).strip("\n").split("\n\n")
    return [block.strip("\n").split("\n") for block in blocks]


def right(name):
    return [f"dn: cn={name},{base}", f"cn: {name}", f"sn: {name.split()[1]}",
            f"mail: {people[name]}"]


changed = False


def check(title, is_as_seen):
    global changed
    print("-", title if is_as_seen else f"{title}: this has changed")
    changed |= not is_as_seen


print("ldap3", version("ldap3"), "ldif", version("ldif"))
found("(cn=Anna Alm)")
check("one person found, in the order asked for: right",
      records(connection.response_to_ldif(sort_order=order)) == [right("Anna Alm")])

found("(sn=*)")
check("three people found, each with entry_to_ldif in the order: right",
      sorted(records(entry.entry_to_ldif(sort_order=order))[0] for entry in connection.entries)
      == [right(name) for name in people])
plain = records(connection.response_to_ldif())
check("three people found, no order asked for: right",
      sorted(map(sorted, plain)) == [sorted(right(name)) for name in people])

text = connection.response_to_ldif(sort_order=order)
print(text)
# The mock finds people in any order, the same one for all of these texts.
names = [lines[0].removeprefix("dn: cn=").removesuffix(f",{base}") for lines in plain]
check("three people found, in the order: their lines are one record",
      records(text) == [[line for kind in zip(*map(right, names)) for line in kind]]
      and text.endswith("# total number of entries: 3"))

read = list(LDIFParser(io.BytesIO(text.encode()), strict=False).parse())
for dn, attributes in read:
    print("read back:", dn, dict(attributes))
check("read back: one person has all addresses",
      [(dn, entry["mail"]) for dn, entry in read]
      == [(f"cn={names[-1]},{base}", [people[name] for name in names])])
if changed:
    sys.exit("changed: this is not what was seen")
PYTHON
