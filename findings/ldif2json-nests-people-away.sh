#!/usr/bin/env bash
# ldif2json 1.0.8 leaves people out of the tree it makes, and drops the second line of folded values.
#
# Expected: --nest puts each entry below the entry of its parent, and one whose parent is not in the
#           file stays at the top, as it does if there is nothing above it at all. A comma that
#           belongs to a name stands with a backslash in a dn and separates nothing (RFC 4514). A
#           line that begins with a space goes on with the line before it (RFC 2849).
# Seen:     an entry is left out, with all that is below it, if its parent is not in the file but
#           the parent's parent is, or any other entry further up: it finds no place below and is
#           not let to the top either. So are people with a comma in their cn, since the parent is
#           looked for behind the first comma, escaped or not: "Alm\, Anna" is how many a directory
#           names its people, to sort them. A comma in an ou takes everybody in it away as well.
#           Of a folded value, with --nest or not, the first line is kept alone, so a long dn
#           ends early and a Base64 value is not decoded. Exit status 0, not a word on standard
#           error, and the description names none of it.
# Version:  ldif2json 1.0.8 from PyPI, with Python 3; beside it the reader ldif 4.3.0.
# Why it matters: OpenLDAP's slapcat and ldapsearch fold long lines unless told otherwise, and
#           an export that filters for people has no entries for their departments. Who is
#           missing from the file is not written to any more, and nobody hears of it.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check ldif2json==1.0.8 ldif==4.3.0

"$work/venv/bin/python" - << 'PYTHON'
import io
import json
import os
import subprocess
import sys
from importlib.metadata import version

from ldif import LDIFParser

ROOT = "dn: dc=example,dc=se\nobjectClass: domain\ndc: example\n"
STAFF = "dn: ou=staff,dc=example,dc=se\nobjectClass: organizationalUnit\nou: staff\n"


def person(rdn, above, more=""):
    address = rdn.split(" ")[-1].lower() + "@example.se"
    return f"dn: cn={rdn},{above}\nobjectClass: person\nmail: {address}\n{more}"


def run(text, *options):
    command = os.path.join(os.path.dirname(sys.executable), "ldif2json")
    done = subprocess.run([command, *options], input=text, capture_output=True, text=True)
    if done.returncode != 0 or done.stderr:
        sys.exit(f"changed: {done.returncode} {done.stderr}")
    return json.loads(done.stdout)


def dns(entries):
    """All dn of a tree, those below the others too."""
    return [dn for entry in entries
            for dn in [entry["dn"], *dns(entry.get("subEntries", []))]]


changed = False


def check(title, found, expected):
    global changed
    print("-", title, "->", found if found == expected else f"{found}: this has changed")
    changed |= found != expected


def missing(*records):
    """Who is in the file, as another reader finds, and not in the tree."""
    text = "\n".join(records)
    everybody = [dn for dn, _ in LDIFParser(io.BytesIO(text.encode())).parse()]
    if dns(run(text)) != everybody:
        sys.exit("changed: without --nest not all entries are there")
    return sorted(set(everybody) - set(dns(run(text, "--nest"))))


print("ldif2json", version("ldif2json"), "ldif", version("ldif"))
staff, alumni = "ou=staff,dc=example,dc=se", "ou=alumni,dc=example,dc=se"
check("missing from a whole tree", missing(ROOT, STAFF, person("Bo Borg", staff)), [])
check("missing if nothing is above", missing(person("Bo Borg", staff), person("Eva Ek", alumni)), [])
check("missing if alumni have no entry",
      missing(ROOT, STAFF, person("Bo Borg", staff), person("Cia Ceder", alumni)),
      [f"cn=Cia Ceder,{alumni}"])
check("missing if staff have no entry either",
      missing(ROOT, person("Bo Borg", staff), person("Cia Ceder", alumni)),
      [f"cn=Bo Borg,{staff}", f"cn=Cia Ceder,{alumni}"])
check("missing with a comma in a name",
      missing(ROOT, STAFF, person("Bo Borg", staff), person(r"Alm\, Anna", staff)),
      [rf"cn=Alm\, Anna,{staff}"])
law = r"ou=Law\, Lund,dc=example,dc=se"
check("missing with a comma in a department's name",
      missing(ROOT, f"dn: {law}\nobjectClass: organizationalUnit\n", person("Dan Dahl", law)),
      [rf"cn=Dan Dahl,{law}", law])

folded = person("Bo Borg", staff,
                "postalAddress: Department of History $ Example University $ Storgatan 1 $\n"
                "  753 31 Uppsala\n"
                "displayName:: w4VrZSBCb3\n Jn\n")
(_, read), = LDIFParser(io.BytesIO(folded.encode())).parse()
print("ldif reads a folded entry:", dict(read))
entry, = run(folded, "--decode")
check("a folded address", entry["postalAddress"],
      "Department of History $ Example University $ Storgatan 1 $")
check("a folded name in Base64", entry["displayName"], ":: w4VrZSBCb3")
if (read["postalAddress"][0] != entry["postalAddress"] + " 753 31 Uppsala"
        or read["displayName"] != ["Åke Borg"]):
    sys.exit("changed: the other reader does not read this")
long = ("dn: cn=Bo Borg,ou=Department of Archaeology and Ancient History,ou=faculty\n"
        "  of arts,dc=example,dc=se\nobjectClass: person\n")
check("a folded dn", dns(run(long)),
      ["cn=Bo Borg,ou=Department of Archaeology and Ancient History,ou=faculty"])
if changed:
    sys.exit("changed: this is not what was seen")
PYTHON
