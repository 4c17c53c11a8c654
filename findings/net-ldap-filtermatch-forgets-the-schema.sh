#!/usr/bin/env bash
# FilterMatch of Net::LDAP 0.68 forgets the schema of the directory inside of and, or and not.
#
# Expected: match($entry, $schema) compares each attribute by the rule that the schema has for it,
#           as the manual says: telephone numbers without regard to spaces and hyphens, members by
#           the name that is meant however it is escaped, user names with their capitals (RFC 4517,
#           4.2). A filter that is part of an and says what it says alone, in a not the contrary
#           (RFC 4511, 4.5.1.7).
# Seen:     it is so for a filter that stands alone. In (&...), (|...) and (!...) the schema is not
#           passed on, and the parts are compared as texts in which capitals do not count. A number
#           that is grouped otherwise is found by (telephoneNumber=...) and is not found by
#           (&(cn=*)(telephoneNumber=...)); neither is a member whose comma is written as \2C
#           (RFC 4514), while memberUid=bo finds Bo. With not it is the other way round: the one who
#           has the number is found. No error, and the answer is never undefined.
# Version:  Net::LDAP 0.68 with FilterMatch 0.27 (Debian 12: libnet-ldap-perl 1:0.6800+dfsg-1,
#           libconvert-asn1-perl 0.33-1), with Perl 5.36.
# Why it matters: nearly every filter in use begins with (&(objectClass=person). Who sorts entries
#           by a filter on his own side, from an LDIF or a cache, gets other people than the server
#           gives for the same words, and "all who are not in this group" has its members in it.
#
# Exits 0 while this is so, 1 when it has changed. Needs no server.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq download libnet-ldap-perl=1:0.6800+dfsg-1 libconvert-asn1-perl=0.33-1
  for package in *.deb; do dpkg -x "$package" .; done
)

# A part of RFC 4519, RFC 2307 and RFC 4512 as a server gives it.
cat > "$work/schema.ldif" << 'LDIF'
dn: cn=Subschema
objectClass: subschema
ldapSyntaxes: ( 1.3.6.1.4.1.1466.115.121.1.12 DESC 'DN' )
ldapSyntaxes: ( 1.3.6.1.4.1.1466.115.121.1.15 DESC 'Directory String' )
ldapSyntaxes: ( 1.3.6.1.4.1.1466.115.121.1.26 DESC 'IA5 String' )
ldapSyntaxes: ( 1.3.6.1.4.1.1466.115.121.1.50 DESC 'Telephone Number' )
matchingRules: ( 2.5.13.1 NAME 'distinguishedNameMatch'
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.12 )
matchingRules: ( 2.5.13.2 NAME 'caseIgnoreMatch' SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
matchingRules: ( 2.5.13.20 NAME 'telephoneNumberMatch' SYNTAX 1.3.6.1.4.1.1466.115.121.1.50 )
matchingRules: ( 1.3.6.1.4.1.1466.109.114.1 NAME 'caseExactIA5Match'
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.26 )
attributeTypes: ( 2.5.4.3 NAME 'cn' EQUALITY caseIgnoreMatch
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
attributeTypes: ( 2.5.4.20 NAME 'telephoneNumber' EQUALITY telephoneNumberMatch
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.50 )
attributeTypes: ( 2.5.4.31 NAME 'member' EQUALITY distinguishedNameMatch
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.12 )
attributeTypes: ( 1.3.6.1.1.1.1.12 NAME 'memberUid' EQUALITY caseExactIA5Match
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.26 )

LDIF

perl -I "$work/usr/share/perl5" - "$work/schema.ldif" << 'PERL'
use strict;
use warnings;
use Net::LDAP;
use Net::LDAP::Entry;
use Net::LDAP::Filter;
use Net::LDAP::FilterMatch;
use Net::LDAP::Schema;

my $schema = Net::LDAP::Schema->new(shift);
my $entry = Net::LDAP::Entry->new(
    "cn=Timetable,ou=groups,dc=example,dc=se",
    cn => "Timetable",
    telephoneNumber => "+46 46 222 00 00",
    member => ["cn=Borg\\, Bo,ou=staff,dc=example,dc=se", "uid=eva+cn=Eva Ek,dc=example,dc=se"],
    memberUid => "Bo",
);

# A filter: whether the entry is one of those meant, and whether it is found in and, in or, in not.
my @known = (
    ["(telephoneNumber=+46 462220000)", 1, 0, 0, 1],
    ["(telephoneNumber=+46-46-222-00-00)", 1, 0, 0, 1],
    ['(member=cn=Borg\5c2C Bo,ou=staff,dc=example,dc=se)', 1, 0, 0, 1],
    ["(member=cn=Eva Ek+uid=eva,dc=example,dc=se)", 1, 0, 0, 1],
    ["(memberUid=bo)", 0, 1, 1, 0],
    # right ones
    ["(telephoneNumber=+46 46 222 00 00)", 1, 1, 1, 0],
    ["(telephoneNumber=+46 46 222 00 01)", 0, 0, 0, 1],
    ['(member=cn=Borg\5c, Bo,ou=staff,dc=example,dc=se)', 1, 1, 1, 0],
    ["(member=uid=eva+cn=Eva Ek,dc=example,dc=se)", 1, 1, 1, 0],
    ["(member=uid=anna+cn=Anna Alm,dc=example,dc=se)", 0, 0, 0, 1],
    ["(memberUid=Bo)", 1, 1, 1, 0],
    ["(memberUid=anna)", 0, 0, 0, 1],
    ["(cn=timetable)", 1, 1, 1, 0],
);
print "Net::LDAP $Net::LDAP::VERSION, Net::LDAP::FilterMatch $Net::LDAP::FilterMatch::VERSION\n";
my $changed = 0;
for (@known) {
    my ($filter, $meant, @expected) = @$_;
    my @found = map {
        my $found = Net::LDAP::Filter->new($_)->match($entry, $schema);
        defined $found ? ($found ? 1 : 0) : "undefined";
    } $filter, "(&(cn=*)$filter)", "(|(cn=other)$filter)", "(!$filter)";
    my $is_right = "@found" eq join " ", $meant, $meant, $meant, 1 - $meant;
    printf "%s: alone %s, in and %s, in or %s, in not %s%s\n",
        $filter, @found, $is_right ? "" : " - wrong";
    $changed ||= "@found" ne "$meant @expected";
}
if ($changed) {
    print STDERR "changed: this is not what was seen\n";
    exit 1;
}
PERL
