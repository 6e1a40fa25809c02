#!/usr/bin/env bash
# Shows what runs, and the cluster as its nodes see it. Exit code 1 when something is down or a shard has no owner.
source "$(dirname "$0")/common.sh"
only "" "$@"
bad=0
for name in postgres haproxy $(seq -f 'node-%g' "$nodes"); do
  if pid=$(alive "$name"); then state="runs, pid $pid"; else state="does not run"; bad=1; fi
  printf '%-9s %s\n' "$name" "$state"
done
for n in $(seq "$nodes"); do
  status=$(field "$(url "$n")/cluster/status" status)
  if [ -z "$status" ]; then
    printf '%-9s does not answer\n' "node-$n"
    bad=1
    continue
  fi
  unowned=$(field "$(url "$n")/api/v1/cluster" unowned)
  printf '%-9s %s, sees %s active nodes, leader: %s, shards without an owner: %s\n' "node-$n" "$status" \
    "$(field "$(url "$n")/cluster/status" active_nodes)" "$(field "$(url "$n")/cluster" leader)" "$unowned"
  [ "$status" = healthy ] && [ "$unowned" = 0 ] || bad=1
done
exit "$bad"
