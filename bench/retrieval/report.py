"""Tables of what bench/retrieval/run.py measured."""


def percentile(values: list[float], percent: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * percent / 100))]


def summary(times: list[int]) -> dict:
    return {"mean_us": sum(times) / len(times) / 1000, "p99_us": percentile(times, 99) / 1000,
            "max_us": max(times) / 1000}


def agreement(ours: list[list[tuple[int, float]]], theirs: list[list[tuple[int, float]]]) -> dict:
    """Share of their hits that we have too, and how far our best score is from theirs.

    They round lengths to 8 bits, so neighbours in a ranking may change places; Tantivy multiplies by k1 + 1 = 2.2.
    """
    shared = all_hits = 0
    differences = []
    for mine, peers in zip(ours, theirs):
        shared += len({number for number, _ in mine} & {number for number, _ in peers})
        all_hits += len(peers)
        if mine and peers:
            ratio = peers[0][1] / mine[0][1]
            differences.append(abs(min(ratio - 1, ratio / 2.2 - 1, key=abs)))
    return {"shared": shared / max(1, all_hits), "best_score_differs": sum(differences) / max(1, len(differences))}


def print_report(result: dict, rows: list[dict]):
    engines = list(result["built"])
    peers = [name for name in engines if name != "wenyuan"]
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
        cells = {name: summary(times) for name, times in row["times"].items()}
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
            if peer in row["hits"]:
                kept["agreement"][peer] = agreement(row["hits"]["wenyuan"], row["hits"][peer])
        result["questions"].append(kept)
        print(line)
    for peer in peers:
        found = [kept["agreement"][peer] for kept in result["questions"] if peer in kept["agreement"]]
        if found:
            print(f"hits shared with {peer}: {sum(one['shared'] for one in found) / len(found):.4f}, at least "
                  f"{min(one['shared'] for one in found):.4f} of a row; best scores differ by "
                  f"{sum(one['best_score_differs'] for one in found) / len(found):.4f} on average")
    if "exactness" in result:
        print(f"against exhaustive scoring: {result['exactness']}")
