#!/usr/bin/env bash
# Installs what the tests need, then runs every test. Ends with "N passed, M failed, K skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet test FlexCore.sln -c Release --nologo 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
sum() { grep -oE "(Passed|Failed)! .*" "$log" | grep -oE "$1: +[0-9]+" | grep -oE '[0-9]+' | paste -sd+ | sed 's/^$/0/' | bc; }
echo "$(sum Passed) passed, $(sum Failed) failed, $(sum Skipped) skipped"
exit "$status"
