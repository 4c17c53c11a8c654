#!/usr/bin/env bash
# Ruby's mail 2.7.1 reads other recipients than a To line has, and writes others again.
#
# Expected: each address, each name and each group of a valid list (RFC 5322, 3.4) is read as it
#           stands, and a message that was read and is written again has the same recipients.
# Seen:     a group's semicolon does not end it: an address behind it belongs to the group, in what
#           is read and in what is written. Between two groups the comma is left out, so that mail
#           itself cannot read its own line. undisclosed-recipients:; becomes an empty line. Of a
#           name of several words, one of them in quotes, the quoted part alone is left. With a
#           comment in front of the sign @, which is valid though not liked (3.4.1), the message is
#           for @example.se; with one behind it for anna@anna@example.se. No error is told.
# Version:  mail 2.7.1 (Debian 12: ruby-mail 2.7.1+dfsg1-2), with Ruby 3.1. It needs ruby.
# Why it matters: a note that is passed on names the wrong people: a guest counts as staff, Anna
#           "Nick" Alm is called Nick, and an answer to all goes to an address that is none.
#
# Exits 0 while this is so, 1 when it has changed, 2 without Ruby.
set -euo pipefail
command -v ruby > /dev/null || {
  echo "needs ruby"
  exit 2
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq download ruby-mail=2.7.1+dfsg1-2 ruby-mini-mime=1.1.1-2
  for package in *.deb; do dpkg -x "$package" .; done
)
place() { dirname "$(find "$work" -path "*/$1")"; }

ruby -I "$(place vendor_ruby/mail.rb)" -I "$(place lib/mini_mime.rb)" - << 'RUBY'
require "mail"

anna, bo = "anna@example.se", "bo@example.se"
# A To line; the addresses, the names and the groups as read; the line as written again.
known = [
  ["#{bo}, Staff: #{anna};", [bo, anna], [nil, nil], {"Staff" => [anna]},
   "#{bo}, Staff: #{anna};"],
  ["Staff: #{anna};, #{bo}", [anna, bo], [nil, nil], {"Staff" => [anna, bo]},
   "Staff: #{anna}, #{bo};"],
  ["Staff: #{anna};, Board: #{bo};", [anna, bo], [nil, nil], {"Staff" => [anna], "Board" => [bo]},
   "Staff: #{anna}; Board: #{bo};"],
  ["undisclosed-recipients:;", [], [], {}, ""],
  ["Anna \"Nick\" Alm <#{anna}>", [anna], ["Nick"], {}, "Nick <#{anna}>"],
  ["Dr \"Anna Alm\" <#{anna}>", [anna], ["Anna Alm"], {}, "Anna Alm <#{anna}>"],
  ["anna(work)@example.se", ["@example.se"], ["(work)"], {}, '"(work)" <@example.se> (work)'],
  ["anna@(work)example.se", ["anna@#{anna}"], [nil], {}, "anna@#{anna} (work)"]
]
puts "mail #{Mail::VERSION.version}"
changed = known.reject do |line, addresses, names, groups, written|
  message = Mail.new("From: steward@example.se\r\nTo: #{line}\r\nSubject: Note\r\n\r\nHi!\r\n")
  field = message[:to]
  seen_groups = field.groups.transform_values { |members| members.map(&:address) }
  # The line as written, unfolded.
  again = message.encoded[/^To:.*?\r\n(?![ \t])/m].sub("To:", "").gsub(/\s+/, " ").strip
  puts "#{line} -> for #{message.destinations}, names #{field.display_names}, " \
       "groups #{seen_groups}, written as <#{again}>"
  [message.destinations, field.display_names, seen_groups, again, message.errors] ==
    [addresses, names, groups, written, []]
end
reread = Mail.new("To: Staff: anna@example.se; Board: bo@example.se;\r\n\r\n").to
puts "two groups as written are read as #{reread.inspect}"
abort "changed: this is not what was seen" unless changed.empty? && reread.is_a?(String)
RUBY
