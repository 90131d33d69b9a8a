"""Runs a Lede pipeline over any number of articles on an Apache Spark cluster.

Each partition starts one `lede worker` on its executor and has it answer line by line; what comes back is stored as Parquet.
The glossary of the whole folder is reduced by Spark, term by term in the order of the articles, and so are the repetitions of the
analysis; `lede finish` writes both, with the very bytes that `lede run` writes on one machine. See README.md.
"""

import argparse
import base64
import json
import os
import subprocess
import sys
import threading
import unicodedata

import repetitions
import stories
from pyspark import SparkFiles
from pyspark.sql import SparkSession, functions as F, types as T

# Endings that `lede run` passes over in folders as well.
OTHER_ENDINGS = set(
    "css js mjs map png jpg jpeg gif webp avif svg ico bmp tif tiff woff woff2 ttf otf eot mp3 mp4 webm ogg wav avi mov".split()
)

LINES = T.StructType(
    [
        T.StructField("place", T.BinaryType(), False),
        T.StructField("id", T.StringType(), False),
        T.StructField("error_code", T.StringType()),
        T.StructField("error_message", T.StringType()),
        T.StructField("language", T.StringType()),
        T.StructField("title", T.StringType()),
        T.StructField("summary", T.StringType()),
        T.StructField("line", T.StringType(), False),
    ]
)

ENTRIES = T.StructType(
    [
        T.StructField("place", T.BinaryType(), False),
        T.StructField("record", T.StringType(), False),
    ]
)


# Input: rows of `place`, by which articles are ordered as `lede run` orders them, `id` (of documents) and `line`.


def place_of(path, number=0):
    """Folders are listed name by name, so a slash sorts before everything else."""
    return path.encode().replace(b"/", b"\0") + b"\0" + number.to_bytes(8, "big")


def read_folder(spark, folder, partitions):
    root = os.path.abspath(folder) if "://" not in folder else folder
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(root)

    def lines(rows):
        for row in rows:
            name = row.path.split("://")[-1].split(":", 1)[-1]
            name = name[name.index(root.split("://")[-1]) + len(root.split("://")[-1]) :].lstrip("/")
            ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
            if any(part.startswith(".") for part in name.split("/")) or ending in OTHER_ENDINGS:
                continue
            content = bytes(row.content)
            if ending in ("jsonl", "ndjson"):
                for number, line in enumerate(content.decode("utf-8", "replace").split("\n")):
                    if line.strip():
                        yield place_of(name, number), "", line
            else:
                document = base64.b64encode(content).decode()
                yield place_of(name), name, json.dumps({"id": name, "document": document}, ensure_ascii=False)

    return files.repartition(partitions).rdd.mapPartitions(lines)


def read_lines(spark, path, partitions):
    rows = spark.read.text(path).rdd.zipWithIndex()
    lines = rows.map(lambda row: (row[1].to_bytes(8, "big"), "", row[0].value)).filter(lambda row: row[2].strip())
    return lines.repartition(partitions)


def read_parquet(spark, path, partitions):
    """Columns are members of the records: id, and text, html or markdown; others pass through."""
    rows = spark.read.parquet(path).rdd.zipWithIndex()

    def line(row):
        members = {key: value for key, value in row[0].asDict(recursive=True).items() if value is not None}
        return row[1].to_bytes(8, "big"), "", json.dumps(members, ensure_ascii=False, default=str)

    return rows.map(line).repartition(partitions)


# Work: one process per partition.


def work(program, pipeline):
    def partition(rows):
        rows = iter(rows)
        first = next(rows, None)
        if first is None:
            return
        lede = SparkFiles.get(program)
        os.chmod(lede, 0o755)
        worker = subprocess.Popen(
            [lede, "worker", SparkFiles.get(pipeline)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        asked = []
        failure = []

        def feed():
            try:
                row = first
                while row is not None:
                    asked.append((row[0], row[1]))
                    worker.stdin.write(row[2].replace("\n", " ").encode() + b"\n")
                    row = next(rows, None)
                worker.stdin.close()
            except Exception as error:  # The reader must not wait for ever.
                failure.append(error)
                worker.kill()

        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        index = -1
        part = 0
        for answer in worker.stdout:
            article = json.loads(answer)
            # A line is answered with a line; only a feed, which is a document, with one for each of its items.
            name = asked[index][1] if index >= 0 else ""
            if name and article["id"].startswith(name + "/"):
                part += 1
            else:
                index += 1
                part = 0
            error = article.get("error") or {}
            yield (
                bytearray(asked[index][0] + part.to_bytes(4, "big")),
                article["id"],
                error.get("code"),
                error.get("message"),
                article.get("language"),
                article.get("title"),
                (article.get("summary") or {}).get("text"),
                answer.decode().rstrip("\n"),
            )
            asked_before = index - 1
            if asked_before >= 0:
                asked[asked_before] = (b"", "")
        feeder.join()
        if failure:
            raise failure[0]
        if worker.wait() != 0:
            raise RuntimeError("lede worker ended with exit code %d" % worker.returncode)

    return partition


# Reduction: the terms of the glossary, each merged over all articles in their order.

SKIPPED = dict.fromkeys(map(ord, " '-."))


def term_key(language, term):
    """Language without region, and the name folded as Lede does; for other scripts than ASCII the record brings it."""
    parts = language.split("-")
    kept = parts[:1] + [part for part in parts[1:] if len(part) == 4][:1]
    return "-".join(kept) + "\0" + (term.get("key") or term["term"].lower().translate(SKIPPED))


def terms_of(row):
    for made in json.loads(row.line).get("records", []):
        if made["output"] != "glossary":
            continue
        record = made["json"]
        language = record.get("language") or "und"
        for number, term in enumerate(record.get("terms", [])):
            context = record["contexts"][term["context"]] if "context" in term else None
            entry = {"article": record["article"], "language": language, "term": term, "context": context}
            place = bytes(row.place) + number.to_bytes(4, "big")
            yield term_key(language, term), bytearray(place), json.dumps(entry, ensure_ascii=False)


def same(one, other):
    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)


def merged(entries):
    """Entries of one key in the order of the articles: the first form and context stay, numbers are added up."""
    first = json.loads(entries[0])
    term = first["term"]
    variants = list(term.get("variants", []))
    term["articles"] = 1

    def add(variant):
        if any(same(variant, known) for known in variants):
            return
        after = [i for i, known in enumerate(variants) if variant.encode() < known.encode()]
        variants.insert(after[0] if after else len(variants), variant)

    for text in entries[1:]:
        other = json.loads(text)["term"]
        term["count"] = term.get("count", 1) + other.get("count", 1)
        term["score"] = term.get("score", 0) + other.get("score", 0)
        term["articles"] += 1
        for form in [other["term"]] + other.get("variants", []):
            if form != term["term"]:
                add(form)
        if not term.get("expansion"):
            term["expansion"] = other.get("expansion") or ""
    term["variants"] = variants
    contexts = []
    term.pop("context", None)
    if first["context"] is not None:
        term["context"] = 0
        contexts = [first["context"]]
    return json.dumps(
        {"article": first["article"], "language": first["language"], "terms": [term], "contexts": contexts},
        ensure_ascii=False,
    )


def reduce_glossary(lines):
    """Spark groups and sorts; what it hands over is a term at a time."""
    terms = lines.where("error_code is null").select("place", "line").rdd.flatMap(terms_of)
    frame = terms.toDF(
        T.StructType(
            [
                T.StructField("key", T.StringType(), False),
                T.StructField("place", T.BinaryType(), False),
                T.StructField("entry", T.StringType(), False),
            ]
        )
    )
    grouped = frame.groupBy("key").agg(F.sort_array(F.collect_list(F.struct("place", "entry"))).alias("uses"))
    entries = grouped.rdd.map(
        lambda row: (bytearray(row.uses[0].place), merged([use.entry for use in row.uses]))
    )
    return entries.toDF(ENTRIES).sort("place")


def finish(program, pipeline, lines, output, reduces):
    """Hands lines to `lede finish`, in their order: reduced records, or whole lines of the articles."""
    command = [program, "finish", pipeline, "-", "-o", output] + (["--only", "glossary,analysis"] if reduces else [])
    process = subprocess.Popen(command, stdin=subprocess.PIPE)
    marks = lines.where("error_code is null").select("line").first()
    if reduces and marks is not None:
        mark = json.loads(marks.line)["pipeline"]

        def write(id, output, record):
            head = json.dumps({"id": id, "pipeline": mark, "files": []})
            process.stdin.write(('%s,"records":[{"output":"%s","json":%s}]}\n' % (head[:-1], output, record)).encode())

        for number, row in enumerate(reduce_glossary(lines).toLocalIterator(prefetchPartitions=True)):
            write("term-%d" % number, "glossary", row.record)
        for number, (_, record) in enumerate(repetitions.reduced(lines).toLocalIterator(prefetchPartitions=True)):
            write("document-%d" % number, "analysis", record)
    else:
        for row in lines.sort("place").select("line").toLocalIterator(prefetchPartitions=True):
            process.stdin.write(row.line.encode() + b"\n")
    process.stdin.close()
    return process.wait()


# The tables that others read.


def write_tables(spark, lines, output):
    done = lines.where("error_code is null")
    done.select("place", "id", "language", "title", "summary").write.parquet(output + "/summaries")
    segment = T.ArrayType(
        T.StructType(
            [
                T.StructField("id", T.StringType()),
                T.StructField("block", T.IntegerType()),
                T.StructField("start", T.IntegerType()),
                T.StructField("end", T.IntegerType()),
                T.StructField("text", T.StringType()),
            ]
        )
    )
    parsed = F.from_json("line", T.StructType([T.StructField("segments", segment)]))
    segments = done.select(F.col("id").alias("article"), F.explode(parsed["segments"]).alias("segment"))
    segments.select("article", "segment.*").write.parquet(output + "/segments")
    lines.where("error_code is not null").select("place", "id", "error_code", "error_message").write.parquet(
        output + "/failures"
    )
    stories.table(lines).write.parquet(output + "/stories")


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--input", required=True, help="a folder, JSON lines, or Parquet")
    parser.add_argument("--kind", choices=["folder", "jsonl", "parquet"], default="folder")
    parser.add_argument("--lede", required=True, help="the program on this machine; it is sent to the executors")
    parser.add_argument("--pipeline", required=True, help="a pipeline file without resources, such as worker.yaml")
    parser.add_argument("--output", required=True, help="a folder that is made: Parquet, and finished/ on this machine")
    parser.add_argument("--finished", help="where the folder's outputs go on this machine; OUTPUT/finished by default")
    parser.add_argument("--partitions", type=int, default=64)
    parser.add_argument(
        "--whole", action="store_true", help="finish all outputs of the pipeline from whole lines"
    )
    options = parser.parse_args(arguments)
    spark = SparkSession.builder.appName("lede").getOrCreate()
    # Run by spark-submit it goes along by itself; imported, it does not.
    spark.sparkContext.addPyFile(os.path.abspath(__file__))
    for module in [repetitions, stories]:
        spark.sparkContext.addPyFile(os.path.abspath(module.__file__))
    spark.sparkContext.addFile(os.path.abspath(options.lede))
    spark.sparkContext.addFile(os.path.abspath(options.pipeline))
    read = {"folder": read_folder, "jsonl": read_lines, "parquet": read_parquet}[options.kind]
    rows = read(spark, options.input, options.partitions)
    worked = rows.mapPartitions(work(os.path.basename(options.lede), os.path.basename(options.pipeline)))
    # Stored first: everything else is made from what is stored, so that nothing is worked on twice.
    worked.toDF(LINES).write.parquet(options.output + "/lines")
    lines = spark.read.parquet(options.output + "/lines")
    write_tables(spark, lines, options.output)
    failed = lines.where("error_code is not null").count()
    finished = options.finished or options.output + "/finished"
    status = finish(options.lede, options.pipeline, lines, finished, not options.whole)
    print("lede: %d lines, %d failed; see %s/failures" % (lines.count(), failed, options.output), file=sys.stderr)
    spark.stop()
    return status if status > 1 else 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
