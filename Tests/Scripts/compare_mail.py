#!/usr/bin/env python3
"""Compares what is read of a folder of mails with its labels, here and with Python's own email package.

    compare_mail.py BREVDUVA FOLDER

BREVDUVA is the built program, of which `note explain` is asked. FOLDER has labels.jsonl: for each file `from`, `to`
and `cc` (sorted, lower case) and `messageId`; only those that are `agreed` count. Prints how many each reads so, and
which it does not; and of which mails they read another `Date`.
"""
import datetime
import email
import email.policy
import email.utils
import json
import pathlib
import subprocess
import sys


def moment(text):
    """The moment of an RFC 3339 text, or of a Date field; None for what is none."""
    try:
        return datetime.datetime.fromisoformat(text).timestamp()
    except (TypeError, ValueError):
        pass
    try:
        read = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return read.replace(tzinfo=read.tzinfo or datetime.timezone.utc).timestamp()


def ours(brevduva, folder, files):
    # All kinds of mail: what makes no note has nobody.
    text = subprocess.run(
        [brevduva, "note", "explain", "--files", *files], cwd=folder, capture_output=True, check=True).stdout
    for line in text.splitlines():
        mail = json.loads(line)
        if mail["kind"] != "personal":
            continue
        yield mail["file"], {
            **{name: sorted({each.lower() for each in mail[name]}) for name in ("from", "to", "cc")},
            "messageId": mail["messageId"]}, moment(mail["at"])


def pythons(folder, files, policy):
    for file in files:
        try:
            mail = email.message_from_bytes((folder / file).read_bytes(), policy=policy)
            read = {
                name: sorted({
                    address.lower() for _, address in email.utils.getaddresses(
                        [str(each) for each in mail.get_all(name, [])]) if "@" in address})
                for name in ("from", "to", "cc")}
            read["messageId"] = (mail["message-id"] or "").strip() or None
            yield file, read, moment(mail["date"] and str(mail["date"]))
        except Exception as error:  # it is the verdict that counts, not why there is none
            yield file, {"error": type(error).__name__}, None


def main():
    brevduva, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    labels = {}
    for line in (folder / "labels.jsonl").read_text().splitlines():
        label = json.loads(line)
        if label["agreed"]:
            labels[label["file"]] = {name: label[name] for name in ("from", "to", "cc", "messageId")}
    readers = {
        "brevduva": list(ours(brevduva, folder, labels)),
        "email, default policy": list(pythons(folder, labels, email.policy.default)),
        "email, compat32": list(pythons(folder, labels, email.policy.compat32))}
    for name, rows in readers.items():
        read = {file: header for file, header, _ in rows}
        other = [file for file in read if read[file] != {
            **labels[file], **{key: sorted(set(labels[file][key])) for key in ("from", "to", "cc")}}]
        print(f"{name}: {len(read) - len(other)} of {len(read)} as labelled")
        for file in other:
            print(f"  {file}")
    python = {file: at for file, _, at in readers["email, compat32"]}
    dated = [(file, at) for file, _, at in readers["brevduva"]]
    differing = [file for file, at in dated if at != python[file]]
    print(f"moments: {len(dated) - len(differing)} of {len(dated)} as email, compat32 reads them")
    for file in differing:
        print(f"  {file}")


if __name__ == "__main__":
    main()
