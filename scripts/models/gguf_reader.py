"""Reads GGUF files, version 3, that gguf_writer.py wrote: keys as they are packed, tensors with their bytes."""
import math
import struct

from gguf_writer import ALIGNMENT, ARRAY, STRING, TENSOR_F32, TENSOR_Q4_0

_FIXED = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}  # bytes by type of value
_BYTES_OF_BLOCK = {TENSOR_F32: (1, 4), TENSOR_Q4_0: (32, 18)}  # values, bytes


class GgufReader:
    """`keys`: name -> (type, packed value). `tensors`: name -> (shape, type, bytes)."""

    def __init__(self, data: bytes):
        self._data, self._at = data, 0
        magic, version, tensors, keys = self._fields("4sIQQ")
        if magic != b"GGUF" or version != 3:
            raise ValueError("this is no GGUF file of version 3")
        self.keys: "dict[str, tuple[int, bytes]]" = dict(self._key() for _ in range(keys))
        directory = [self._directory_entry() for _ in range(tensors)]
        begin = (self._at + ALIGNMENT - 1) // ALIGNMENT * ALIGNMENT
        self.tensors: "dict[str, tuple[tuple[int, ...], int, bytes]]" = {}
        for name, shape, tensor_type, offset in directory:
            values, size = _BYTES_OF_BLOCK[tensor_type]
            count = math.prod(shape) // values * size
            content = data[begin + offset:begin + offset + count]
            if len(content) != count:
                raise ValueError(f"the file ends within {name}")
            self.tensors[name] = (shape, tensor_type, content)

    def _fields(self, form: str) -> tuple:
        values = struct.unpack_from("<" + form, self._data, self._at)
        self._at += struct.calcsize("<" + form)
        return values

    def _text(self) -> str:
        size, = self._fields("Q")
        self._at += size
        return self._data[self._at - size:self._at].decode("utf-8", "surrogateescape")

    def _skip(self, value_type: int) -> None:
        if value_type == STRING:
            self._text()
        elif value_type == ARRAY:
            item_type, count = self._fields("IQ")
            if item_type in _FIXED:
                self._at += _FIXED[item_type] * count
            else:
                for _ in range(count):
                    self._skip(item_type)
        else:
            self._at += _FIXED[value_type]

    def _key(self) -> "tuple[str, tuple[int, bytes]]":
        name = self._text()
        value_type, = self._fields("I")
        begin = self._at
        self._skip(value_type)
        return name, (value_type, self._data[begin:self._at])

    def _directory_entry(self) -> "tuple[str, tuple[int, ...], int, int]":
        name = self._text()
        dimensions, = self._fields("I")
        shape = self._fields(f"{dimensions}Q")
        tensor_type, offset = self._fields("IQ")
        return name, shape, tensor_type, offset
