"""Values and tensors of a GGUF file as numbers; needs numpy (what ./run does needs none of this)."""
import struct

import numpy as np

from gguf_reader import GgufReader
from gguf_writer import ARRAY, STRING, TENSOR_F32, TENSOR_Q4_0

_KINDS = {0: "u1", 1: "i1", 2: "<u2", 3: "<i2", 4: "<u4", 5: "<i4", 6: "<f4", 7: "?", 10: "<u8", 11: "<i8", 12: "<f8"}
BLOCK = 32  # values that share a scale in Q4_0


def numbers(model: GgufReader, key: str) -> np.ndarray:
    """A number, or an array of them."""
    value_type, packed = model.keys[key]
    if value_type != ARRAY:
        return np.frombuffer(packed, _KINDS[value_type])[0]
    item_type, count = struct.unpack_from("<IQ", packed)
    return np.frombuffer(packed, _KINDS[item_type], count, 12)


def strings(model: GgufReader, key: str) -> "list[bytes]":
    value_type, packed = model.keys[key]
    item_type, count = struct.unpack_from("<IQ", packed)
    if value_type != ARRAY or item_type != STRING:
        raise ValueError(f"{key} is no array of strings")
    texts, at = [], 12
    for _ in range(count):
        size, = struct.unpack_from("<Q", packed, at)
        texts.append(packed[at + 8:at + 8 + size])
        at += 8 + size
    return texts


def tensor(model: GgufReader, name: str) -> np.ndarray:
    """As float32, the dimension that lies together in memory last."""
    shape, tensor_type, data = model.tensors[name]
    if tensor_type == TENSOR_F32:
        return np.frombuffer(data, "<f4").reshape(shape[::-1]).copy()
    if tensor_type != TENSOR_Q4_0:
        raise ValueError(f"{name} is of a type that is not read here")
    blocks = np.frombuffer(data, np.uint8).reshape(-1, 2 + BLOCK // 2)
    scale, codes = blocks[:, :2].copy().view("<f2").astype("<f4"), blocks[:, 2:]
    values = np.concatenate([(codes & 15).astype("<f4") - 8, (codes >> 4).astype("<f4") - 8], 1) * scale
    return values.reshape(shape[::-1])
