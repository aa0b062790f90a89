#!/usr/bin/env python3
"""Compares our retrieval measures with PyPI ir-measures.

    pip install --require-hashes -r tests/interop/ir_measures_requirements.txt
    tests/interop/ir_measures_check.py                      checks the fixture of libs/eval/tests/data
    tests/interop/ir_measures_check.py --write              writes its expected values again
    tests/interop/ir_measures_check.py RUN QRELS RESULT     checks what `wenyuan eval retrieval --json`
                                                            printed (RESULT) for the files it wrote
Exit code 1 when a value differs in the fourth digit behind the point.
"""
import json
import pathlib
import sys

import ir_measures

DATA = pathlib.Path(__file__).resolve().parents[2] / "libs/eval/tests/data"
NAMES = {  # ours: theirs
    "hit@1": "Success@1",
    "hit@5": "Success@5",
    "mrr@10": "RR@10",
    "ndcg@10": "nDCG@10",
    "recall@100": "R@100",
}


def measure(run, qrels):
    measures = [ir_measures.parse_measure(name) for name in NAMES.values()]
    values = ir_measures.calc_aggregate(
        measures, ir_measures.read_trec_qrels(str(qrels)), ir_measures.read_trec_run(str(run)))
    return {str(measure): value for measure, value in values.items()}


def main(arguments):
    if len(arguments) == 3:
        theirs = measure(arguments[0], arguments[1])
        result = json.loads(pathlib.Path(arguments[2]).read_text())
        ours = {NAMES[name]: result[name] for name in NAMES}
    else:
        theirs = measure(DATA / "run.trec", DATA / "qrels.trec")
        expected = DATA / "expected.txt"
        if arguments == ["--write"]:
            lines = [f"{name} {theirs[name]:.8f}\n" for name in NAMES.values()]
            expected.write_text("".join(lines))
        ours = {name: float(value) for name, value in
                (line.split() for line in expected.read_text().splitlines())}
    wrong = False
    for name in NAMES.values():
        same = abs(ours[name] - theirs[name]) < 0.00005
        wrong = wrong or not same
        print(f"{name:10} ours {ours[name]:.6f} ir-measures {theirs[name]:.6f} "
              f"{'equal' if same else 'DIFFERENT'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
