#!/usr/bin/env bash
# Spreadsheet::ParseExcel 0.65 gives the month in place of the minutes in times such as 14.15.
#
# Expected: value() is what the sheet shows. In a format m and mm are minutes when they follow the
#           hours or stand in front of the seconds, and the month otherwise (ECMA-376 part 1,
#           18.8.31). Whether a colon or a full stop stands between makes no difference, nor
#           whether the hours are [h], which goes on beyond 24.
# Seen:     a time with a full stop is wrong: 14.15 as a time of day is 14.01, on 31 August it is
#           14.08. So are hours and minutes that are a sum: 38:15 is 38:01. No warning: it is a
#           time like others. With a colon, with seconds behind, or with a backslash or quotation
#           marks around what separates them all is right. Spreadsheet::ParseXLSX has the same
#           code below it, so that .xls and .xlsx are alike; unformatted() is right.
# Version:  Debian 12's libspreadsheet-parseexcel-perl 0.6500-4~deb12u1 and
#           libspreadsheet-parsexlsx-perl 0.27-3+deb12u2 with Perl 5.36; the workbooks are by
#           libspreadsheet-writeexcel-perl 2.40-4 and openpyxl 3.1.5 from PyPI.
# Why it matters: times are written with a full stop in Finland, Denmark and much of Sweden. All who
#           have their hour at a quarter past, half past and a quarter to are in the book with one
#           minute past, and a week of 38 hours and a quarter has lost its quarter.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq download libspreadsheet-parseexcel-perl=0.6500-4~deb12u1 \
    libspreadsheet-parsexlsx-perl=0.27-3+deb12u2 libspreadsheet-writeexcel-perl=2.40-4 \
    libarchive-zip-perl=1.68-1 libcrypt-rc4-perl=2.02-5 libcryptx-perl=0.077-1+b1 \
    libdigest-perl-md5-perl=1.9-5 libgraphics-colorutils-perl=0.17-4 libjcode-pm-perl=2.06-1.1 \
    libole-storage-lite-perl=0.20-2 libparse-recdescent-perl=1.967015+dfsg-4 \
    libunicode-map-perl=0.112-13+b1 libxml-parser-perl=2.46-4+deb12u1 libxml-twig-perl=1:3.52-2
  for package in *.deb; do dpkg -x "$package" .; done
)
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check openpyxl==3.1.5 et_xmlfile==2.0.0

# Format, days since 1900 as the sheet has them: what is right, what is read.
cat > "$work/cells" << 'CELLS'
hh.mm|0.59375|14.15|14.01
h.mm|0.34375|8.15|8.01
yyyy-mm-dd hh.mm|46265.59375|2026-08-31 14.15|2026-08-31 14.08
[h]:mm|1.59375|38:15|38:01
hh:mm|0.59375|14:15|14:15
hh.mm.ss|0.59375|14.15.00|14.15.00
hh\.mm|0.59375|14.15|14.15
hh"."mm|0.59375|14.15|14.15
yyyy-mm-dd hh:mm|46265.59375|2026-08-31 14:15|2026-08-31 14:15
[h]:mm:ss|1.59375|38:15:00|38:15:00
dd.mm.yyyy|46265|31.08.2026|31.08.2026
CELLS

"$work/venv/bin/python" - "$work" << 'PYTHON'
import sys
from importlib.metadata import version

import openpyxl

print("openpyxl", version("openpyxl"))
book = openpyxl.Workbook()
with open(f"{sys.argv[1]}/cells") as cells:
    for row, line in enumerate(cells, 1):
        format_, number, *_ = line.split("|")
        book.active.cell(row, 1, float(number)).number_format = format_
book.save(f"{sys.argv[1]}/times.xlsx")
PYTHON

perl -I "$work/usr/share/perl5" -I "$(echo "$work"/usr/lib/*/perl5/5.36)" - "$work" << 'PERL'
use strict;
use warnings;
use Spreadsheet::ParseExcel;
use Spreadsheet::ParseXLSX;
use Spreadsheet::WriteExcel;

my $folder = shift;
open my $file, "<", "$folder/cells" or die $!;
chomp(my @lines = <$file>);
my @cells = map { [split /\|/] } @lines;

my $written = Spreadsheet::WriteExcel->new("$folder/times.xls");
my $list = $written->add_worksheet();
for my $row (0 .. $#cells) {
    my ($format, $number) = @{ $cells[$row] };
    $list->write_number($row, 0, $number, $written->add_format(num_format => $format));
}
$written->close();

my $changed = 0;
for my $case (["xls", "Spreadsheet::ParseExcel"], ["xlsx", "Spreadsheet::ParseXLSX"]) {
    my ($ending, $reader) = @$case;
    print "$reader ", $reader->VERSION, ", times.$ending\n";
    my $sheet = $reader->new->parse("$folder/times.$ending")->worksheet(0);
    for my $row (0 .. $#cells) {
        my ($format, $number, $right, $expected) = @{ $cells[$row] };
        my $cell = $sheet->get_cell($row, 0);
        my $found = $cell->value;
        print "  $format: $found", $found eq $right ? "\n" : " - not $right\n";
        $changed ||= $found ne $expected || $cell->unformatted != $number;
    }
}
if ($changed) {
    print STDERR "changed: this is not what was seen\n";
    exit 1;
}
PERL
