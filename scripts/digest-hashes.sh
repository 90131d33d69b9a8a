#!/bin/sh
# Prints the digests of the digest page's style and script, as its content security policy names them.
set -eu
cd "$(dirname "$0")/../Sources/CData/digest"
for file in page.css page.js; do
  printf 'sha256-%s\n' "$(sha256sum "$file" | cut -c1-64 | sed 's/../\\x&/g' | tr -d '\n' | xargs -0 printf '%b' | base64)"
done
