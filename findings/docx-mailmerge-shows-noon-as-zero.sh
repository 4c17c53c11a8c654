#!/usr/bin/env bash
# docx-mailmerge2 1.0.3 writes 0:05 PM for five past twelve, and 5000% for 50, into letters.
#
# Expected: a merge field's switches mean what they mean in Word: in the picture of a date (\@) h is
#           the hour from 1 to 12, and text in single quotation marks stands as it is, without them
#           (ECMA-376 part 1, 17.16.4.1). In that of a number (\#) what follows a semicolon is how
#           negative numbers look, and a percent sign is a sign behind the number, which is not
#           multiplied (17.16.4.2; Word's help has 33% as its example of ##%). The project's page
#           says that fields with numbers and dates are formatted.
# Seen:     h gives 0 for the hour after noon and the one after midnight; with hh both are right.
#           Letters between quotation marks are read as parts of the date, and the marks stay:
#           'senast den' comes out as '9ena9t 2en'. 0% multiplies by a hundred, and 0.0% drops the
#           decimal besides; 0 %, with a space, does not. Both halves of 0.00;(0.00) are printed. No
#           warning, and the other fields of the letter are right.
# Version:  docx-mailmerge2 1.0.3 from PyPI with lxml 6.1.3 and Python 3.
# Why it matters: the template is right in Word, where its author tried it. A letter that invites to
#           12:30 says 0:30 PM, and one about a post of 50% says 5000%. For the hour it is so in the
#           letters of those alone who are invited at noon.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check docx-mailmerge2==1.0.3 lxml==6.1.3

"$work/venv/bin/python" -W error - << 'PYTHON'
import io
import sys
import zipfile
from datetime import datetime
from importlib.metadata import version

from lxml import etree
from mailmerge import MailMerge

word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
package = "http://schemas.openxmlformats.org/package/2006"
office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
parts = {
    "[Content_Types].xml": (
        f"<Types xmlns='{package}/content-types'>"
        "<Default Extension='rels' ContentType='application/"
        "vnd.openxmlformats-package.relationships+xml'/>"
        f"<Override PartName='/word/document.xml' ContentType='{kind}.document.main+xml'/>"
        f"<Override PartName='/word/settings.xml' ContentType='{kind}.settings+xml'/></Types>"),
    "_rels/.rels": (
        f"<Relationships xmlns='{package}/relationships'><Relationship Id='r1' "
        f"Type='{office}/officeDocument' Target='word/document.xml'/></Relationships>"),
    "word/_rels/document.xml.rels": (
        f"<Relationships xmlns='{package}/relationships'><Relationship Id='r1' "
        f"Type='{office}/settings' Target='settings.xml'/></Relationships>"),
    "word/settings.xml": f"<w:settings xmlns:w='{word}'/>",
}


def field(code):
    """A paragraph with one merge field, as Word stores it."""
    marks = {
        mark: f"<w:r><w:fldChar w:fldCharType='{mark}'/></w:r>"
        for mark in ("begin", "separate", "end")}
    return (
        f"<w:p>{marks['begin']}<w:r><w:instrText xml:space='preserve'> {code} </w:instrText></w:r>"
        f"{marks['separate']}<w:r><w:t>-</w:t></w:r>{marks['end']}</w:p>")


def merged(switch, value):
    template, letter = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(template, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        archive.writestr(
            "word/document.xml",
            f"<w:document xmlns:w='{word}'><w:body>{field('MERGEFIELD Name')}"
            f"{field(f'MERGEFIELD Value {switch}')}<w:sectPr/></w:body></w:document>")
    with MailMerge(template) as document:
        document.merge(Name="Anna Alm", Value=value)
        document.write(letter)
    body = etree.fromstring(zipfile.ZipFile(letter).read("word/document.xml"))
    return ["".join(paragraph.itertext(f"{{{word}}}t"))
            for paragraph in body.iter(f"{{{word}}}p")]


def at(hour, minute):
    return datetime(2026, 3, 2, hour, minute, 9)


# switch, value: what Word shows, what is written; one of them where they are the same
cases = [
    (r'\@ "h:mm AM/PM"', at(12, 5), "12:05 PM", "0:05 PM"),
    (r'\@ "d MMMM h:mm AM/PM"', at(0, 30), "2 March 12:30 AM", "2 March 0:30 AM"),
    (r'''\@ "'den' d MMMM yyyy"''', at(14, 5), "den 2 March 2026", "'2en' 2 March 2026"),
    (r'''\@ "'senast den' d MMMM"''', at(14, 5), "senast den 2 March", "'9ena9t 2en' 2 March"),
    (r'''\@ "d MMMM 'kl.' HH.mm"''', at(14, 5), "2 March kl. 14.05", "2 March 'kl.' 14.05"),
    (r'\# "0%"', 50, "50%", "5000%"),
    (r'\# "##%"', 33, "33%", "3300%"),
    (r'\# "0.0%"', 12.5, "12.5%", "1250%"),
    (r'\# "0.00;(0.00)"', 3, "3.00", "3.00;(0.00)"),
    (r'\# "0.00;(0.00)"', -3, "(3.00)", "-3.00;(0.00)"),
    # right ones
    (r'\@ "hh:mm AM/PM"', at(12, 5), "12:05 PM"),
    (r'\@ "h:mm AM/PM"', at(13, 5), "1:05 PM"),
    (r'\@ "H:mm"', at(12, 5), "12:05"),
    (r'\@ "d MMMM yyyy"', at(14, 5), "2 March 2026"),
    (r'\@ "yyyy-MM-dd HH.mm"', at(14, 5), "2026-03-02 14.05"),
    (r'\# "0 %"', 50, "50 %"),
    (r'\# "0 kr"', 50, "50 kr"),
    (r'\# "0.00"', -3, "-3.00"),
    (r'\# "#,##0.00"', 1234.5, "1,234.50"),
    (r"\* Upper", "Lund", "LUND"),
]
print("docx-mailmerge2", version("docx-mailmerge2"), "lxml", version("lxml"))
changed = False
for switch, value, right, *wrong in cases:
    name, text = merged(switch, value)
    print(f"{value} with {switch}: {text}", "" if text == right else f" - not {right}")
    changed |= name != "Anna Alm" or [text] != (wrong or [right])
if changed:
    sys.exit("changed: this is not what was seen")
PYTHON
