"""Times Lede beside its peers: articles or pages per processor second, as a table in Markdown.

Peers run inside this process, without their start-up and imports, over the first items; Lede runs as a program over all
of them, start-up included.
"""

import importlib.metadata
import json
import pathlib
import resource
import subprocess
import sys
import tempfile
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
LEDE = ROOT / ".build" / "release" / "lede"


def processor_seconds(who):
    use = resource.getrusage(who)
    return use.ru_utime + use.ru_stime


def time_lede(arguments):
    before = processor_seconds(resource.RUSAGE_CHILDREN)
    done = subprocess.run([LEDE, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    # 1 says that some articles could not be read, which is counted as work too.
    if done.returncode not in (0, 1):
        sys.exit(f"lede {' '.join(map(str, arguments))}: {done.stderr}")
    return processor_seconds(resource.RUSAGE_CHILDREN) - before


def time_peer(items, work):
    """The seconds, and how many items the peer gave up on: those count as done."""
    failures = 0
    before = processor_seconds(resource.RUSAGE_SELF)
    for item in items:
        try:
            work(item)
        except Exception:
            failures += 1
    return processor_seconds(resource.RUSAGE_SELF) - before, failures


def sentences_by_pysbd():
    import pysbd

    return pysbd.Segmenter(language="en", clean=False).segment


class PlainTokenizer:
    """Sentences and words by pattern: sumy's own tokenizer wants a download, and only gets slower by it."""

    def to_sentences(self, text):
        return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]

    def to_words(self, sentence):
        return re.findall(r"\w+", sentence)


def summaries_by_sumy():
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer

    summarizer = LexRankSummarizer()
    tokenizer = PlainTokenizer()
    return lambda text: summarizer(PlaintextParser.from_string(text, tokenizer).document, 3)


def terms_by_yake():
    import yake

    return yake.KeywordExtractor(lan="en", n=3, top=40).extract_keywords


def articles_by_trafilatura():
    import trafilatura

    return trafilatura.extract


def units_by_translate_toolkit():
    from translate.storage.html import htmlfile
    from translate.storage import po

    def convert(page):
        store = po.pofile()
        parser = htmlfile()
        parser.parse(page.encode("utf-8"))
        for unit in parser.units:
            store.addsourceunit(unit.source)
        return bytes(store)

    return convert


def main():
    articles_path, pages_path = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    at_most = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    if not LEDE.exists():
        sys.exit(f"{LEDE} is missing: run make build first")
    lines = articles_path.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    paths = sorted(path for path in pages_path.iterdir() if path.suffix in (".html", ".htm"))
    pages = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        records = scratch / "articles.jsonl"
        with records.open("w", encoding="utf-8") as file:
            for number, text in enumerate(texts):
                file.write(json.dumps({"id": str(number), "text": text, "language": "en"}) + "\n")
        folder = scratch / "pages"
        folder.mkdir()
        for path in paths:
            (folder / path.name).write_bytes(path.read_bytes())
        kit = scratch / "kit.yaml"
        kit.write_text(
            "name: kit\nabout: PO files of the pages.\nstages: [extract, detect-language, segment]\n"
            "write:\n  - segment-files: { format: po, targets: [fr] }\n"
        )
        jobs = [
            ("sentences", "pysbd", sentences_by_pysbd, texts, ["segment", records]),
            ("summaries", "sumy", summaries_by_sumy, texts, ["summarize", "--sentences", "3", records]),
            ("terms", "yake", terms_by_yake, texts, ["find-terms", records]),
            ("web pages", "trafilatura", articles_by_trafilatura, pages, ["extract", folder]),
            ("PO files", "translate-toolkit", units_by_translate_toolkit, pages,
             ["run", kit, folder, "-o", scratch / "out", "--workers", "1"]),
        ]
        print("| job | peer | peer, per second | Lede, per second | times faster |")
        print("|---|---|---:|---:|---:|")
        for job, peer, make, items, arguments in jobs:
            taken = items[:at_most]
            seconds, failures = time_peer(taken, make())
            theirs = len(taken) / seconds
            ours = len(items) / time_lede(arguments)
            name = f"{peer} {importlib.metadata.version(peer)}"
            if failures:
                name += f", which failed on {failures} of {len(taken)}"
            print(f"| {job} | {name} | {theirs:,.1f} | {ours:,.0f} | {ours / theirs:,.0f} |", flush=True)


main()
