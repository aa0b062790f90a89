"""Tables of what bench/retrieval/run.py measured."""


def percentile(values: list[float], percent: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * percent / 100))]


def summary(times: list[int]) -> dict:
    return {"mean_us": sum(times) / len(times) / 1000, "p99_us": percentile(times, 99) / 1000,
            "max_us": max(times) / 1000}


def agreement(theirs: list[list[tuple[int, float]]], model: list[list[tuple[int, float]]]) -> dict:
    """How many hits exhaustive scoring with lengths of one byte has too (scores of the same size may change places),
    and how far the best score is from it; Tantivy multiplies by k1 + 1 = 2.2."""
    shared = all_hits = 0
    differences = [0.0]
    for found, expected in zip(theirs, model):
        least = expected[-1][1] if expected else 0
        for number, score in found:
            same = number in {one for one, _ in expected}
            shared += same or min(abs(score / least - 1), abs(score / least / 2.2 - 1)) < 1e-4
        all_hits += len(expected)
        if found and expected:
            ratio = found[0][1] / expected[0][1]
            differences.append(min(abs(ratio - 1), abs(ratio / 2.2 - 1)))
    return {"shared": shared / max(1, all_hits), "best_score_differs_by_at_most": max(differences)}


def print_report(result: dict, rows: list[dict]):
    engines = list(result["built"])
    peers = [name for name in engines if name in ("tantivy", "lucene")]
    print(f"\n{result['chunks']} chunks, built by")
    for name, built in result["built"].items():
        positions = f", and {built['position_bytes'] / 1e6:.1f} MB of positions" if "position_bytes" in built else ""
        print(f"  {name:8} {built['cpu_seconds']:7.1f} CPU s, peak {built['peak_rss_mib']:5.0f} MiB, "
              f"{built['bytes'] / 1e6:.1f} MB in {built['segments']} segments{positions}; "
              f"serving {result['memory_mib'][name]}")
    for peer in peers:
        if "wenyuan" in engines:
            ours, theirs = result["built"]["wenyuan"], result["built"][peer]
            print(f"  / {peer:8} bytes {ours['bytes'] / theirs['bytes']:.2f}x, "
                  f"build CPU {ours['cpu_seconds'] / theirs['cpu_seconds']:.2f}x")
    print("\nmean / p99 in microseconds of thread CPU time")
    print("top filter kind " + "".join(f"{name:>18}" for name in engines) + "".join(f"{'/ ' + name:>14}" for name in peers))
    result["questions"] = []
    unfiltered = {}
    for row in rows:
        cells = {name: summary(times) for name, times in row["times"].items() if name in engines}
        if row["filter"] == "none":
            unfiltered[row["kind"], row["k"]] = cells
        compared = {**cells, **({} if row["filter"] != "all" else
                                {name: one for name, one in unfiltered.get((row["kind"], row["k"]), {}).items()
                                 if name != "wenyuan"})}
        line = f"{row['k']:3} {row['filter']:6} {row['kind']:4} "
        line += "".join(f"{cells[name]['mean_us']:9.0f} /{cells[name]['p99_us']:7.0f}" if name in cells else f"{'':18}"
                        for name in engines)
        kept = {**{key: row[key] for key in ("kind", "filter", "k")}, "engines": cells, "ratios": {}, "agreement": {}}
        for peer in peers:
            if "wenyuan" not in cells or peer not in compared:
                continue
            ratios = {part: cells["wenyuan"][part] / compared[peer][part] for part in ("mean_us", "p99_us")}
            kept["ratios"][peer] = ratios
            line += f"   {ratios['mean_us']:4.2f} / {ratios['p99_us']:4.2f}"
        for peer in (*peers, "wenyuan"):
            if peer in row["hits"] and "model" in row["hits"]:
                kept["agreement"][peer] = agreement(row["hits"][peer], row["hits"]["model"])
        result["questions"].append(kept)
        print(line)
    for name in (*peers, "wenyuan"):
        found = [kept["agreement"][name] for kept in result["questions"] if name in kept["agreement"]]
        if found:
            print(f"{name}: {sum(one['shared'] for one in found) / len(found):.4f} of the hits of exhaustive scoring with "
                  f"the peers' lengths; best score within {max(one['best_score_differs_by_at_most'] for one in found):.1e}")
    if "exactness" in result:
        print(f"against exhaustive scoring: {result['exactness']}")
