#!/usr/bin/env bash
# abook 0.6.1 cuts a vCard's addresses where a line is folded, and leaves out those in a group.
#
# Expected: lines of a vCard longer than 75 octets are folded, and a line that begins with a space goes
#           on with the one before (RFC 6350, 3.2; RFC 2426, 2.6). A property may stand in a group, as
#           item1.EMAIL does, with a label of that group beside it (3.3). Names of properties count
#           alike in capitals and small letters. --convert gives all addresses, or an error.
# Seen:     the rest of a folded line is gone, without a word and with exit code 0: what is left of the
#           address is another address, whose domain is there or not, and it is written to CSV, LDIF
#           and mutt's aliases as the person's first. Names are cut likewise. An address in a group is
#           left out, be it the preferred one, and so is a whole card in small letters among others.
#           LDIF with folded lines is read rightly by the same program.
# Version:  abook 0.6.1 (Debian 12: 0.6.1-2+b1).
# Why it matters: telephones and web mail fold long lines when they export, and label addresses by such
#           groups. Long addresses are those of long names and of domains with departments. Whoever
#           makes a list of vCards with abook mails strangers, and keeps the address that the person
#           likes least.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  # What abook links to is taken along; of these any build does.
  apt-get -qq -o APT::Sandbox::User=root download abook=0.6.1-2+b1 libncursesw6 libreadline8 libtinfo6
  for package in ./*.deb; do dpkg -x "$package" .; done
)

# convert FORMAT: what standard input, in that format, is as CSV: name, and addresses.
convert() {
  local lib
  lib=$(dirname "$(find "$work" -name 'libreadline.so.8')")
  HOME=$work LD_LIBRARY_PATH=$lib:${lib#"$work"} "$work/usr/bin/abook" \
    --convert --informat "$1" --outformat csv || echo "it ends with $?"
}

changed=0
# sees WHAT EXPECTED ANSWER
sees() {
  printf '%s:\n%s\n' "$1" "${3:-(nothing)}" | sed '2,$s/^/  /'
  [ "$3" = "$2" ] || changed=1
}

# card LINE…: a vCard with these lines, each ended as the format has it.
card() { printf '%s\r\n' BEGIN:VCARD VERSION:3.0 "$@" END:VCARD; }

echo "abook 0.6.1"
sees "vCard, an address on two lines" \
  '"Anna-Karin Lindgren","anna-karin.lindgren.von.berg@alumni.exa,ak@example.org","","",""' \
  "$(card 'N:Lindgren;Anna-Karin;;;' 'FN:Anna-Karin Lindgren' \
    'EMAIL;TYPE=INTERNET;TYPE=HOME;TYPE=pref:anna-karin.lindgren.von.berg@alumni.exa' ' mple.org' \
    'EMAIL;TYPE=INTERNET:ak@example.org' | convert vcard)"
sees "vCard, a name on two lines" \
  '"Anna-Karin Elisabeth Margareta Kristina von Oxenstierna Lindgren Bergstr","a@example.org","","",""' \
  "$(card 'FN:Anna-Karin Elisabeth Margareta Kristina von Oxenstierna Lindgren Bergstr' ' and' \
    EMAIL:a@example.org | convert vcard)"
sees "vCard, the preferred address in a group" '"Bo Berg","bo@work.example.org","","",""' \
  "$(card 'N:Berg;Bo;;;' 'FN:Bo Berg' 'item1.EMAIL;TYPE=INTERNET;TYPE=pref:bo@example.org' \
    item1.X-ABLabel:Alumni 'EMAIL;TYPE=INTERNET;TYPE=WORK:bo@work.example.org' | convert vcard)"
sees "two vCards, the second in small letters" '"Eva Ek","eva@example.org","","",""' \
  "$( (card 'FN:Eva Ek' EMAIL:eva@example.org
    card 'FN:Ola Ek' EMAIL:ola@example.org | tr '[:upper:]' '[:lower:]') | convert vcard)"
sees "vCard with short lines" '"Eva Ek","eva@example.org","","",""' \
  "$(card 'FN:Eva Ek' EMAIL:eva@example.org | convert vcard)"
sees "LDIF, an address on two lines" \
  '"Anna-Karin Lindgren","anna-karin.lindgren.von.berg@alumni.example.org","","",""' \
  "$(printf '%s\n' 'dn: cn=Anna-Karin Lindgren' 'cn: Anna-Karin Lindgren' \
    'mail: anna-karin.lindgren.von.berg@alumni.exa' ' mple.org' 'objectclass: person' '' |
    convert ldif)"
if [ "$changed" = 1 ]; then
  echo "changed: this is not what was seen" >&2
  exit 1
fi
