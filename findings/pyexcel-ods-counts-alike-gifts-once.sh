#!/usr/bin/env bash
# pyexcel-ods 0.6.0 and stream-read-ods 0.0.22 give rows that are alike once; with pyexcel-ods3, too, if
# both are installed.
#
# Expected: table:number-rows-repeated tells how many rows a table:table-row stands for (OpenDocument
#           1.3, part 3); LibreOffice writes rows that follow one another and are alike so,
#           with cells that are not empty as well. A reader that gives rows gives as many.
# Seen:     three gifts of one person on one day are one, and what comes after moves up by two rows.
#           Empty rows in the middle are one too, so a row's number is not that which the spreadsheet
#           shows. The attribute for columns is followed. No error, no warning. pyexcel-ods3 alone
#           gives all rows; where pyexcel-ods is installed as well, the functions of each read with
#           the other's reader, so that those of pyexcel-ods3 count too few and those of pyexcel-ods
#           do not.
# Version:  pyexcel-ods 0.6.0 (odfpy 1.4.1), pyexcel-ods3 0.6.1 (pyexcel-ezodf 0.3.4), pyexcel-io 0.6.8
#           and stream-read-ods 0.0.22 from PyPI with Python 3; beside them python-calamine 0.9.1,
#           which gives all rows.
# Why it matters: sums of gifts and numbers of seats come out too small, just where somebody gave or
#           registered several times, and only if these rows stand together; the line that a report
#           of errors names is another one than the user sees; and an installation beside it, by
#           which nothing is called, changes the sums.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# environment NAME PACKAGE…
environment() {
  python3 -m venv "$work/$1"
  "$work/$1/bin/pip" install -q --disable-pip-version-check "${@:2}"
}
ods=(pyexcel-ods==0.6.0 odfpy==1.4.1) ods3=(pyexcel-ods3==0.6.1 pyexcel-ezodf==0.3.4)
environment ods pyexcel-io==0.6.8 "${ods[@]}"
environment ods3 pyexcel-io==0.6.8 "${ods3[@]}"
environment both pyexcel-io==0.6.8 "${ods[@]}" "${ods3[@]}"
environment others stream-read-ods==0.0.22 python-calamine==0.9.1

cat > "$work/write.py" << 'PYTHON'
import sys
import zipfile

kind = "application/vnd.oasis.opendocument.spreadsheet"
spaces = " ".join(
    f"xmlns:{prefix}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'"
    for prefix, name in {
        "office": "office", "table": "table", "text": "text", "manifest": "manifest"}.items())
path = sys.argv[1]


def row(name, amount, times=1):
    repeated = f" table:number-rows-repeated='{times}'" if times > 1 else ""
    cells = "<table:table-cell/>"
    if name:
        cells = f"<table:table-cell office:value-type='string'><text:p>{name}</text:p>" \
            "</table:table-cell><table:table-cell office:value-type='float' " \
            f"office:value='{amount}'><text:p>{amount}</text:p></table:table-cell>"
    return f"<table:table-row{repeated}>{cells}</table:table-row>"


rows = [row("Eva", 200), row("Bo", 500, times=3), row("", 0, times=2), row("Kim", 100)]
with zipfile.ZipFile(path, "w") as file:
    file.writestr("mimetype", kind)
    file.writestr(
        "META-INF/manifest.xml",
        f"<?xml version='1.0'?><manifest:manifest {spaces} manifest:version='1.3'>"
        f"<manifest:file-entry manifest:full-path='/' manifest:media-type='{kind}'/>"
        "<manifest:file-entry manifest:full-path='content.xml' manifest:media-type='text/xml'/>"
        "</manifest:manifest>")
    file.writestr(
        "content.xml",
        f"<?xml version='1.0'?><office:document-content {spaces} office:version='1.3'>"
        "<office:body><office:spreadsheet><table:table table:name='Gifts'>"
        "<table:table-column table:number-columns-repeated='2'/>"
        f"{''.join(rows)}</table:table></office:spreadsheet></office:body>"
        "</office:document-content>")

PYTHON
cat > "$work/read.py" << 'PYTHON'
import sys
from importlib import import_module
from importlib.metadata import version

path, module, people, total = sys.argv[1:]
library = import_module(module)
if module == "python_calamine":
    rows = library.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
elif module == "stream_read_ods":
    with open(path, "rb") as file:
        [rows] = [list(found) for _, found in library.stream_read_ods([file.read()])]
else:
    rows = library.get_data(path)["Gifts"]
names = " ".join(cells[0] if cells and cells[0] else "-" for cells in rows)
given = str(int(sum(cells[1] for cells in rows if len(cells) > 1 and cells[1])))
print(module, version(module.replace("_", "-")), "|", names, "|", given)
sys.exit((names, given) != (people, total))
PYTHON

changed=0
# reads ENVIRONMENT MODULE NAMES SUM
reads() { "$work/$1/bin/python" "$work/read.py" "$work/gifts.ods" "${@:2}" || changed=1; }
"$work/others/bin/python" "$work/write.py" "$work/gifts.ods"
all="Eva Bo Bo Bo - - Kim" few="Eva Bo - Kim"
reads others python_calamine "$all" 1800
reads others stream_read_ods "$few" 800
echo "one of the two installed:"
reads ods pyexcel_ods "$few" 800
reads ods3 pyexcel_ods3 "$all" 1800
echo "both installed:"
reads both pyexcel_ods "$all" 1800
reads both pyexcel_ods3 "$few" 800
if [ "$changed" = 1 ]; then
  echo "changed: this is not what was seen" >&2
  exit 1
fi
