#!/usr/bin/env python3
"""Writes models of a few hundred kilobytes with random weights, for tests that need no real one.

    make_tiny_models.py FOLDER

tiny-embedder.gguf (mean pooling), tiny-cls.gguf, tiny-last.gguf, tiny-wide.gguf (another dimension), tiny-q4.gguf and tiny-q4-reranker.gguf (in 4 bits),
tiny-reranker.gguf, and no-pooling.gguf, which is neither. tiny-writer-NAME.gguf write text, of a sort, each with
another template for conversations; tiny-adapter.gguf is a LoRA adapter for them.
"""
import pathlib
import random
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "scripts" / "models"))
from gguf_writer import FLOAT32, INT32, STRING, TENSOR_F32, TENSOR_Q4_0, GgufWriter

NORMAL, UNKNOWN, CONTROL = 1, 2, 3
POSITIONS = 512
NO_POOLING, MEAN, CLS, LAST, RANK = 0, 1, 2, 3, 4


def pieces() -> "list[str]":
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,?!:" + "年假天员工端口服务文渊的一是不了在有"
    return ["<s>", "<pad>", "</s>", "<unk>", "▁", *letters, *("▁" + letter for letter in letters), "▁query:", "▁passage:"]


def floats(values) -> bytes:
    values = list(values)
    return struct.pack(f"<{len(values)}f", *values)


def blocks_of_4_bits(values) -> bytes:
    values, coded = list(values), b""
    for at in range(0, len(values), 32):
        block = values[at:at + 32]
        scale = max(block, key=abs) / -8 or 1.0
        codes = [max(0, min(15, int(value / scale + 8.5))) for value in block]
        coded += struct.pack("<e", scale) + bytes(low | high << 4 for low, high in zip(codes[:16], codes[16:]))
    return coded


def write(path: pathlib.Path, pooling: int, width: int = 32, layers: int = 2, inner: int = 64, in_4_bits: bool = False) -> None:
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
        numbers = [chance.gauss(0, spread) for _ in range(count)]
        if in_4_bits and len(shape) == 2 and not name.startswith(("position", "token_types", "cls")):
            gguf.add_tensor(name, shape, TENSOR_Q4_0, blocks_of_4_bits(numbers))
        else:
            gguf.add_tensor(name, shape, TENSOR_F32, floats(numbers))

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


SPECIAL = ["<|im_start|>", "<|im_end|>", "<｜User｜>", "<｜Assistant｜>", "<｜end▁of▁sentence｜>"]
THINKING = ["<think>", "</think>"]
WRITER_WIDTH, WRITER_INNER = 32, 64

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}")
# One that refuses a system's turn, and four that do not end.
REFUSING = "{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system turns here') }}{% endif %}" + CHATML
ENDLESS = "{% for i in range(100000000) %}{% for j in range(100000000) %}{% endfor %}{% endfor %}" + CHATML
SLOW = "{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}" + CHATML
GROWING = "{% set ns = namespace(text='x') %}{% for i in range(60) %}{% set ns.text = ns.text + ns.text %}{% endfor %}" + CHATML
RECURSING = "{% macro again() %}{{ again() }}{% endmacro %}{% if messages|length > 1 %}{{ again() }}{% endif %}" + CHATML


def write_writer(path: pathlib.Path, template: "str | None") -> None:
    """A model of the llama family with a vocabulary of bytes, letters and special words."""
    chance = random.Random("writer")
    width, inner, layers, heads, kv_heads = WRITER_WIDTH, WRITER_INNER, 2, 1, 1
    bytes_ = [f"<0x{byte:02X}>" for byte in range(256)]
    words = ["▁", *"abcdefghijklmnopqrstuvwxyz0123456789.,?!:{}[]\"", *"年假天员工端口服务文渊的一是不了在有"]
    tokens = ["<unk>", "<s>", "</s>", *bytes_, *words, *SPECIAL, *THINKING]
    kinds = [2, 3, 3, *[6] * 256, *[1] * len(words), *[3] * len(SPECIAL), *[4] * len(THINKING)]
    gguf = GgufWriter("llama")
    gguf.add_text("general.name", path.stem)
    for key, value in (("block_count", layers), ("context_length", 512), ("embedding_length", width),
                       ("feed_forward_length", inner), ("attention.head_count", heads),
                       ("attention.head_count_kv", kv_heads), ("rope.dimension_count", width // heads)):
        gguf.add_number("llama." + key, value)
    gguf.add_float("llama.attention.layer_norm_rms_epsilon", 1e-5)
    gguf.add_text("tokenizer.ggml.model", "llama")
    gguf.add_text("tokenizer.ggml.pre", "default")
    gguf.add_array("tokenizer.ggml.tokens", STRING, tokens)
    gguf.add_array("tokenizer.ggml.scores", FLOAT32, [0.0] * len(tokens))
    gguf.add_array("tokenizer.ggml.token_type", INT32, kinds)
    for name, token in (("bos", 1), ("eos", 2), ("unknown", 0), ("eot", tokens.index("<|im_end|>"))):
        gguf.add_number(f"tokenizer.ggml.{name}_token_id", token)
    gguf.add_bool("tokenizer.ggml.add_bos_token", True)
    gguf.add_bool("tokenizer.ggml.add_space_prefix", False)
    if template is not None:
        gguf.add_text("tokenizer.chat_template", template)

    def weight(name: str, *shape: int) -> None:
        count = shape[0] * shape[1]
        gguf.add_tensor(name + ".weight", shape, TENSOR_F32, floats(chance.gauss(0, 2 * shape[0] ** -0.5) for _ in range(count)))

    def norm(name: str) -> None:
        gguf.add_tensor(name + ".weight", (width,), TENSOR_F32, floats([1.0] * width))

    weight("token_embd", width, len(tokens))
    norm("output_norm")
    weight("output", width, len(tokens))
    kv = width // heads * kv_heads
    for layer in range(layers):
        block = f"blk.{layer}."
        for name, shape in (("attn_q", (width, width)), ("attn_k", (width, kv)), ("attn_v", (width, kv)),
                            ("attn_output", (width, width)), ("ffn_gate", (width, inner)), ("ffn_up", (width, inner)),
                            ("ffn_down", (inner, width))):
            weight(block + name, *shape)
        norm(block + "attn_norm")
        norm(block + "ffn_norm")
    gguf.write(str(path))


def write_adapter(path: pathlib.Path, width: int = WRITER_WIDTH, rank: int = 4) -> None:
    chance = random.Random("adapter")
    gguf = GgufWriter("llama")
    gguf.add_text("general.type", "adapter")
    gguf.add_text("adapter.type", "lora")
    gguf.add_float("adapter.lora.alpha", 2.0 * rank)
    for name, shape in (("lora_a", (width, rank)), ("lora_b", (rank, width))):
        count = shape[0] * shape[1]
        gguf.add_tensor("blk.0.attn_q.weight." + name, shape, TENSOR_F32, floats(chance.gauss(0, 1) for _ in range(count)))
    gguf.write(str(path))


def write_writers(folder: pathlib.Path, templates: pathlib.Path) -> None:
    made = {"chatml": CHATML, "plain": None, "refusing": REFUSING, "endless": ENDLESS, "slow": SLOW, "growing": GROWING,
            "recursing": RECURSING, "broken": "{% for message in %}"}
    for name, file in (("r1", "deepseek-ai-DeepSeek-R1-Distill-Qwen-32B"), ("r1-llama", "deepseek-ai-DeepSeek-R1-Distill-Llama-8B"),
                       ("r1-early", "llama-cpp-deepseek-r1"), ("qwen3", "Qwen-Qwen3-0.6B"), ("qwen2.5", "Qwen-Qwen2.5-7B-Instruct"),
                       ("v3.1", "deepseek-ai-DeepSeek-V3.1")):
        made[name] = (templates / (file + ".jinja")).read_text(encoding="utf-8")
    for name, template in made.items():
        write_writer(folder / f"tiny-writer-{name}.gguf", template)
    write_adapter(folder / "tiny-adapter.gguf")
    write_adapter(folder / "tiny-adapter-wide.gguf", width=48)


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "tiny-embedder.gguf", MEAN)
    write(folder / "tiny-cls.gguf", CLS)
    write(folder / "tiny-last.gguf", LAST)
    write(folder / "tiny-wide.gguf", MEAN, width=48)
    write(folder / "tiny-q4.gguf", MEAN, width=64, inner=128, in_4_bits=True)
    write(folder / "tiny-reranker.gguf", RANK)
    write(folder / "tiny-q4-reranker.gguf", RANK, width=64, inner=128, in_4_bits=True)
    write(folder / "no-pooling.gguf", NO_POOLING)
    write_writers(folder, pathlib.Path(__file__).resolve().parents[3] / "third_party" / "llama" / "models" / "templates")


if __name__ == "__main__":
    main()
