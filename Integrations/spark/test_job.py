"""The job gives what `lede run` gives: test_job.py LEDE PROJECT, in a Python that has pyspark.

Runs on several executors, each a process of its own (local-cluster), or on threads where that does not start.
"""

import json
import os
import subprocess
import sys
import tempfile

import lede_job


def read(path):
    with open(path, "rb") as file:
        return file.read()


def main(lede, project):
    os.environ.setdefault("SPARK_HOME", os.path.dirname(__import__("pyspark").__file__))
    os.environ["PYSPARK_PYTHON"] = sys.executable
    master = os.environ.get("LEDE_SPARK_MASTER", "local-cluster[2,1,1024]")
    pipeline = project + "/pipelines/worker.yaml"
    with tempfile.TemporaryDirectory() as folder:
        # The samples many times over, in folders and as records, and some that fail.
        for round in range(5):
            subprocess.run(["cp", "-r", project + "/samples/articles", "%s/in%d" % (folder, round)], check=True)
        os.makedirs(folder + "/in")
        for round in range(5):
            os.rename("%s/in%d" % (folder, round), "%s/in/%d" % (folder, round))
            records = "%s/in/%d/multi-economy-briefs.jsonl" % (folder, round)
            lines = [json.loads(line) for line in read(records).decode().splitlines()]
            for line in lines:
                line["id"] = "%s-%d" % (line["id"], round)
            with open(records, "w") as file:
                file.writelines(json.dumps(line) + "\n" for line in lines)
        for number in range(3):
            with open("%s/in/broken-%d.txt" % (folder, number), "wb") as file:
                file.write(b"no text \0\0 at all")
        alone = folder + "/alone"
        subprocess.run([lede, "run", pipeline, folder + "/in", "-o", alone])
        builder = lede_job.SparkSession.builder.master(master).config("spark.ui.enabled", "false")
        builder.config("spark.sql.shuffle.partitions", "4").config("spark.default.parallelism", "4").getOrCreate()
        common = ["--input", folder + "/in", "--lede", lede, "--pipeline", pipeline, "--partitions", "6"]
        status = lede_job.main(common + ["--output", folder + "/spark"])
        assert status == 1, "the broken files fail: %d" % status
        for name in ["glossary.csv", "analysis.csv"]:
            assert read(alone + "/" + name) == read(folder + "/spark/finished/" + name), name + " differs"
        assert b"repeated-across" in read(alone + "/analysis.csv")
        builder.getOrCreate()
        lede_job.main(common + ["--output", folder + "/whole", "--whole"])
        for name in ["glossary.csv", "analysis.csv"]:
            assert read(alone + "/" + name) == read(folder + "/whole/finished/" + name), name + " differs"
        spark = builder.getOrCreate()
        with open(alone + "/stories.json") as file:
            told = json.load(file)["stories"]
        expected = sorted(sorted(article["id"] for article in story["articles"]) for story in told)
        found = {}
        for row in spark.read.parquet(folder + "/spark/stories").collect():
            found.setdefault(row.story, []).append(row.article)
        assert any(len(story) > 1 for story in expected), "some stories are told more than once"
        assert expected == sorted(sorted(story) for story in found.values()), "the stories differ"
        assert spark.read.parquet(folder + "/spark/failures").count() == 3
        report = [json.loads(line) for line in read(alone + "/report.jsonl").splitlines()]
        summaries = spark.read.parquet(folder + "/spark/summaries").sort("place").collect()
        assert [row.id for row in summaries] == [line["id"] for line in report if line["status"] == "done"]
        segments = sum(line.get("segments", 0) for line in report)
        assert spark.read.parquet(folder + "/spark/segments").count() == segments
        spark.stop()
    print("the cluster's glossary and analysis have the bytes of the single machine's, and its stories are the same")


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]))
