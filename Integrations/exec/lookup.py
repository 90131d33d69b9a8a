"""A program for the stage `exec`: pre-translates segments from a table, as a desk's own machine translation would.

    exec: { command: [python3, lookup.py, phrases.tsv], needs: [segments], targets: [fr, kk], timeout: 10 }

The table's first row names the languages, the first column has the text: `en`, `fr`, `kk`.

Lede starts it once per worker and writes an article per line; each is answered with a line, at once. Answers hold only what is
new: translations by the ids of the segments, findings, and members of one's own. What is printed on the standard error
stands in Lede's message when an article fails.
"""

import json
import sys


def table(path):
    with open(path, encoding="utf-8") as file:
        rows = [[cell.strip() for cell in line.split("\t")] for line in file if "\t" in line]
    languages = rows[0][1:]
    return {row[0]: dict(zip(languages, row[1:])) for row in rows[1:]}


def answer(article, phrases):
    known = [s for s in article.get("segments", []) if s["text"].strip() in phrases]
    return {
        "id": article["id"],
        "segments": [
            {
                "id": s["id"],
                "targets": [
                    {"language": language, "text": text}
                    for language, text in phrases[s["text"].strip()].items()
                    if language in article["targets"] and text
                ],
            }
            for s in known
        ],
        # A member that Lede does not know is handed on with the article's record.
        "lookup": {"known": len(known), "of": len(article.get("segments", []))},
    }


def main():
    phrases = table(sys.argv[1])
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), phrases), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
