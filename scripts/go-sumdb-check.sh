#!/bin/sh
# go-sumdb-check.sh DIR VKEY: checks an exported log (checkpoint, tile/…) with Go's own checksum-database code.
# Needs Debian's golang-go and golang-golang-x-mod-dev, nothing from the network. Exit 0: accepted; 1: refused; 2: usage.
set -eu
[ $# -eq 2 ] || { echo "usage: $0 DIR VKEY" >&2; exit 2; }
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
packages=${SUMDB_GOPATH:-/usr/share/gocode}
[ -d "$packages/src/golang.org/x/mod/sumdb/tlog" ] || {
  echo "golang.org/x/mod is not under $packages: apt-get install golang-go golang-golang-x-mod-dev" >&2
  exit 2
}
built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT
GO111MODULE=off GOPATH=$packages GOCACHE=${GOCACHE:-$built/cache} GOFLAGS='' \
  go build -o "$built/check" "$here/go-sumdb-check/main.go"
"$built/check" "$1" "$2"
