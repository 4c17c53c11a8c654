#!/usr/bin/env bash
# Email::Outlook::Message 0.921, on which msgconvert stands, gives namesakes one address.
#
# Expected: each recipient of an Outlook message (.msg) comes out with its own address. The file has
#           them one by one, each with its name, its address and whether it is To or Cc (MS-OXMSG
#           2.2.1); beside them stand lists of the names to be shown. In the header that is made of
#           it, a name with a comma is in quotation marks (RFC 5322, 3.2.4).
# Seen:     the list of names is cut at the semicolons, and each name gets the address of the first
#           recipient who is called so. Of two persons called Anna Berg the first has both places,
#           also where one is in To and the other in Cc; the second one's address is nowhere. Names
#           are never quoted: Berg, Anna <anna.berg@example.se> is two recipients, a Berg without an
#           address and an Anna. No warning. A message that has the header of its transport in it,
#           as one that came in from outside does, is right; those that were sent or are drafts
#           have none.
# Version:  Email::Outlook::Message 0.921 (Debian 12: libemail-outlook-message-perl 0.921-1) with
#           Perl 5.36; beside it the reader msg-parser 1.2.0 with olefile 0.47 and Python 3.
# Why it matters: two of one name are common in a university, and "Surname, Given name" is how its
#           directory shows people. Whoever files notes by the recipients of the messages sent files
#           them with the wrong person, twice, and answers go to the one who was not meant.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq download libemail-outlook-message-perl=0.921-1 libole-storage-lite-perl=0.20-2 \
    libemail-date-format-perl=1.008-1 libemail-messageid-perl=1.408-1 libemail-mime-perl=1.953-1 \
    libemail-mime-contenttype-perl=1.028-1 libemail-mime-encodings-perl=1.317-1 \
    libemail-simple-perl=2.218-1 libio-string-perl=1.08-4 libmodule-runtime-perl=0.016-2 \
    libtext-unidecode-perl=1.30-3
  for package in *.deb; do dpkg -x "$package" .; done
)
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check msg-parser==1.2.0 olefile==0.47

# The message and how its recipients are read from what msgconvert makes of it. A recipient is To or
# Cc, name, address; the lists of shown names are made of them as Outlook does it.
cat > "$work/cases.json" << 'JSON'
[
  {"case": "two of one name",
   "people": [["To", "Anna Berg", "anna.berg@example.se"],
              ["To", "Anna Berg", "anna.berg2@example.net"]],
   "wrong": ["To anna.berg@example.se", "To anna.berg@example.se"]},
  {"case": "two of one name, one in Cc",
   "people": [["To", "Anna Berg", "anna.berg@example.se"],
              ["Cc", "Anna Berg", "anna.berg2@example.net"]],
   "wrong": ["To anna.berg@example.se", "Cc anna.berg@example.se"]},
  {"case": "three, two of one name",
   "people": [["To", "Bo Borg", "bo@example.se"],
              ["To", "Eva Ek", "eva.ek@example.net"], ["To", "Eva Ek", "eva@example.se"]],
   "wrong": ["To bo@example.se", "To eva.ek@example.net", "To eva.ek@example.net"]},
  {"case": "names with a comma",
   "people": [["To", "Berg, Anna", "anna.berg@example.se"], ["To", "Bo Borg", "bo@example.se"]],
   "wrong": ["To Berg", "To anna.berg@example.se", "To bo@example.se"]},

  {"case": "two names",
   "people": [["To", "Anna Berg", "anna.berg@example.se"],
              ["To", "Anna K Berg", "anna.berg2@example.net"]]},
  {"case": "three names, one in Cc",
   "people": [["To", "Anna Berg", "anna.berg@example.se"], ["To", "Bo Borg", "bo@example.se"],
              ["Cc", "Cia Ceder", "cia@example.net"]]},
  {"case": "two of one name, with the header of the transport",
   "people": [["To", "Anna Berg", "anna.berg@example.se"],
              ["To", "Anna Berg", "anna.berg2@example.net"]],
   "header": "To: Anna Berg <anna.berg@example.se>, Anna Berg <anna.berg2@example.net>\r\n"}
]
JSON

perl -I "$work/usr/share/perl5" - "$work" << 'PERL'
use strict;
use warnings;
use Email::Outlook::Message;
use Encode qw(encode);
use JSON::PP;
use OLE::Storage_Lite;

my $folder = shift;
my @now = gmtime;

sub file { OLE::Storage_Lite::PPS::File->new(encode("UTF-16LE", shift), shift) }

sub folder {
    my $name = encode "UTF-16LE", shift;
    return OLE::Storage_Lite::PPS::Dir->new($name, \@now, \@now, [@_]);
}

# Texts and numbers by the number of their property (MS-OXPROPS), as MS-OXMSG 2.4 stores them.
sub properties {
    my ($list, $texts, $numbers) = @_;
    my @files;
    for my $tag (sort keys %$texts) {
        my $text = encode "UTF-16LE", $texts->{$tag};
        push @files, file("__substg1.0_${tag}001F", $text);
        $list .= pack "vvVVV", 0x001F, hex $tag, 6, 2 + length $text, 0;
    }
    $list .= pack "vvVVV", 0x0003, hex $_, 6, $numbers->{$_}, 0 for sort keys %$numbers;
    return file("__properties_version1.0", $list), @files;
}

sub outlook {
    my ($people, $header) = @_;
    my (@recipients, %shown);
    for (@$people) {
        my ($kind, $name, $address) = @$_;
        push @{ $shown{$kind} }, $name;
        my $number = @recipients;
        push @recipients, folder(
            sprintf("__recip_version1.0_#%08X", $number),
            properties(
                pack("x8"),
                { "3001" => $name, "3002" => "SMTP", "3003" => $address, "39FE" => $address },
                { "0C15" => $kind eq "To" ? 1 : 2, "3000" => $number }));
    }
    my %texts = (
        "001A" => "IPM.Note", "0037" => "Timetable", "1000" => "See you on Monday.",
        "0C1A" => "Dag Dahl", "0C1E" => "SMTP", "0C1F" => "dag\@example.se",
        "0E04" => join("; ", @{ $shown{To} }), "0E03" => join("; ", @{ $shown{Cc} || [] }));
    $texts{"007D"} = $header if $header;
    my $count = @recipients;
    return OLE::Storage_Lite::PPS::Root->new(\@now, \@now, [
        properties(pack("x8VVVVx8", $count, 0, $count, 0), \%texts, {}),
        folder("__nameid_version1.0",
            map { file("__substg1.0_$_", "") } qw(00020102 00030102 00040102)),
        @recipients]);
}

print "Email::Outlook::Message $Email::Outlook::Message::VERSION, ",
    "OLE::Storage_Lite $OLE::Storage_Lite::VERSION\n";
open my $file, "<", "$folder/cases.json" or die $!;
my $cases = decode_json join "", <$file>;
for my $number (0 .. $#$cases) {
    my $case = $cases->[$number];
    outlook($case->{people}, $case->{header})->save("$folder/$number.msg") or die $!;
    open my $mail, ">", "$folder/$number.eml" or die $!;
    print $mail Email::Outlook::Message->new("$folder/$number.msg")->to_email_mime->as_string;
    close $mail or die $!;
}
PERL

"$work/venv/bin/python" - "$work" << 'PYTHON'
import json
import pathlib
import sys
from email import message_from_bytes, policy
from importlib.metadata import version

from msg_parser import MsOxMessage

folder = pathlib.Path(sys.argv[1])
changed = False
print("msg-parser", version("msg-parser"), "olefile", version("olefile"))
for number, case in enumerate(json.loads((folder / "cases.json").read_text())):
    right = [f"{kind} {address}" for kind, _, address in case["people"]]
    other = MsOxMessage(str(folder / f"{number}.msg")).recipients
    mail = message_from_bytes((folder / f"{number}.eml").read_bytes(), policy=policy.default)
    print(f"{case['case']}: To: {mail['To']}", f"Cc: {mail['Cc']}" if mail["Cc"] else "")
    read = [f"{kind} {person.addr_spec}" for kind in ("To", "Cc") if mail[kind]
            for person in mail[kind].addresses]
    if read != right:
        print(f"  read as {read} - not {right}")
    changed |= read != case.get("wrong", right)
    # the file has them all
    changed |= [[person.DisplayName, person.EmailAddress] for person in other] != [
        person[1:] for person in case["people"]]
if changed:
    sys.exit("changed: this is not what was seen")
PYTHON
