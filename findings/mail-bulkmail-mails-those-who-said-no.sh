#!/usr/bin/env bash
# Mail::Bulkmail 3.12 mails those who are on its list of the banned, if that list is not written just so.
#
# Expected: banned takes the addresses and domains that are not to be mailed, as a list or the path of a
#           file. The manual says that by default an address is compared in small letters with them
#           and a domain always is, so it does not matter how they are written there.
# Seen:     what is compared is put into small letters, what stands on the list is not: Anna@example.org
#           and Example.org keep nobody out. The list ends at its first empty line, since an empty text
#           is false in Perl, and whoever stands behind it is mailed. A file with lines that end as
#           Windows ends them keeps nobody out. A list that is given as an array is empty afterwards,
#           and so is the ban of the next mailing that is given the same one. No error and no warning;
#           no log of bad addresses names anybody.
# Version:  Mail::Bulkmail 3.12 (Debian 12: libmail-bulkmail-perl 3.12-7) with Perl 5.36, with the server
#           for trials that it brings itself.
# Why it matters: who said no, or is dead, is on that list as somebody typed it, mostly with a capital
#           letter. The mailing that follows is the one that must not happen, and every test with an
#           address in small letters passes.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq -o APT::Sandbox::User=root download libmail-bulkmail-perl=3.12-7
  dpkg -x ./*.deb .
)

perl -I "$work/usr/share/perl5" - "$work" << 'PERL'
use strict;
use warnings;
use Mail::Bulkmail;
use Mail::Bulkmail::DummyServer;

my $work = shift;
my $changed = 0;

# Whom a mailing to all reaches; BAD takes those who are kept out.
sub reached {
    my ($banned) = @_;
    my @bad;
    {
        my $server = Mail::Bulkmail::DummyServer->new(
            dummy_file => "$work/sent", Smtp => "none", Port => 25, Domain => "example.net")
            or die Mail::Bulkmail::DummyServer->error;
        my $mailing = Mail::Bulkmail->new(
            LIST => [ map { "$_\@example.org" } qw(anna bo eva) ], From => 'news@example.net',
            Subject => "News", Message => "Hello.\n", servers => [$server], BAD => \@bad)
            or die Mail::Bulkmail->error;
        $mailing->banned($banned);
        $mailing->bulkmail or die $mailing->error;
        $server->disconnect;
    }
    open my $file, "<", "$work/sent" or die $!;
    my @people = map { /^RCPT TO:<(\w+)@/ ? $1 : () } split /[\r\n]+/, do { local $/; <$file> };
    unlink "$work/sent";
    return (@people ? "@people" : "nobody") . "; kept out: " . (@bad ? "@bad" : "nobody");
}

# sees WHAT EXPECTED LIST
sub sees {
    my ($what, $expected, $banned) = @_;
    my $seen = reached($banned);
    print "$what: $seen\n";
    $changed ||= $seen ne $expected;
}

sub file {
    my ($text) = @_;
    open my $file, ">:raw", "$work/no" or die $!;
    print $file $text;
    close $file or die $!;
    return "$work/no";
}

print "Mail::Bulkmail $Mail::Bulkmail::VERSION\n";
my $all = "anna bo eva; kept out: nobody";
my ($anna, $bo) = ('anna@example.org', 'bo@example.org');
sees("in small letters", "eva; kept out: $anna $bo", [ $anna, $bo ]);
sees("with a capital letter", $all, [ "Anna\@example.org", "Bo\@example.org" ]);
sees("the domain", "nobody; kept out: $anna $bo eva\@example.org", ["example.org"]);
sees("the domain with a capital letter", $all, ["Example.org"]);
sees("with an empty line between", "bo eva; kept out: $anna", file("$anna\n\n$bo\n"));
sees("with lines of Windows", $all, file("$anna\r\n$bo\r\n"));
my @list = ($anna, $bo);
sees("an array", "eva; kept out: $anna $bo", \@list);
sees("the same once more", $all, \@list);
if ($changed) {
    print STDERR "changed: this is not what was seen\n";
    exit 1;
}
PERL
