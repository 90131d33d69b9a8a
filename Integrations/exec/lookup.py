"""A program for the stage `exec`: pre-translates segments from a table, as a desk's own machine translation would.

    exec: { command: [python3, lookup.py, phrases.tsv, fr], needs: [segments], timeout: 10 }

Lede starts it once per worker and writes an article per line; each is answered with a line, at once. Answers hold only what is
new: translations by the ids of the segments, findings, and members of one's own. What is printed on the standard error
stands in Lede's message when an article fails.
"""

import json
import sys


def table(path):
    with open(path, encoding="utf-8") as file:
        rows = (line.rstrip("\n").split("\t") for line in file if "\t" in line)
        return {row[0].strip(): row[1].strip() for row in rows}


def answer(article, phrases, language):
    known = [s for s in article.get("segments", []) if s["text"].strip() in phrases]
    return {
        "id": article["id"],
        "segments": [
            {"id": s["id"], "targets": [{"language": language, "text": phrases[s["text"].strip()]}]} for s in known
        ],
        # A member that Lede does not know is handed on with the article's record.
        "lookup": {"known": len(known), "of": len(article.get("segments", []))},
    }


def main():
    phrases = table(sys.argv[1])
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), phrases, sys.argv[2]), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
