#!/usr/bin/env bash
# Text::vFile::asData 0.08 writes parameters without their quotation marks, and guests get other addresses.
#
# Expected: a parameter's value that holds a colon, a semicolon or a comma stands in quotation marks
#           (RFC 5545, 3.2; RFC 6350, 3.3), as CN="Berg: Bo" does, and always those that are addresses:
#           SENT-BY, MEMBER, DELEGATED-TO (3.2.18, 3.2.11, 3.2.5). What is read and written again, as
#           the manual shows it, means the same.
# Seen:     the marks are taken off at reading and are not put back. Behind SENT-BY=mailto: the value of
#           the line begins too early then: read again, also by the module itself, the one who is
#           invited is eva@example.org:mailto:bo@example.org, SENT-BY is the word mailto.
#           A name with a colon cuts likewise, one with a semicolon ends there. With
#           preserve_params, too. Lines without marks come out as they went in. No error.
# Version:  Text::vFile::asData 0.08 (Debian 12: libtext-vfile-asdata-perl 0.08-2) with Perl 5.36;
#           beside it icalendar 7.3.2 from PyPI, which reads what was given rightly, and of what was
#           written the same wrong addresses, or nobody.
# Why it matters: whoever is invited by somebody's assistant, as Outlook and Exchange write it, loses
#           the address with the first program that changes the invitation; the answers of the guests
#           are counted for nobody.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq -o APT::Sandbox::User=root download libtext-vfile-asdata-perl=0.08-2 \
    libclass-accessor-chained-perl libclass-accessor-perl libsub-name-perl
  for package in ./*.deb; do dpkg -x "$package" .; done
)
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check icalendar==7.3.2

cat > "$work/again.pl" << 'PERL'
use strict;
use warnings;
use Text::vFile::asData;

# The event of standard input, read and written again.
my $form = Text::vFile::asData->new({ preserve_params => $ARGV[0] });
print map { "$_\r\n" } $form->generate_lines($form->parse(\*STDIN));
PERL
cat > "$work/value.pl" << 'PERL'
use strict;
use warnings;
use Text::vFile::asData;

# Who is invited.
my $event = Text::vFile::asData->new->parse(\*STDIN)->{objects}[0];
print "$event->{properties}{ATTENDEE}[0]{value}\n";
PERL
cat > "$work/value.py" << 'PYTHON'
import sys

from icalendar import Event

guest = Event.from_ical(sys.stdin.buffer.read()).get("ATTENDEE")
print("nobody" if guest is None else str(guest))
PYTHON

perl() { command perl -I "$work/usr/share/perl5" "$@"; }
changed=0
# writes PARAMETERS LINE WHO PEER: what is written of an invitation of Bo with these parameters, and whom the module
# and its peer find invited there; whom the peer finds in what was given.
writes() {
  local given keeps line who peer
  given=$(printf 'BEGIN:VEVENT\r\nUID:1\r\nATTENDEE;%s:mailto:bo@example.org\r\nEND:VEVENT\r\n' "$1")
  echo "ATTENDEE;$1:mailto:bo@example.org"
  [ "$("$work/venv/bin/python" "$work/value.py" <<< "$given")" = mailto:bo@example.org ] || changed=1
  for keeps in 0 1; do
    perl "$work/again.pl" "$keeps" <<< "$given" > "$work/written"
    line=$(tr -d '\r' < "$work/written" | grep ^ATTENDEE)
    who=$(perl "$work/value.pl" < "$work/written")
    peer=$("$work/venv/bin/python" "$work/value.py" < "$work/written")
    [ "$line" = "$2" ] && [ "$who" = "$3" ] && [ "$peer" = "$4" ] || changed=1
  done
  printf '  is written %s\n  in which %s is invited; to its peer, %s\n' "$line" "$who" "$peer"
}

perl -e 'use Text::vFile::asData; print "Text::vFile::asData $Text::vFile::asData::VERSION\n"'
writes 'SENT-BY="mailto:eva@example.org"' \
  'ATTENDEE;SENT-BY=mailto:eva@example.org:mailto:bo@example.org' \
  'eva@example.org:mailto:bo@example.org' 'eva@example.org:mailto:bo@example.org'
writes 'CN="Berg: Bo"' 'ATTENDEE;CN=Berg: Bo:mailto:bo@example.org' \
  ' Bo:mailto:bo@example.org' ' Bo:mailto:bo@example.org'
writes 'CN="Bo; dean"' 'ATTENDEE;CN=Bo; dean:mailto:bo@example.org' mailto:bo@example.org nobody
writes 'CN=Bo Berg' 'ATTENDEE;CN=Bo Berg:mailto:bo@example.org' mailto:bo@example.org mailto:bo@example.org
if [ "$changed" = 1 ]; then
  echo "changed: this is not what was seen" >&2
  exit 1
fi
