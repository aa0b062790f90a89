#!/usr/bin/env python3
"""Fills a library through the product, and says how long that takes.

    bench/http/fill.py PROGRAM CORPUS FOLDER [--passages 1000000] [--per-file 250] [--embedder ADDRESS]

CORPUS holds texts.txt of bench/retrieval (`run.py … --texts`): one passage a line. They are written as Markdown files of
so many passages each (0: as the documents of the corpus, one to three passages), imported with `wenyuan import`, and
left in FOLDER/data for load.py. With --embedder (mixture_embedder.py, or a real server) it waits for the vectors too; load.py
then searches with the model that is installed, which must be the one that made them.
"""
import argparse
import itertools
import os
import pathlib
import shutil
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from latency import Server  # noqa: E402

PASSWORD = "bench bench bench"
FILES_OF_A_FOLDER = 5000


def write_files(corpus: pathlib.Path, folder: pathlib.Path, passages: int, per_file: int) -> int:
    """Passages of one file follow each other in the corpus."""
    files = 0
    with open(corpus / "texts.txt", encoding="utf-8") as texts, open(corpus / "documents.txt", encoding="utf-8") as sizes:
        while passages > 0:
            wanted = min(passages, per_file or int(next(sizes).split()[0]))
            part = list(itertools.islice(texts, wanted))
            if not part:
                sys.exit("texts.txt has too few passages")
            where = folder / str(files // FILES_OF_A_FOLDER)
            where.mkdir(parents=True, exist_ok=True)
            (where / f"{files}.md").write_text(
                f"# {files}\n\n" + "".join(f"## {files}.{i}\n\n{text}\n" for i, text in enumerate(part)), encoding="utf-8")
            passages -= len(part)
            files += 1
    return files


def wait_for_vectors(server: Server):
    while (embedding := server.call("GET", "/api/v1/status")["embedding"])["state"] != "done":
        if embedding["state"] == "away":
            print(embedding["reason"], file=sys.stderr, flush=True)
        time.sleep(5)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--passages", type=int, default=1_000_000)
    parser.add_argument("--per-file", type=int, default=250)
    parser.add_argument("--embedder", help="http://host:port/v1; without it the installed model, or none")
    options = parser.parse_args()
    options.folder.mkdir(parents=True)
    files = write_files(options.corpus, options.folder / "files", options.passages, options.per_file)
    settings = options.folder / "data" / "wenyuan.toml"
    if options.embedder:
        settings.parent.mkdir(mode=0o700)
        settings.write_text(f'[models]\ngenerator = "off"\nembedder = "{options.embedder}"\n')
    server = Server(options.program, options.folder / "data")
    server.call("POST", "/api/v1/setup", {"secret": server.secret, "name": "bench", "password": PASSWORD})
    server.call("POST", "/api/v1/libraries", {"name": "bench"})
    began, cpu, of_client = time.monotonic(), server.cpu_seconds(), os.times().children_user
    server.import_files(options.folder / "files", "bench")
    seconds, cpu, times = time.monotonic() - began, server.cpu_seconds() - cpu, os.times()
    passages = server.call("GET", "/api/v1/status")["index"]["chunks"]
    if options.embedder:
        wait_for_vectors(server)
        print(f"vectors_seconds     {time.monotonic() - began:.1f} with the import")
    print(f"files               {files}")
    print(f"passages            {passages}")
    print(f"import_seconds      {seconds:.1f}")
    print(f"files_per_second    {files / seconds:.0f}")
    print(f"passages_per_second {passages / seconds:.0f}")
    print(f"server_cpu_seconds  {cpu:.1f} ({cpu / files * 1000:.2f} ms a file)")
    print(f"client_cpu_seconds  {times.children_user - of_client + times.children_system:.1f}")
    print(f"resident_mib        {server.resident_mib():.0f}, peak {server.resident_mib('VmHWM'):.0f}")
    server.stop()
    if options.embedder:
        settings.write_text('[models]\ngenerator = "off"\n')
    shutil.rmtree(options.folder / "files")
    for part in ("index", "blobs", ""):
        found = options.folder / "data" / part
        if found.is_dir():
            size = sum(file.stat().st_size for file in found.rglob("*") if file.is_file())
            print(f"megabytes           {size / 1e6:.0f} in {part or 'all'}")


if __name__ == "__main__":
    main()
