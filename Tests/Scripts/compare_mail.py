#!/usr/bin/env python3
"""Compares what is read of a folder of mails with its labels, here and with Python's own email package.

    compare_mail.py BREVDUVA FOLDER

BREVDUVA is the built program, of which `note explain` is asked. FOLDER has labels.jsonl: for each file `from`, `to`
and `cc` (sorted, lower case) and `messageId`; only those that are `agreed` count. Prints how many each reads so, and
which it does not.
"""
import email
import email.policy
import email.utils
import json
import pathlib
import subprocess
import sys


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
            "messageId": mail["messageId"]}


def pythons(folder, files, policy):
    for file in files:
        try:
            mail = email.message_from_bytes((folder / file).read_bytes(), policy=policy)
            read = {
                name: sorted({
                    address.lower() for _, address in email.utils.getaddresses(
                        [str(each) for each in mail.get_all(name, [])]) if "@" in address})
                for name in ("from", "to", "cc")}
            yield file, {**read, "messageId": (mail["message-id"] or "").strip() or None}
        except Exception as error:  # it is the verdict that counts, not why there is none
            yield file, {"error": type(error).__name__}


def main():
    brevduva, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    labels = {}
    for line in (folder / "labels.jsonl").read_text().splitlines():
        label = json.loads(line)
        if label["agreed"]:
            labels[label["file"]] = {name: label[name] for name in ("from", "to", "cc", "messageId")}
    readers = {
        "brevduva": dict(ours(brevduva, folder, labels)),
        "email, default policy": dict(pythons(folder, labels, email.policy.default)),
        "email, compat32": dict(pythons(folder, labels, email.policy.compat32))}
    for name, read in readers.items():
        other = [file for file in read if read[file] != {
            **labels[file], **{key: sorted(set(labels[file][key])) for key in ("from", "to", "cc")}}]
        print(f"{name}: {len(read) - len(other)} of {len(read)} as labelled")
        for file in other:
            print(f"  {file}")


if __name__ == "__main__":
    main()
