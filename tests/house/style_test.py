#!/usr/bin/env python3
"""Every C++ file is formatted by .clang-format, and no file written by hand is longer than 400 lines.

    tests/house/style_test.py
"""
import pathlib
import subprocess
import sys

LONGEST = 400
# Longer for a reason.
LONG = {"console/src/api/schema.d.ts": "generated from docs/openapi.yaml"}
CODE = {".h", ".cpp", ".py", ".ts", ".tsx", ".mjs", ".css", ".cmake"}


def main() -> int:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], check=True, capture_output=True, text=True)
    files = [pathlib.Path(name) for name in listed.stdout.splitlines()
             if not name.startswith("third_party/") and pathlib.Path(name).is_file()]
    wrong = []
    for file in files:
        if file.suffix in CODE and str(file) not in LONG:
            lines = len(file.read_text(encoding="utf-8").splitlines())
            if lines > LONGEST:
                wrong.append(f"{file}: {lines} lines; split it, or give the reason in {__file__}")
    cpp = [str(file) for file in files if file.suffix in {".h", ".cpp"}]
    formatted = subprocess.run(["clang-format-14", "--dry-run", "-Werror", *cpp], capture_output=True, text=True,
                               check=False)
    if formatted.returncode != 0:
        wrong.append(formatted.stderr + "\nmend it with: git ls-files '*.h' '*.cpp' | grep -v third_party | "
                     "xargs clang-format-14 -i")
    print("\n".join(wrong) or f"{len(files)} files in order")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
