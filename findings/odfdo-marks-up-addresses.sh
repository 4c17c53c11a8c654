#!/usr/bin/env bash
# odfdo 3.27.3 writes a linked address as Markdown and leaves out the rows of an inner group.
#
# Expected: a cell's value is its text. An element text:a marks some of it as a link (OpenDocument
#           1.2, part 1, 6.1.8) and adds nothing to it. Rows in a group (9.1.10) are rows as
#           others; a group may hold groups.
# Seen:     an address that is a link, as LibreOffice makes one of what is typed, is read as
#           [anna@example.se](mailto:anna@example.se), with get_values and to_csv alike. The same
#           address without the link is right, and so is a word with a style of its own. Rows of a
#           group are there, those of a group in a group are not, and the sheet's height tells
#           nothing about them. No error.
# Version:  odfdo 3.27.3 from PyPI with Python 3; beside it pyexcel-ods 0.6.0 with odfpy
#           1.4.1 as a reader that has all of it right.
# Why it matters: whose address was typed into the list gets no mail, whose address was pasted as
#           plain text does; and of a list that was folded by faculty and department nobody of a
#           department comes along.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check \
  odfdo==3.27.3 pyexcel-ods==0.6.0 odfpy==1.4.1

"$work/venv/bin/python" - "$work/people.ods" << 'PYTHON'
import sys
import zipfile
from importlib.metadata import version

from odfdo import Document
from pyexcel_ods import get_data

kind = "application/vnd.oasis.opendocument.spreadsheet"
spaces = " ".join(
    f"xmlns:{prefix}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'"
    for prefix, name in {
        "office": "office", "table": "table", "text": "text", "manifest": "manifest"}.items()
) + " xmlns:xlink='http://www.w3.org/1999/xlink'"


def row(*texts):
    cells = "".join(
        f"<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>"
        for text in texts)
    return f"<table:table-row>{cells}</table:table-row>"


def group(*rows):
    return f"<table:table-row-group>{''.join(rows)}</table:table-row-group>"


def link(text):
    return f"<text:a xlink:type='simple' xlink:href='mailto:{text}'>{text}</text:a>"


content = (
    f"<office:document-content {spaces} office:version='1.2'><office:body><office:spreadsheet>"
    "<table:table table:name='People'><table:table-column table:number-columns-repeated='2'/>"
    + row("Name", "Email")
    + row("Anna Alm", link("anna@example.se"))
    + row("Bo Borg", "bo@<text:span>example</text:span>.se")
    + group(
        row("Cia Ceder", "cia@example.se"),
        group(row("Dag Dahl", "dag@example.se"), row("Eva Ek", "eva@example.se")))
    + row("Finn Falk", "finn@example.se")
    + "</table:table></office:spreadsheet></office:body></office:document-content>")
manifest = (
    f"<manifest:manifest {spaces} manifest:version='1.2'>"
    f"<manifest:file-entry manifest:full-path='/' manifest:media-type='{kind}'/>"
    "<manifest:file-entry manifest:full-path='content.xml' manifest:media-type='text/xml'/>"
    "</manifest:manifest>")
with zipfile.ZipFile(sys.argv[1], "w") as book:
    for name, text in {
            "mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}.items():
        book.writestr(name, text)

right = [
    ["Name", "Email"], ["Anna Alm", "anna@example.se"], ["Bo Borg", "bo@example.se"],
    ["Cia Ceder", "cia@example.se"], ["Dag Dahl", "dag@example.se"], ["Eva Ek", "eva@example.se"],
    ["Finn Falk", "finn@example.se"]]
known = [list(cells) for cells in right if cells[0] not in ("Dag Dahl", "Eva Ek")]
known[1][1] = "[anna@example.se](mailto:anna@example.se)"

other = get_data(sys.argv[1])["People"]
print("pyexcel-ods", version("pyexcel-ods"), *other, sep="\n  ")
table = Document(sys.argv[1]).body.get_table(0)
rows = [list(cells) for cells in table.get_values()]
print("odfdo", version("odfdo"), *rows, f"height {table.height}", sep="\n  ")
lines = [line.split(",") for line in table.to_csv().splitlines()]
if other != right or rows != known or lines != known or table.height != len(known):
    sys.exit("changed: this is not what was seen")
PYTHON
