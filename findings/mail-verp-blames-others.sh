#!/usr/bin/env bash
# Mail::Verp 0.06 reads another recipient out of a bounce than it wrote, if the sender has a hyphen.
#
# Expected: the return address that encode() makes of a sender and a recipient is taken apart by
#           decode() into these two. encode() escapes hyphens of the recipient for this purpose.
# Seen:     it is so while the sender's name has no hyphen in it. Hyphens of the sender stay as they
#           are, and decode() cuts at the first: what stands behind it belongs to the recipient
#           from then on. A bounce to info-eva@ about berg@example.net is about
#           eva-berg@example.net. The hyphen is the separator unless another is asked for, and
#           list-bounces@ is what such senders are called. With + as the separator the same
#           happens to a sender with +. No error, and the manual does not tell.
# Version:  Mail::Verp 0.06 (Debian 12: libmail-verp-perl 0.06+dfsg-4), with Perl 5.36.
# Why it matters: the one whose mailbox is dead stays in the list, and each bounce counts against an
#           address that nobody wrote to. If it is a colleague's, she gets no more mail.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq download libmail-verp-perl=0.06+dfsg-4
  dpkg -x libmail-verp-perl_*.deb .
)

perl -I "$work/usr/share/perl5" - << 'PERL'
use strict;
use warnings;
use Mail::Verp;

# Separator, sender, recipient: sender and recipient that are read; none stands for the right ones.
my @known = (
    ["-", "info-eva\@example.se", "berg\@example.net",
        "info\@example.se", "eva-berg\@example.net"],
    ["-", "list-bounces\@example.se", "anna\@example.net",
        "list\@example.se", "bounces-anna\@example.net"],
    ["-", "staff-list-owner\@example.se", "bo.borg\@example.net",
        "staff\@example.se", "list-owner-bo.borg\@example.net"],
    ["+", "news+eva\@example.se", "berg\@example.net",
        "news\@example.se", "eva+berg\@example.net"],
    # right ones
    ["-", "bounces\@example.se", "berg\@example.net"],
    ["-", "bounces\@example.se", "eva-berg\@example.net"],
    ["-", "bounces\@example.se", "anna+list\@ex-ample.net"],
    ["-", "bounces\@example.se", "anna=alm\@example.net"],
    ["-", "list.bounces\@example-lists.se", "anna\@example.net"],
    ["+", "info-eva\@example.se", "berg\@example.net"],
    ["+", "list-bounces\@example.se", "eva-berg+list\@example.net"],
);
print "Mail::Verp $Mail::Verp::VERSION\n";
my $changed = 0;
for (@known) {
    my ($separator, $sender, $recipient, @wrong) = @$_;
    my $verp = Mail::Verp->new(separator => $separator);
    my $address = $verp->encode($sender, $recipient);
    my @read = $verp->decode($address);
    my @expected = @wrong ? @wrong : ($sender, $recipient);
    print "$sender to $recipient: $address is read as @read", @wrong ? " - wrong\n" : "\n";
    $changed ||= "@read" ne "@expected" || $verp->decode($address) ne $expected[1];
}
if ($changed) {
    print STDERR "changed: this is not what was seen\n";
    exit 1;
}
PERL
