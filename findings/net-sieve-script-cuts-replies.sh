#!/usr/bin/env bash
# Net::Sieve::Script 0.09 cuts lines of a vacation reply at a # and calls the script well read.
#
# Expected: a # or /* that stands in quotation marks begins no comment (RFC 5228, 2.3), and lines and
#           spaces in them are text (2.4.2). So the words that vacation answers with (RFC 5230) come
#           out as they went in. If they cannot, parsing_ok() is false: it is to be asked before a
#           script is written again, says the manual, in which the loss of comments is the one fault.
# Seen:     the rest of a line behind a # is gone, be it room #12 or the part of a web page, and so is
#           what stands between /* and */. Brackets are given spaces, several spaces become one, and
#           the whole reply is one line. parsing_ok() is 1 for each of these: it compares what was
#           written with the script that has been cut in the same way. (For a # in a rule with a test
#           it is false.) A reply of one line without any of these signs is right.
# Version:  Net::Sieve::Script 0.09 (Debian 12: libnet-sieve-script-perl 0.09-2) with Perl 5.36.
# Why it matters: a program that reads the script of a reply and writes it again, to set the days or
#           the subject, takes the telephone number of the one who stands in out of it. All who write
#           get that reply, and the one who is away does not see it.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq -o APT::Sandbox::User=root download libnet-sieve-script-perl=0.09-2 \
    libclass-accessor-perl=0.51-2
  for package in ./*.deb; do dpkg -x "$package" .; done
)

perl -I "$work/usr/share/perl5" - << 'PERL'
use strict;
use warnings;
use Net::Sieve::Script;

# The words of a reply, and as they are written again.
my @replies = (
    ["I am away until 3 May.\nPlease ask Anna in room #12, telephone 018 12 34.\n\nBo Berg",
        "I am away until 3 May. Please ask Anna in room Bo Berg"],
    ["See https://www.example.org/staff#anna or call 018 12 34.\nBo Berg",
        "See https://www.example.org/staff Bo Berg"],
    ["I am away. Call Anna (018 12 34), please.", "I am away. Call Anna ( 018 12 34 ) , please."],
    ["Open 9-12  /* and 13-15 */  every day.", "Open 9-12 every day."],
    ["Hello,\nI am away.\n\nBo", "Hello, I am away. Bo"],
    # right
    ["I am away until 3 May. Bo", "I am away until 3 May. Bo"],
);
print "Net::Sieve::Script $Net::Sieve::Script::VERSION\n";
my $changed = 0;
for (@replies) {
    my ($words, $expected) = @$_;
    my $script = Net::Sieve::Script->new(<<"SIEVE");
require "vacation";
vacation :days 7 :subject "Away" "$words";
SIEVE
    my $ok = $script->parsing_ok ? "ok" : "not ok";
    my ($again) = $script->write_script =~ /:subject "Away" "(.*)";\s*\z/s or $changed = 1;
    $again //= "nothing";
    print "the words\n", (map { "  | $_\n" } split /\n/, $words), " are written, $ok:\n",
        (map { "  | $_\n" } split /\n/, $again);
    $changed ||= $ok ne "ok" || $again ne $expected;
}

# Here it is told that something is amiss.
local $SIG{__WARN__} = sub { };
my $seen = Net::Sieve::Script->new(<<'SIEVE');
require "fileinto";
if header :contains "subject" "Help" {
  fileinto "Room #12";
}
SIEVE
my $ok = $seen->parsing_ok ? "ok" : "not ok";
print "a folder with # in a rule is $ok\n";
$changed ||= $ok ne "not ok";
if ($changed) {
    print STDERR "changed: this is not what was seen\n";
    exit 1;
}
PERL
