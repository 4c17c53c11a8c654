#!/usr/bin/env bash
# swift-mustache 2.1.1 refuses a template whose last character is an opening brace.
#
# Expected: in Mustache two braces begin a tag, and one brace is text wherever it stands: chevron
#           renders it at the end as it does before the end.
# Seen:     one brace as the very last character is looked at as the first half of a tag, past the
#           end of the text: the whole template is refused ("overflow"). With a line break or a
#           space behind it, it is text. A text without any tag is refused just so.
# Version:  swift-mustache 2.1.1 with Swift 6; chevron 0.14.0 from PyPI with Python 3.
# Why it matters: whoever keeps a signature, a smiley or a piece of code at the end of a template
#           has a letter that cannot be sent, and the message names no tag that is wrong. An editor
#           that takes off the last line break turns a sound template into a refused one.
#
# Exits 0 while this is so, 1 when it has changed, 2 without Swift.
set -euo pipefail
command -v swift > /dev/null || {
  echo "needs swift"
  exit 2
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check chevron==0.14.0
mkdir -p "$work/Sources/render"
cat > "$work/Package.swift" << 'SWIFT'
// swift-tools-version: 6.0
import PackageDescription

let package = Package(
  name: "render",
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1")
  ],
  targets: [
    .executableTarget(
      name: "render", dependencies: [.product(name: "Mustache", package: "swift-mustache")])
  ])
SWIFT
cat > "$work/Sources/render/main.swift" << 'SWIFT'
import Mustache

for end in ["{", "{ ", "{\n", "{."] {
  for text in ["Dear {{name}} :-\(end)", "Dear all :-\(end)"] {
    do {
      let read = try MustacheTemplate(string: text).render(["name": "Anna"])
      print(text.debugDescription, "->", read.debugDescription)
    } catch let error as MustacheTemplate.ParserError {
      print(text.debugDescription, "-> refused:", error.error)
    }
  }
}
SWIFT
(cd "$work" && swift build -q > "$work/log" 2>&1) || {
  cat "$work/log"
  exit 1
}
bin=$(cd "$work" && swift build --show-bin-path)
"$bin/render" | tee "$work/seen"

"$work/venv/bin/python" - "$work/seen" << 'PYTHON'
import json
import sys
from importlib.metadata import version

import chevron

print("chevron", version("chevron"))
for line in open(sys.argv[1], encoding="utf-8"):
    text, seen = (part.strip() for part in line.split("->"))
    rendered = chevron.render(json.loads(text), {"name": "Anna"})
    is_last = json.loads(text).endswith("{")
    if is_last != seen.startswith("refused"):
        sys.exit("changed: " + line)
    if not is_last and json.loads(seen) != rendered:
        sys.exit("changed: the two render otherwise, " + line)
    if rendered != json.loads(text).replace("{{name}}", "Anna"):
        sys.exit("changed: chevron renders " + rendered)
print("as described")
PYTHON
