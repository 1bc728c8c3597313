"""Writes a tiny language model as an ONNX file: each token's successors, looked up by the token before.

The file is spelt out byte by byte after onnx.proto of the ONNX project, so that no package is needed to make it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
FLOAT, INT64 = 1, 7


def write_model(
    folder: Path, sentences: list[str], *, inputs: tuple[str, ...] = ("input_ids", "attention_mask")
) -> Path:
    """Write a model that has read these sentences, with its vocabulary, and return the model's path."""
    characters = sorted({character for sentence in sentences for character in sentence})
    tokens = [*SPECIAL, *characters]
    number = {token: at for at, token in enumerate(tokens)}
    table = np.zeros((len(tokens), len(tokens)), dtype=np.float32)
    for sentence in sentences:
        for before, after in zip(["[CLS]", *sentence], [*sentence, "[SEP]"], strict=True):
            table[number[before], number[after]] = 8.0
    (folder / "vocab.txt").write_text("\n".join(tokens) + "\n", encoding="utf-8")
    path = folder / "model.onnx"
    path.write_bytes(_model(table, inputs))
    return path


def _model(table: np.ndarray, inputs: tuple[str, ...]) -> bytes:
    nodes = [
        _node("Slice", ["input_ids", "zero", "one", "axis"], "first"),
        _node("Slice", ["input_ids", "zero", "end", "axis"], "head"),
        _node("Concat", ["first", "head"], "before", _text(1, "axis") + _number(3, 1) + _number(20, 2)),
        _node("Gather", ["table", "before"], "logits"),
    ]
    constants = {"zero": [0], "one": [1], "end": [-1], "axis": [1]}
    graph = b"".join(_part(1, node) for node in nodes)
    graph += _text(2, "tiny")
    graph += _part(5, _tensor("table", table))
    for name, value in constants.items():
        graph += _part(5, _tensor(name, np.array(value, dtype=np.int64)))
    graph += b"".join(_part(11, _value(name, INT64, 2)) for name in inputs)
    graph += _part(12, _value("logits", FLOAT, 3))
    return _number(1, 8) + _part(7, graph) + _part(8, _number(2, 13))


def _node(kind: str, inputs: list[str], output: str, attribute: bytes = b"") -> bytes:
    named = b"".join(_text(1, name) for name in inputs)
    return named + _text(2, output) + _text(4, kind) + (_part(5, attribute) if attribute else b"")


def _tensor(name: str, values: np.ndarray) -> bytes:
    kind = FLOAT if values.dtype == np.float32 else INT64
    dims = b"".join(_number(1, length) for length in values.shape)
    return dims + _number(2, kind) + _text(8, name) + _part(9, values.tobytes())


def _value(name: str, kind: int, dimensions: int) -> bytes:
    shape = b"".join(_part(1, _text(2, f"{name}{at}")) for at in range(dimensions))
    return _text(1, name) + _part(2, _part(1, _number(1, kind) + _part(2, shape)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, value: str) -> bytes:
    return _part(field, value.encode())


def _part(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)
