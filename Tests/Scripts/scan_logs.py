#!/usr/bin/env python3
"""Searches what the programs said of themselves for personal data.

  scan_logs.py FOLDER

FOLDER holds what a run of the tests kept there (BREVDUVA_TEST_LOGS): the logs and the last metrics of
each worker, and what the command line wrote to standard error. A line is reported with file and number
if it holds an address, or a name or a telephone number that a test or an example gave to somebody.
Exits 0 if there is none, 1 if there is one, 2 if there is nothing to search.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# What has the form of an address and is none: the examples of a URI in the sentence on a wrong one.
HARMLESS = {"postgres://user@host:5432/brevduva", "amqps://user:password@host:5671/vhost"}
# The command line repeats to the person at the terminal a value that this person typed, if it is no
# value: nothing else that it writes to standard error may hold one.
TYPED = re.compile(r"^Error: The value '[^']*' is invalid for '--email <email>': '[^']*' is no address \(")
# Every address has one of these.
SIGNS = ("@", "%40", "\uff20")
ADDRESS = re.compile(r"""[^\s"'`<>()\[\]{},;=|]+(?:@|%40|\uff20)[^\s"'`<>()\[\]{},;=|]+""")

# A given or family name or a telephone number in the source of a test, as JSON or as an argument; it
# ends where something is put into it.
GIVEN = re.compile(r"""(?:\\?"(?:given|family|phone)\\?"|\b(?:given|family|phone))\s*:\s*\\?"([^"\\\n]+)(\\?)""")


def says_who(text):
    """Whether a text is long enough to be somebody's: two letters, or a dialling code, stand in every log."""
    return sum(map(str.isalpha, text)) > 2 or sum(map(str.isdigit, text)) > 5


def persons():
    """A pattern of every name and number of a person in the tests and the examples, and what each begins with."""
    found = {}
    paths = [*ROOT.glob("Tests/**/*.swift"), *ROOT.glob("Shared/TestSupport/**/*.swift"),
             *ROOT.glob("Examples/*.json")]
    for path in paths:
        for text, goes_on in GIVEN.findall(path.read_text(encoding="utf-8")):
            if says_who(text):
                # What is put in follows the text as it stands, with the blank before it.
                text = text.lstrip() if goes_on else text.strip()
                found[re.escape(text) + (r"\w+" if goes_on else "")] = text
    return re.compile(r"(?<!\w)(?:" + "|".join(sorted(found)) + r")(?!\w)"), set(found.values())


def personal(line, pattern, texts):
    """What of a line is personal; None if nothing is.

    Most lines have neither the sign of an address nor a text of somebody, which is quickly seen.
    """
    line = TYPED.sub("", line)
    if any(sign in line for sign in SIGNS):
        for match in ADDRESS.finditer(line):
            if match[0].rstrip(".:") not in HARMLESS:
                return match[0]
    if any(text in line for text in texts):
        match = pattern.search(line)
        return match[0] if match else None
    return None


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if not files:
        print(f"There is nothing to search in {folder}.", file=sys.stderr)
        sys.exit(2)
    pattern, texts = persons()
    lines = finds = 0
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").split("\n"), 1):
            lines += 1
            what = personal(line, pattern, texts)
            if what is not None:
                finds += 1
                print(f"{path}:{number}: {what}: {line[:300]}")
    print(f"{lines} lines of {len(files)} files searched for addresses and {len(texts)} names and numbers: "
          f"{finds} personal")
    sys.exit(1 if finds else 0)


if __name__ == "__main__":
    main()
