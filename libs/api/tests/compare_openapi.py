#!/usr/bin/env python3
"""compare_openapi.py OPENAPI.yaml ROUTES: the description has exactly these routes and holds together."""
import re
import sys

import yaml

METHODS = {"get", "put", "post", "delete", "patch", "head", "options"}


def operations(description):
    for path, item in description["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield method.upper(), path, item, operation


def resolve(description, reference):
    node = description
    for part in reference.removeprefix("#/").split("/"):
        node = node[part]
    return node


def references(node):
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        node = list(node.values())
    if isinstance(node, list):
        for item in node:
            yield from references(item)


def faults(description, routes):
    described = {f"{method} {path}" for method, path, _, _ in operations(description)}
    yield from (f"not described: {route}" for route in sorted(routes - described))
    yield from (f"described, but no route: {route}" for route in sorted(described - routes))
    for reference in references(description):
        try:
            resolve(description, reference)
        except KeyError:
            yield f"dangling reference {reference}"
    seen = set()
    for method, path, item, operation in operations(description):
        if operation.get("operationId") in seen | {None}:
            yield f"{method} {path}: operationId is missing or not unique"
        seen.add(operation.get("operationId"))
        if not operation.get("summary"):
            yield f"{method} {path}: no summary"
        parameters = [resolve(description, p["$ref"]) if "$ref" in p else p
                      for p in item.get("parameters", []) + operation.get("parameters", [])]
        in_path = {parameter["name"] for parameter in parameters if parameter["in"] == "path"}
        if in_path != set(re.findall(r"\{(\w+)\}", path)):
            yield f"{method} {path}: path parameters {sorted(in_path)} do not fit"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        description = yaml.safe_load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        routes = set(file.read().splitlines())
    found = list(faults(description, routes))
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
