#!/usr/bin/env bash
# gocept.pseudonymize 3.0 gives one pseudonym to all whose name, address or number begins alike.
#
# Expected: the same value and the same secret give the same pseudonym, as the README says, and other values others:
#           the tests say so of two texts of 60 characters that differ in the last. So what belonged to two people
#           belongs to two people afterwards, and one person's rows stay one person's.
# Seen:     a text is cut into pieces of eleven characters, of which the first eight octets count, with a secret of
#           letters or digits as in all examples of the README. So Kristina Ek is Kristina By, two telephone
#           numbers that differ in the last two digits are one, and so is everybody who was born on one day and
#           whose number goes on with the same digit. example.org is example.net. With å, ä or ö there are fewer
#           letters still: Östen Öberg is Östen Ågren. Names of eight letters or less are right, and so is all with
#           a secret that begins with _ or with $5$. The code and the change log say that the function below,
#           crypt(), reads eleven octets; these are what it writes. No error, and the manual does not tell.
# Version:  gocept.pseudonymize 3.0 from PyPI (with setuptools 75.8.0), with Python 3.11, the last but one
#           that has crypt(), and the libcrypt of Debian 12 (4.4.33).
# Why it matters: a copy of the address book for tests or statistics is made with it. There two people have one
#           name and one address, a merge takes them for one, and a count by person comes out too low. Trials
#           with Anna and Bo, whose names are short, show nothing.
#
# Exits 0 while this is so, 1 when it has changed, 2 without crypt(), as from Python 3.13 on.
set -euo pipefail
python3 -W ignore -c 'import crypt' 2> /dev/null || {
  echo "needs a Python up to 3.12, which has crypt()"
  exit 2
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check gocept.pseudonymize==3.0 setuptools==75.8.0

"$work/venv/bin/python" -W ignore - << 'PYTHON'
import sys
from importlib.metadata import version

from gocept.pseudonymize import email, name, phone, string

print("gocept.pseudonymize", version("gocept.pseudonymize"))
changed = False

# Two of a kind, and whether they have one pseudonym. The numbers with a hyphen are nobody's: their last digit is wrong.
for kind, one, other, expected in [
    (name, "Kristina Ek", "Kristina By", True),
    (name, "Kristina Ek", "Cristina Ek", False),
    (name, "Maria Alm", "Maria Als", True),
    (name, "Bo Alm", "Bo Als", False),
    (name, "Östen Öberg", "Östen Ågren", True),
    (name, "Katarina Alm", "Katarina Ohm", True),
    (name, "Katarina Alm", "Katarina Alv", False),
    (phone, "0701234567", "0701234589", True),
    (phone, "+46701234567", "+46701239997", True),
    (phone, "018471000", "018471009", True),
    (phone, "4711", "4712", False),
    (string, "850505-1234", "850505-1999", True),
    (string, "850505-1234", "850505-2999", False),
    (email, "kristina.ek@example.org", "kristina.by@example.org", True),
    (email, "anna@example.org", "anna@example.net", True),
    (email, "anna@example.org", "aino@example.org", False),
]:
    found = kind(one, "secret"), kind(other, "secret")
    print(f"{kind.__name__}: {one} is {found[0]}, {other} is {found[1]}"
          f"{' - one pseudonym' if found[0] == found[1] else ''}")
    changed |= (found[0] == found[1]) != expected

for secret, expected in [("secret", True), ("ML", True), ("_1234SALT", False), ("$5$SALT$", False)]:
    found = name("Kristina Ek", secret) == name("Kristina By", secret)
    print(f"with the secret {secret} Kristina Ek and Kristina By are {'one' if found else 'two'}")
    changed |= found != expected
if changed:
    print("changed: this is not what was seen", file=sys.stderr)
    sys.exit(1)
PYTHON
