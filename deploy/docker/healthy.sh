#!/usr/bin/env bash
# Is the node on this machine ready? Exit code 0 or 1. Usage: healthy.sh [PORT]; without one it is the node's own (FLEXCORE_NODE_PORT, or 8080).
# With nothing but bash, because the images of .NET and of HAProxy have no curl.
port=${1:-${FLEXCORE_NODE_PORT:-8080}}
exec 3<>"/dev/tcp/127.0.0.1/$port" || exit 1
printf 'GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$port" >&3
read -r -t 3 _ status _ <&3
echo "health/ready answers ${status:-nothing}"
[ "${status:-}" = 200 ]
