#!/usr/bin/env bash
# Net::AMQP 0.06, on which Perl's clients for RabbitMQ stand, sends other digits than it was given.
#
# Expected: a text in a message's header arrives as that text, digits or not. A number that its
#           type of AMQP 0-9-1 cannot hold has another type (l, 64 bits) or is refused.
# Seen:     a text of digits alone becomes a whole number of the type I, 32 bits. That much its
#           manual tells, of values such as 1. But leading zeros are lost, and from 2147483648 on
#           only the lowest 32 bits are left, often as a negative number: a personal identity
#           number is another one, a telephone number is below zero. A text that came in a header
#           and is sent on is changed so too. Net::AMQP::Value::Integer, the class for those who
#           ask for a number, cuts alike. Nothing is refused. With a hyphen, a plus sign or
#           Net::AMQP::Value::String the text arrives.
# Version:  Net::AMQP 0.06 (Debian 12: libnet-amqp-perl 0.06~dfsg-4, below its
#           libanyevent-rabbitmq-perl and libmojo-rabbitmq-client-perl), with Perl 5.36.
# Why it matters: the message is valid and says something about a person, but about none that
#           exists; and whether a number comes through depends on how it is written.
#
# Exits 0 while this is so, 1 when it has changed. Needs no broker: it looks at what would be sent.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(cd "$work" && apt-get -qq download libnet-amqp-perl=0.06~dfsg-4 && dpkg -x libnet-amqp-perl_*.deb .)
echo "libnet-amqp-perl $(dpkg-deb -f "$work"/libnet-amqp-perl_*.deb Version)"

perl -I "$work/usr/share/perl5" - << 'PERL'
use strict;
use warnings;
use Net::AMQP::Common qw(pack_field_table unpack_field_table);
use Net::AMQP::Value;

# The letter of a header's type and its value, taken from the octets: length, "x", letter, value.
sub sent {
    my $octets = substr pack_field_table({ x => shift }), 6;
    my $letter = substr $octets, 0, 1, "";
    return "$letter " . ($letter eq "I" ? unpack "l>", $octets : substr $octets, 4);
}

# What the library makes of a header that another sender wrote as a text.
sub passed_on {
    my $text = shift;
    my $table = pack("C a* a N/a*", 1, "x", "S", $text);
    my $octets = pack "N/a*", $table;
    return unpack_field_table(\$octets)->{x};
}

my @known = (
    ["telephone, with plus sign", "+46701740605", "S +46701740605"],
    ["telephone, without",        "46701740605",  "I -542899651"],
    ["telephone, inland",         "0701740605",   "I 701740605"],
    ["identity number, hyphen",   "19121212-1212", "S 19121212-1212"],
    ["identity number, digits",   "191212121212", "I -2061407108"],
    ["account, up to 2147483647", "2147483647",   "I 2147483647"],
    ["account, one more",         "2147483648",   "I -2147483648"],
    ["door code",                 "0042",         "I 42"],
    ["read and passed on",        passed_on("0042"), "I 42"],
    ["as a String",  Net::AMQP::Value::String->new("191212121212"),  "S 191212121212"],
    ["as an Integer", Net::AMQP::Value::Integer->new("191212121212"), "I -2061407108"],
);
my $changed = 0;
for (@known) {
    my ($name, $value, $expected) = @$_;
    my $found = sent($value);
    print "$name: $value is sent as $found\n";
    $changed ||= $found ne $expected;
}
if ($changed) {
    print STDERR "changed: this is not what was seen\n";
    exit 1;
}
PERL
