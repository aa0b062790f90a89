#!/usr/bin/env python3
"""Writes models of a few hundred kilobytes with random weights, for tests that need no real one.

    make_tiny_models.py FOLDER

tiny-embedder.gguf (mean pooling), tiny-cls.gguf, tiny-last.gguf, tiny-wide.gguf (another dimension),
tiny-reranker.gguf, and no-pooling.gguf, which is neither.
"""
import pathlib
import random
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "scripts" / "models"))
from gguf_writer import FLOAT32, INT32, STRING, TENSOR_F32, GgufWriter

NORMAL, UNKNOWN, CONTROL = 1, 2, 3
POSITIONS = 512
NO_POOLING, MEAN, CLS, LAST, RANK = 0, 1, 2, 3, 4


def pieces() -> "list[str]":
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,?!:" + "年假天员工端口服务文渊的一是不了在有"
    return ["<s>", "<pad>", "</s>", "<unk>", "▁", *letters, *("▁" + letter for letter in letters), "▁query:", "▁passage:"]


def floats(values) -> bytes:
    values = list(values)
    return struct.pack(f"<{len(values)}f", *values)


def write(path: pathlib.Path, pooling: int, width: int = 32, layers: int = 2, inner: int = 64) -> None:
    chance = random.Random(f"{pooling} {width}")
    tokens = pieces()
    gguf = GgufWriter("bert")
    gguf.add_text("general.name", path.stem)
    for key, value in (("block_count", layers), ("context_length", POSITIONS), ("embedding_length", width),
                       ("feed_forward_length", inner), ("attention.head_count", 2), ("pooling_type", pooling),
                       ("vocab_size", len(tokens))):
        gguf.add_number("bert." + key, value)
    gguf.add_float("bert.attention.layer_norm_epsilon", 1e-12)
    gguf.add_bool("bert.attention.causal", False)
    gguf.add_text("tokenizer.ggml.model", "t5")
    gguf.add_text("tokenizer.ggml.pre", "default")
    gguf.add_number("tokenizer.ggml.token_type_count", 1)
    gguf.add_array("tokenizer.ggml.tokens", STRING, tokens)
    gguf.add_array("tokenizer.ggml.scores", FLOAT32, [-float(len(token) < 3) - 1 for token in tokens])
    kinds = [CONTROL, CONTROL, CONTROL, UNKNOWN] + [NORMAL] * (len(tokens) - 4)
    gguf.add_array("tokenizer.ggml.token_type", INT32, kinds)
    for name in ("add_space_prefix", "remove_extra_whitespaces", "add_bos_token", "add_eos_token"):
        gguf.add_bool("tokenizer.ggml." + name, True)
    for name, token in (("bos", 0), ("padding", 1), ("eos", 2), ("seperator", 2), ("unknown", 3)):
        gguf.add_number(f"tokenizer.ggml.{name}_token_id", token)

    def weight(name: str, *shape: int) -> None:
        count, spread = 1, shape[0] ** -0.5
        for size in shape:
            count *= size
        gguf.add_tensor(name, shape, TENSOR_F32, floats(chance.gauss(0, spread) for _ in range(count)))

    def norm(name: str) -> None:
        gguf.add_tensor(name + ".weight", (width,), TENSOR_F32, floats([1.0] * width))
        gguf.add_tensor(name + ".bias", (width,), TENSOR_F32, floats([0.0] * width))

    weight("token_embd.weight", width, len(tokens))
    weight("position_embd.weight", width, POSITIONS)
    weight("token_types.weight", width, 1)
    norm("token_embd_norm")
    for layer in range(layers):
        for name, shape in (("attn_q", (width, width)), ("attn_k", (width, width)), ("attn_v", (width, width)),
                            ("attn_output", (width, width)), ("ffn_up", (width, inner)), ("ffn_down", (inner, width))):
            weight(f"blk.{layer}.{name}.weight", *shape)
            weight(f"blk.{layer}.{name}.bias", shape[-1])
        norm(f"blk.{layer}.attn_output_norm")
        norm(f"blk.{layer}.layer_output_norm")
    if pooling == RANK:
        weight("cls.weight", width, width)
        weight("cls.bias", width)
        weight("cls.output.weight", width, 1)
        weight("cls.output.bias", 1)
    gguf.write(str(path))


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "tiny-embedder.gguf", MEAN)
    write(folder / "tiny-cls.gguf", CLS)
    write(folder / "tiny-last.gguf", LAST)
    write(folder / "tiny-wide.gguf", MEAN, width=48)
    write(folder / "tiny-reranker.gguf", RANK)
    write(folder / "no-pooling.gguf", NO_POOLING)


if __name__ == "__main__":
    main()
