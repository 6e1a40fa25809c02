#!/usr/bin/env bash
# Builds everything once in Release, runs every test project, and ends with one line:
#   N passed, M failed            or            N passed, M failed, K skipped
# Exit codes: 0 all passed, 1 a test failed, 2 the build failed, 3 the .NET 10 SDK is missing.
# As root on Debian it installs what is missing; otherwise it says exactly what is missing. Without the SDK it stops; without a program that
# only some tests need it goes on, and those tests are shown and counted as skipped.
# Usage: deploy/test.sh [PROJECT…]   for example: deploy/test.sh FlexCore.Domain.Tests
set -uo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C DOTNET_CLI_UI_LANGUAGE=en DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# Longer than any project needs on a slow machine; a project that hangs is a failure, not a reason to wait forever.
project_timeout=1800

# wants COMMAND DEBIAN_PACKAGE WHAT_FOR
wants() {
  command -v "$1" >/dev/null && return
  if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ] && command -v apt-get >/dev/null; then
    echo "deploy/test.sh: installing $2: it $3"
    { timeout 300 apt-get update -qq && DEBIAN_FRONTEND=noninteractive timeout 600 apt-get install -y -qq --no-install-recommends "$2"; } >/dev/null 2>&1
    command -v "$1" >/dev/null && return
  fi
  echo "deploy/test.sh: '$1' is missing: it $3. Those tests are skipped. Install it (Debian: apt-get install $2), or run this as root on Debian." >&2
}

check_sdk() {
  local found="no dotnet on the PATH"
  command -v dotnet >/dev/null && found="found: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ' -)"
  if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -q '^10\.'; then
    echo "deploy/test.sh: the .NET 10 SDK is missing ($found). Install it from https://dotnet.microsoft.com/download/dotnet/10.0." >&2
    exit 3
  fi
}

# One counter of a result file: count passed FILE
count() { grep -o '<Counters [^>]*' "$2" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*'; }

check_sdk
wants curl curl "sends the requests of the README to a node"
wants node nodejs "gives the reference results of the expression language"
wants promtool prometheus "checks the metrics, the alert rules and the configuration of Prometheus"
wants faketime faketime "gives a node of a cluster a wrong clock"
[ -x /usr/sbin/nft ] || wants nft nftables "cuts the hosts of a cluster off"
[ -x /usr/sbin/ip ] || [ -x /bin/ip ] || wants ip iproute2 "makes hosts for the nodes of a cluster"
# Debian keeps initdb off the PATH; its wrapper tells that the server is there.
command -v initdb >/dev/null || wants pg_ctlcluster postgresql "is the store of a cluster"
[ -x /usr/sbin/haproxy ] || wants haproxy haproxy "stands in front of a cluster"
# Docker brings its own as a plugin.
compgen -G '/usr/*/docker/cli-plugins/docker-compose' >/dev/null || wants docker-compose docker-compose "reads docker-compose.yml; no container is started"

projects=("$@")
if [ ${#projects[@]} = 0 ]; then
  for file in tests/*.Tests/*.Tests.csproj; do projects+=("$(basename "$file" .csproj)"); done
fi

# No build process outlives this script: one that keeps its output open would keep a caller's pipe waiting.
echo "Building FlexCore.sln"
if ! dotnet build FlexCore.sln -c Release -v quiet --nologo -nodeReuse:false -p:UseSharedCompilation=false; then
  echo "deploy/test.sh: the build failed; the errors are above." >&2
  exit 2
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
passed=0 failed=0 skipped=0

# One project after the other: each uses all cores by itself, and several at once would only starve each other's time-outs.
for project in "${projects[@]}"; do
  trx="$results/$project.trx"
  timeout --kill-after=30 "$project_timeout" dotnet test "tests/$project" -c Release --no-build --nologo \
    --logger "trx;LogFileName=$trx" --logger "console;verbosity=minimal" >"$results/$project.log" 2>&1
  status=$?
  if [ ! -f "$trx" ] || [ -z "$(count total "$trx")" ]; then
    # The runner died or had nothing to run: no result is a failure, never silence.
    failed=$((failed + 1))
    printf '%-40s no result (exit code %s)\n' "$project" "$status"
    tail -n 40 "$results/$project.log" | sed 's/^/    /'
    continue
  fi

  total=$(count total "$trx") good=$(count passed "$trx") bad=$(count failed "$trx")
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + total - good - bad))
  printf '%-40s %5d passed, %d failed, %d skipped\n' "$project" "$good" "$bad" "$((total - good - bad))"
  if [ "$status" != 0 ]; then
    # A runner that fails although every test passed has crashed at its end.
    [ "$bad" != 0 ] || failed=$((failed + 1))
    grep -vE '^(Test run for|A total of|Results File|\[xUnit)' "$results/$project.log" | sed 's/^/    /'
  fi
done

echo
if [ "$skipped" = 0 ]; then
  echo "$passed passed, $failed failed"
else
  echo "$passed passed, $failed failed, $skipped skipped"
fi
[ "$failed" = 0 ]
