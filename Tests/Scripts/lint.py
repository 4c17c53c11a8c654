#!/usr/bin/env python3
"""Checks what the formatter does not: import arrows, sizes, rules without a test, words that may not
stand in the code, summaries of doc comments, and the names of the top level. Prints what is wrong and
exits 1; ends with figures.

Run by ./dev lint, from anywhere. It reads the files that git knows or would take.
"""
import pathlib
import re
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
findings = []


def found(path, line, sentence):
    """Notes a finding; line 0 where it is about the whole file."""
    findings.append(f"{path}:{line}: {sentence}" if line else f"{path}: {sentence}")


# --- Reading Swift -------------------------------------------------------------------------------

TOKEN = re.compile(
    r'(?P<line>//[^\n]*)|(?P<block>/\*.*?\*/)'
    r'|(?P<raw>(?P<hashes>#+)"(?:"")?.*?"(?:"")?(?P=hashes))'
    r'|(?P<long>""".*?""")'
    r'|(?P<text>"(?:\\\((?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*\)|\\.|[^"\\\n])*")',
    re.S)


class Source:
    """A Swift file: its text, its code (comments and the insides of literals blanked), its literals."""

    def __init__(self, path):
        self.path = path
        self.text = (ROOT / path).read_text(encoding="utf-8")
        self.literals = []
        self.code = TOKEN.sub(self.blank, self.text)

    def blank(self, match):
        if not (match["line"] or match["block"]):
            self.literals.append((self.line(match.start()), match[0]))
        return re.sub(r"[^\n]", " ", match[0])

    def line(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def length(self):
        return self.text.count("\n")

    def functions(self):
        """Yields name, first line and number of lines of everything that has a body of statements."""
        head = re.compile(r"\b(?:func\s+([^\s(<]+)|(init)[?]?\s*[(<]|(deinit)\s*\{|(subscript)\s*[(<])")
        for match in head.finditer(self.code):
            before = self.code[:match.start()].rstrip()
            if before.endswith((".", "&")):
                continue  # a call: self.init(…), super.init(…)
            body = self.body(match.start())
            if body:
                name = next(group for group in match.groups() if group)
                yield name, self.line(match.start()), self.line(body) - self.line(match.start()) + 1

    def body(self, start):
        """The offset of the brace that ends what is declared at `start`; None for a requirement."""
        depth, opened = 0, False
        for offset in range(start, len(self.code)):
            mark = self.code[offset]
            if mark in "([":
                depth += 1
            elif mark in ")]":
                depth -= 1
            elif mark == "{":
                depth, opened = depth + 1, True
            elif mark == "}":
                depth -= 1
                if depth == 0 and opened:
                    return offset
                if depth < 0:
                    return None
            elif depth == 0 and not opened and mark == "\n":
                rest = self.code[offset:].lstrip()
                goes_on = re.match(r"(where\b|throws\b|async\b|->|\{|\)|,)", rest)
                ended = self.code[start:offset].rstrip()
                if not goes_on and not ended.endswith((",", "->", ":", "&", "where")):
                    return None
        return None


def files(*patterns):
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "--", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True)
    return sorted(name for name in set(listed.stdout.split("\n")) if name and (ROOT / name).exists())


# --- Import arrows: downwards only ---------------------------------------------------------------

SYSTEM = {"Glibc", "Synchronization"}
ESSENTIALS = {"FoundationEssentials"}
ARROWS = {
    "Shared/Charsets": {"CIconv"},
    "Shared/Compression": {"CZlib"},
    "Shared/Phrases": set(),
    "Shared/Domain": {"ICU", "Phrases"} | ESSENTIALS,
    "Shared/Formats": {"Charsets", "Compression", "Glibc", "Phrases"} | ESSENTIALS,
    "Shared/Hashing": {"CCrypto"} | ESSENTIALS,
    "Shared/ICU": {"CICU"},
    "Shared/Mentions": {"Domain", "Formats"},
    "Shared/Templates": {"Domain", "Formats", "Mustache", "Synchronization"},
    "Shared/Threading": SYSTEM,
    "Shared/POSIX": {"Threading"} | SYSTEM,
    "Shared/Postgres": {"CLibPQ", "Threading"} | SYSTEM,
    "Shared/Messaging": {"CRabbitMQ", "Hashing", "POSIX", "Threading"} | SYSTEM,
    "Shared/Spreadsheets": {"CXML", "CZip", "Formats", "POSIX"} | SYSTEM,
    "Shared/Contract": {"Domain", "Formats", "Hashing", "Messaging"} | ESSENTIALS,
    "Shared/Store": {"Domain", "Formats", "Hashing", "Mentions", "Postgres", "Threading"} | ESSENTIALS,
    "Shared/Platform": {"Domain", "POSIX"},
    "Shared/Settings": {
        "Configuration", "Formats", "Hashing", "Logging", "Messaging", "POSIX", "Platform", "Postgres"},
    "Shared/WorkerDefinitions": {"Contract", "Domain", "Settings", "Store"},
    "Shared/Observability": {
        "CoreMetrics", "Domain", "Formats", "Logging", "Metrics", "POSIX", "Platform", "Settings",
        "Synchronization", "Threading"},
    "Shared/Worker": {
        "Configuration", "Contract", "Domain", "Hashing", "Logging", "Messaging", "Observability", "Platform",
        "ServiceLifecycle", "Settings", "Store", "Threading", "UnixSignals", "WorkerDefinitions"} | SYSTEM,
    "Shared/TestSupport": {
        "Contract", "Domain", "Hashing", "Logging", "Messaging", "Observability", "POSIX", "Postgres", "Settings",
        "Store", "Testing", "Threading"}
    | SYSTEM | ESSENTIALS,
    "Services/brevduva": {
        "ArgumentParser", "Contract", "Domain", "Formats", "Hashing", "ICU", "Messaging", "Observability",
        "POSIX", "Platform", "Settings", "Spreadsheets", "Store", "Threading", "WorkerDefinitions"} | SYSTEM,
    "Services/import-worker": {
        "Contract", "Domain", "Formats", "Settings", "Spreadsheets", "Worker", "WorkerDefinitions"},
    "Services/mailing-worker": {
        "Contract", "Domain", "Settings", "Templates", "Worker", "WorkerDefinitions"},
    "Services/*": {"Contract", "Domain", "Settings", "Worker", "WorkerDefinitions"},
}
IMPORT = re.compile(
    r"^(?P<before>(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?)"
    r"import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(?P<module>\w+)", re.M)


def room_of(path):
    room = "/".join(path.split("/")[:2])
    return room if room in ARROWS else "Services/*" if room.startswith("Services/") else None


def check_imports(sources):
    for source in sources:
        room = room_of(source.path)
        if room is None:
            found(source.path, 0, "lies in no room that Tests/Scripts/lint.py knows")
            continue
        for match in IMPORT.finditer(source.code):
            module, line = match["module"], source.line(match.start())
            if module not in ARROWS[room]:
                found(source.path, line, f"{room} must not import {module}")
            if module in ("CLibPQ", "CRabbitMQ") and "public" in match["before"]:
                found(source.path, line, f"{module} is imported internal")


# Modules of C that a wall stands before.
WALLED = {module for modules in ARROWS.values() for module in modules if re.match(r"C[A-Z]", module)}


def check_walls(tests):
    for source in tests:
        for match in IMPORT.finditer(source.code):
            if match["module"] in WALLED:
                found(source.path, source.line(match.start()), f"a test goes through the wall of {match['module']}")


# --- Words that may not stand in the code --------------------------------------------------------

EVERYWHERE = [
    (r"\btry!", "no try!: handle the error"),
    (r"\bas!", "no as!"),
    (r"\bfatalError\b", "no fatalError: precondition with a sentence for a programmer's mistake"),
    (r"@unchecked\b", "no @unchecked Sendable"),
    (r"\bnonisolated\s*\(\s*unsafe\s*\)", "no nonisolated(unsafe)"),
    (r"@preconcurrency\b", "no @preconcurrency"),
    (r"\bunsafeBitCast\b", "no unsafeBitCast"),
    (r"\bTask\.detached\b", "no Task.detached: async let or a task group"),
    (r"\bTask\s*(?:\([^)]*\)\s*)?\{", "no Task { }: async let or a task group"),
    (r"^var\b|^\s*(?:(?:public|package|internal|private|fileprivate)\s+)?static\s+var\s+\w+\s*(?::[^={]+)?=",
     "no global state: pass it in an init"),
]
IN_PRODUCT = [
    (r"\bDispatch(?:Queue|Group|Semaphore)\b", "no Dispatch: a lane, or structured concurrency"),
    (r"@testable\b", "@testable is for tests"),
]
IN_TESTS = [
    (r"\bimport\s+XCTest\b", "Swift Testing only"),
    (r"\.disabled\(", "no test is switched off"),
]
SLEEP = re.compile(r"\b(?:Thread|Task)\.sleep\s*\(|(?<![.\w])(?:usleep|nanosleep|sleep)\s*\(")
PURE = [
    (r"\bDate\s*\(\s*\)|\bContinuousClock\b|\bSuspendingClock\b|\.now\b", "no clock in a pure room"),
    (r"\.random\b|\.randomElement\b|\.shuffled\(\)|\bSystemRandomNumberGenerator\b|\bUUID\s*\(\s*\)",
     "no randomness in a pure room"),
]
PURE_ROOMS = ("Shared/Charsets/", "Shared/Phrases/", "Shared/Domain/", "Shared/Formats/")
IN_TEXT = [
    (r"\b(?:TODO|FIXME|XXX)\b", "no TODO: an issue"),
    (r"swift-format-ignore", "no swift-format-ignore"),
]
COMMENTED_OUT = re.compile(
    r"^\s*//\s*(?:(?:let|var)\s+\w+\s*(?::[^=]*)?=\s|return\b.*[()\[\]]|func\s+\w+\(|if\s.*\{\s*$|try\s+\w+[.(]|\}\s*$)")


def check_sleeps(source):
    """A pause between two looks at a fact is no sleep, if a deadline stands in the lines above it."""
    lines = source.code.split("\n")
    for match in SLEEP.finditer(source.code):
        line = source.line(match.start())
        if "deadline" not in "\n".join(lines[max(0, line - 10):line]):
            found(source.path, line, "no sleeping: wait for a fact with a deadline")


def check_words(sources):
    for source in sources:
        in_tests = source.path.startswith("Tests/")
        words = EVERYWHERE + (IN_TESTS if in_tests else IN_PRODUCT)
        if in_tests:
            check_sleeps(source)
        if source.path.startswith(PURE_ROOMS):
            words += PURE
        for text, patterns in ((source.code, words), (source.text, IN_TEXT)):
            for pattern, sentence in patterns:
                for match in re.finditer(pattern, text, re.M):
                    found(source.path, source.line(match.start()), sentence)
        for number, line in enumerate(source.text.split("\n"), 1):
            if COMMENTED_OUT.match(line):
                found(source.path, number, "no code in comments")


# --- What the compiler cannot vouch for -----------------------------------------------------------

# How many expressions each target marks as `unsafe` (strict memory safety, SE-0458); none, unless it
# stands here: the walls before C, and tests that call C themselves. The numbers may only fall.
UNSAFE = {
    "Shared/Charsets": 3,
    "Shared/Compression": 4,
    "Shared/Hashing": 15,
    "Shared/ICU": 12,
    "Shared/Messaging": 243,
    "Shared/POSIX": 54,
    "Shared/Postgres": 61,
    "Shared/Spreadsheets": 25,
    "Shared/Threading": 14,
    "Tests/ContractTests": 1,
    "Tests/PostgresTests": 1,
}


def check_unsafe(sources):
    counts = dict.fromkeys(UNSAFE, 0)
    for source in sources:
        target = "/".join(source.path.split("/")[:2])
        marks = [match.start() for match in re.finditer(r"\bunsafe\b", source.code)]
        if target not in UNSAFE:
            for mark in marks:
                found(source.path, source.line(mark), f"nothing unsafe in {target}: it has no C to call")
        else:
            counts[target] += len(marks)
    for target, count in counts.items():
        if count > UNSAFE[target]:
            found(target, 0, f"{count} times unsafe where {UNSAFE[target]} are allowed: find a safe way")
        elif count < UNSAFE[target]:
            found("Tests/Scripts/lint.py", 0, f"UNSAFE: lower {target} to {count}")
    return f"unsafe: {sum(counts.values())} times, in {len(counts)} targets that call C"


# --- SQL: in Store alone, and never put together from pieces -------------------------------------

STATEMENT = re.compile(
    r"\b(?:SELECT\b.+\bFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET|MERGE\s+INTO|WITH\s+\w+\s+AS\s*\("
    r"|(?:CREATE|ALTER|DROP)\s+(?:UNIQUE\s+)?(?:TABLE|INDEX|TYPE|FUNCTION))\b", re.S)


TARGET = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE|TABLE|ON)\s+(?!pg_catalog\.|unnest\b)[a-z]", re.S)


def may_hold(path, literal):
    """Store holds the SQL, TestSupport that of tests; Postgres may ask the server about itself."""
    return path.startswith(("Shared/Store/", "Shared/TestSupport/")) or (
        path.startswith("Shared/Postgres/") and not TARGET.search(literal))


def check_sql(sources):
    for source in sources:
        if source.path.startswith("Tests/"):
            continue
        for line, literal in source.literals:
            if not STATEMENT.search(literal):
                continue
            if not may_hold(source.path, literal):
                found(source.path, line, "SQL lives in Shared/Store")
            if re.search(r"\\#*\((?!(?:Self|[A-Z]\w*)\.\w+\))", literal):
                found(source.path, line, "of a statement only what is shared stands apart, as a static let of a type:"
                      " use parameters")
        if source.path.startswith("Shared/Store/") and re.search(r"\bSELECT\s+\*", source.text):
            found(source.path, 0, "never SELECT *: name the columns")


# --- Sizes ---------------------------------------------------------------------------------------

def check_sizes(sources):
    """File: none over 500 lines, nine in ten under 300, median under 90. Function: none over 60,
    median under 10. The medians are those of the product; the limits hold for tests too."""
    lengths, functions = [], []
    for source in sources:
        ours = not source.path.startswith("Tests/")
        if source.length() > 500:
            found(source.path, 0, f"{source.length()} lines; 500 at the most")
        if ours:
            lengths.append(source.length())
        for name, line, length in source.functions():
            if length > 60:
                found(source.path, line, f"{name} has {length} lines; 60 at the most")
            if ours:
                functions.append(length)
    if not lengths or not functions:
        return "no files"
    median, long = statistics.median(lengths), sum(length >= 300 for length in lengths)
    of_functions = statistics.median(functions)
    if median >= 90:
        found("Shared, Services", 0, f"median length of a file is {median:g} lines; under 90")
    if long * 10 > len(lengths):
        found("Shared, Services", 0, f"{long} of {len(lengths)} files have 300 lines; one in ten may")
    if of_functions >= 10:
        found("Shared, Services", 0, f"median length of a function is {of_functions:g}; under 10")
    return (
        f"{len(lengths)} files: median {median:g} lines, longest {max(lengths)}, {long} of 300 or more; "
        f"{len(functions)} functions: median {of_functions:g}, longest {max(functions)}")


# --- Summaries of doc comments -------------------------------------------------------------------

# A summary begins with the noun or the verb ("Number of lanes."); in this many of a hundred it may ask.
ASKING = 2
QUESTION = re.compile(r"(?:What|Whether|How|Who|Why)\b")


def summaries(source):
    """Yields line and text of the first line of each doc comment."""
    before = ""
    for number, line in enumerate(source.text.split("\n"), 1):
        line = line.strip()
        if line.startswith("/// ") and not before.startswith("///"):
            yield number, line[4:]
        before = line


def check_summaries(product):
    comments = [(source.path, line, text) for source in product for line, text in summaries(source)]
    asking = [comment for comment in comments if QUESTION.match(comment[2])]
    share = 100 * len(asking) / max(len(comments), 1)
    if share > ASKING:
        for path, line, text in asking:
            found(path, line, f"a summary begins with the noun or the verb, not with {text.split()[0]}")
    return f"{len(comments)} doc comments: {share:.1f} % begin with What, Whether, How, Who or Why; {ASKING} % may"


# --- Rules without a test ------------------------------------------------------------------------

def ids(text):
    """The rules that a list like 'I1 U1–U4' names."""
    out = []
    for letter, first, last in re.findall(r"\b([A-Z])(\d{1,2})(?:[–-](?:[A-Z])?(\d{1,2}))?\b", text):
        out += [f"{letter}{number}" for number in range(int(first), int(last or first) + 1)]
    return out


# The rules that are built: each needs a test that begins with its id.
BUILT = ids("I1–I3 U1–U4 S1–S6 M1–M7 P1–P11 R1–R7 L1–L8 E1–E4 B1–B10")
TEST_NAME = re.compile(r'@(?:Test|Suite)\(\s*"((?:\\.|[^"\\])*)"')


def check_rules(sources):
    tested = set()
    for source in sources:
        if source.path.startswith("Tests/"):
            for name in TEST_NAME.findall(source.text):
                tested.update(ids(name.split(":")[0]) if ":" in name else [])
    for rule in BUILT:
        if rule not in tested:
            found("Tests", 0, f'no test names {rule}: @Test("{rule}: a fact")')
    written = ROOT.parent / "shared" / "domain.md"
    if written.exists():
        rules = set(re.findall(r"^- \*\*([A-Z]\d{1,2})\*\*", written.read_text(encoding="utf-8"), re.M))
        for rule in sorted(rules - set(BUILT)):
            found("Tests/Scripts/lint.py", 0, f"{rule} is not BUILT")
    return f"{len(BUILT)} rules built"


def check_test_names(sources):
    def blank(match):
        return " " * len(match[0])

    for source in sources:
        if source.path.startswith("Tests/"):
            for match in re.finditer(r"@Test\b(?!\(\s*\")", re.sub(r"//[^\n]*", blank, source.text)):
                found(source.path, source.line(match.start()), "a test's name states a fact: @Test(\"…\")")


# --- The top level and the documents -------------------------------------------------------------

TOP = {
    "Package.swift", "Services", "Shared", "Tests", "Examples", "docs", "deploy", "dev", "Dockerfile",
    "docker-compose.yml", "findings", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"}
LIMITS = {"README.md": 150, "CONTRIBUTING.md": 80}


def check_top():
    for name in sorted({path.split("/")[0] for path in files()}):
        if name not in TOP and not name.startswith("."):
            found(name, 0, "does not belong to the top level")
    for path in files("*.md"):
        limit = 40 if path.startswith("docs/decisions/") else LIMITS.get(path)
        length = (ROOT / path).read_text(encoding="utf-8").count("\n")
        if limit and length >= limit:
            found(path, 0, f"{length} lines; under {limit}")


def main():
    sources = [Source(path) for path in files("Services/*.swift", "Shared/*.swift", "Tests/*.swift")]
    product = [source for source in sources if not source.path.startswith("Tests/")]
    check_imports(product)
    check_walls(source for source in sources if source.path.startswith("Tests/"))
    check_words(sources)
    check_sql(sources)
    unsafe = check_unsafe(sources)
    sizes = check_sizes(sources)
    asking = check_summaries(product)
    rules = check_rules(sources)
    check_test_names(sources)
    check_top()
    print(*findings, sep="\n", end="\n" if findings else "")
    print(sizes, asking, rules, unsafe, sep="\n")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
