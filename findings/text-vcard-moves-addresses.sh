#!/usr/bin/env bash
# Text::vCard 3.09 writes a city in the place of the flat and a post code in the place of the street.
#
# Expected: of an address, and of a name, each part that was set is written in its own place. The
#           parts of ADR and N have no labels, only an order, and a part that is missing keeps its
#           semicolon (RFC 2426, 3.1.2 and 3.2.1; RFC 6350, 6.2.2 and 6.3.1).
# Seen:     parts that were not set are left out together with their semicolons, so whatever stands
#           behind them moves forward. An address with street, city, post code and country (the
#           usual one: who has a box?) becomes ADR:street;city;post code;country. Text::vCard itself
#           and vobject read the street as the P.O. box, the city as the flat, the post code as the
#           street and the country as the city; a suffix behind a name (PhD) is a middle name. An
#           address that was read from a card is written as it was, since its empty parts are
#           empty texts; setting '' does not help, for the setter takes no false value. No error,
#           and the manual, which says that the fields are set one by one, does not tell.
# Version:  Text::vCard 3.09 (Debian 12: libtext-vcard-perl 3.09-2), with Perl 5.36; beside it the
#           reader vobject 0.9.9 from PyPI.
# Why it matters: cards are how people take their friends' addresses along. The book is right, and
#           the letters printed from the cards go to a street named 753 31 in a city named Sweden.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq -o APT::Sandbox::User=root download libtext-vcard-perl=3.09-2 \
    libtext-vfile-asdata-perl=0.08-2 \
    libclass-accessor-chained-perl=0.01.1~debian-5 libclass-accessor-perl=0.51-2 \
    libunicode-linebreak-perl=0.0.20190101-1+b5 libsombok3=2.4.0-2+b1 \
    libmime-charset-perl=1.013.1-2 libpath-tiny-perl=0.144-1 liburi-perl=5.17-1
  for package in ./*.deb; do dpkg -x "$package" .; done
)
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check \
  vobject==0.9.9 python-dateutil==2.9.0.post0 pytz==2024.2 six==1.16.0

archlib=$(cd "$work" && echo usr/lib/*/perl5/*)
LD_LIBRARY_PATH=$(cd "$work" && echo "$work"/usr/lib/*-linux-gnu)
export LD_LIBRARY_PATH
perl -I "$work/usr/share/perl5" -I "$work/$archlib" - "$work/cards.vcf" << 'PERL'
use strict;
use warnings;
use Text::vCard::Addressbook;

my @address = qw(po_box extended street city region post_code country);
my @name = qw(family given middle prefixes suffixes);

# Kind, what is set, the line that is written, what is read from it.
my @known = (
    ["ADR", { street => "Storgatan 1", city => "Uppsala", post_code => "753 31",
            country => "Sweden" },
        "ADR:Storgatan 1;Uppsala;753 31;Sweden",
        { po_box => "Storgatan 1", extended => "Uppsala", street => "753 31", city => "Sweden" }],
    ["ADR", { po_box => "Box 12", city => "Lund", post_code => "221 00" },
        "ADR:Box 12;Lund;221 00",
        { po_box => "Box 12", extended => "Lund", street => "221 00" }],
    ["ADR", { po_box => "", extended => "", street => "Storgatan 1", city => "Uppsala" },
        "ADR:Storgatan 1;Uppsala", { po_box => "Storgatan 1", extended => "Uppsala" }],
    ["N", { family => "Alm", given => "Anna", suffixes => "PhD" },
        "N:Alm;Anna;PhD", { family => "Alm", given => "Anna", middle => "PhD" }],
    # right ones
    ["N", { family => "Alm", given => "Anna" }, "N:Alm;Anna", { family => "Alm", given => "Anna" }],
);
print "Text::vCard $Text::vCard::VERSION\n";
my $changed = 0;
my $cards = "";
for (@known) {
    my ($kind, $set, $line, $expected) = @$_;
    my @parts = $kind eq "ADR" ? @address : @name;
    my $book = Text::vCard::Addressbook->new;
    my $card = $book->add_vcard;
    $card->fullname("Anna Alm");
    my $node = $card->add_node({ node_type => $kind });
    $node->$_($set->{$_}) for grep { defined $set->{$_} } @parts;
    my $text = $book->export;
    my ($written) = $text =~ /^($kind\b[^\r\n]*)/m;

    my ($again) = Text::vCard::Addressbook->new({ source_text => $text })->vcards;
    my ($read) = $again->get($kind);
    my %read = map { $_ => $read->$_ } grep { defined $read->$_ } @parts;
    my $show = sub { my $of = shift; join ", ", map { "$_ $of->{$_}" } grep { $of->{$_} } @parts };
    print "set: ", $show->($set), "\n  $written\n  read: ", $show->(\%read), "\n";
    $changed ||= $written ne $line || $show->(\%read) ne $show->($expected);
    $cards = $text if $line =~ /Sweden/;
}

# An address that was read stays as it is.
my $whole = join "\r\n", "BEGIN:VCARD", "VERSION:3.0", "FN:Anna Alm", "N:Alm;Anna;;;",
    "ADR:;;Storgatan 1;Uppsala;;753 31;Sweden", "END:VCARD", "";
my ($kept) = Text::vCard::Addressbook->new({ source_text => $whole })->vcards;
my ($line) = $kept->as_string =~ /^(ADR[^\r\n]*)/m;
print "read and written again:\n  $line\n";
$changed ||= $line ne "ADR:;;Storgatan 1;Uppsala;;753 31;Sweden";

open my $file, ">", $ARGV[0] or die $!;
print $file $cards;
close $file;
if ($changed) {
    print STDERR "changed: this is not what was seen\n";
    exit 1;
}
PERL

"$work/venv/bin/python" - "$work/cards.vcf" << 'PYTHON'
import sys

import vobject

with open(sys.argv[1], newline="") as file:
    address = vobject.readOne(file).adr.value
read = {"box": address.box, "extended": address.extended, "street": address.street,
        "city": address.city, "code": address.code, "country": address.country}
print("vobject", vobject.VERSION, "reads of the first:", read)
if read != {"box": "Storgatan 1", "extended": "Uppsala", "street": "753 31", "city": "Sweden",
            "code": "", "country": ""}:
    sys.exit("changed: this is not what was seen")
PYTHON
