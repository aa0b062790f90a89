"""Which part of the questions is for what, by the document that answers them: as libs/answer/bench/cases.cpp has it."""

ONLY_REPORTED, ONLY_MEASURED = ("cmrc2018", "crud-news"), ("dureader-demo",)


def fnv1a(text: str) -> int:
    value = 2166136261
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value ^ (value >> 15)


def article_of(name: str, document: str) -> str:
    return document.split("-")[0] if name == "drcd" or name.startswith("xquad") else document


def part_of(name: str, document: str) -> str:
    """As PartOf in libs/answer/bench/cases.cpp."""
    if name in ONLY_REPORTED:
        return "reported"
    if name == "squad":
        return "train"
    split = "cmrc2" if name == "cmrc-trial" else "dragonball" if name == "dragonball" else name[:5]
    value = fnv1a(f"{split}/{article_of(name, document)}")
    if name != "cmrc-trial" and value % 2 == 1:
        return "reported"
    return "held" if (value >> 1) % 4 == 0 and name not in ONLY_MEASURED else "train"
