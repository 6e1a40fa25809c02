#!/usr/bin/env bash
# Builds everything once in Release, runs every test project, and ends with one line:
#   N passed, M failed            or            N passed, M failed, K skipped
# Exit codes: 0 all passed, 1 a test failed, 2 the build failed, 3 the .NET 10 SDK is missing.
# As root on Debian it installs what is missing; otherwise it says exactly what is missing. Without the SDK it stops; without a program that
# only some tests need it goes on, and those tests are shown and counted as skipped.
# Usage: deploy/test.sh [PROJECT…]   for example: deploy/test.sh FlexCore.Domain.Tests
# FLEXCORE_TEST_LANES (2) says how many projects run at once.
set -uo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C DOTNET_CLI_UI_LANGUAGE=en DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# The projects that take longest begin first, so that none of them is left when all others are done. A project that is not named here comes later.
longest="Chaos EndToEnd Hosting Streams Api Persistence.PostgreSql Cluster Persistence.Sqlite"

# Longer than any project needs on a slow machine; a project that hangs is a failure, not a reason to wait forever.
project_timeout=1800

# wants COMMAND DEBIAN_PACKAGE WHAT_FOR
commands=() packages=() purposes=()
wants() {
  command -v "$1" >/dev/null || { commands+=("$1"); packages+=("$2"); purposes+=("$3"); }
}

install() { DEBIAN_FRONTEND=noninteractive timeout 600 apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1; }

# Installs what is wanted and missing, all at once or, when that fails, one by one; says what is missing then.
install_wanted() {
  local i
  [ ${#packages[@]} = 0 ] && return
  if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ] && command -v apt-get >/dev/null; then
    echo "deploy/test.sh: installing ${packages[*]}"
    timeout 300 apt-get update -qq >/dev/null 2>&1
    install "${packages[@]}" || for i in "${packages[@]}"; do install "$i"; done
  fi
  for i in "${!packages[@]}"; do
    command -v "${commands[i]}" >/dev/null && continue
    echo "deploy/test.sh: '${commands[i]}' is missing: it ${purposes[i]}. Those tests are skipped. Install it (Debian: apt-get install ${packages[i]}), or run this as root on Debian." >&2
  done
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

# Ends this script's own compiler, which stays in memory for the next project, and nobody else's.
end_compiler() {
  local process
  for process in /proc/[0-9]*; do
    if tr '\0' ' ' 2>/dev/null <"$process/cmdline" | grep -q -- "-pipename:$compiler"; then kill "${process#/proc/}" 2>/dev/null; fi
  done
}

# Runs one project and says how it went: run_project PROJECT. Beside its log it leaves "passed failed skipped" for the sum.
run_project() {
  local project=$1 trx="$results/$1.trx" log="$results/$1.log" begin=$SECONDS status total good bad crashed=0
  timeout --kill-after=30 "$project_timeout" dotnet test "tests/$project/bin/Release/net10.0/$project.dll" --nologo \
    --logger "trx;LogFileName=$trx" --logger "console;verbosity=minimal" >"$log" 2>&1 </dev/null
  status=$?
  if [ ! -f "$trx" ] || [ -z "$(count total "$trx")" ]; then
    # The runner died or had nothing to run: no result is a failure, never silence.
    echo "0 1 0" >"$results/$project.sum"
    { printf '%-40s no result (exit code %s)\n' "$project" "$status"; tail -n 40 "$log" | sed 's/^/    /'; } >"$results/$project.say"
  else
    total=$(count total "$trx") good=$(count passed "$trx") bad=$(count failed "$trx")
    # A runner that fails although every test passed has crashed at its end.
    [ "$status" = 0 ] || [ "$bad" != 0 ] || crashed=1
    echo "$good $((bad + crashed)) $((total - good - bad))" >"$results/$project.sum"
    {
      printf '%-40s %5d passed, %d failed, %d skipped  %4d s\n' "$project" "$good" "$bad" "$((total - good - bad))" "$((SECONDS - begin))"
      [ "$status" = 0 ] || grep -vE '^(Test run for|A total of|Results File|\[xUnit)' "$log" | sed 's/^/    /'
    } >"$results/$project.say"
  fi
  cat "$results/$project.say"
}

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

# While the build is at work, which needs none of it.
install_wanted </dev/null &
installing=$!

projects=("$@")
if [ ${#projects[@]} = 0 ]; then
  for name in $longest; do projects+=("FlexCore.$name.Tests"); done
  for file in tests/*.Tests/*.Tests.csproj; do
    project=$(basename "$file" .csproj)
    case " ${projects[*]} " in *" $project "*) ;; *) projects+=("$project") ;; esac
  done
fi

results=$(mktemp -d)
compiler="flexcore-test-$$"
trap 'end_compiler; kill "$installing" 2>/dev/null; rm -rf "$results"' EXIT

# One compiler for all projects takes half the time of one for each. It is this run's own and ends with the build: no build process outlives this script,
# and none holds its output, because one that did would keep a caller's pipe waiting.
echo "Building FlexCore.sln"
if ! dotnet build FlexCore.sln -c Release -v quiet --nologo -nodeReuse:false -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler" >"$results/build.log" 2>&1 </dev/null; then
  cat "$results/build.log"
  echo "deploy/test.sh: the build failed; the errors are above." >&2
  exit 2
fi
cat "$results/build.log"
end_compiler
wait "$installing"

# Two projects at once, the longest first, so that one is at work while the other waits for a lease to run out or a node to start. More would only starve each other.
export -f count run_project
export results project_timeout
printf '%s\n' "${projects[@]}" | xargs -n 1 -P "${FLEXCORE_TEST_LANES:-2}" bash -c 'run_project "$1"' run_project

passed=0 failed=0 skipped=0
for project in "${projects[@]}"; do
  # A lane that died has left nothing behind.
  read -r good bad left <"$results/$project.sum" || { echo "$project: no result"; good=0 bad=1 left=0; }
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left))
done

echo
if [ "$skipped" = 0 ]; then
  echo "$passed passed, $failed failed"
else
  echo "$passed passed, $failed failed, $skipped skipped"
fi
[ "$failed" = 0 ]
