#!/usr/bin/env bash
# Mail::DeliveryStatus::BounceParser 1.543 loses a failure that is told behind another recipient's.
#
# Expected: a report has a block for each recipient with an Action of its own: failed, delayed,
#           delivered, relayed or expanded (RFC 3464, 2.3.3). So the order of the blocks means
#           nothing, and one recipient's fate says nothing about another's.
# Seen:     it stops at the first block that says delayed, delivered or relayed, and calls the
#           whole report no bounce. A failed address in front of that block is among the addresses
#           all the same; behind it, it is nowhere. With expanded, the word for a mailing list that
#           took the message, the report is a bounce, but the list is among its addresses.
# Version:  Debian 12's libmail-deliverystatus-bounceparser-perl 1.543+repacked-1 with MIME-tools
#           5.510 and MailTools 2.21, with Perl 5.36. It needs libtimedate-perl.
# Why it matters: one slow server among a mailing's recipients keeps dead addresses alive, and a
#           living mailing list among them is taken for dead.
#
# Exits 0 while this is so, 1 when it has changed, 2 without libtimedate-perl.
set -euo pipefail
perl -MDate::Format -e 1 2> /dev/null || {
  echo "needs libtimedate-perl"
  exit 2
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq download libmail-deliverystatus-bounceparser-perl=1.543+repacked-1 \
    libmime-tools-perl=5.510-1 libmailtools-perl=2.21-2
  for package in *.deb; do dpkg -x "$package" .; done
)

perl -I "$work/usr/share/perl5" - << 'PERL'
use strict;
use warnings;
use Mail::DeliveryStatus::BounceParser;

my %status = (failed => "5.1.1", delayed => "4.4.1", delivered => "2.0.0", relayed => "2.0.0",
              expanded => "2.0.0");

# A report on recipients, each given as address=action.
sub report {
    my $blocks = join "\n", map {
        my ($address, $action) = split /=/;
        "Final-Recipient: rfc822; $address\nAction: $action\nStatus: $status{$action}\n";
    } @_;
    return <<"END";
From: Mail system <postmaster\@example.net>
To: steward\@example.se
Subject: Report on your message
Date: Mon, 30 Nov 2026 12:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain; charset=us-ascii

This is what became of your message.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

$blocks
--part
Content-Type: message/rfc822

From: Steward <steward\@example.se>
To: undisclosed-recipients:;
Subject: Open house
Date: Mon, 30 Nov 2026 11:00:00 +0000
Message-ID: <open-house\@example.se>

Welcome!

--part--
END
}

my ($anna, $bo, $other) = ('anna@example.net', 'bo@example.net', 'list@example.net');
my @failed = ("$anna=failed", "$bo=failed");
# The recipients, whether it is a bounce, whose addresses bounced.
my @known = ([\@failed, 1, "$anna $bo"]);
for my $action (qw(delayed delivered relayed)) {
    push @known, [["$other=$action", @failed], 0, ""],
        [[@failed, "$other=$action"], 0, "$anna $bo"],
        [["$anna=failed", "$other=$action", "$bo=failed"], 0, $anna];
}
push @known, [["$other=expanded", @failed], 1, "$other $anna $bo"],
    [[@failed, "$other=expanded"], 1, "$anna $bo $other"];

print "Mail::DeliveryStatus::BounceParser $Mail::DeliveryStatus::BounceParser::VERSION\n";
my $changed = 0;
for (@known) {
    my ($recipients, $is_bounce, $addresses) = @$_;
    my $seen = Mail::DeliveryStatus::BounceParser->new(report(@$recipients));
    my ($kind, $found) = ($seen->is_bounce ? 1 : 0, join " ", $seen->addresses);
    print "@$recipients: ", $kind ? "a bounce" : "no bounce", ", addresses: $found\n";
    $changed ||= $kind != $is_bounce || $found ne $addresses;
}
if ($changed) {
    print STDERR "changed: this is not what was seen\n";
    exit 1;
}
PERL
