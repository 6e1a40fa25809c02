#!/usr/bin/env bash
# Proves on the running cluster that a killed node costs seconds and loses nothing: events are posted through HAProxy while a node is
# killed with kill -9; afterwards every acknowledged event is there once. Brings the node back at the end.
source "$(dirname "$0")/common.sh"
only "" "$@"
[ "$nodes" -ge 2 ] || die "FLEXCORE_CLUSTER_NODES is $nodes; a cluster of one has nobody to go on when its node is killed. Start at least 2."
"$(dirname "$0")/status.sh" >/dev/null || die "the cluster is not whole; run start.sh first."
run=$(date +%s%N)
acknowledged=$dir/acknowledged.$run
: >"$acknowledged"

post() {
  local i=0
  while [ ! -f "$dir/done.$run" ]; do
    i=$((i + 1))
    # The same key when it is sent again: an event whose answer was lost is not there twice.
    curl -fsS --max-time 15 --retry 20 --retry-delay 1 --retry-all-errors -o /dev/null -X POST -H "Idempotency-Key: $run-$1-$i" -H 'Content-Type: application/json' \
      -d "{\"type\":\"test.cluster\",\"source\":\"$run\",\"data\":{\"n\":\"$1-$i\"}}" "http://127.0.0.1:$port/events" 2>/dev/null && echo "$1-$i" >>"$acknowledged"
  done
}

for writer in 1 2 3 4; do post "$writer" & done

# Whatever happens, the writers end.
trap 'touch "$dir/done.$run"; wait; rm -f "$dir/done.$run"' EXIT
enough() { [ "$(wc -l <"$acknowledged")" -ge "$1" ]; }
until_true 60 "no events are acknowledged" enough 100 || exit 1

victim=$((RANDOM % nodes + 1))
witness=$((victim % nodes + 1))
pid=$(alive "node-$victim")
echo "killing node-$victim (pid $pid)"
kill -9 "$pid"
killed=$(date +%s%N)
owned_by_victim() { curl -fsS --max-time 2 "$(url "$witness")/api/v1/cluster/shards?owner=node-$victim" 2>/dev/null | tr '{' '\n' | sed -n '/"epoch"/p' | wc -l; }
moved() { [ "$(field "$(url "$witness")/api/v1/cluster" unowned)" = 0 ] && [ "$(owned_by_victim)" = 0 ]; }
until_true 60 "the shards of node-$victim did not move" moved || exit 1
echo "every shard has a living owner after $((($(date +%s%N) - killed) / 1000000)) ms"
before=$(wc -l <"$acknowledged")
until_true 60 "no events are acknowledged after the kill" enough $((before + 100)) || exit 1
touch "$dir/done.$run"
wait

# Every event of this run, as the topic has it.
seen=$dir/seen.$run
position=0
: >"$seen"
while true; do
  page=$(curl -fsS --max-time 10 "$(url "$witness")/api/v1/topics/events/records?after=$position&limit=500") || die "the topic cannot be read"
  [ -n "$page" ] || break
  grep "\"source\":\"$run\"" <<<"$page" | sed -n 's/.*"n":"\([^"]*\)".*/\1/p' >>"$seen"
  position=$(tail -n 1 <<<"$page" | sed -n 's/.*"record":\([0-9]*\).*/\1/p')
done
total=$(wc -l <"$acknowledged")
lost=$(sort "$acknowledged" | comm -23 - <(sort -u "$seen") | wc -l)
twice=$(sort "$seen" | uniq -d | wc -l)
echo "$total acknowledged, $lost lost, $twice twice"
rm -f "$acknowledged" "$seen"
"$(dirname "$0")/start.sh" >/dev/null || die "node-$victim did not come back"
echo "node-$victim is back"
[ "$lost" = 0 ] && [ "$twice" = 0 ]
