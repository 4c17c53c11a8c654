#!/usr/bin/env bash
# PGObject::Type::DateTime 2.0.2 cuts half an hour off a time zone and moves digits of the second.
#
# Expected: from_db() takes a time as PostgreSQL prints it, and to_db() gives PostgreSQL the same
#           time. PostgreSQL writes +05:30 with a colon where a zone is not whole hours, leaves out
#           zeros at the end of a fraction, so that .5 is half a second, and has infinity as a date
#           and a time that has no end (8.5.2 and 8.5.1.4 of its manual).
# Seen:     the zone is read up to the colon: 12:00 of +05:30 is 12:00 of +05, half an hour later,
#           and is written back so. What stands behind the point is taken for a number of
#           microseconds: .5 is 5 of them, .05 too, and they are written without zeros in front, so
#           that .05, and the 5 ms of a new object, come into the database as half a second.
#           infinity is the first day of the year 1, and NULL when it is written. No error. Zones of
#           whole hours are right, and so are whole seconds and fractions of six digits, if the
#           first is not 0.
# Version:  PGObject::Type::DateTime 2.000002, which its changes call 2.0.2 (Debian 12:
#           libpgobject-type-datetime-perl 2.000002-3), with DateTime 1.59 and Perl 5.36. It belongs
#           to LedgerSMB.
# Why it matters: a session with the time of India or Newfoundland moves an appointment by half an
#           hour each time that it is saved. Of the times that now() gives one in ten begins with
#           .0 and comes back as another, so that two messages change places; one in ten ends with a
#           0 and is in the wrong order as soon as it is read. A membership without an end has a
#           missing end afterwards.
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
  apt-get -qq download libpgobject-type-datetime-perl=2.000002-3 libpgobject-perl=2.3.2-1 \
    libdatetime-perl=2:1.59-1 libdatetime-timezone-perl \
    libb-hooks-endofscope-perl=0.26-1 libcarp-clan-perl=6.08-2 \
    libclass-data-inheritable-perl=0.08-3 libclass-inspector-perl=1.36-3 \
    libclass-singleton-perl=1.6-2 libdatetime-locale-perl=1:1.37-1 \
    libdevel-stacktrace-perl=2.0400-2 libeval-closure-perl=0.14-3 \
    libexception-class-perl=1.45-1 libexporter-tiny-perl=1.006000-1 \
    libfile-sharedir-perl=1.118-3 liblist-moreutils-perl=0.430-2 liblog-any-perl=1.713-1 \
    libmodule-implementation-perl=0.09-2 libmodule-runtime-perl=0.016-2 \
    libmro-compat-perl=0.15-2 libnamespace-autoclean-perl=0.29-2 libnamespace-clean-perl=0.27-2 \
    libpackage-stash-perl=0.40-1 libparams-validationcompiler-perl=0.31-1 \
    librole-tiny-perl=2.002004-1 libspecio-perl=0.48-1 \
    libsub-exporter-progressive-perl=0.001013-3 libsub-identify-perl=0.14-3 \
    libtry-tiny-perl=0.31-2
  for package in *.deb; do dpkg -x "$package" .; done
)

perl -I "$work/usr/share/perl5" -I "$(echo "$work"/usr/lib/*/perl5/5.36)" - << 'PERL'
use strict;
use warnings;
use PGObject::Type::DateTime;

# As PostgreSQL prints it: the time in UTC; what is read and what is written, where they are wrong.
my @known = (
    ["2026-03-02 12:00:00+05:30", "2026-03-02 06:30:00.000000",
        "2026-03-02 07:00:00.000000", "2026-03-02 12:00:00.0+05"],
    ["2026-03-02 12:00:00-03:30", "2026-03-02 15:30:00.000000",
        "2026-03-02 15:00:00.000000", "2026-03-02 12:00:00.0-03"],
    ["2026-03-02 12:00:00.5+02", "2026-03-02 10:00:00.500000",
        "2026-03-02 10:00:00.000005", "2026-03-02 12:00:00.5+02"],
    ["2026-03-02 12:00:00.05+02", "2026-03-02 10:00:00.050000",
        "2026-03-02 10:00:00.000005", "2026-03-02 12:00:00.5+02"],
    ["2026-03-02 12:00:00.012345+02", "2026-03-02 10:00:00.012345",
        "2026-03-02 10:00:00.012345", "2026-03-02 12:00:00.12345+02"],
    ["infinity", "infinity", "1-01-01 00:00:00.000000", "NULL"],
    # right ones
    ["2026-03-02 12:00:00+02", "2026-03-02 10:00:00.000000"],
    ["2026-03-02 12:00:00-11", "2026-03-02 23:00:00.000000"],
    ["2026-03-02 12:00:00.123456+02", "2026-03-02 10:00:00.123456"],
    ["2026-03-02 12:00:00.999999+02", "2026-03-02 10:00:00.999999"],
    ["2026-03-02 12:00:00", "2026-03-02 12:00:00.000000"],
    ["2026-03-02", "2026-03-02 00:00:00.000000"],
);
print "PGObject::Type::DateTime ", PGObject::Type::DateTime->VERSION, ", DateTime ",
    DateTime->VERSION, "\n";
my $changed = 0;
for (@known) {
    my ($value, $right, $wrong, $wrong_back) = @$_;
    my $time = PGObject::Type::DateTime->from_db($value);
    my $back = $time->to_db // "NULL";
    my $read = $time->clone->set_time_zone("UTC")->strftime("%F %T.%6N");
    $back =~ s/\.0(?=[-+]|$)// unless $wrong;  # as good as no fraction
    print "$value: $read in UTC", $read eq $right ? "" : " - not $right", "; written as $back",
        $back eq $value ? "\n" : " - not $value\n";
    $changed ||= $read ne ($wrong // $right) || $back ne ($wrong_back // $value);
}

# Not read but made: what is written of five and of five hundred milliseconds.
for (["2026-03-02 12:00:00.5000+02", 5], ["2026-03-02 12:00:00.500000+02", 500]) {
    my ($expected, $milliseconds) = @$_;
    my $back = PGObject::Type::DateTime->new(
        year => 2026, month => 3, day => 2, hour => 12, nanosecond => 1_000_000 * $milliseconds,
        time_zone => "+0200"
    )->to_db;
    printf "noon and %d ms, new: written as %s%s\n", $milliseconds, $back,
        $milliseconds == 5 ? " - not .005000" : "";
    $changed ||= $back ne $expected;
}
if ($changed) {
    print STDERR "changed: this is not what was seen\n";
    exit 1;
}
PERL
