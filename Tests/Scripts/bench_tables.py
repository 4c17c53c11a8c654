#!/usr/bin/env python3
"""Measures how fast tables are read, beside Python's csv module and python-calamine, in turns.

    bench_tables.py BREVDUVA FOLDER [--rounds N]

BREVDUVA is the built program, of which `import rows` is measured: rows are read and printed as JSON, while the
others read them alone. The files are made in FOLDER and kept there. It needs python-calamine and XlsxWriter.
Prints medians of CPU seconds and of the largest memory.
"""
import argparse
import csv
import datetime
import pathlib
import random
import statistics
import subprocess
import sys

GIVEN = ["Åsa", "Erik", "Anna", "Bo", "Maja", "Örjan", "Lars", "Karin"]
FAMILY = ["Öberg", "Öst", "Ek", "Sjö", "Lind", "Åkesson", "Berg", "Nilsson"]


def people(count):
    """Yields persons, the same ones each time."""
    chance = random.Random(7)
    for number in range(count):
        given, family = chance.choice(GIVEN), chance.choice(FAMILY)
        yield number, given, family, f"{given}.{family}.{number}@example.se".lower(), f"+4670{number:07d}"


def make_csv(path, count):
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("externalId:ladok;givenName;familyName;email.primary;phone;address;note\r\n")
        for number, given, family, mail, phone in people(count):
            note = "" if number % 5 else '"Ring ej, ""semester"""'
            file.write(f"{190001010000 + number};{given};{family};{mail};{phone};"
                       f"Storgatan {number % 300}, 411 {number % 100:02d} Göteborg;{note}\r\n")


def make_xlsx(path, count):
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Adresser")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["Personnr", "Förnamn", "Efternamn", "E-post", "Telefon", "Född", "Medlem", "Ort"])
    for number, given, family, mail, phone in people(count):
        row = number + 1
        sheet.write_number(row, 0, 190001010000 + number)
        for column, text in enumerate([given, family, mail, phone], 1):
            sheet.write_string(row, column, text)
        sheet.write_datetime(row, 5, datetime.datetime(1950, 1, 1) + datetime.timedelta(number % 20000), day)
        sheet.write_boolean(row, 6, number % 3 == 0)
        sheet.write_string(row, 7, "Göteborg" if number % 2 else "Borås")
    book.close()


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return sum(len(row) for row in csv.reader(file, delimiter=";"))


def read_calamine(path, at_once):
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    return sum(len(row) for row in (sheet.to_python() if at_once else sheet.iter_rows()))


OTHERS = {"csv": read_csv, "rows": lambda path: read_calamine(path, False),
          "python": lambda path: read_calamine(path, True)}


WATCHED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def measured(command):
    """CPU seconds and largest memory in MB of a run."""
    out = subprocess.run([sys.executable, "-c", WATCHED, *command], check=True, capture_output=True, text=True)
    return tuple(map(float, out.stdout.split()))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--read", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        OTHERS[options.read[0]](options.read[1])
        return
    options.folder.mkdir(parents=True, exist_ok=True)
    text, book = options.folder / "people.csv", options.folder / "people.xlsx"
    if not text.exists():
        make_csv(text, 1_000_000)
    if not book.exists():
        make_xlsx(book, 200_000)
    itself = [sys.executable, __file__, options.program, str(options.folder), "--read"]
    contenders = {
        "CSV, read and printed": [options.program, "import", "rows", str(text)],
        "CSV, Python's csv": [*itself, "csv", str(text)],
        "xlsx, read and printed": [options.program, "import", "rows", str(book)],
        "xlsx, calamine row by row": [*itself, "rows", str(book)],
        "xlsx, calamine at once": [*itself, "python", str(book)],
    }
    runs = {name: [] for name in contenders}
    for _ in range(options.rounds):
        for name, command in contenders.items():
            runs[name].append(measured(command))
    size = text.stat().st_size / 1e6
    for name, all_runs in runs.items():
        seconds = sorted(run[0] for run in all_runs)
        median = statistics.median(seconds)
        speed = f", {size / median:.0f} MB/s" if name.startswith("CSV") else ""
        memory = statistics.median(run[1] for run in all_runs)
        print(f"{name:28} {median:5.2f} s ({seconds[0]:.2f}, {seconds[-1]:.2f}){speed}, {memory:.0f} MB")


if __name__ == "__main__":
    main()
