#!/usr/bin/env bash
# vobject 0.9.9 keeps of a card's value what stands in front of the first comma.
#
# Expected: nicknames are a list with commas (RFC 2426, 3.1.3; RFC 6350, 6.2.3), and all of them
#           are read. In a URI, such as a web address, a comma and a semicolon are ordinary
#           characters (RFC 3986, 2.2), which stand there as they are.
# Seen:     the first nickname is there, the others are nowhere. A web address ends at its comma
#           and leads elsewhere. Read and written again, the card has lost the rest. A URI that is
#           written has backslashes in it: the telephone number tel:…\;ext=12, and \, for a comma
#           that a program put in. Categories, the parts of a name and GEO are whole, and so is a
#           comma with a backslash, as a note has it. No error is told.
# Version:  vobject 0.9.9 from PyPI, with Python 3. khard and the address book server Radicale read
#           cards with it.
# Why it matters: a person who is looked for by the second nickname is not there, the map link in a
#           colleague's card shows another town, and after one round through a program that never
#           touched these lines they are gone for good. (The nicknames are known since 2019.)
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check \
  vobject==0.9.9 python-dateutil==2.9.0.post0 pytz==2025.2 six==1.17.0

"$work/venv/bin/python" - << 'PYTHON'
import sys
from importlib.metadata import version

import vobject

# version of the card, its line: the value read, the line written again
known = {
    ("3.0", "NICKNAME:Annie,Ann"): ("Annie", "NICKNAME:Annie"),
    ("4.0", "NICKNAME:Annie,Ann"): ("Annie", "NICKNAME:Annie"),
    ("3.0", "URL:https://maps.example.se/@55.71,13.20"): (
        "https://maps.example.se/@55.71", "URL:https://maps.example.se/@55.71"),
    ("4.0", "URL:https://maps.example.se/@55.71,13.20"): (
        "https://maps.example.se/@55.71", "URL:https://maps.example.se/@55.71"),
    ("4.0", "TEL;VALUE=uri:tel:+46-46-123456;ext=12"): (
        "tel:+46-46-123456;ext=12", r"TEL;VALUE=uri:tel:+46-46-123456\;ext=12"),
    # right ones
    ("4.0", "GEO:geo:55.71,13.20"): ("geo:55.71,13.20", "GEO:geo:55.71,13.20"),
    ("3.0", "CATEGORIES:staff,board"): (["staff", "board"], "CATEGORIES:staff,board"),
    ("3.0", r"NICKNAME:Annie\, Ann"): ("Annie, Ann", r"NICKNAME:Annie\, Ann"),
    ("3.0", r"NOTE:Monday\, Friday"): ("Monday, Friday", r"NOTE:Monday\, Friday"),
    ("3.0", "URL:https://maps.example.se/@55.71"): (
        "https://maps.example.se/@55.71", "URL:https://maps.example.se/@55.71"),
}


def written(card, name):
    lines = card.serialize().replace("\r\n ", "").split("\r\n")
    return next(line for line in lines if line.startswith(name))


print("vobject", version("vobject"))
changed = False
for (format_, line), expected in known.items():
    name = line.replace(":", ";").split(";")[0]
    card = vobject.readOne("\r\n".join(
        ["BEGIN:VCARD", f"VERSION:{format_}", "N:Alm;Anna;Maria,Sofia;;", "FN:Anna Alm", line,
         "END:VCARD", ""]))
    found = card.contents[name.lower()][0].value, written(card, name)
    print(f"{format_} {line}: read as {found[0]}, written as {found[1]}")
    changed |= found != expected or card.n.value.additional != ["Maria", "Sofia"]

card = vobject.vCard()
card.add("fn").value = "Anna Alm"
card.add("n").value = vobject.vcard.Name("Alm", "Anna")
card.add("url").value = "https://maps.example.se/@55.71,13.20"
line = written(card, "URL")
print("put in https://maps.example.se/@55.71,13.20: written as", line)
changed |= line != r"URL:https://maps.example.se/@55.71\,13.20"
if changed:
    sys.exit("changed: this is not what was seen")
PYTHON
