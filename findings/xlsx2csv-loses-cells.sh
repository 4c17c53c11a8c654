#!/usr/bin/env bash
# xlsx2csv 0.8.6 loses the cells of two kinds of valid sheets, in silence.
#
# Expected: the same two rows from three workbooks, which differ in form alone (ECMA-376 part 1, 18.3.1.4
#           and 18.3.1.73: the attribute r of rows and cells is optional; a namespace may have any prefix).
# Seen:     right rows for the first. For the sheet without r nothing at all. For the sheet whose elements
#           have the prefix x, as Microsoft's own Open XML SDK writes them, as many lines of empty cells.
#           The exit status is 0 each time.
# Version:  xlsx2csv 0.8.6 from PyPI, with Python 3.
# Why it matters: a list of people converted on the way to an import arrives empty, and nobody is told.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check xlsx2csv==0.8.6

python3 - "$work" << 'PYTHON'
import sys, zipfile

offices = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
packages = "http://schemas.openxmlformats.org/package/2006"
sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def write(name, prefix, places):
    x = prefix + ":" if prefix else ""
    declared = "xmlns" + (":" + prefix if prefix else "")
    main = f"{declared}='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"

    def cell(place, text):
        r = f" r='{place}'" if places else ""
        return f"<{x}c{r} t='inlineStr'><{x}is><{x}t>{text}</{x}t></{x}is></{x}c>"

    def row(number, *texts):
        r = f" r='{number}'" if places else ""
        cells = "".join(cell(f"{'AB'[at]}{number}", text) for at, text in enumerate(texts))
        return f"<{x}row{r}>{cells}</{x}row>"

    parts = {
        "[Content_Types].xml":
            f"<Types xmlns='{packages}/content-types'><Default Extension='rels' "
            "ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
            f"<Override PartName='/xl/workbook.xml' ContentType='{sheets}.sheet.main+xml'/>"
            f"<Override PartName='/xl/worksheets/sheet1.xml' ContentType='{sheets}.worksheet+xml'/></Types>",
        "_rels/.rels":
            f"<Relationships xmlns='{packages}/relationships'><Relationship Id='r1' "
            f"Type='{offices}/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        "xl/_rels/workbook.xml.rels":
            f"<Relationships xmlns='{packages}/relationships'><Relationship Id='r1' "
            f"Type='{offices}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
        "xl/workbook.xml":
            f"<{x}workbook {main} xmlns:r='{offices}'><{x}sheets>"
            f"<{x}sheet name='People' sheetId='1' r:id='r1'/></{x}sheets></{x}workbook>",
        "xl/worksheets/sheet1.xml":
            f"<{x}worksheet {main}><{x}sheetData>{row(1, 'Name', 'Email')}"
            f"{row(2, 'Anna', 'anna@example.se')}</{x}sheetData></{x}worksheet>",
    }
    with zipfile.ZipFile(f"{sys.argv[1]}/{name}.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, text)


write("usual", "", True)
write("without-r", "", False)
write("prefixed", "x", True)
PYTHON

# check FILE OUTPUT: compares what comes out of a file, and that the program calls it a success.
changed=0
check() {
  local seen status=0
  seen=$("$work/venv/bin/xlsx2csv" "$work/$1.xlsx") || status=$?
  printf '%s: status %s, output %q\n' "$1" "$status" "$seen"
  [ "$status" = 0 ] && [ "$seen" = "$2" ] || changed=1
}
check usual $'Name,Email\nAnna,anna@example.se'
check without-r ''
check prefixed $',\n,'
[ "$changed" = 0 ] || {
  echo "changed: this is not what was seen"
  exit 1
}
