#!/usr/bin/env bash
# DateTime::Format::Pg 0.16014 takes the half second of 01:00:00.5 away instead of adding it.
#
# Expected: parse_interval() reads what PostgreSQL prints for an interval: 01:00:00.5 is an hour and
#           half a second, and a time in front of which no minus stands is positive.
# Seen:     where the whole seconds are 00, what follows the point is negative: 01:00:00.5 is an
#           hour less half a second, 1 day 00:00:00.25 is less than a day, 00:00:00.5 lies before
#           now. The same with PostgreSQL's long form, @ 1 hour 0.5 secs. With any other second, as
#           in 01:00:01.5, it is right, and so is 00 without a fraction. No warning; what
#           format_interval() writes back is another interval than PostgreSQL gave.
# Version:  Debian 12's libdatetime-format-pg-perl 0.16014-1 with libdatetime-perl 2:1.59-1 and
#           Perl 5.36.
# Why it matters: one of sixty intervals that are measured, as age(now(), last_bounce) is, is up to
#           two seconds too short, and what took less than a second took less than nothing. A test
#           with a round interval, or with one of a few seconds, does not show it; events that
#           follow each other closely change their order.
#
# Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  # The list of time zones is Debian's present one: it is replaced each time a country changes its
  # clocks. Nothing here depends on it.
  apt-get -qq download libdatetime-format-pg-perl=0.16014-1 libdatetime-perl=2:1.59-1 \
    libdatetime-timezone-perl \
    libb-hooks-endofscope-perl=0.26-1 libclass-data-inheritable-perl=0.08-3 \
    libclass-inspector-perl=1.36-3 libclass-singleton-perl=1.6-2 \
    libdatetime-format-builder-perl=0.8300-1 libdatetime-format-strptime-perl=1.7900-1 \
    libdatetime-locale-perl=1:1.37-1 libdevel-stacktrace-perl=2.0400-2 \
    libeval-closure-perl=0.14-3 libexception-class-perl=1.45-1 libfile-sharedir-perl=1.118-3 \
    libmodule-implementation-perl=0.09-2 libmodule-runtime-perl=0.016-2 \
    libmro-compat-perl=0.15-2 libnamespace-autoclean-perl=0.29-2 libnamespace-clean-perl=0.27-2 \
    libpackage-stash-perl=0.40-1 libparams-validate-perl=1.31-1 \
    libparams-validationcompiler-perl=0.31-1 librole-tiny-perl=2.002004-1 libspecio-perl=0.48-1 \
    libsub-exporter-progressive-perl=0.001013-3 libsub-identify-perl=0.14-3 \
    libtry-tiny-perl=0.31-2
  for package in *.deb; do dpkg -x "$package" .; done
)

perl -I "$work/usr/share/perl5" -I "$(echo "$work"/usr/lib/*/perl5/5.36)" - << 'PERL'
use strict;
use warnings;
use DateTime;
use DateTime::Format::Pg;

# An interval as PostgreSQL prints it: when it is over if it begins on 2 March 2026 at 12:00, how it
# is written back, and when it is over by what is read. The last stands for the wrong ones.
my @known = (
    ["01:00:00.5", "2026-03-02 13:00:00.500000",
        '@ 60 minutes -0.500000 seconds', "2026-03-02 12:59:59.500000"],
    ["1 day 00:00:00.25", "2026-03-03 12:00:00.250000",
        '@ 1 days -0.250000 seconds', "2026-03-03 11:59:59.750000"],
    ["3 days 02:15:00.999", "2026-03-05 14:15:00.999000",
        '@ 3 days 135 minutes -0.999000 seconds', "2026-03-05 14:14:59.001000"],
    ["00:00:00.5", "2026-03-02 12:00:00.500000",
        '@ -0.500000 seconds', "2026-03-02 11:59:59.500000"],
    ["00:00:00.000001", "2026-03-02 12:00:00.000001",
        '@ -0.000001 seconds', "2026-03-02 11:59:59.999999"],
    ['@ 1 hour 0.5 secs', "2026-03-02 13:00:00.500000",
        '@ 60 minutes -0.500000 seconds', "2026-03-02 12:59:59.500000"],
    # right ones
    ["01:00:01.5", "2026-03-02 13:00:01.500000", '@ 60 minutes 1.500000 seconds'],
    ["1 day 00:00:59.25", "2026-03-03 12:00:59.250000", '@ 1 days 59.250000 seconds'],
    ["00:00:01.000001", "2026-03-02 12:00:01.000001", '@ 1.000001 seconds'],
    ["01:00:00", "2026-03-02 13:00:00.000000", '@ 60 minutes'],
    ["1 day", "2026-03-03 12:00:00.000000", '@ 1 days'],
    ["-00:00:00.5", "2026-03-02 11:59:59.500000", '@ -0.500000 seconds'],
    ["-01:00:01.5", "2026-03-02 10:59:58.500000", '@ -60 minutes -1.500000 seconds'],
    ['@ 1 hour 1.5 secs', "2026-03-02 13:00:01.500000", '@ 60 minutes 1.500000 seconds'],
);
print "DateTime::Format::Pg $DateTime::Format::Pg::VERSION, DateTime $DateTime::VERSION\n";
my $changed = 0;
my $noon = DateTime->new(year => 2026, month => 3, day => 2, hour => 12);
for (@known) {
    my ($interval, $right, $written, $wrong) = @$_;
    my $duration = DateTime::Format::Pg->parse_interval($interval);
    my $over = ($noon + $duration)->strftime("%F %T.%6N");
    my $back = DateTime::Format::Pg->format_interval($duration);
    print "$interval: $back, over at $over", $over eq $right ? "\n" : " - not $right\n";
    $changed ||= $over ne ($wrong // $right) || $back ne $written;
}

# The right value written the same way: it is the reading that is wrong.
my $short = DateTime::Duration->new(minutes => 60, nanoseconds => 500_000_000);
my $written = DateTime::Format::Pg->format_interval($short);
print "an hour and half a second, written: $written\n";
$changed ||= $written ne '@ 60 minutes 0.500000 seconds';
if ($changed) {
    print STDERR "changed: this is not what was seen\n";
    exit 1;
}
PERL
