#!/usr/bin/env python3
"""The picture in docs/architecture.md shows the module graph that the build uses, and it has no cycle.

    tests/house/module_graph_test.py <build folder>/module_graph.txt docs/architecture.md
"""
import pathlib
import re
import sys


def built(path: pathlib.Path) -> dict[str, set[str]]:
    graph = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        module, dependencies = line.split(":", 1)
        graph[module.strip()] = set(dependencies.split())
    return graph


def drawn(path: pathlib.Path) -> dict[str, set[str]]:
    picture = re.search(r"```mermaid\n(.*?)```", path.read_text(encoding="utf-8"), re.S)
    if not picture:
        sys.exit(f"{path} has no mermaid picture")
    graph: dict[str, set[str]] = {}
    for line in picture.group(1).splitlines():
        edge = re.fullmatch(r"\s*(\w+) --> (\w+(?: & \w+)*)\s*", line)
        if edge:
            graph.setdefault(edge.group(1), set()).update(edge.group(2).split(" & "))
        elif re.fullmatch(r"\s*\w+\s*", line):
            graph.setdefault(line.strip(), set())
    return graph


def cycle(graph: dict[str, set[str]]) -> list[str]:
    done: set[str] = set()

    def walk(module: str, path: list[str]) -> list[str]:
        if module in path:
            return [*path[path.index(module):], module]
        if module in done:
            return []
        for dependency in sorted(graph.get(module, ())):
            if found := walk(dependency, [*path, module]):
                return found
        done.add(module)
        return []

    for module in sorted(graph):
        if found := walk(module, []):
            return found
    return []


def main() -> int:
    really, picture = built(pathlib.Path(sys.argv[1])), drawn(pathlib.Path(sys.argv[2]))
    wrong = []
    for module in sorted(really.keys() | picture.keys()):
        for extra in sorted(picture.get(module, set()) - really.get(module, set())):
            wrong.append(f"the picture shows {module} --> {extra}, the build does not")
        for missing in sorted(really.get(module, set()) - picture.get(module, set())):
            wrong.append(f"the build has {module} --> {missing}, the picture does not")
        if module not in picture:
            wrong.append(f"the picture lacks {module}")
    if loop := cycle(really):
        wrong.append("a cycle: " + " --> ".join(loop))
    print("\n".join(wrong) or f"{len(really)} modules, as drawn, without a cycle")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
