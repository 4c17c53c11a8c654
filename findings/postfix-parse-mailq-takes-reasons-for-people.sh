#!/usr/bin/env bash
# Postfix::Parse::Mailq 1.005 lists reasons among the recipients, and loses messages that are held and expired.
#
# Expected: mailq gives, for a message that waits, the recipients below the reason for which they wait,
#           in brackets, and the next reason where the next recipients have another one. Behind the
#           queue's id stand marks: * active, ! on hold, and since Postfix 3.5 # for one that shall
#           expire now (postqueue(1)); there may be two. remaining_rcpts are the recipients, and
#           error_string is why.
# Seen:     the first reason alone is taken for one. Each further one is a recipient, "(nobody answers)",
#           so that three people are five, and whose reason it is cannot be told. With # the id, size,
#           date and sender are undef, the status is "queued", and the message is counted.
# Version:  Postfix::Parse::Mailq 1.005 (Debian 12: libpostfix-parse-mailq-perl 1.005-3) with Perl 5.36, on
#           what Postfix 3.7.11 wrote when messages to two domains waited, with other names. postqueue -j
#           gives all of it as JSON.
# Why it matters: a mailing's messages with several recipients are the ones that wait for several reasons.
#           A report of who has not been reached counts too many, writes to reasons, and blames a full
#           mailbox on a server that is away, which is one of a temporary and a lasting failure.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq -o APT::Sandbox::User=root download libpostfix-parse-mailq-perl=1.005-3 libmixin-linewise-perl \
    libperlio-utf8-strict-perl libsub-exporter-perl libsub-install-perl libdata-optlist-perl libparams-util-perl
  for package in ./*.deb; do dpkg -x "$package" .; done
)

cat > "$work/mailq" << 'TEXT'
----Queue ID----- --Size-- ---Arrival Time---- --Sender/Recipient------
4jh5zN43Rtz2NVqb       263 Fri Dec  4 22:40:00 news@example.net
                                                         (the mailbox is full)
                                               eva@full.example

4jh5zN40r7z2NVlT       263 Fri Dec  4 22:40:00 news@example.net
                                                         (the mailbox is full)
                                               anna@full.example
                                                              (nobody answers)
                                               kim@away.example
                                                         (the mailbox is full)
                                               bo@full.example

4jh5zN2Bqxz2NVpC!#      263 Fri Dec  4 22:40:00 news@example.net
                                                              (nobody answers)
                                               ola@away.example

-- 0 Kbytes in 3 Requests.
TEXT

paths=$(find "$work/usr/share/perl5" "$work"/usr/lib/*/perl5 -maxdepth 1 -name 'perl5' | paste -sd:)
paths=$paths:$(find "$work"/usr/lib -maxdepth 4 -path '*perl5*' -type d -name '5.36' | paste -sd:)
PERL5LIB=$paths perl - "$work/mailq" << 'PERL'
use strict;
use warnings;
use Postfix::Parse::Mailq;

# It warns of the id that it did not find.
local $SIG{__WARN__} = sub { };
my @messages = @{ Postfix::Parse::Mailq->read_file(shift) };
my @expected = (
    "4jh5zN43Rtz2NVqb queued: (the mailbox is full): eva\@full.example",
    "4jh5zN40r7z2NVlT queued: (the mailbox is full): anna\@full.example, (nobody answers), kim\@away.example, "
        . "(the mailbox is full), bo\@full.example",
    "none queued: (nobody answers): ola\@away.example",
);
my $changed = @messages != @expected;
print "Postfix::Parse::Mailq $Postfix::Parse::Mailq::VERSION\n";
for my $message (@messages) {
    my $id = $message->{queue_id} // "none";
    my $seen = "$id $message->{status}: $message->{error_string}: " . join ", ", @{ $message->{remaining_rcpts} };
    print "  $seen\n";
    $changed ||= $seen ne shift @expected;
}
if ($changed) {
    print STDERR "changed: this is not what was seen\n";
    exit 1;
}
PERL
