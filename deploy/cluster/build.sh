#!/usr/bin/env bash
# Builds what the cluster runs.
source "$(dirname "$0")/common.sh"
only "" "$@"
command -v dotnet >/dev/null || die "the .NET 10 SDK is missing. Install it from https://dotnet.microsoft.com/download/dotnet/10.0."
dotnet build "$root/src/Host/FlexCore.Cli" -c Release -v quiet --nologo -nodeReuse:false -p:UseSharedCompilation=false || die "the build failed; the errors are above."
echo "built $program"
