#!/usr/bin/env bash
# fast-ods 0.3.2 gives a cell's comment in place of what is in the cell.
#
# Expected: the row of a person is her name and her address, whether or not somebody has put a
#           comment on a cell; and a cell of two lines is both of them.
# Seen:     a cell with a comment is read as who wrote the comment, when, and what, in one
#           piece: "Eva Berg" with the comment "deceased" by Kim is Kim2026-05-01T09:00:00deceased.
#           Her name is nowhere. Without a comment only the first line is read, so that an address
#           of "Skolgatan 1" and "223 61 Lund" has lost its town. A number with a comment is right
#           (its value is read where it stands), and so is a text with a link. No warning. The
#           README leaves out styling, formulas and metadata, and says nothing of comments or lines.
# Version:  fast-ods 0.3.2 from PyPI, with Python 3.11. The sheet is written by odfpy 1.4.1, with
#           the comment before the text, as ODF has it (1.2, 9.1.4); ezodf 0.3.2 reads it as
#           expected.
# Why it matters: lists of alumni are full of comments: "deceased", "married, was Ek", "ask before
#           calling". Just these people come in under another name, or under the colleague's who
#           wrote the comment; and with the comment on the address, the address is a text that is
#           none.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check \
  fast-ods==0.3.2 odfpy==1.4.1 defusedxml==0.7.1 ezodf==0.3.2 lxml==6.0.2

"$work/venv/bin/python" - "$work/people.ods" << 'PYTHON'
import sys
from importlib.metadata import version

import ezodf
from fast_ods import ODSParser, ODSParserOptions
from odf.dc import Creator, Date
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import A, P

path = sys.argv[1]
print(", ".join(f"{name} {version(name)}" for name in ("fast-ods", "odfpy", "ezodf")))


def cell(*lines, comment=None, link=None, number=None):
    made = TableCell(valuetype="string") if number is None else \
        TableCell(valuetype="float", value=number)
    if comment:
        note = Annotation()
        note.addElement(Creator(text="Kim"))
        note.addElement(Date(text="2026-05-01T09:00:00"))
        note.addElement(P(text=comment))
        made.addElement(note)
    for line in lines:
        paragraph = P(text="" if link else line)
        if link:
            paragraph.addElement(A(href=link, text=line))
        made.addElement(paragraph)
    return made


given = [
    [cell("Name"), cell("E-mail"), cell("Address"), cell("Class of")],
    [cell("Eva Berg", comment="deceased"), cell("eva@example.org"), cell("Kyrkogatan 2"),
     cell("1987", number="1987")],
    [cell("Per Dahl"), cell("per@example.net", link="mailto:per@example.net"),
     cell("Skolgatan 1", "223 61 Lund"), cell("1991", number="1991")],
    [cell("Ida Frisk"), cell("ida@example.se", comment="bounced"), cell("Torget 3", "Ystad"),
     cell("2004", number="2004", comment="or 2005?")],
]
right = [
    ["Name", "E-mail", "Address", "Class of"],
    ["Eva Berg", "eva@example.org", "Kyrkogatan 2", "1987"],
    ["Per Dahl", "per@example.net", "Skolgatan 1\n223 61 Lund", "1991"],
    ["Ida Frisk", "ida@example.se", "Torget 3\nYstad", "2004"],
]
expected = [
    ["Name", "E-mail", "Address", "Class of"],
    ["Kim2026-05-01T09:00:00deceased", "eva@example.org", "Kyrkogatan 2", "1987"],
    ["Per Dahl", "per@example.net", "Skolgatan 1", "1991"],
    ["Ida Frisk", "Kim2026-05-01T09:00:00bounced", "Torget 3", "2004"],
]
book = OpenDocumentSpreadsheet()
people = Table(name="People")
people.addElement(TableColumn(numbercolumnsrepeated=4))
for cells in given:
    row = TableRow()
    for made in cells:
        row.addElement(made)
    people.addElement(row)
book.spreadsheet.addElement(people)
book.save(path)

changed = False
read = [[cell.plaintext() for cell in row] for row in ezodf.opendoc(path).sheets[0].rows()]
print("ezodf reads what was given" if read == right else f"ezodf reads {read}")
changed |= read != right
found = [list(row) for row in ODSParser().parse(path)]
for row, wanted in zip(found, right):
    print("fast-ods", row, "" if row == wanted else f"- not {wanted}")
changed |= found != expected
converted = ODSParser(ODSParserOptions(table="People", convert_values=True)).parse(path)
names = [row[0] for row in converted]
print("and with convert_values the names are", names)
changed |= names != [row[0] for row in expected]
if changed:
    print("changed: this is not what was seen", file=sys.stderr)
    sys.exit(1)
PYTHON
