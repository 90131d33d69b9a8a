"""A desk's own program: marks each article, and translates each segment into capitals. Told to, it misbehaves."""
import json
import sys
import time

for line in sys.stdin:
    article = json.loads(line)
    text = " ".join(block["text"] for block in article.get("blocks", []))
    if "CRASH" in text:
        print("the desk is on fire", file=sys.stderr)
        sys.exit(3)
    if "HANG" in text:
        time.sleep(60)
    if "NONSENSE" in text:
        print("what?", flush=True)
        continue
    answer = {"id": "other" if "OTHER" in text else article["id"], "desk": len(text)}
    if "REFUSE" in text:
        answer["error"] = "not on a Sunday"
    if "segments" in article:
        answer["findings"] = [{"code": "extract/no-article", "message": "seen by the desk"}]
        answer["segments"] = [
            {
                "id": s["id"],
                "targets": [
                    {"language": language, "text": s["text"].upper(), "codes": s.get("codes", [])}
                    for language in article.get("targets", ["fr"]) + ["de"] * ("GERMAN" in text)
                ],
            }
            for s in article["segments"]
        ]
    print(json.dumps(answer), flush=True)
