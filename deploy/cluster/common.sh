# Shared by the scripts of this folder: where things are, and small helpers. Not run by itself.
# Settings: FLEXCORE_CLUSTER_DIR (what the cluster keeps; default /var/tmp/flexcore-cluster), FLEXCORE_CLUSTER_NODES (default 3),
# FLEXCORE_CLUSTER_PORT (HAProxy; nodes listen on the next ports, and for each other 1,000 above; default 8080), FLEXCORE_CLUSTER_PG_PORT (default 5439),
# FLEXCORE_CLUSTER_HAPROXY (the program; default: the one on the PATH, or in /usr/sbin).
set -uo pipefail
export LC_ALL=C DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
dir=${FLEXCORE_CLUSTER_DIR:-/var/tmp/flexcore-cluster}
nodes=${FLEXCORE_CLUSTER_NODES:-3}
port=${FLEXCORE_CLUSTER_PORT:-8080}
pg_port=${FLEXCORE_CLUSTER_PG_PORT:-5439}
program=$root/src/Host/FlexCore.Cli/bin/Release/net10.0/flexcore.dll

die() { echo "$(basename "$0"): $*" >&2; exit 1; }

# only [ALLOWED] ARGUMENTS…: a misspelt word is an error and not passed over.
only() {
  local allowed=$1 given
  shift
  for given in "$@"; do
    [ "$given" = "$allowed" ] || { echo "$(basename "$0"): unknown argument '$given'. Usage: deploy/cluster/$(basename "$0")${allowed:+ [$allowed]}; settings are environment variables, see deploy/cluster/common.sh." >&2; exit 2; }
  done
}

# number NAME VALUE LOWEST HIGHEST
number() {
  case $2 in *[!0-9]* | '' | ??????*) die "$1 is '$2'; set it to a number from $3 to $4." ;; esac
  [ "$2" -ge "$3" ] && [ "$2" -le "$4" ] || die "$1 is $2; set it to $3 to $4."
}
number FLEXCORE_CLUSTER_NODES "$nodes" 1 99
number FLEXCORE_CLUSTER_PORT "$port" 1024 64000
number FLEXCORE_CLUSTER_PG_PORT "$pg_port" 1024 65535
case $dir in /*) ;; *) die "FLEXCORE_CLUSTER_DIR is '$dir'; set it to a path that begins with /." ;; esac
[ ${#dir} -le 80 ] || die "FLEXCORE_CLUSTER_DIR has ${#dir} characters; set it to at most 80, because PostgreSQL's socket lies in it."
wire_port=$((port + 1000))

http_port() { echo $((port + $1)); }
url() { echo "http://127.0.0.1:$(http_port "$1")"; }

# The numbers of all nodes: those that are set, and those that an earlier start with more of them has left.
all_nodes() { { seq "$nodes"; ls "$dir" 2>/dev/null | sed -n 's/^node-\([0-9]*\)\.pid$/\1/p'; } | sort -nu; }

# The process of a pid file, if it is alive and still the one that was started.
alive() {
  local pid started
  [ -f "$dir/$1.pid" ] || return 1
  read -r pid started <"$dir/$1.pid"
  [ -n "${pid:-}" ] && [ "$(cut -d' ' -f22 "/proc/$pid/stat" 2>/dev/null)" = "$started" ] && echo "$pid"
}

# remember NAME PID: a pid alone may be another process's one day, so its start time is kept with it.
remember() { echo "$2 $(cut -d' ' -f22 "/proc/$2/stat")" >"$dir/$1.pid"; }

# As the user that PostgreSQL may run as: it refuses root.
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

# until SECONDS WHAT COMMAND…: looks ten times a second.
until_true() {
  local left=$(($1 * 10)) what=$2
  shift 2
  until "$@"; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || { echo "$what: not within the time" >&2; return 1; }
    sleep 0.1
  done
}

# field URL NAME: a number, text or truth value of a flat JSON answer.
field() { curl -fsS --max-time 3 "$1" 2>/dev/null | tr ',{}' '\n\n\n' | sed -n "s/^\"$2\"://p" | tr -d '"' | head -n 1; }
