#!/usr/bin/env python3
"""Writes the table of the console's files and an assembler file that takes in their bytes.

    embed_console.py console/dist console_files.cpp console_files.S
    embed_console.py --none console_files.cpp console_files.S
"""
import gzip
import hashlib
import pathlib
import sys

TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css",
    ".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon", ".json": "application/json",
    ".woff2": "font/woff2", ".wasm": "application/wasm", ".txt": "text/plain; charset=utf-8",
}
COMPRESSIBLE = {".html", ".js", ".mjs", ".css", ".svg", ".json", ".txt"}


def main() -> int:
    dist, table, assembler = sys.argv[1:4]
    files = [] if dist == "--none" else sorted(path for path in pathlib.Path(dist).rglob("*") if path.is_file())
    folder = pathlib.Path(assembler).parent
    folder.mkdir(parents=True, exist_ok=True)
    rows, symbols, data = [], [], ["  .section .rodata\n"]

    def embed(name: str, path: pathlib.Path) -> str:
        data.append(f"  .globl {name}\n{name}:\n  .incbin \"{path.resolve()}\"\n  .byte 0\n")
        symbols.append(f"extern \"C\" const char {name}[];\n")
        return f"{{{name}, {path.stat().st_size}}}"

    for number, path in enumerate(files):
        raw = path.read_bytes()
        compressed = "{}"
        if path.suffix in COMPRESSIBLE:
            packed = folder / f"{number}.gz"
            packed.write_bytes(gzip.compress(raw, 9, mtime=0))
            if packed.stat().st_size < len(raw):
                compressed = embed(f"wenyuan_console_{number}_gz", packed)
        name = "/" + path.relative_to(dist).as_posix()
        etag = hashlib.sha256(raw).hexdigest()[:24]
        kind = TYPES.get(path.suffix, "application/octet-stream")
        rows.append(f"    {{\"{name}\", \"{kind}\", \"\\\"{etag}\\\"\", {embed(f'wenyuan_console_{number}', path)}, "
                    f"{compressed}}},\n")
    data.append("  .section .note.GNU-stack,\"\",@progbits\n")
    pathlib.Path(assembler).write_text("".join(data), encoding="utf-8")
    body = "  return {};\n"
    if rows:
        body = f"  static const api::StaticFile kFiles[] = {{\n{''.join(rows)}  }};\n  return kFiles;\n"
    pathlib.Path(table).write_text(
        f"#include \"console_files.h\"\n\n{''.join(symbols)}\nnamespace wenyuan::app {{\n\n"
        f"api::StaticFiles ConsoleFiles() {{\n{body}}}\n\n}}  // namespace wenyuan::app\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
