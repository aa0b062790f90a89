#!/usr/bin/env python3
"""Retrieval beside Tantivy and Lucene: the same terms, one thread each, thread CPU time, ratios of one run.

    bench/retrieval/run.py DATA WORK [--chunks 1000000]

DATA is the folder of public test collections. In WORK everything is made that is missing: the corpus, the programs of
the peers, the indexes; delete WORK/chunks-N to make them again. Needs cargo (Rust 1.88) for Tantivy and a JDK 17 with
Maven for Lucene; --engines leaves one out. What is measured and how: bench/retrieval/README.md.
"""
import argparse
import json
import pathlib
import subprocess
import sys

from report import print_report

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[1]
DICTIONARIES = TOP / "third_party/npm/node_modules/nodejieba/submodules/cppjieba/dict"
KINDS = ("zs", "es", "zl", "zp", "el")
ENGINES = ("wenyuan", "rights", "tantivy", "lucene", "model")
FILTERS = ("none", "all", "s50", "s10", "s1", "s.1", "c50", "c10", "c1", "c.1")
PEER_FILTERS = tuple(name for name in FILTERS if name != "all")  # "all": every document, permitted by name


def call(*command, **options) -> str:
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True, check=False, **options)
    if done.returncode != 0:
        sys.exit(f"{command[0]} ended with {done.returncode}")
    return done.stdout


class Engine:
    def __init__(self, name: str, build: list, serve: list, filters=PEER_FILTERS, tops=(10, 100)):
        self.name, self.build, self.serve, self.filters, self.tops = name, build, serve, filters, tops
        self.process = None

    def built(self, index: pathlib.Path) -> dict:
        note = index.with_suffix(".json")
        if not note.exists():
            print(f"{self.name}: building", file=sys.stderr)
            note.write_text(call("nice", *self.build).splitlines()[-1])
        return json.loads(note.read_text())

    def start(self):
        self.process = subprocess.Popen([str(word) for word in self.serve], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)

    def ask(self, questions: pathlib.Path, filter_name: str, k: int) -> tuple[list[int], list[list[tuple[int, float]]]]:
        self.process.stdin.write(f"ask {questions} {filter_name} {k}\n")
        self.process.stdin.flush()
        count = self.process.stdout.readline()
        if not count:
            sys.exit(f"{self.name} ended")
        times, hits = [], []
        for _ in range(int(count)):
            time, _, found = self.process.stdout.readline().partition("\t")
            times.append(int(time))
            hits.append([(int(number), float(score)) for number, _, score in
                         (hit.partition(":") for hit in found.split())])
        return times, hits

    def memory_mib(self) -> dict:
        lines = pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        values = {name: int(rest.split()[0]) // 1024 for name, _, rest in (line.partition(":") for line in lines)
                  if name in ("VmHWM", "RssAnon", "RssFile")}
        return values

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def make_engines(options, work: pathlib.Path, folder: pathlib.Path) -> list[Engine]:
    engines = []
    for name in options.engines:
        index = folder / name
        if name == "wenyuan":
            program = options.build / "bench/retrieval/wenyuan_retrieval"
            engines.append(Engine(name, [program, "build", folder, index], [program, "serve", folder, index], FILTERS))
        elif name == "rights":
            program = options.build / "bench/retrieval/wenyuan_retrieval"
            engines.append(Engine(name, [program, "build", folder, index, "rights"],
                                  [program, "serve", folder, index, "rights"], ("none",)))
        elif name == "model":
            program = options.build / "bench/retrieval/wenyuan_retrieval"
            engines.append(Engine(name, [], [program, "model", folder], ("none", "s10"), (10,)))
        elif name == "tantivy":
            call("cargo", "build", "--release", "--locked", "--manifest-path", HERE / "tantivy/Cargo.toml",
                 "--target-dir", work / "tantivy")
            program = work / "tantivy/release/tantivy-peer"
            engines.append(Engine(name, [program, "build", folder, index], [program, "serve", index]))
        else:
            if not list((work / "lucene").glob("lucene-peer-*.jar")):
                call("mvn", "-q", "-B", "package", "-f", HERE / "lucene/pom.xml", f"-Dpeer.output={work / 'lucene'}")
            java = ["java", "-XX:+UseSerialGC", "-cp", f"{work / 'lucene'}/*:{work / 'lucene/libs'}/*"]
            engines.append(Engine(name, [*java, "-Xmx3g", "wenyuan.LucenePeer", "build", folder, index],
                                  [*java, "-Xmx512m", "wenyuan.LucenePeer", "serve", index]))
    return engines


def make_corpus(options, folder: pathlib.Path):
    if (folder / "documents.txt").exists():
        return
    call(sys.executable, HERE / "texts.py", options.data, folder)
    print(call("nice", options.build / "bench/retrieval/wenyuan_corpus", folder, options.chunks, options.seed,
               DICTIONARIES, *(["texts"] if options.texts else [])), end="")


def measure(options, engines: list[Engine], folder: pathlib.Path) -> list[dict]:
    """Each question's least time of several passes; after each pass of an engine comes one of the next."""
    for engine in engines:  # warm: caches, the JVM's compiler
        for _ in range(options.warm if engine.build else 0):
            for kind in KINDS:
                engine.ask(folder / f"{kind}.txt", "none", 10)
    rows = []
    for k in options.top:
        for filter_name in options.filters:
            for kind in KINDS:
                row = {"kind": kind, "filter": filter_name, "k": k, "times": {}, "hits": {}}
                for engine in engines * options.rounds:
                    if filter_name not in engine.filters or k not in engine.tops:
                        continue
                    if engine.name == "model" and "model" in row["hits"]:  # slow, and not timed
                        continue
                    times, row["hits"][engine.name] = engine.ask(folder / f"{kind}.txt", filter_name, k)
                    before = row["times"].get(engine.name, times)
                    row["times"][engine.name] = list(map(min, before, times))
                rows.append(row)
                print(kind, filter_name, k, file=sys.stderr)
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--chunks", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--warm", type=int, default=2)
    parser.add_argument("--top", type=int, nargs="+", default=[10, 100])
    parser.add_argument("--filters", nargs="+", choices=FILTERS, default=FILTERS)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--check", type=int, default=1000, help="questions compared with exhaustive scoring")
    parser.add_argument("--texts", action="store_true", help="write the chunks as they read too, for bench/http")
    parser.add_argument("--build", type=pathlib.Path, default=TOP / "build/release")
    options = parser.parse_args()
    options.work = options.work.resolve()
    call("cmake", "--build", options.build, "--target", "wenyuan_corpus", "wenyuan_retrieval")
    folder = options.work / f"chunks-{options.chunks}"
    make_corpus(options, folder)
    engines = make_engines(options, options.work, folder)
    result = {"chunks": options.chunks, "seed": options.seed,
              "built": {engine.name: engine.built(folder / engine.name) for engine in engines if engine.build}}
    for engine in engines:
        engine.start()
    rows = measure(options, engines, folder)
    result["memory_mib"] = {engine.name: engine.memory_mib() for engine in engines if engine.build}
    for engine in engines:
        engine.stop()
    if options.check and "wenyuan" in options.engines:
        program = options.build / "bench/retrieval/wenyuan_retrieval"
        checked = subprocess.run([program, "check", folder, folder / "wenyuan", str(options.check)],
                                 stdout=subprocess.PIPE, text=True, check=False)
        result["exactness"] = json.loads(checked.stdout or "null")
    print_report(result, rows)
    (folder / "result.json").write_text(json.dumps(result, indent=1))
    print(f"written to {folder / 'result.json'}")


if __name__ == "__main__":
    main()
