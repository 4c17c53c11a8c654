#!/usr/bin/env bash
# Mail::MboxParser 0.55 takes the links out of a text, and joins its lines, when it is asked for them.
#
# Expected: extract_urls() gives the links of a body, and quotes() its text by how deeply it is
#           quoted, as the manual says. To ask is to read: the body is the same afterwards. With
#           decode => 'ALL' any data is decoded, so a link is the one that was written.
# Seen:     after extract_urls() each link in the body is a 0, "mailto:" ones too (with unique, a 1
#           where it stands for the second time), and the whole text is one line. After quotes() a
#           body in quoted-printable has been decoded twice: ?id=42 is ?idB, and x=20y is "x y". The
#           links given are not decoded at all: they say ?id=3D42, and one that the encoding broke
#           ends at the break, with an = behind it. A body that is taken from the message anew is
#           right, and so is, after quotes(), one that is not encoded. No error; the manual tells
#           none of it.
# Version:  Mail::MboxParser 0.55 (Debian 12: libmail-mboxparser-perl 0.55-5) with MIME-tools 5.510,
#           URI::Find 20160806 and Perl 5.36.
# Why it matters: whoever looks for the links in a letter and then files the letter files one without
#           them: "write to 0 before Monday". The links themselves, if they have a = in them, lead to
#           another record or to none. A test with a plain ASCII letter shows half of it at most.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq -o APT::Sandbox::User=root download libmail-mboxparser-perl=0.55-5 \
    libmime-tools-perl=5.510-1 libmailtools-perl=2.21-2 libtimedate-perl=2.3300-2 \
    libconvert-binhex-perl=1.125-3 liburi-find-perl=20160806-3 liburi-perl=5.17-1
  for package in ./*.deb; do dpkg -x "$package" .; done
)

perl -I "$work/usr/share/perl5" - "$work/mailbox" << 'PERL'
use strict;
use warnings;
use Mail::MboxParser;
use URI::Find;

open my $file, ">", $ARGV[0] or die $!;
print $file <<'MAILBOX';
From bo@example.org Mon Nov 30 12:00:00 2026
From: bo@example.org
To: anna@example.org
Subject: Programme

The programme is at https://www.example.org/programme
or write to mailto:office@example.org before Monday.
Do not forget: https://www.example.org/programme

From anna@example.org Mon Nov 30 13:00:00 2026
From: anna@example.org
To: bo@example.org
Subject: Re: Programme
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

> Who is it?
It is https://www.example.org/staff?id=3D42 here,
or https://www.example.org/a-page-with-quite-a-long-address/of-many-parts?i=
d=3D43 there.
The rule is x=3D20y.

MAILBOX
close $file or die $!;

my @plain = (
    "The programme is at https://www.example.org/programme",
    "or write to mailto:office\@example.org before Monday.",
    "Do not forget: https://www.example.org/programme",
);
my @quoted = (
    "> Who is it?",
    "It is https://www.example.org/staff?id=42 here,",
    "or https://www.example.org/a-page-with-quite-a-long-address/of-many-parts?id=43 there.",
    "The rule is x=20y.",
);
my $text = sub { join "", map { "$_\n" } @_ };
# Of each message: its text, its links, its text after these, its text after quotes()
my @expected = (
    [
        $text->(@plain),
        ["https://www.example.org/programme", "mailto:office\@example.org"],
        "The programme is at 0or write to 0 before Monday.Do not forget: 1",
        $text->(@plain),
    ],
    [
        $text->(@quoted),
        [
            "https://www.example.org/staff?id=3D42",
            "https://www.example.org/a-page-with-quite-a-long-address/of-many-parts?i=",
        ],
        "> Who is it?It is 0 here,or 0d=43 there.The rule is x=20y.",
        $text->(
            $quoted[0],
            "It is https://www.example.org/staff?idB here,",
            "or https://www.example.org/a-page-with-quite-a-long-address/of-many-parts?idC there.",
            "The rule is x y.",
        ),
    ],
);
print "Mail::MboxParser $Mail::MboxParser::VERSION, URI::Find $URI::Find::VERSION\n";
my $changed = 0;
my $mailbox = Mail::MboxParser->new($ARGV[0], decode => "ALL");
for my $message ($mailbox->get_messages) {
    my ($read, $links, $after_links, $after_quotes) = @{ shift @expected };
    my $body = $message->body($message->find_body);
    my $first = $body->as_string;
    my @found = map { $_->{url} } $body->extract_urls(unique => 1);
    my $second = $body->as_string;
    my $other = $message->body($message->find_body);
    my $anew = $other->as_string;
    $other->quotes;
    my $third = $other->as_string;
    print "$first links:\n", (map { "  $_\n" } @found), " after that:\n$second\n",
        " after quotes():\n$third\n";
    s/\n+\z// for $first, $second, $third, $anew, $read, $after_links, $after_quotes;
    $changed ||= $first ne $read || "@found" ne "@$links" || $second ne $after_links
        || $anew ne $read || $third ne $after_quotes;
}
if ($changed || @expected) {
    print STDERR "changed: this is not what was seen\n";
    exit 1;
}
PERL
