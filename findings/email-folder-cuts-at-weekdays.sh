#!/usr/bin/env bash
# Email::Folder 0.860 makes two messages of one, where a line says "From Monday on".
#
# Expected: in a mailbox whose messages have a Content-Length (the kind mboxcl2 of the manual page on
#           mbox), that number tells where the next message begins, and a line that begins with
#           "From " stands in a text as it was written. Email::Folder's manual says that a mailbox is
#           read as mboxcl2 where there is a Content-Length. In which order the lines of a header
#           stand is up to the writer (RFC 5322, 3.6).
# Seen:     it is so unless Content-Length is the header's last line: there it is overlooked. Then a
#           line of the text ends the message if it stands behind an empty one and says From, perhaps
#           a word more, and the name of a weekday; it is in neither part. What follows has no
#           sender, no subject and no date, and its first paragraph is gone as well, being taken for
#           a header. With the option jwz_From_ any such line that begins with "From " does so. The
#           other count that is looked at, Lines, is overlooked in the same place. No error.
# Version:  Email::Folder 0.860 (Debian 12: libemail-folder-perl 0.860-3) with Email::Simple 2.218 and
#           Perl 5.36.
# Why it matters: an archive has messages from nobody in it, and what is missing in those before them
#           is the sentence that says from when on something holds. The number is added by the
#           program that delivers, for which the end of the header is the natural place.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq -o APT::Sandbox::User=root download libemail-folder-perl=0.860-3 \
    libemail-foldertype-perl=0.813-1.4 libmodule-pluggable-perl=5.2-4 \
    libemail-simple-perl=2.218-1 libemail-date-format-perl=1.008-1
  for package in ./*.deb; do dpkg -x "$package" .; done
)

perl -I "$work/usr/share/perl5" - "$work/mailbox" << 'PERL'
use strict;
use warnings;
use Email::Folder;

my $path = $ARGV[0];
my $notice = <<'TEXT';
Dear all,

From Monday on the library opens at ten.
Bring your card.

From 1 May on it is closed on Sundays.

The key is with Dan.
TEXT
my $thanks = "Thank you.\n";

# The mailbox of two messages, with the named count as the last line of their headers or before it.
sub mailbox {
    my ($count, $last) = @_;
    my $text = "";
    for (["anna\@example.org", "Library", $notice], ["bo\@example.org", "Re: Library", $thanks]) {
        my ($sender, $subject, $body) = @$_;
        my $number = $count eq "Lines" ? $body =~ tr/\n// : length $body;
        my @header = ("From: $sender", "Subject: $subject");
        splice @header, $last ? 2 : 1, 0, "$count: $number";
        $text .= join "\n", "From $sender Mon Nov 30 12:00:00 2026", @header, "", "$body\n";
    }
    open my $file, ">", $path or die $!;
    print $file $text;
    close $file or die $!;
}

# Each message as: sender, subject, text
my @whole = (["anna\@example.org", "Library", $notice], ["bo\@example.org", "Re: Library", $thanks]);
my @weekdays = (
    ["anna\@example.org", "Library", "Dear all,\n"],
    ["nobody", "none", "From 1 May on it is closed on Sundays.\n\nThe key is with Dan.\n"],
    $whole[1],
);
my @each = (
    ["anna\@example.org", "Library", "Dear all,\n"],
    ["nobody", "none", ""],
    ["nobody", "none", ""],
    $whole[1],
);
print "Email::Folder $Email::Folder::VERSION\n";
my $changed = 0;
for (
    # the count, whether it is the last line, the option jwz_From_, what is read
    ["Content-Length", 0, 0, \@whole],
    ["Content-Length", 0, 1, \@whole],
    ["Lines", 0, 0, \@whole],
    ["Content-Length", 1, 0, \@weekdays],
    ["Content-Length", 1, 1, \@each],
    ["Lines", 1, 0, \@weekdays],
) {
    my ($count, $last, $jwz, $expected) = @$_;
    mailbox($count, $last);
    my @found = map {
        my $body = $_->body;
        $body =~ s/\n+\z/\n/;
        $body = "" if $body eq "\n";
        [$_->header("From") // "nobody", $_->header("Subject") // "none", $body]
    } Email::Folder->new($path, jwz_From_ => $jwz)->messages;
    print "$count ", $last ? "last" : "first", $jwz ? ", jwz_From_" : "", ": ", scalar @found,
        " messages\n";
    if ($last) {
        for (@found) {
            my ($sender, $subject, $body) = @$_;
            $body =~ s/\n/\\n/g;
            print "  $sender | $subject | $body\n";
        }
    }
    my $show = sub { join "\0", map { @$_ } @_ };
    $changed ||= $show->(@found) ne $show->(@$expected);
}
if ($changed) {
    print STDERR "changed: this is not what was seen\n";
    exit 1;
}
PERL
