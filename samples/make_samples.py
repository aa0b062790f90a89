#!/usr/bin/env python3
"""Writes samples/documents/ and the identifier test, the same bytes every time.

    python3 samples/make_samples.py           write them
    python3 samples/make_samples.py --check   exit 1 if what is committed differs
"""

import argparse
import pathlib
import sys

from generator import codes, handbook, manual, minutes, notices, office, pages

FOLDER = pathlib.Path(__file__).resolve().parent
FILES = {
    "documents/员工手册.docx": handbook.build,
    "documents/PPR-9087-manual.pdf": manual.build,
    "documents/订单延期.eml": pages.mail,
    "documents/价格与库存.xlsx": office.workbook,
    "documents/2025年第一季度经营评审.pptx": office.slides,
    "documents/faq.md": pages.faq,
    "documents/安全生产管理规定.txt": notices.regulation,
    "documents/编码登记表.csv": codes.table,
    "documents/厂区生活指南.html": pages.intranet,
    "documents/臺中辦事處搬遷公告.txt": notices.relocation,
    "documents/warranty-terms.txt": notices.warranty,
    "documents/质量会议纪要-2025-04-15.docx": minutes.build,
    "identifiers-corpus.jsonl": codes.corpus,
    "identifiers.jsonl": codes.queries,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    check = parser.parse_args().check
    different = []
    for name, build in FILES.items():
        path, content = FOLDER / name, build()
        if check:
            if not path.is_file() or path.read_bytes() != content:
                different.append(name)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
    for name in different:
        print(f"{name}: not what make_samples.py writes", file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
