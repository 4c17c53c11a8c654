#!/usr/bin/env bash
# 2vcard 0.6 makes the address of one of mutt's aliases the name, and the name the address.
#
# Expected: mutt writes `alias bo Bo Berg <bo@example.org>`, and reads `alias bo bo@example.org (Bo Berg)`
#           as well; several addresses are separated by commas. The manual of 2vcard promises mutt's
#           aliases, which are its default, and LDIF. An entry of LDIF may have several values of mail
#           (RFC 4519; they are equals), and values that are not ASCII stand in Base64 behind two
#           colons (RFC 2849).
# Seen:     the card of Bo is called <bo@example.org> and has the address "Bo Berg". A name with a comma
#           becomes two addresses, neither of which is one. Of an alias of two addresses the second is
#           the name of the first. The other form is skipped, with a word about it.
#           Of LDIF's several addresses the last is kept alone, and a name in Base64 ends in an encoded
#           line feed (=0A) that no line of the card says is to be decoded. Exit code 0 each time.
# Version:  2vcard 0.6 (Debian 12: 0.6-4) with Perl 5.36.
# Why it matters: it is what one finds on Debian for taking an old address book into a telephone or a
#           register. The cards are accepted everywhere, since a name may be anything; nobody can be
#           mailed, and a merge by name makes strangers of the same people.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq -o APT::Sandbox::User=root download 2vcard=0.6-4
  dpkg -x ./*.deb .
)

# cards FORMAT: names and addresses of the cards that 2vcard makes of standard input, a line each.
cards() {
  cat > "$work/given"
  "$work/usr/bin/2vcard" -f "$1" -i "$work/given" -o "$work/made" 2> "$work/said" || echo "it ends with $?"
  grep -E '^(FN|EMAIL)' "$work/made" || echo nothing
  sed 's/^ */said: /; /^said: $/d' "$work/said"
}

changed=0
# sees WHAT EXPECTED ANSWER
sees() {
  printf '%s:\n%s\n' "$1" "$3" | sed '2,$s/^/  /'
  [ "$3" = "$2" ] || changed=1
}

echo "2vcard 0.6"
sees "mutt, as it writes an alias" $'FN:<bo@example.org>\nEMAIL;INTERNET:Bo Berg' \
  "$(cards mutt <<< 'alias bo Bo Berg <bo@example.org>')"
sees "mutt, a name with a comma" $'FN:<anna@example.org>\nEMAIL;INTERNET:"Lindgren\nEMAIL;INTERNET: Anna"' \
  "$(cards mutt <<< 'alias anna "Lindgren, Anna" <anna@example.org>')"
sees "mutt, two addresses" $'FN:<eva@example.net>\nEMAIL;INTERNET:eva@example.org' \
  "$(cards mutt <<< 'alias eva eva@example.org, <eva@example.net>')"
sees "mutt, the name behind" \
  $'nothing\nsaid: Skipping ill-formatted line:\nsaid: alias kim kim@example.org (Kim Ek)' \
  "$(cards mutt <<< 'alias kim kim@example.org (Kim Ek)')"
person=$'objectclass: person\nsn: Ek\n'
sees "LDIF, two addresses" $'FN:Ola Ek\nEMAIL;INTERNET:ola@example.net' \
  "$(cards ldif <<< "dn: cn=Ola Ek,dc=example
${person}cn: Ola Ek
mail: ola@example.org
mail: ola@example.net
")"
sees "LDIF, a name in Base64" $'FN:=C3=85sa Ek==0A\nEMAIL;INTERNET:asa@example.org' \
  "$(cards ldif <<< "dn:: Y249w4VzYSBFayxkYz1leGFtcGxl
${person}cn:: w4VzYSBFaw==
mail: asa@example.org
")"
sees "LDIF, one address and ASCII" $'FN:Ola Ek\nEMAIL;INTERNET:ola@example.org' \
  "$(cards ldif <<< "dn: cn=Ola Ek,dc=example
${person}cn: Ola Ek
mail: ola@example.org
")"
if [ "$changed" = 1 ]; then
  echo "changed: this is not what was seen" >&2
  exit 1
fi
