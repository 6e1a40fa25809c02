#!/usr/bin/env bash
# Lets a seeded nemesis loose on three nodes and their PostgreSQL for some minutes, under load (records, streams, a bank, a queue, a timer), and writes a report:
# acknowledged, lost, doubled; longest unavailability and time to heal of each fault. Exit code 0 when nothing was lost and everything healed. Where ip, nft and the
# right to use them are there, a second run has every node on a host of its own (a network namespace) that is cut off packet by packet.
# Usage: deploy/chaos.sh [--minutes N] [--seed S] [--only F4,F8] [--report FILE]
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
minutes=10 seed=$RANDOM only='' report=chaos-report.md
while [ $# -gt 0 ]; do
  case "$1" in
    --minutes | --seed | --only | --report)
      [ $# -ge 2 ] || { echo "chaos.sh: $1 needs a value" >&2; exit 2; }
      printf -v "${1#--}" '%s' "$2"
      shift 2
      ;;
    *) echo "chaos.sh: unknown argument '$1'. Usage: deploy/chaos.sh [--minutes N] [--seed S] [--only F4,F8] [--report FILE]" >&2; exit 2 ;;
  esac
done
[[ $minutes =~ ^[0-9]+(\.[0-9]+)?$ ]] || { echo "chaos.sh: --minutes is '$minutes'; give a number" >&2; exit 2; }
[[ $seed =~ ^[0-9]{1,9}$ ]] || { echo "chaos.sh: --seed is '$seed'; give a whole number of up to nine digits" >&2; exit 2; }
case "$report" in /*) ;; *) report=$PWD/$report ;; esac
rm -f "$report" "$report.nodes.log"
echo "seed $seed, at least $minutes minutes"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build tests/FlexCore.Chaos.Tests -c Release -v quiet --nologo -nodeReuse:false -p:UseSharedCompilation=false
status=0
FLEXCORE_CHAOS_MINUTES=$minutes FLEXCORE_CHAOS_SEED=$seed FLEXCORE_CHAOS_ONLY=$only FLEXCORE_CHAOS_REPORT=$report \
  dotnet test tests/FlexCore.Chaos.Tests -c Release --no-build --nologo --filter "FullyQualifiedName~NemesisTests" --logger "console;verbosity=detailed" >"$log" 2>&1 || status=$?
if [ -f "$report" ]; then
  cat "$report"
  echo "report: $report"
fi
if [ "$status" != 0 ] || [ ! -f "$report" ]; then
  cat "$log" >&2
  echo "chaos.sh: the run failed; replay it with --seed $seed" >&2
  exit 1
fi
