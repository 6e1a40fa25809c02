#!/usr/bin/env bash
# Stops the cluster: HAProxy, then the nodes one after the other (each hands its shards over), then PostgreSQL. With --delete its data goes too.
source "$(dirname "$0")/common.sh"
only --delete "$@"

# stop NAME SIGNAL SECONDS
stop() {
  local pid
  pid=$(alive "$1") || return 0
  kill "-$2" "$pid"
  gone() { ! alive "$1" >/dev/null; }
  until_true "$3" "$1 (pid $pid) did not end; it is killed" gone "$1" || kill -9 "$pid"
  rm -f "$dir/$1.pid"
  echo "stopped $1"
  stopped=1
}

stopped=0

stop haproxy TERM 10
for n in $(all_nodes); do stop "node-$n" TERM 60; done
stop postgres INT 30
[ "$stopped" = 1 ] || echo "nothing of the cluster in $dir runs"
if [ "${1:-}" = --delete ]; then
  case "$dir" in
    */*cluster*) [ ! -d "$dir" ] || { rm -rf "$dir" && echo "deleted $dir"; } ;;
    *) die "$dir does not look like a cluster's folder; delete it yourself." ;;
  esac
fi
