#!/usr/bin/env bash
# amq-protocol 2.3.2, on which Bunny stands, sends decimals in headers without their fraction.
#
# Expected: a BigDecimal in a message's header arrives as that number: AMQP 0-9-1 has the type D for it, a
#           number of decimals and a signed value of 32 bits. What does not fit is refused, as a Rational is.
# Seen:     the type is D and the number of decimals 0: 1.50 arrives as 1, 0.1 as 0, 12.34 as 12. A negative one
#           comes out as a number near 2^32, one beyond 32 bits as another one, and nothing is refused.
#           Only a number whose digits all stand behind a zero there, such as 0.001, is right. Bunny reads back
#           what it sent just as wrong.
# Version:  amq-protocol 2.3.2 (Debian 12: ruby-amq-protocol 2.3.2-1), with Ruby 3.1. It needs ruby.
# Why it matters: amounts are what BigDecimal is for, and a gift of 1.50 becomes one of 1 without a word.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(cd "$work" && apt-get -qq download ruby-amq-protocol=2.3.2-1 && dpkg -x ruby-amq-protocol_*.deb .)

ruby -I "$(dirname "$(find "$work" -path '*/lib/amq/protocol.rb')")/.." - << 'RUBY'
require "amq/protocol"
require "bigdecimal"

Table = AMQ::Protocol::Table

# What each arrives as: those that fit the type D as they are, and two that do not.
seen = {
  "1.50" => "1", "0.1" => "0", "12.34" => "12", "1234.5" => "1234", "100" => "100", "0.001" => "0.001",
  "-2.5" => "4294967294", "12345678901" => "3755744309"
}
puts "amq-protocol #{AMQ::Protocol::VERSION}"
changed = seen.reject do |sent, arrives|
  octets = Table.encode({"amount" => BigDecimal(sent)}).b
  found = Table.decode(octets)["amount"]
  puts "#{sent}: sent as #{octets[11]}, #{octets[12].ord} decimals, value #{octets[13, 4].unpack1('l>')}; " \
       "read as #{found.to_s('F')}"
  found == BigDecimal(arrives)
end
abort "changed: this is not what was seen" unless changed.empty?
RUBY
