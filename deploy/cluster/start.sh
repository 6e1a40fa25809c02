#!/usr/bin/env bash
# Starts a cluster on this machine: PostgreSQL in a folder of its own, three nodes, and HAProxy in front of them.
# What runs already is left alone, so it also brings back what has died. As root on Debian it installs what is missing.
source "$(dirname "$0")/common.sh"
only "" "$@"

wants() {
  { command -v "$1" || ls /usr/lib/postgresql/*/bin/"$1"; } >/dev/null 2>&1 && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing $2"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2"; } >/dev/null 2>&1
  fi
  { command -v "$1" || ls /usr/lib/postgresql/*/bin/"$1"; } >/dev/null 2>&1 || die "'$1' is missing. Install it (Debian: apt-get install $2)."
}

# free PORT WHAT SETTING: an error before anything starts is better than a process that ends.
free() {
  if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then die "port $1, for $2, is in use. Stop what listens there, or set $3 to another."; fi
}

check_ports() {
  local n
  for n in $(all_nodes); do
    [ "$n" -le "$nodes" ] || ! alive "node-$n" >/dev/null || die "node-$n runs, and FLEXCORE_CLUSTER_NODES is $nodes. Set it to $n or more, or run stop.sh first."
  done
  alive postgres >/dev/null || free "$pg_port" PostgreSQL FLEXCORE_CLUSTER_PG_PORT
  alive haproxy >/dev/null || free "$port" HAProxy FLEXCORE_CLUSTER_PORT
  for n in $(seq "$nodes"); do
    alive "node-$n" >/dev/null && continue
    free "$(http_port "$n")" "node-$n" FLEXCORE_CLUSTER_PORT
    free $((wire_port + n)) "node-$n and its peers" FLEXCORE_CLUSTER_PORT
  done
}

start_postgres() {
  local bin pid
  bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1 || command -v initdb)")
  [ -x "$bin/postgres" ] || bin=$(dirname "$(command -v postgres)")
  if [ ! -f "$dir/pg/PG_VERSION" ]; then
    mkdir -p "$dir/pg"
    [ "$(id -u)" != 0 ] || chown postgres: "$dir/pg"
    as_postgres "$bin/initdb" -D "$dir/pg" -U postgres --auth-local=trust --auth-host=scram-sha-256 --locale=C -E UTF8 >"$dir/initdb.log" 2>&1 || die "initdb failed; see $dir/initdb.log"
  fi
  if ! alive postgres >/dev/null; then
    rm -f "$dir/pg/postmaster.pid"
    as_postgres "$bin/postgres" -D "$dir/pg" -c port="$pg_port" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$dir/pg" -c max_connections=200 >>"$dir/postgres.log" 2>&1 &
    until_true 30 "PostgreSQL did not start; see $dir/postgres.log" test -s "$dir/pg/postmaster.pid" || exit 1
    pid=$(head -n 1 "$dir/pg/postmaster.pid")
    remember postgres "$pid"
  fi
  sql() { as_postgres "$bin/psql" -h "$dir/pg" -p "$pg_port" -U postgres -d "$1" -qtA -c "$2"; }
  ready() { sql postgres 'SELECT 1' >/dev/null 2>&1; }
  until_true 30 "PostgreSQL does not answer; see $dir/postgres.log" ready || exit 1
  if [ ! -f "$dir/password" ]; then
    (umask 077; head -c 18 /dev/urandom | base64 | tr -d '/+=' >"$dir/password")
  fi
  [ "$(sql postgres "SELECT 1 FROM pg_roles WHERE rolname = 'flexcore'")" = 1 ] || sql postgres "CREATE ROLE flexcore LOGIN" || exit 1
  sql postgres "ALTER ROLE flexcore PASSWORD '$(cat "$dir/password")'" || exit 1
  [ "$(sql postgres "SELECT 1 FROM pg_database WHERE datname = 'flexcore'")" = 1 ] || sql postgres "CREATE DATABASE flexcore OWNER flexcore" || exit 1
}

start_node() {
  local n=$1
  alive "node-$n" >/dev/null && return
  mkdir -p "$dir/node-$n"
  cat >"$dir/node-$n/flexcore.conf" <<CONF
include required(file("$root/hocon/cluster.conf"))
flexcore {
  journal.data-folder = "$dir/node-$n/data"
  node { port = $(http_port "$n"), base-folder = "$dir/node-$n" }
  api.node-id = "node-$n"
  postgres { port = $pg_port }
  cluster { node-name = "node-$n", transport.port = $((wire_port + n)) }
}
CONF
  FLEXCORE_POSTGRES_PASSWORD=$(cat "$dir/password") setsid dotnet "$program" start --config "$dir/node-$n/flexcore.conf" >>"$dir/node-$n.log" 2>&1 </dev/null &
  remember "node-$n" $!
}

start_haproxy() {
  alive haproxy >/dev/null && return
  {
    sed -e "s/^  bind .*/  bind 127.0.0.1:$port/" -e '/^  server /d' "$root/deploy/haproxy/haproxy.cfg"
    for n in $(seq "$nodes"); do echo "  server node-$n 127.0.0.1:$(http_port "$n")"; done
  } >"$dir/haproxy.cfg"
  "$haproxy" -c -q -f "$dir/haproxy.cfg" || die "HAProxy refuses $dir/haproxy.cfg"
  "$haproxy" -db -f "$dir/haproxy.cfg" >>"$dir/haproxy.log" 2>&1 </dev/null &
  remember haproxy $!
}

# settled URL: the node sees that every node has its share of the shards, to within one, and none is on its way. Before that, some have no owner now and then.
settled() {
  curl -fsS --max-time 3 "$1/api/v1/cluster" 2>/dev/null | tr ',{}' '\n\n\n' | awk -F: -v nodes="$nodes" '
    /^"(unowned|moving)":/ && $2 > 0 { moves = 1 }
    /^"shards":/ { if (!all++) next; if ($2 > 0) { shares++; if ($2 + 0 > most) most = $2 + 0; if (!least || $2 + 0 < least) least = $2 + 0 } }
    END { exit !(shares >= nodes && most - least <= 1 && !moves) }'
}

all_up() {
  local n
  for n in haproxy $(seq -f 'node-%g' "$nodes"); do alive "$n" >/dev/null || die "$n has ended: $(tail -n 3 "$dir/$n.log")"; done
  for n in $(seq "$nodes"); do [ "$(field "$(url "$n")/cluster/status" active_nodes)" = "$nodes" ] || return 1; done
  for n in $(seq "$nodes"); do settled "$(url "$n")" || return 1; done
}

[ -f "$program" ] || "$(dirname "$0")/build.sh" || exit 1
wants initdb postgresql
haproxy=${FLEXCORE_CLUSTER_HAPROXY:-$(command -v haproxy || ls /usr/sbin/haproxy 2>/dev/null)}
if [ -z "$haproxy" ]; then
  wants haproxy haproxy
  haproxy=haproxy
fi
command -v "$haproxy" >/dev/null || die "FLEXCORE_CLUSTER_HAPROXY is '$haproxy', which is no program."
wants curl curl
{ mkdir -p "$dir" && chmod 755 "$dir"; } || die "the folder $dir cannot be used; set FLEXCORE_CLUSTER_DIR to another."
as_postgres test -x "$dir" || die "the user postgres cannot enter $dir, and PostgreSQL does not run as root. Set FLEXCORE_CLUSTER_DIR to a folder that others may enter."
check_ports
start_postgres
for n in $(seq "$nodes"); do start_node "$n"; done
start_haproxy
until_true 90 "the nodes did not come up; see $dir/node-*.log" all_up || exit 1
echo "cluster   http://127.0.0.1:$port (HAProxy)"
for n in $(seq "$nodes"); do echo "node-$n    $(url "$n")  pid $(alive "node-$n")"; done
echo "postgres  127.0.0.1:$pg_port, database flexcore, password in $dir/password"
echo "logs      $dir/*.log"
