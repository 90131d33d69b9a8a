"""Finds by Spark's own reductions which segments repeat others, so that `lede finish` can count them without the texts.

A text is repeated across documents when a document before this one has it: that takes the first place of each text, which Spark
reduces. What is repeated inside of a document is seen there. Of each document there remain a few rows of numbers, one for all
segments that count alike; in which band they are counted is decided by Lede alone.
"""

import json

KEY = 12
COUNTS = 7
TEXT = 0
NONE, IN_DOCUMENT, ACROSS_DOCUMENTS = 0, 1, 2


def documents_of(row):
    for made in json.loads(row.line).get("records", []):
        if made["output"] == "analysis":
            yield bytes(row.place), made["json"]


def segments(record):
    """The key and the numbers (class, counts, scores) of each segment."""
    keys, numbers = record.get("keys", ""), record["segments"]
    width = 1 + COUNTS + len(record["targets"])
    for index in range(len(keys) // KEY):
        yield keys[index * KEY : (index + 1) * KEY], numbers[index * width : (index + 1) * width]


def texts(entry):
    place, record = entry
    for key in {key for key, numbers in segments(record) if numbers[0] == TEXT}:
        yield (record["language"], key), place


def rows(record, across):
    """One row for all segments that count alike: class, repetition, how many, the counts, the scores."""
    seen = set()
    sums = {}
    for key, numbers in segments(record):
        repetition = NONE
        if numbers[0] == TEXT:
            repetition = IN_DOCUMENT if key in seen else ACROSS_DOCUMENTS if key in across else NONE
            seen.add(key)
        scores = tuple(numbers[1 + COUNTS :])
        sum = sums.setdefault((numbers[0], repetition, scores), [0] * (1 + COUNTS))
        for index, number in enumerate([1] + numbers[1 : 1 + COUNTS]):
            sum[index] += number
    return [
        number for (kind, repetition, scores), sum in sums.items() for number in [kind, repetition, *sum, *scores]
    ]


def reduced(lines):
    """The reduced record of each document, as (place, JSON), in the order of the documents."""
    documents = lines.where("error_code is null").select("place", "line").rdd.flatMap(documents_of).cache()
    places = documents.flatMap(texts)
    firsts = places.reduceByKey(min)
    across = (
        places.join(firsts).filter(lambda entry: entry[1][0] != entry[1][1])
        .map(lambda entry: (entry[1][0], entry[0][1])).groupByKey().mapValues(set)
    )

    def record(entry):
        place, (whole, known) = entry
        made = {"id": whole["id"], "language": whole["language"], "targets": whole["targets"]}
        return place, json.dumps({**made, "rows": rows(whole, known or set())}, ensure_ascii=False)

    return documents.leftOuterJoin(across).map(record).sortByKey()
