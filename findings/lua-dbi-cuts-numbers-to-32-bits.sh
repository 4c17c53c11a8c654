#!/usr/bin/env bash
# LuaDBI 0.7.2 gives what PostgreSQL has as bigint cut to 32 bits.
#
# Expected: a bigint has 64 bits. Lua 5.4 has whole numbers of as many, and the numbers of Lua 5.1 hold
#           those up to 2^53, so that at least these arrive as they are; what does not fit is told of,
#           or comes as a text, as numbers of the kind oid do.
# Seen:     4618123456789 comes as 1033613589, 4294967296 as 0 and 3000000000 as -1294967296, in Lua 5.1
#           and 5.4 alike, be it a column, a count or a sum. No error. What is given is written whole,
#           and a cast to text in the query is right, so that reading back what was just stored is another
#           number. A numeric comes as a float of 64 bits and is right.
# Version:  LuaDBI 0.7.2 (Debian 12: lua-dbi-postgresql 0.7.2-4) with Lua 5.1.5 and 5.4.4, PostgreSQL 15.
# Why it matters: telephone numbers without their +, national identity numbers and other systems' ids of
#           people are kept as bigint by many. Who looks a person up by a number that came through it
#           finds nobody or, where numbers are dense, somebody else; up to 2,147,483,647 all is well,
#           so that tests see nothing.
#
# Exits 0 while this is so, 1 when it has changed, 2 without PostgreSQL 15. For root the server runs as postgres. It
# listens on a socket in its own folder alone.
set -euo pipefail
programs=/usr/lib/postgresql/15/bin
if [ ! -x "$programs/initdb" ]; then
  echo "needs PostgreSQL 15 (postgresql-15) in $programs"
  exit 2
fi
work=$(mktemp -d)
chmod 755 "$work"
server_user() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}
finish() {
  if [ -f "$work/server/data/postmaster.pid" ]; then
    server_user "$programs/pg_ctl" stop -D "$work/server/data" -m immediate > /dev/null
  fi
  rm -rf "$work"
}
trap finish EXIT
(
  cd "$work"
  # What these link to is taken along; of that any build does.
  apt-get -qq -o APT::Sandbox::User=root download lua-dbi-postgresql=0.7.2-4 lua-dbi-common=0.7.2-4 \
    lua5.1=5.1.5-9 liblua5.1-0 lua5.4 liblua5.4-0 libpq5 libreadline8
  for package in ./*.deb; do dpkg -x "$package" .; done
)

mkdir "$work/server"
[ "$(id -u)" != 0 ] || chown postgres "$work/server"
(
  cd "$work/server"
  server_user "$programs/initdb" -D data -U steward -A trust -E UTF8 --locale C > /dev/null
  server_user "$programs/pg_ctl" start -w -D data -l log \
    -o "-c listen_addresses= -c unix_socket_directories=$work/server" > /dev/null
)

cat > "$work/read.lua" << 'LUA'
local DBI = require "DBI"
local book = assert(DBI.Connect("PostgreSQL", "postgres", "steward", nil, arg[1]))

-- The number that a query gives, and its text.
local function ask(query, given)
  local asked = assert(book:prepare("SELECT n, n::text FROM (SELECT " .. query .. ") AS q (n)"))
  if given then assert(asked:execute(given)) else assert(asked:execute()) end
  local row = asked:fetch()
  return string.format("%.0f", tonumber(row[1])), row[2]
end

local seen = {
  { "2147483647::bigint", "2147483647" },
  { "2147483648::bigint", "-2147483648" },
  { "3000000000::bigint", "-1294967296" },
  { "4294967296::bigint", "0" },
  { "4618123456789::bigint", "1033613589" },
  { "sum(n) FROM (VALUES (2000000000), (2000000000)) AS v (n)", "-294967296" },
  { "$1::bigint", "1033613589", 4618123456789 },
  { "4618123456789::numeric", "4618123456789" },
  { "3000000000::oid", "3000000000" },
}
local changed = 0
print(_VERSION)
for _, case in ipairs(seen) do
  local number, text = ask(case[1], case[3])
  print(string.format("  %-56s is %s, read as %s", case[1], text, number))
  if number ~= case[2] then changed = 1 end
end
os.exit(changed)
LUA

libraries=$(dirname "$(find "$work/usr/lib" -name 'libpq.so.5' | head -1)")
readline=$(dirname "$(find "$work" -name 'libreadline.so.8' | head -1)")
changed=0
for lua in 5.1 5.4; do
  LD_LIBRARY_PATH=$libraries:$readline:$libraries/lua \
    LUA_PATH="$work/usr/share/lua/$lua/?.lua" LUA_CPATH="$libraries/lua/$lua/?.so" \
    "$work/usr/bin/lua$lua" "$work/read.lua" "$work/server" || changed=1
done
if [ "$changed" = 1 ]; then
  echo "changed: this is not what was seen" >&2
  exit 1
fi
