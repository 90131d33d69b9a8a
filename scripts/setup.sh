#!/bin/sh
# Installs the Debian packages that building and testing need and that are missing, and says so.
set -eu

packages="libicu-dev libgumbo-dev libsimdjson-dev libyaml-dev libstemmer-dev libcld2-dev libuchardet-dev libxxhash-dev libexpat1-dev libzip-dev libmd4c-dev libsqlite3-dev libpq-dev postgresql g++ python3"

command -v swift >/dev/null || {
  echo "setup: there is no swift on the PATH; install the Swift 6.3 toolchain from swift.org first" >&2
  exit 1
}
missing=""
for package in $packages; do
  state=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
  [ "$state" = "install ok installed" ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
echo "setup: installing$missing"
as_root=""
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || {
    echo "setup: not root and there is no sudo; install by hand: apt-get install$missing" >&2
    exit 1
  }
  as_root=sudo
fi
# Tests start a PostgreSQL server of their own; the one that the package would make and start is not wanted.
case "$missing" in *postgresql*)
  $as_root mkdir -p /etc/postgresql-common/createcluster.d
  echo "create_main_cluster = false" | $as_root tee /etc/postgresql-common/createcluster.d/lede.conf >/dev/null ;;
esac
# A package list that is too old names files that are gone; it is renewed only then.
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >/dev/null 2>&1 || {
  $as_root apt-get update >/dev/null
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >/dev/null
}
