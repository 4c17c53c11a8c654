#!/usr/bin/env bash
# tablib 3.10.0 reads an OpenDocument sheet with values in other columns and rows of other sheets.
#
# Expected: the first sheet, each value whole and in the column in which it stands.
# Seen:     five ordinary forms of OpenDocument 1.2 go wrong, in silence. One element that stands
#           for several empty cells (table:number-columns-repeated) is left out: what follows moves
#           to the left. A value repeated so is there once, with the same effect. A cell with a
#           comment becomes the name of the comment's author. A cell in which a word has a style of
#           its own, or is a link, ends before that word. All sheets become one list.
# Version:  tablib 3.10.0 with odfpy 1.4.1, both from PyPI, with Python 3.
# Why it matters: an import of people gets a room as an address, a colleague's name in place of an
#           address that somebody made a note on, half a name, and the sheet of those who left.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check tablib==3.10.0 odfpy==1.4.1

"$work/venv/bin/python" - << 'PYTHON'
import io, sys, zipfile
from importlib.metadata import version

import tablib

kind = "application/vnd.oasis.opendocument.spreadsheet"
names = " ".join(
    f"xmlns:{prefix}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'"
    for prefix, name in {"office": "office", "table": "table", "text": "text"}.items()
) + " xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:dc='http://purl.org/dc/elements/1.1/'"


def cell(inner, before="", repeated=""):
    return (f"<table:table-cell office:value-type='string'{repeated}>"
            f"{before}<text:p>{inner}</text:p></table:table-cell>")


def sheet(name, *rows):
    lines = "".join(f"<table:table-row>{''.join(cells)}</table:table-row>" for cells in rows)
    return f"<table:table table:name='{name}'>{lines}</table:table>"


def workbook(*sheets):
    content = (f"<office:document-content {names} office:version='1.2'><office:body>"
               f"<office:spreadsheet>{''.join(sheets)}</office:spreadsheet>"
               "</office:body></office:document-content>")
    entries = "".join(
        f"<m:file-entry m:full-path='{path}' m:media-type='{media}'/>"
        for path, media in {"/": kind, "content.xml": "text/xml"}.items())
    manifest = ("<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'"
                f" m:version='1.2'>{entries}</m:manifest>")
    parts = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    return file.getvalue()


header = [cell(title) for title in ("Name", "Email", "Private email", "Room")]
note = ("<office:annotation><dc:creator>Erik Ek</dc:creator>"
        "<text:p>checked in May</text:p></office:annotation>")
link = "<text:a xlink:type='simple' xlink:href='mailto:anna@example.se'>anna@example.se</text:a>"
twice = " table:number-columns-repeated='2'"
cases = {
    "two empty cells": (
        [sheet("Staff", header,
               [cell("Anna Alm"), f"<table:table-cell{twice}/>", cell("B 12")])],
        [("Anna Alm", "B 12", "", "")]),
    "one value twice": (
        [sheet("Staff", header,
               [cell("Anna Alm"), cell("anna@example.se", repeated=twice), cell("B 12")])],
        [("Anna Alm", "anna@example.se", "B 12", "")]),
    "a comment": (
        [sheet("Staff", header, [cell("Anna Alm"), cell("anna@example.se", before=note)])],
        [("Anna Alm", "Erik Ek", "", "")]),
    "a styled word, a link in words": (
        [sheet("Staff", header,
               [cell("Anna <text:span>Maria</text:span> Alm"), cell(f"at {link}")])],
        [("Anna ", "at ", "", "")]),
    "a second sheet": (
        [sheet("Staff", header, [cell("Anna Alm"), cell("anna@example.se")]),
         sheet("Left", header, [cell("Bo Borg"), cell("bo@example.se")])],
        [("Anna Alm", "anna@example.se", "", ""), ("Bo Borg", "bo@example.se", "", "")]),
}
print("tablib", version("tablib"), "odfpy", version("odfpy"))
changed = False
for case, (sheets, known) in cases.items():
    seen = list(tablib.Dataset().load(workbook(*sheets), "ods"))
    print(f"{case}: {seen}")
    changed |= seen != known
if changed:
    sys.exit("changed: this is not what was seen")
PYTHON
