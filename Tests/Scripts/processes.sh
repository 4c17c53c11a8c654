# shellcheck shell=bash
# Starting, knowing and ending processes; sourced by ./dev and by Tests/Scripts/servers.
#
# A process is known by its pid and its start time, which a pid file holds as "PID START". A number
# that the system has given to another process meanwhile is therefore never touched.

# started_at PID: its start time in ticks since the machine's start; fails if it has ended.
started_at() {
  local stat fields
  { read -r stat < "/proc/$1/stat"; } 2> /dev/null || return 1
  read -ra fields <<< "${stat##*) }"
  [ "${fields[0]}" != Z ] && echo "${fields[19]}"
}

# is_same PID START: whether that very process still runs.
is_same() { [ "$(started_at "$1")" = "$2" ]; }

# known FILE: prints the pid of the process that FILE tells of; fails unless it runs.
known() {
  local pid start
  { read -r pid start < "$1"; } 2> /dev/null || return 1
  is_same "$pid" "$start" && echo "$pid"
}

# spawn FILE LOG USER COMMAND…: starts a daemon in a session of its own. It writes FILE itself before
# it becomes COMMAND, so that an interruption never leaves one that nobody knows. It keeps none of the
# caller's descriptors: a lock held through one would last as long as the daemon.
# USER is the user to become; empty for no change.
spawn() {
  local file=$1 log=$2 user=$3
  shift 3
  [ -z "$user" ] || set -- setpriv --reuid="$user" --regid="$user" --init-groups "$@"
  rm -f "$file"
  # shellcheck disable=SC2016 # the inner shell expands it
  setsid bash -c '
    for fd in /proc/$$/fd/*; do fd=${fd##*/}; [ "$fd" -le 2 ] || eval "exec $fd>&-"; done
    read -r stat < "/proc/$$/stat"; read -ra fields <<< "${stat##*) }"
    echo "$$ ${fields[19]}" > "$1.new" && mv "$1.new" "$1" && shift && exec "$@"
  ' spawn "$file" "$@" < /dev/null >> "$log" 2>&1 &
  wait_for 10 test -s "$file"
}

# wait_for SECONDS COMMAND…: runs COMMAND until it succeeds; fails when the time is over.
wait_for() {
  local until=$((SECONDS + $1))
  shift
  until "$@" > /dev/null 2>&1; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.1
  done
}

# tree PID: "PID START" of a process and of every one below it, from the top.
tree() {
  local children child start
  if start=$(started_at "$1"); then echo "$1 $start"; fi
  read -ra children <<< "$(cat "/proc/$1/task/"*/children 2> /dev/null | tr '\n' ' ')"
  for child in "${children[@]}"; do tree "$child"; done
}

# all_ended "PID START" …: whether none of them runs any more.
all_ended() {
  local each
  for each in "$@"; do
    # shellcheck disable=SC2086 # two words
    if is_same $each; then return 1; fi
  done
}

# end FILE SIGNAL SECONDS: asks the process of FILE to end and, when the time is over, kills it and
# those below it. SIGNAL KILL kills all of them at once. Nothing to do is no error.
end() {
  local file=$1 signal=$2 seconds=$3 pid processes each
  if pid=$(known "$file"); then
    mapfile -t processes < <(tree "$pid")
    if [ "$signal" != KILL ]; then
      kill -s "$signal" "$pid" 2> /dev/null || true
      wait_for "$seconds" all_ended "${processes[@]}" || signal=KILL
    fi
    if [ "$signal" = KILL ]; then
      for each in "${processes[@]}"; do
        # shellcheck disable=SC2086 # two words
        if is_same $each; then kill -s KILL "${each% *}" 2> /dev/null || true; fi
      done
      wait_for 20 all_ended "${processes[@]}" || return 1
    fi
  fi
  rm -f "$file"
}

# is_taken PORT: whether anything listens on it, on whatever address.
is_taken() {
  local hex
  printf -v hex '%04X' "$1"
  cat /proc/net/tcp /proc/net/tcp6 2> /dev/null |
    awk -v port="$hex" '$4 == "0A" && $2 ~ ":" port "$" { found = 1 } END { exit !found }'
}

# free_port: prints a port that nothing listens on, below those that the system deals out itself.
free_port() {
  local port
  while true; do
    port=$((16000 + (RANDOM << 15 | RANDOM) % 16000))
    is_taken "$port" || { echo "$port" && return; }
  done
}

# secret: 48 hexadecimal digits of chance.
secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
