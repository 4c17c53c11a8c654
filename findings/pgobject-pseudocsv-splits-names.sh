#!/usr/bin/env bash
# PGObject::Util::PseudoCSV 2 makes two people of a name with a nickname in quotation marks.
#
# Expected: what PostgreSQL writes for an array or a row is read as the values in it. In an array a
#           backslash stands in front of a quotation mark and of a backslash; in a row a quotation
#           mark is doubled, and a value that is not there is nothing at all, while Null without
#           quotation marks is a text of four letters (manual of PostgreSQL 15, 8.15.6 and 8.16.6).
# Seen:     in an array a value ends at its first quotation mark, which leaves the backslash, and
#           the rest is further values: Anna "Ann" Alm and Bo Borg are three. Doubled backslashes
#           stay double. In a row the surname Null is undef, and a value that is not there is an
#           empty text. A row that is written has NULL for undef, which PostgreSQL reads as the text
#           NULL, and the backslash of CS\anna as it is, which PostgreSQL takes out. No error, no
#           warning. Quotation marks in rows, and Null in arrays, are right.
# Version:  PGObject::Util::PseudoCSV 2 (Debian 12: libpgobject-util-pseudocsv-perl 2-2), with Perl
#           5.36. The texts that are read are those that PostgreSQL 15.18 writes.
# Why it matters: a list of names and a list of addresses beside it do not match any more after the
#           first nickname, and everybody from there on gets the mail of another. Who has no surname
#           is called NULL after one round, and who is called Null has none.
#
# Exits 0 while this is so, 1 when it has changed. Needs no database: it looks at the texts alone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq download libpgobject-util-pseudocsv-perl=2-2
  dpkg -x libpgobject-util-pseudocsv-perl_*.deb .
)

perl -I "$work/usr/share/perl5" - << 'PERL'
use strict;
use warnings;
use PGObject::Util::PseudoCSV;

my ($changed, $warnings) = (0, 0);
local $SIG{__WARN__} = sub { $warnings++; warn @_ };

# The values, each in angle brackets.
sub shown {
    return join " ", map { defined $_ ? "<$_>" : "undef" } @_;
}

sub check {
    my ($title, $found, $right, $expected) = @_;
    print "$title: $found", $found eq $right ? "\n" : " - not $right\n";
    $changed ||= $found ne $expected;
}

# What PostgreSQL writes, the values in it, the values read; the latter only where they differ.
my @read = (
    ['{"Anna \"Ann\" Alm","Bo Borg"}', ['Anna "Ann" Alm', "Bo Borg"],
        ["Anna \\", 'Ann\" Alm"', "Bo Borg"]],
    ['{"Anna \"Ann, Annie\" Alm","Bo Borg"}', ['Anna "Ann, Annie" Alm', "Bo Borg"],
        ["Anna \\", "Ann", ' Annie\" Alm"', "Bo Borg"]],
    ['{"CS\\\\anna",bo}', ['CS\anna', "bo"], ['CS\\\\anna', "bo"]],
    ["(Anna,Null,anna\@example.se)", ["Anna", "Null", "anna\@example.se"],
        ["Anna", undef, "anna\@example.se"]],
    ["(Anna,,anna\@example.se)", ["Anna", undef, "anna\@example.se"],
        ["Anna", "", "anna\@example.se"]],
    # right ones
    ['{"Anna Alm","Borg, Bo"}', ["Anna Alm", "Borg, Bo"]],
    ['{"Null",NULL,""}', ["Null", undef, ""]],
    ['("Anna ""Ann""","Alm, born Ek",anna@example.se)',
        ['Anna "Ann"', "Alm, born Ek", "anna\@example.se"]],
    ['(Anna,"",anna@example.se)', ["Anna", "", "anna\@example.se"]],
);
print "PGObject::Util::PseudoCSV ", PGObject::Util::PseudoCSV->VERSION, "\n";
for (@read) {
    my ($text, $right, $expected) = @$_;
    my @found = pseudocsv_parse($text);
    check("read $text", shown(@found), shown(@$right), shown(@{ $expected || $right }));
}

# The values of a row or an array, what PostgreSQL reads as these, what is written.
my @write = (
    [["Anna", undef, "anna\@example.se"], 1, "(Anna,,anna\@example.se)",
        "(Anna,NULL,anna\@example.se)"],
    [['CS\anna', "bo"], 1, '("CS\\\\anna",bo)', '(CS\anna,bo)'],
    [['CS\anna', "bo"], 0, '{"CS\\\\anna",bo}', '{CS\anna,bo}'],
    # right ones
    [["Anna", "Alm, born Ek"], 1, '(Anna,"Alm, born Ek")'],
    [["Anna Alm", undef, "Null"], 0, '{Anna Alm,NULL,"Null"}'],
);
for (@write) {
    my ($values, $is_row, $right, $expected) = @$_;
    my $found = to_pseudocsv($values, $is_row);
    check("write " . shown(@$values), $found, $right, $expected || $right);
}
if ($changed || $warnings) {
    print STDERR "changed: this is not what was seen\n";
    exit 1;
}
PERL
