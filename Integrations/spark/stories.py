"""Finds the articles that tell the same story, by Spark's own reductions over the records of the output `stories`.

The same as `StoryGroups` does on one machine. Articles with the same text meet in a band of their sketches; different reports of
one event meet in the rare words that say what they are about. Only pairs that are alike enough leave the executors; they are
joined to groups on the driver, in the order of the articles.
"""

import json
import math

from pyspark.sql import functions as F

# As in Sources/Analysis/Stories/StoryGroups.swift, where they are explained.
SAME_TEXT = 0.4
NEAR, FAR, UNKNOWN = 0.38, 0.45, 0.48
SUBJECT_SHARE = 0.75
NEAR_DAYS, MOST_DAYS = 2, 10
BAND_LENGTH = 2
MOST_COMPARED = 8
MOST_LISTED = 48
UNSEEN_ARTICLES = 50
LEAST_SHARED = 3
EMPTY = "ffff"


def chunks(text, size):
    return [text[start : start + size] for start in range(0, len(text), size)]


class Mark:
    """What tells an article's story, as its record brings it."""

    def __init__(self, story):
        self.language = (story.get("language") or "und").split("-")[0]
        self.sketch = chunks(story["sketch"], 4)
        words = (int(word, 16) for word in chunks(story["words"], 8))
        self.words = dict(zip(words, (int(weight, 16) for weight in chunks(story["weights"], 2))))
        self.day = story.get("day", -1)

    def likeness(self, other):
        used = [(mine, its) for mine, its in zip(self.sketch, other.sketch) if mine != EMPTY or its != EMPTY]
        return sum(mine == its for mine, its in used) / len(used) if used else 0

    def vector(self, rarity):
        values = {word: weight * rarity(word) for word, weight in self.words.items()}
        norm = math.sqrt(sum(value * value for value in values.values()))
        return values, norm

    def least_cosine(self, other):
        """None when too many days lie between them."""
        if self.day < 0 or other.day < 0:
            return UNKNOWN
        apart = abs(self.day - other.day)
        return None if apart > MOST_DAYS else NEAR if apart <= NEAR_DAYS else FAR


def cosine(one, other):
    (values, norm), (others, other_norm) = one, other
    whole = norm * other_norm
    return sum(value * others.get(word, 0) for word, value in values.items()) / whole if whole else 0


def marks_of(row):
    for made in json.loads(row.line).get("records", []):
        if made["output"] == "stories":
            yield bytes(row.place), made["json"]["story"]


def same_texts(bucket):
    """Pairs of a bucket that have the same text: each article is held against the first ones."""
    known = []
    for place, story in sorted(bucket, key=lambda entry: entry[0]):
        mark = Mark(story)
        for other_place, other in known:
            if mark.language == other.language and mark.likeness(other) >= SAME_TEXT:
                yield other_place, place
        if len(known) < MOST_COMPARED:
            known.append((place, mark))


def bands(entry):
    place, story = entry
    mark = Mark(story)
    for band in range(0, len(mark.sketch), BAND_LENGTH):
        places = mark.sketch[band : band + BAND_LENGTH]
        if EMPTY not in places:
            yield (band, "".join(places)), (place, story)


def neighbors(places):
    """Pairs of the articles that have a word, each with the latest before it."""
    places = sorted(places)
    for index, place in enumerate(places):
        for other in places[max(0, index - MOST_LISTED) : index]:
            yield (other, place), 1


def groups(lines):
    """For each article the place of the first one of its story, as (place, first)."""
    marks = lines.where("error_code is null").select("place", "line").rdd.flatMap(marks_of).cache()
    count = marks.count()
    joins = set(marks.flatMap(bands).groupByKey().filter(lambda bucket: len(bucket[1]) > 1).flatMap(
        lambda bucket: same_texts(bucket[1])).distinct().collect())

    words = marks.flatMap(lambda entry: ((word, entry[0]) for word in Mark(entry[1]).words))
    uses = words.mapValues(lambda _: 1).reduceByKey(lambda a, b: a + b).filter(lambda use: use[1] > 1)
    shared = (
        words.join(uses).mapValues(lambda value: value[0]).groupByKey().flatMap(lambda entry: neighbors(entry[1]))
        .reduceByKey(lambda a, b: a + b).filter(lambda pair: pair[1] >= LEAST_SHARED).map(lambda pair: pair[0])
    )
    # How often each word of an article is used goes with the article, so that no executor needs all words.
    counted = words.leftOuterJoin(uses).map(lambda entry: (entry[1][0], (entry[0], entry[1][1] or 1)))
    counted = marks.leftOuterJoin(counted.groupByKey().mapValues(dict))
    vectors = counted.mapValues(lambda value: vector(value[0], value[1] or {}, count)).cache()
    alike = (
        shared.join(vectors).map(lambda entry: (entry[1][0], (entry[0], entry[1][1]))).join(vectors)
        .map(lambda entry: (entry[1][0][0], entry[0], entry[1][0][1], entry[1][1])).filter(are_alike)
    )
    pairs = sorted((later, earlier) for earlier, later, _, _ in alike.collect())
    needed = {place for pair in list(joins) + pairs for place in pair}
    known = dict(vectors.filter(lambda entry: entry[0] in needed).collect())

    parents = {}

    def root(place):
        while place in parents:
            place = parents[place]
        return place

    def join(one, other):
        one, other = root(one), root(other)
        if one != other:
            parents[max(one, other)] = min(one, other)

    for one, other in joins:
        join(one, other)
    for later, earlier in pairs:
        mine, its = root(later), root(earlier)
        least = known[later][0].least_cosine(known[earlier][0])
        if mine != its and cosine(known[mine][1], known[its][1]) >= least * SUBJECT_SHARE:
            join(mine, its)
    firsts = {place: root(place) for place in parents}
    return marks.map(lambda entry: (bytearray(entry[0]), bytearray(firsts.get(entry[0], entry[0]))))


def vector(story, uses, count):
    mark = Mark(story)
    return mark, mark.vector(lambda word: math.log((count + UNSEEN_ARTICLES) / (uses.get(word, 1) + 0.5)))


def are_alike(entry):
    _, _, (mark, values), (other, others) = entry
    least = mark.least_cosine(other)
    return mark.language == other.language and least is not None and cosine(values, others) >= least


def table(lines):
    """Rows of `story`, the id of its first article, and `article`: every article, in the order of both."""
    ids = lines.where("error_code is null").select("place", "id")
    found = groups(lines).toDF("place: binary, first: binary")
    first = ids.select(F.col("place").alias("first"), F.col("id").alias("story"))
    return found.join(ids, "place").join(first, "first").sort("first", "place").select(
        "story", F.col("id").alias("article"))
