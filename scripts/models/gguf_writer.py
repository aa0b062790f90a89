"""Writes GGUF files, version 3: the form in which libllama reads a model.

The format: magic, version, counts; keys with typed values; a directory of tensors; then their bytes, each
padded to 32. Everything is little endian.
"""
import struct

ALIGNMENT = 32
UINT32, INT32, FLOAT32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9
TENSOR_F32, TENSOR_Q4_0 = 0, 2


def _text(value: "str | bytes") -> bytes:
    raw = value if isinstance(value, bytes) else value.encode("utf-8")
    return struct.pack("<Q", len(raw)) + raw


def _padding(size: int) -> bytes:
    return b"\0" * (-size % ALIGNMENT)


_PACK = {
    UINT32: lambda value: struct.pack("<I", value),
    INT32: lambda value: struct.pack("<i", value),
    FLOAT32: lambda value: struct.pack("<f", value),
    BOOL: lambda value: struct.pack("<?", value),
    STRING: _text,
}


class GgufWriter:
    """Collects keys and tensors in the order in which they are added."""

    def __init__(self, architecture: str):
        self._keys: "list[bytes]" = []
        self._tensors: "list[tuple[str, tuple[int, ...], int, bytes]]" = []
        self.add_text("general.architecture", architecture)

    def _add(self, key: str, value_type: int, packed: bytes) -> None:
        self._keys.append(_text(key) + struct.pack("<I", value_type) + packed)

    def add_raw(self, key: str, value: "tuple[int, bytes]") -> None:
        """A value as GgufReader has it: its type and its packed bytes."""
        self._add(key, *value)

    def add_text(self, key: str, value: str) -> None:
        self._add(key, STRING, _text(value))

    def add_number(self, key: str, value: int) -> None:
        self._add(key, UINT32, _PACK[UINT32](value))

    def add_float(self, key: str, value: float) -> None:
        self._add(key, FLOAT32, _PACK[FLOAT32](value))

    def add_bool(self, key: str, value: bool) -> None:
        self._add(key, BOOL, _PACK[BOOL](value))

    def add_array(self, key: str, item_type: int, items: list) -> None:
        packed = b"".join(map(_PACK[item_type], items))
        self.add_packed_array(key, item_type, len(items), packed)

    def add_packed_array(self, key: str, item_type: int, count: int, packed: bytes) -> None:
        self._add(key, ARRAY, struct.pack("<IQ", item_type, count) + packed)

    def add_tensor(self, name: str, shape: "tuple[int, ...]", tensor_type: int, data: bytes) -> None:
        """`shape` has the dimension that lies together in memory first, as ggml counts."""
        self._tensors.append((name, shape, tensor_type, data))

    def write(self, path: str) -> None:
        directory, offset = b"", 0
        for name, shape, tensor_type, data in self._tensors:
            directory += _text(name) + struct.pack(f"<I{len(shape)}Q", len(shape), *shape)
            directory += struct.pack("<IQ", tensor_type, offset)
            offset += len(data) + len(_padding(len(data)))
        head = b"GGUF" + struct.pack("<IQQ", 3, len(self._tensors), len(self._keys))
        head += b"".join(self._keys) + directory
        with open(path, "wb") as file:
            file.write(head + _padding(len(head)))
            for _, _, _, data in self._tensors:
                file.write(data + _padding(len(data)))
