#!/usr/bin/env python3
"""Tells the story of the messages in Examples/: sends each, waits for its outcome, says what became of
it and why, and shows the profiles afterwards.

Run by ./dev demo, with a worker under way, `brevduva` on the PATH and its settings in the environment.
An example is called NN-what-happens.<type>.json, or .eml; what happens is its title here.
"""
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCE = "urn:brevduva:demo"
IN_COLOUR = sys.stdout.isatty() and "NO_COLOR" not in os.environ
# Sent as what it is: a message from before the story began, that comes late.
LATE = "example-23"
BEGAN = datetime.datetime.now(datetime.timezone.utc).isoformat()
DEADLINE = 30  # seconds from sending a message to its outcome


def tone(code, text):
    return f"\033[{code}m{text}\033[0m" if IN_COLOUR else text


def bold(text):
    return tone("1", text)


def faint(text):
    return tone("2", text)


def heading(text):
    print(f"\n{bold(text)}\n", flush=True)


def brevduva(*arguments, may_fail=False, given=None):
    """Runs a subcommand, with what is given as its input; gives its exit code and what it printed."""
    done = subprocess.run(["brevduva", *arguments], capture_output=True, text=True, cwd=ROOT, input=given)
    if done.returncode != 0 and not may_fail:
        sys.exit(f"brevduva {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr or done.stdout}")
    return done.returncode, done.stdout


def asked(*arguments):
    return json.loads(brevduva(*arguments, "--json")[1])


def publish(example, message_id):
    acting = [] if example["type"].startswith(("registration.", "bounce.", "note.email")) else ["--actor", "steward"]
    written = ["--time", BEGAN] if message_id == LATE else []
    brevduva(
        "publish", example["type"], "--id", message_id, "--source", SOURCE, *acting, *written,
        str(example["path"]))


def outcome_of(message_id):
    """Waits until the message has its outcome; gives what `trace` tells."""
    code, text = brevduva("trace", message_id, "--wait", str(DEADLINE), "--json", may_fail=True)
    if code != 0:
        sys.exit(f"message {message_id} has no outcome after {DEADLINE} s; see .dev/workers/demo-*.log")
    return json.loads(text)


def examples():
    found = []
    for path in sorted((ROOT / "Examples").glob("[0-9][0-9]-*.*.*")):
        name, kind = path.name.removesuffix(path.suffix).split(".", 1)
        found.append({
            "path": path.relative_to(ROOT), "type": kind, "id": f"example-{name[:2]}",
            "title": name[3:].replace("-", " ").capitalize()})
    return found or sys.exit("there are no messages in Examples/")


def event_types(trace):
    return [event["type"] if isinstance(event, dict) else str(event) for event in trace["events"]]


# What a suggestion of each kind says to the stewards.
SUGGESTED = {
    "additionalAddress": "A further address waits for the stewards: until then it matches nobody.",
    "duplicate": "A further address stands on another profile: perhaps the same person twice.",
    "nameDiffers": "The name differs clearly from the profile's: the stewards are asked.",
    "previouslyRemoved": "A removed profile had the address: the stewards are asked.",
    "deceasedAddress": "Its person has died, and the address was erased: the stewards are asked whose it is.",
    "forwardedSender": "It passes on a mail of somebody who is known: the stewards are asked.",
    "externalIdElsewhere": "An id of another system stands on another profile: the stewards are asked.",
}


# What an event says that a command has done.
DONE = {
    "profile.merged": "The two are one now: the addresses came along, and both ids lead to the kept one.",
    "profile.unmerged": "The two are two again, each with what it had before.",
    "profile.removed": "It is hidden, with its addresses, and matches nobody.",
    "profile.deceased": "Addresses and telephone are erased, and it gets no bulk mail; the name is left.",
    "address.marked": "The address is undeliverable: nothing is mailed to it until a steward clears the mark.",
    "address.cleared": "The address is mailed again; bounces of mail from before the clearing do not count.",
    "import.completed": "Each of its rows is applied or told, whole; the report is below.",
    "import.undone": "What it changed is as it was before; whom it made is removed, without addresses.",
    "note.unmatched": "Nobody has an address that stands in it: it waits for the stewards.",
    "note.recorded": "It is a note on the profile now.",
    "profile.purged": "The person is erased everywhere; the id is left, with a receipt.",
}


# What becomes of a message about a mailing.
MAILING = {
    "mailing.send": ["Its recipients are chosen, and handed over one by one at their moment."],
    "mailing.cancel": ["Nobody is handed over any more."],
}


def suggestions_on(profile):
    """Kind by id, from the last table of `profile show`; its JSON does not hold them."""
    table = brevduva("profile", "show", profile)[1].partition("\nSuggestions\n")[2]
    rows = [line.split() for line in table.splitlines()[1:]]
    return {row[-1]: row[0] for row in rows if row}


def suggestions_of(trace, told):
    """What the message put before the stewards, in sentences; `told` holds the ids of earlier ones."""
    if "suggestion.made" not in event_types(trace):
        return []
    if not trace["profileIds"]:
        return ["It has no other address than a role mailbox, which is nobody: the stewards decide."]
    sentences = []
    for profile in trace["profileIds"]:
        for suggestion, kind in suggestions_on(profile).items():
            if suggestion not in told:
                told.add(suggestion)
                sentences.append(SUGGESTED.get(kind, f"The stewards are asked: {kind}."))
    return sentences


def why(trace, parked, suggested):
    """What became of a message, in sentences that follow from its outcome and its events."""
    events = event_types(trace)
    if trace["outcome"] == "parked":
        kept = parked.get(trace["messageId"])
        if kept is None:
            return [f"It waits, whole, to be mended: {trace['code']}."]
        place = f" at {kept['path']}" if kept.get("path") else ""
        return [f"It waits, whole, to be mended: {kept['code']}{place}.", kept["detail"]]
    if trace["outcome"] == "refused":
        return [f"The rules forbid it: {trace['code']}."] + [trace[key] for key in ("sentence",) if trace.get(key)]
    told = [sentence for event, sentence in DONE.items() if event in events]
    if "bounce.recorded" in events and not told:
        told.append("It is kept with the address, and marks nobody.")
    if trace["type"].startswith("mailing."):
        return MAILING.get(trace["type"], [])
    if trace["type"].startswith("import."):
        return told or ["It is under way; the report tells its end."]
    if trace["type"] == "profile.create":
        told.append("A steward made a profile; its first address is primary.")
    elif "profile.created" in events:
        told.append("No active profile held the address: a new profile was made, with it as primary.")
    elif "registration.matched" in events:
        told.append("The address stands on an active profile: the registration was recorded there.")
    if "profile.created" in events and "address.moved" in events:
        told.append("The address left a removed profile for the new one.")
    return told + suggestions_of(trace, suggested) or ["It took effect."]


def tell(example, trace, parked, suggested):
    tones = {"applied": "32", "alreadyApplied": "32", "refused": "33", "parked": "33"}
    print(f"{bold(example['title'])}  {faint(str(example['path']))}")
    sentences = why(trace, parked, suggested)
    print(f"  {tone(tones.get(trace['outcome'], '0'), trace['outcome'])}  {sentences[0]}")
    for sentence in sentences[1:]:
        print(f"  {' ' * len(trace['outcome'])}  {sentence}")
    for profile in trace["profileIds"]:
        print(f"  profile  {profile}")
    if trace["events"]:
        print(f"  events   {', '.join(event_types(trace))}")
    print(flush=True)


def send_all(all_examples):
    traces, suggested = {}, set()
    for example in all_examples:
        publish(example, example["id"])
        traces[example["id"]] = trace = outcome_of(example["id"])
        if example is all_examples[0]:
            publish(example, example["id"])
        parked = {each["messageId"]: each for each in asked("parked", "list")} \
            if trace["outcome"] == "parked" else {}
        tell(example, trace, parked, suggested)
    return traces


def check_repeat(example, traces):
    """The first message went out twice: a broker may deliver twice, and nothing may come of it."""
    for profile in traces[example["id"]]["profileIds"]:
        recorded = len(asked("profile", "show", profile)["registrations"])
        applied = sum(
            trace["outcome"] == "applied" and profile in trace["profileIds"]
            for trace in traces.values())
        print(f"{bold('The first one was sent twice')}  {faint(str(example['path']))}")
        print(
            f"  its profile has {recorded} registrations, from {applied} messages: the repeat added "
            "none\n", flush=True)
        if recorded != applied:
            sys.exit("a message that came twice took effect twice")


def show_import(identifier, expected):
    """What became of the rows of a file, and those that were refused, as they are to be mended."""
    heading("The list: its report")
    print(brevduva("import", "report", identifier)[1].rstrip())
    heading("Its refused rows, to be mended in a spreadsheet and imported again")
    print(brevduva("import", "report", identifier, "--refused-csv")[1].lstrip("\ufeff").rstrip())
    counts = asked("import", "report", identifier)["counts"]
    if counts != expected:
        sys.exit(f"the import {identifier} gave {counts} and not {expected}")


def show_mailing(identifier):
    """What became of a mailing, and who was left out."""
    heading("The mailing: who gets it, and who does not")
    deadline = time.monotonic() + DEADLINE
    while (mailing := asked("mailing", "show", identifier))["state"] != "completed":
        if time.monotonic() > deadline:
            sys.exit(f"the mailing {identifier} is not done after {DEADLINE} s; see .dev/workers/demo-*.log")
        time.sleep(0.05)
    print(brevduva("mailing", "show", identifier)[1].rstrip())
    if mailing["counts"]["handedOver"] == 0 or not mailing["excluded"]:
        sys.exit(f"the mailing {identifier} gave {mailing['counts']} and left out {mailing['excluded']}")
    cancelled = asked("mailing", "show", "donors-2099")
    if cancelled["state"] != "cancelled" or cancelled["counts"]["handedOver"]:
        sys.exit(f"the mailing that was cancelled is {cancelled}")


def take_back(example, identifier, expected):
    """What an import looks like once it was taken back."""
    heading("The list is taken back")
    publish(example, example["id"])
    tell(example, outcome_of(example["id"]), {}, set())
    deadline = time.monotonic() + DEADLINE
    while (report := asked("import", "report", identifier))["undoneAt"] is None:
        if time.monotonic() > deadline:
            sys.exit(f"the import {identifier} is not taken back after {DEADLINE} s; see .dev/workers/demo-*.log")
        time.sleep(0.05)
    print(brevduva("import", "report", identifier)[1].partition("\n\n")[0])
    if report["undone"] != expected:
        sys.exit(f"the undo of {identifier} gave {report['undone']} and not {expected}")


def file_note(example):
    """The note that waits, filed: its id is the worker's, so the list is asked for it."""
    heading("Notes that are on nobody")
    print(brevduva("list", "unmatched-notes")[1].rstrip() + "\n")
    waiting = asked("list", "unmatched-notes")
    command = json.loads(example["path"].read_text()) | {"noteId": waiting[0]["id"]}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(command, file)
        file.flush()
        publish(example | {"path": file.name}, example["id"])
        tell(example, outcome_of(example["id"]), {}, set())
    notes = asked("profile", "show", command["profileId"])["notes"]
    if len(waiting) != 1 or asked("list", "unmatched-notes") or len(notes) != 2:
        sys.exit(f"{len(waiting)} notes waited, and the profile has {len(notes)}")


def show_export(lines):
    """The first rows of the address book as a table."""
    rows = brevduva("export")[1].lstrip("\ufeff").splitlines()
    heading(f"The address book as a table: the header and {lines - 1} of its {len(rows) - 1} rows")
    print("\n".join(rows[:lines]))


def main():
    all_examples = examples()
    undo, assignment = (
        next(each for each in all_examples if each["type"] == kind) for kind in ("import.undo", "note.assign"))
    all_examples = [each for each in all_examples if each not in (undo, assignment)]
    heading(f"What became of each of the first {len(all_examples)} messages")
    traces = send_all(all_examples)
    check_repeat(all_examples[0], traces)
    heading("The profiles afterwards")
    profiles = dict.fromkeys(profile for trace in traces.values() for profile in trace["profileIds"])
    for profile in profiles:
        print(brevduva("profile", "show", profile)[1].rstrip() + "\n")
    show_import("alumni-2026", {"created": 2, "changed": 1, "unchanged": 1, "refused": 4})
    file_note(assignment)
    show_mailing("alumni-news-2026-12")
    show_export(3)
    take_back(undo, "alumni-2026", {"givenBack": 3, "kept": 0})
    heading("Parked: kept whole, to be mended and retried")
    print(brevduva("parked", "list")[1].rstrip())
    heading("Where to look next")
    print(
        "./dev up                 the same servers with an empty database, and workers that stay\n"
        "Examples/README.md       each message, and which rule it shows\n"
        "docs/architecture.md     the way of a message, from the queue to the event\n"
        ".dev/workers/demo-*.log  what the workers logged: ids, no personal data", flush=True)


if __name__ == "__main__":
    main()
