#!/usr/bin/env bash
# Mail::Message 3.012 takes everyone between two encoded names for a part of the first one's name.
#
# Expected: study("To")->addresses gives each address of a To line with its name, decoded: study() is
#           the manual's thorough and slower way, for fields with other letters than ASCII. A name
#           with å, ä or ö goes out as an encoded word (RFC 2047), which ends at the first ?= and
#           holds no space, so =?utf-8?q?=C3=85ke?= is over before the address begins.
# Seen:     it is so while one of the names is encoded. From the first encoded word to the last all
#           is one name, with the addresses, the commas and the people between, and it belongs to
#           the address behind the last. Of Åke, Dan and Åsa one is left: Åsa's address, with the
#           name "Åke <ake@example.net>, Dan <dan@example.net>, Åsa". Nothing is reported or thrown.
#           to(), the fast way, finds all three, but does not decode their names.
# Version:  Mail::Message 3.012 of Mail::Box (Debian 12: libmail-message-perl 3.012-1), Perl 5.36.
# Why it matters: who wrote to whom, and who gets the copies, is read from such lines. In a country
#           with å, ä and ö it is right for the test with one name, and loses all but the last of a
#           class that writes to its old teachers.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq -o APT::Sandbox::User=root download libmail-message-perl=3.012-1 \
    libmailtools-perl=2.21-2 libtimedate-perl=2.3300-2 libio-stringy-perl=2.111-3 \
    libmime-types-perl=2.24-1 libuser-identity-perl=1.01-1 \
    libobject-realize-later-perl=0.21-2 liburi-perl=5.17-1
  for package in ./*.deb; do dpkg -x "$package" .; done
)

perl -I "$work/usr/share/perl5" - << 'PERL'
use strict;
use warnings;
use Mail::Message;

my $ake = '=?utf-8?q?=C3=85ke?= <ake@example.net>';
my $asa = '=?utf-8?q?=C3=85sa?= <asa@example.net>';
my $base64 = '=?utf-8?b?w4VzYQ==?= <asa@example.net>';

# A To line; who is read by study(), none when it is right.
my @known = (
    ["$ake, $asa", "Åke <ake\@example.net>, Åsa = asa\@example.net"],
    ["$ake, $base64", "Åke <ake\@example.net>, Åsa = asa\@example.net"],
    ["$ake, Dan <dan\@example.net>, $asa",
        "Åke <ake\@example.net>, Dan <dan\@example.net>, Åsa = asa\@example.net"],
    ["$ake,\n $asa,\n Eva <eva\@example.net>",
        "Eva = eva\@example.net", "Åke <ake\@example.net>, Åsa = asa\@example.net"],
    # right ones
    [$ake], ["$ake, Dan <dan\@example.net>"], ["Dan <dan\@example.net>, $asa"],
    ["Dan <dan\@example.net>, Eva <eva\@example.net>"],
);

# In a plain script the letters above are bytes, as Mail::Message's are not.
sub utf8 { my $text = shift; utf8::encode($text); $text }

print "Mail::Message $Mail::Message::VERSION\n";
my $changed = 0;
for (@known) {
    my ($line, @wrong) = @$_;
    my $message = Mail::Message->read("From: office\@example.se\nTo: $line\n\nHello\n");
    my @all = sort map { $_->address } $message->to;
    my @found = $message->study("To")->addresses;
    my @read = sort map { utf8($_->phrase) . " = " . $_->address } @found;
    my @expected = $line =~ /<(.*?)>/g;
    print "To: $line\n  to() finds:    ", join(" | ", @all), "\n  study() finds: ",
        join(" | ", @read), @wrong ? " - wrong\n" : "\n";
    $changed ||= "@all" ne join " ", sort @expected;
    $changed ||= @wrong ? join("|", @read) ne join("|", @wrong)
        : join("|", sort map { $_->address } @found) ne join("|", sort @expected)
            || grep { /[<>,]/ } @read;
}
if ($changed) {
    print STDERR "changed: this is not what was seen\n";
    exit 1;
}
PERL
