"""Prints some members of each line: a dotted path picks inside, a # before it counts."""
import json
import sys


def pick(value, path):
    for key in path.lstrip("#").split("."):
        value = value[int(key)] if isinstance(value, list) else (value or {}).get(key)
        if value is None:
            return None
    return len(value) if path.startswith("#") else value


for line in sys.stdin:
    print(json.dumps([pick(json.loads(line), path) for path in sys.argv[1:]], ensure_ascii=False))
