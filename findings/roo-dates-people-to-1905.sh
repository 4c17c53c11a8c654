#!/usr/bin/env bash
# Roo 2.10.0 moves a workbook's ISO dates to the year 1905.
#
# Expected: a cell of the type d holds a date in ISO 8601 (ECMA-376 part 1, 18.18.11), and is read
#           as that date. openpyxl writes such cells if asked to (iso_dates), not day numbers.
# Seen:     the digits in front of the first hyphen or colon are taken for a number of days. So any
#           day of 2026 is day 2026, 18 July 1905; with a time of day it is a date and no time; a
#           quarter past nine is 8 January 1900. The type says date, and nothing is told. The same
#           dates as day numbers are right, and openpyxl reads both files alike.
# Version:  Roo 2.10.0 (Debian 12: ruby-roo 2.10.0-1, with ruby-nokogiri 1.13.10 and ruby-zip
#           2.3.2) with Ruby 3.1; openpyxl 3.1.5 from PyPI with Python 3. It needs ruby and
#           libxslt1.1.
# Why it matters: all whose posts end in one year have left on one day of 1905, and a rule that
#           clears away people whose post has ended clears away every one of them.
#
# Exits 0 while this is so, 1 when it has changed, 2 without Ruby or libxslt1.1.
set -euo pipefail
{ command -v ruby && dpkg-query -W libxslt1.1; } > /dev/null 2>&1 || {
  echo "needs ruby and libxslt1.1"
  exit 2
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq download ruby-roo=2.10.0-1 ruby-zip=2.3.2-1 ruby-nokogiri=1.13.10+dfsg-2+b1
  for package in *.deb; do dpkg -x "$package" .; done
)
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check openpyxl==3.1.5

"$work/venv/bin/python" - "$work" << 'PYTHON'
import sys
from datetime import date, datetime, time
from importlib.metadata import version

import openpyxl

rows = [
    ["Name", "Until", "Changed", "Meets"],
    ["Anna Alm", date(2026, 8, 1), datetime(2026, 11, 30, 12, 30), time(9, 15)],
    ["Bo Borg", date(2026, 12, 1), datetime(2025, 1, 7, 8, 0), time(10, 0)],
]
print("openpyxl", version("openpyxl"))
for name, is_iso in {"numbers": False, "iso": True}.items():
    book = openpyxl.Workbook()
    book.iso_dates = is_iso
    for row in rows:
        book.active.append(row)
    book.save(f"{sys.argv[1]}/{name}.xlsx")
read = [
    list(openpyxl.load_workbook(f"{sys.argv[1]}/{name}.xlsx").active.iter_rows(values_only=True))
    for name in ("numbers", "iso")
]
# openpyxl reads a number of days as a datetime, the ISO date as a date.
plain = [
    [[str(value).removesuffix(" 00:00:00") for value in row] for row in sheet] for sheet in read
]
if plain[0] != plain[1]:
    sys.exit("changed: openpyxl itself reads the files differently")
PYTHON

place() { dirname "$(find "$work" -path "*/$1")"; }
ruby -I "$(place lib/roo.rb)" -I "$(place lib/zip.rb)" -I "$(place lib/nokogiri.rb)" \
  -I "$(dirname "$(place nokogiri/nokogiri.so)")" - "$work" << 'RUBY'
require "roo"

known = {
  "numbers" => [["Name", "Until", "Changed", "Meets"],
                ["Anna Alm", "2026-08-01", "2026-11-30T12:30:00+00:00", "09:15:00"],
                ["Bo Borg", "2026-12-01", "2025-01-07T08:00:00+00:00", "10:00:00"]],
  "iso" => [["Name", "Until", "Changed", "Meets"],
            ["Anna Alm", "1905-07-18", "1905-07-18", "1900-01-08"],
            ["Bo Borg", "1905-07-18", "1905-07-17", "1900-01-09"]]
}
puts "Roo #{Roo::VERSION}"
changed = known.reject do |name, rows|
  book = Roo::Excelx.new("#{ARGV[0]}/#{name}.xlsx")
  seen = book.to_csv.lines.map { |line| line.strip.delete('"').split(",") }
  puts "#{name}:", seen.map { |row| "  " + row.join(" | ") }
  puts "  type of Until: #{book.celltype(2, 2)}"
  seen == rows && book.celltype(2, 2) == :date
end
abort "changed: this is not what was seen" unless changed.empty?
RUBY
