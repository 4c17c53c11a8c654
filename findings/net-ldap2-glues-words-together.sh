#!/usr/bin/env bash
# Net_LDAP2 2.2.1 for PHP loses the space at which it folds a line of LDIF, and glues two words together.
#
# Expected: a long line is folded by putting a line break and one space into it, and is unfolded by taking just
#           these two out (RFC 2849, note 2 on the syntax): no character of the value is lost, wherever the fold is. So
#           an entry that is written and read is the same entry.
# Seen:     a value of more than 78 characters is folded at a space, and the space is gone. What Net_LDAP2 writes,
#           others and itself read as "the endof June" and "751 06Uppsala". In reading, a space is lost if it is the
#           last character in front of the fold. So files of others are glued as well, the dn among
#           them: the person is below "NaturalSciences", which is nowhere. The second line of an attribute that it
#           does not take, such as title;lang-en (RFC 3866), becomes the end of the value before it, here of the
#           e-mail address; error() tells of the attribute, and of none of the rest. Values in Base64 (with
#           å, ä or ö) and short ones are right. The comments that are its manual name the column at which lines are
#           wrapped and no more; the long value of its tests has no space in it.
# Version:  Net_LDAP2 2.2.1 (Debian 12: php-net-ldap2 2.2.1-1, with php-pear 1.10.13) with PHP 8.2. It needs
#           php-cli. Beside it the reader and writer ldif 4.3.0 from PyPI, with Python 3.
# Why it matters: the long values of a directory are its postal addresses and notes. Exported and taken in again,
#           every one of them is a little wrong, and a person whose dn was long is somebody else's namesake.
#
# Exits 0 while this is so, 1 when it has changed, 2 without PHP.
set -euo pipefail
command -v php > /dev/null || {
  echo "needs php-cli"
  exit 2
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(
  cd "$work"
  apt-get -qq -o APT::Sandbox::User=root download php-net-ldap2=2.2.1-1 \
    php-pear=1:1.10.13+submodules+notgz+2022032202-2
  for package in ./*.deb; do dpkg -x "$package" .; done
)
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check ldif==4.3.0

cat > "$work/given.py" << 'PYTHON'
import json
import sys

from ldif import LDIFWriter

folder = sys.argv[1]
where = "ou=Guest Lecturers of the Faculty of Mathematics and Natural Sciences,dc=example,dc=org"
people = {
    f"cn=Ann Alm,{where}": {
        "cn": "Ann Alm",
        "mail": "ann@example.org",
        "title;lang-en": "Senior lecturer in numerical analysis and head of the alumni office and archive",
        "description": "On leave, not to be disturbed with mailings of any kind at all until the end of June",
        "postalAddress": "Ann Alm $ Department of Mathematics and Natural Sciences $ Box 480 $ 751 06 Uppsala",
    },
    f"cn=Bo Borg,{where}": {
        "cn": "Bo Borg",
        "mail": "bo@example.org",
        "description": "Gäst, och tillbaka först när den långa hösten har gått över i en kort vinter "
                       "med mycket snö",
        "postalAddress": "Bo Borg $ Box 480 $ 751 06 Uppsala",
    },
}
with open(f"{folder}/given.json", "w") as file:
    json.dump(people, file)
with open(f"{folder}/given.ldif", "wb") as file:
    writer = LDIFWriter(file, cols=76)
    for dn, values in people.items():
        writer.unparse(dn, {name: [value] for name, value in values.items()})
PYTHON
"$work/venv/bin/python" "$work/given.py" "$work"

cat > "$work/seen.php" << 'PHP'
<?php
error_reporting(E_ALL & ~E_DEPRECATED);
require 'Net/LDAP2/LDIF.php';
$folder = $argv[1];

// The entries of a file, by their dn, and the last error.
function found(string $path): array {
    $people = [];
    $ldif = new Net_LDAP2_LDIF($path, 'r');
    do {
        $entry = $ldif->read_entry();
        $people[$entry->dn()] = $entry->getValues();
    } while (!$ldif->eof());
    return [$people, $ldif->error() ? $ldif->error_lines() : null];
}

$entries = [];
foreach (json_decode(file_get_contents("$folder/given.json"), true) as $dn => $values) {
    $entries[] = Net_LDAP2_Entry::createFresh($dn, $values);
}
$ldif = new Net_LDAP2_LDIF("$folder/written.ldif", 'w');
$ldif->write_entry($entries);
$error = $ldif->error();
$ldif->done();
$seen = [$error, found("$folder/given.ldif"), found("$folder/written.ldif")];
echo json_encode($seen, JSON_THROW_ON_ERROR);
PHP
php -d include_path="$work/usr/share/php" "$work/seen.php" "$work" > "$work/seen.json"

cat > "$work/seen.py" << 'PYTHON'
import json
import sys
from importlib.metadata import version

from ldif import LDIFParser

folder = sys.argv[1]


def parsed(name):
    with open(f"{folder}/{name}", "rb") as file:
        return {dn: {name: value for name, (value,) in values.items()}
                for dn, values in LDIFParser(file).parse()}


print("Net_LDAP2 2.2.1, ldif", version("ldif"))
with open(f"{folder}/given.json") as file:
    given = json.load(file)
with open(f"{folder}/seen.json") as file:
    error, (read, *error_lines), (again, *more) = json.load(file)
    error_lines += more
changed = parsed("given.ldif") != given
print("ldif reads its own file", "otherwise" if changed else "as it was given")

# The names, and what the first person's values are instead, by how they came to be.
ann, bo = given.values()
glued = [name.replace("Natural Sciences", "NaturalSciences") for name in given]
at_the_end = {
    "description": ann["description"].replace("end of", "endof"),
    "postalAddress": ann["postalAddress"].replace("06 Upp", "06Upp"),
}
for how, found, names, values in [
    ("written by Net_LDAP2, read by ldif", parsed("written.ldif"), list(given), at_the_end | {
        "title;lang-en": ann["title;lang-en"].replace("and archive", "andarchive"),
    }),
    ("written and read by Net_LDAP2", again, list(given), at_the_end | {
        "mail": "ann@example.orgarchive",
        "title;lang-en": None,
    }),
    ("written by ldif, read by Net_LDAP2", read, glued, {
        "mail": "ann@example.orgoffice and archive",
        "title;lang-en": None,
        "description": ann["description"].replace("all until", "alluntil"),
    }),
]:
    print(how)
    print("\n".join(f"  {name}" for name in found))
    first, second = ({name: values.get(name) for name in ann} for values in found.values())
    for name, value in first.items():
        print(f"    {name}: {value}{'' if value == ann[name] else ' - not as given'}")
    changed |= list(found) != names or first != ann | values or second != {"title;lang-en": None} | bo
print("errors that were told: in writing", error, "in reading, of lines", error_lines)
changed |= error or error_lines != [5, 4]
if changed:
    print("changed: this is not what was seen", file=sys.stderr)
    sys.exit(1)
PYTHON
"$work/venv/bin/python" "$work/seen.py" "$work"
