#!/usr/bin/env bash
# DBD::CSV 0.60 compares the texts of a CSV file as numbers, and removes others than it was told to.
#
# Expected: everything in a CSV file is text, and so is what stands in apostrophes or is bound as
#           a text. Two texts are equal when they have the same characters; LIKE, without a
#           wildcard in it, has it so here as well.
# Seen:     =, <>, IN and DELETE take both sides for numbers when both look like numbers to Perl.
#           Code 7 is 007 and 5 is 5.0 and 0.5e1, 1E5 is 100000. Of two references with 23 digits,
#           which differ in the last, one is the other. The words that Perl takes for numbers do so
#           too: Inf is Infinity, and the surname Nan is not equal to itself, so that its bearer is
#           found by nobody and is never removed. No error; only the notes for developers tell of it.
# Version:  Debian 12's libdbd-csv-perl 0.6000-1+deb12u1 with libsql-statement-perl 1.414-1,
#           libdbi-perl 1.643-4+deb12u4 and libtext-csv-xs-perl 1.49-1+deb12u1, with Perl 5.36.
# Why it matters: one who has left by the code 7 takes the colleague with 007 along, in the file
#           itself. And whoever has asked not to be in the list and is called Nan stays there.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq download libdbd-csv-perl=0.6000-1+deb12u1 libsql-statement-perl=1.414-1 \
    libdbi-perl=1.643-4+deb12u4 libtext-csv-xs-perl=1.49-1+deb12u1 \
    libclone-perl=0.46-1 libparams-util-perl=1.102-2+b1 libmodule-runtime-perl=0.016-2
  for package in *.deb; do dpkg -x "$package" .; done
)
mkdir "$work/lists"

perl -I "$work/usr/share/perl5" -I "$(echo "$work"/usr/lib/*/perl5/5.36)" - "$work/lists" << 'PERL'
use strict;
use warnings;
use DBI;

my $folder = shift;
my @people = (
    ["Anna Alm", "007"], ["Bo Borg", "7"], ["Cia Ceder", "1E5"], ["Dag Dahl", "100000"],
    ["Inf", "A-1"], ["Infinity", "A-2"], ["Nan", "A-3"], ["Null", "A-4"],
    ["Eva Ek", "12345678901234567890123"], ["Finn Falk", "12345678901234567890124"],
);

# A fresh list of these people.
sub list {
    open my $file, ">", "$folder/people.csv" or die $!;
    print $file "Name,Code\n", map { "$_->[0],$_->[1]\n" } @people;
    close $file or die $!;
    return DBI->connect("dbi:CSV:", undef, undef, { f_dir => $folder, RaiseError => 1 });
}

# A condition, a text bound to it: who is right, who is found.
my @known = (
    ["Name = ?", "Bo Borg", "Bo Borg", "Bo Borg"],
    ["Name = ?", "Null", "Null", "Null"],
    ["Code = ?", "A-1", "Inf", "Inf"],
    ["Code LIKE ?", "7", "Bo Borg", "Bo Borg"],
    ["Code = ?", "7", "Bo Borg", "Anna Alm, Bo Borg"],
    ["Code = '7'", undef, "Bo Borg", "Anna Alm, Bo Borg"],
    ["Code IN ('7')", undef, "Bo Borg", "Anna Alm, Bo Borg"],
    ["Code = ?", "100000", "Dag Dahl", "Cia Ceder, Dag Dahl"],
    ["Code = ?", "12345678901234567890123", "Eva Ek", "Eva Ek, Finn Falk"],
    ["Name = ?", "Inf", "Inf", "Inf, Infinity"],
    ["Name = ?", "Nan", "Nan", ""],
);
my $book = list();
print "DBD::CSV $DBD::CSV::VERSION, ", $book->{sql_handler}, " $SQL::Statement::VERSION\n";
my $changed = 0;
for (@known) {
    my ($where, $text, $right, $expected) = @$_;
    my @bound = defined $text ? $text : ();
    my $rows = $book->selectcol_arrayref("SELECT Name FROM people.csv WHERE $where", undef, @bound);
    my $found = join ", ", @$rows;
    print "$where @bound: $found", $found eq $right ? "\n" : " - not $right\n";
    $changed ||= $found ne $expected;
}

for my $case (["Code", "A-1", "Inf"], ["Code", "7", "Anna Alm, Bo Borg"], ["Name", "Nan", ""]) {
    my ($column, $text, $expected) = @$case;
    my $list = list();
    $list->do("DELETE FROM people.csv WHERE $column = ?", undef, $text);
    my %left = map { $_ => 1 } @{ $list->selectcol_arrayref("SELECT Name FROM people.csv") };
    my $gone = join ", ", grep { !$left{$_} } map { $_->[0] } @people;
    print "DELETE WHERE $column = ? $text: removes ", $gone || "nobody", "\n";
    $changed ||= $gone ne $expected;
}
if ($changed) {
    print STDERR "changed: this is not what was seen\n";
    exit 1;
}
PERL
