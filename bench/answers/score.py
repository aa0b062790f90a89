#!/usr/bin/env python3
"""How precise a real model's sentences are before and after the check.

REPLAY is what wenyuan_answer_replay printed; judged.jsonl says of each sentence, read beside its passages by
a person's standards, whether the passages say it of what was asked (`right`) or not, and why not. Strict: a
sentence of another company, a part for the whole, or one that says nothing is wrong. Where it was judged,
also whether a passage says it at all (`supported`), of whomever. Sentences that nobody judged are listed, and
not counted.
"""
import argparse
import json
import pathlib


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("replay", type=pathlib.Path)
    parser.add_argument("--judged", type=pathlib.Path, default=pathlib.Path(__file__).with_name("judged.jsonl"))
    given = parser.parse_args()
    judged = {(one["id"], one["text"]): one for one in map(json.loads, given.judged.open(encoding="utf-8"))}
    for half in ("development", "reported"):
        count = {"replies": 0, "declined": 0, "sentences": 0, "right": 0, "kept": 0, "kept right": 0, "kept supported": 0, "kept of these": 0,
                 "right dropped": 0}
        for reply in map(json.loads, given.replay.open(encoding="utf-8")):
            if reply["half"] != half:
                continue
            count["replies"] += 1
            count["declined"] += not reply["sentences"]
            for sentence in reply["sentences"]:
                verdict = judged.get((reply["id"], sentence["text"]))
                if verdict is None:
                    print("not judged:", reply["id"], "KEPT" if sentence["kept"] else "-", sentence["text"])
                    continue
                right, kept = verdict["right"], sentence["kept"]
                count["sentences"] += 1
                count["right"] += right
                count["kept"] += kept
                count["kept right"] += right and kept
                count["kept of these"] += kept and "supported" in verdict
                count["kept supported"] += kept and verdict.get("supported", False)
                count["right dropped"] += right and not kept
                if right != kept:
                    print(f"{half}: {'KEPT, WRONG' if kept else 'dropped, right'}: {reply['id']} {sentence['text']}")
        share = lambda part, whole: f"{count[part]} of {count[whole]} = {count[part] / max(count[whole], 1):.3f}"
        print(f"{half}: {count['replies']} replies, {count['declined']} declined; before the check {share('right', 'sentences')} right; "
              f"kept {share('kept', 'sentences')}, of these right {share('kept right', 'kept')}; "
              f"said by a passage {share('kept supported', 'kept of these')}; right ones dropped {share('right dropped', 'right')}")


if __name__ == "__main__":
    main()
