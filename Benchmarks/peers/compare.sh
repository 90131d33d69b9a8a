#!/bin/sh
# Times Lede beside the tools that do one of its jobs each, over the same articles. Needs Python 3 and PyPI at the first run.
#   sh Benchmarks/peers/compare.sh ARTICLES.jsonl PAGES [AT-MOST]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ $# -ge 2 ] || {
  echo "usage: compare.sh ARTICLES.jsonl PAGES [AT-MOST]" >&2
  echo "ARTICLES.jsonl has records with id and text; PAGES is a folder of web pages; the peers get the first AT-MOST (200)" >&2
  exit 2
}
venv=${PEERS_VENV:-$here/../../.build/peers}
if [ ! -x "$venv/bin/python" ]; then
  echo "installing the peers into $venv" >&2
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
fi
exec "$venv/bin/python" "$here/compare.py" "$@"
