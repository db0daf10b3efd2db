"""The record file, byte for byte: keys in their order, two-space indent, real Unicode, numbers without exponents.

Written by hand rather than by `json.dumps`, which turns Decimals into floats, writes NaN and exponents, and takes the
slow path as soon as it indents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from json.encoder import encode_basestring as quoted
from typing import Any

SCHEMA = "trialsift/1"
"""The format of the record file, which every one names."""
SPANS = {"span"}
"""Lists of two numbers under these keys stand on one line."""
LISTS = frozenset({list, tuple})
"""What most lists are; to ask whether something else is a sequence costs more than to write it."""
PARTS_AT_ONCE = 20_000
LONG = 400
"""Characters of a sentence that is worth being looked up."""


def dumps(value: Any) -> bytes:
    """A JSON document with a final newline. Raises TypeError for what JSON can't hold."""
    parts: list[str] = []
    _write(value, "\n", parts)
    parts.append("\n")
    if len(parts) <= PARTS_AT_ONCE:
        return "".join(parts).encode("utf-8", "surrogatepass")
    written = BytesIO()  # a long document is never held as text and as bytes at once
    for start in range(0, len(parts), PARTS_AT_ONCE):
        written.write("".join(parts[start : start + PARTS_AT_ONCE]).encode("utf-8", "surrogatepass"))
    return written.getvalue()


def number_text(value: Decimal) -> str:
    """A number as JSON prints it: no exponent, no trailing zeros. Raises ValueError for NaN and infinities."""
    if not value.is_finite():
        raise ValueError(f"{value} is no JSON number")
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain in {"-0", ""} else plain


def _write(value: Any, newline: str, parts: list[str]) -> None:
    if type(value) is dict:
        _write_object(value, newline, parts)
    elif type(value) in LISTS:
        _write_list(value, newline, parts)
    elif (written := _leaf(value)) is not None:
        parts.append(written)
    elif isinstance(value, Mapping):
        _write_object(value, newline, parts)
    elif isinstance(value, Sequence):
        _write_list(value, newline, parts)
    else:
        raise TypeError(f"{type(value).__name__} has no place in a record file: {value!r}")


def _leaf(value: Any) -> str | None:
    """A value that holds no others, as written; None for one that does."""
    if isinstance(value, str):
        return quoted(value)
    if value is True or value is False or value is None:
        return "true" if value else "false" if value is False else "null"
    if isinstance(value, int):
        return str(value)
    return number_text(value) if isinstance(value, Decimal) else None


def _write_object(value: Mapping[str, Any], newline: str, parts: list[str]) -> None:
    if not value:
        parts.append("{}")
        return
    inner, add = newline + "  ", parts.append
    before = "{" + inner
    for key, item in value.items():
        of_type = type(item)
        if of_type is str and len(item) > LONG:
            add(f"{before}{KEYS[key]}")
            add(_long(item))
        elif of_type is str:  # most are
            add(f"{before}{KEYS[key]}{quoted(item)}")
        elif of_type is int:
            add(f"{before}{KEYS[key]}{item}")
        elif key in SPANS:
            add(f"{before}{KEYS[key]}[{item[0]}, {item[1]}]")
        elif of_type is Decimal:
            add(f"{before}{KEYS[key]}{number_text(item)}")
        else:
            add(f"{before}{KEYS[key]}")
            _write(item, inner, parts)
        before = "," + inner
    add(newline + "}")


class _Keys(dict[str, str]):
    """Keys as written, with what stands before their values; a record file has few different ones."""

    def __missing__(self, key: str) -> str:
        if len(self) >= MOST_KEYS:
            self.clear()
        self[key] = written = f"{quoted(key)}: "
        return written


KEYS, MOST_KEYS = _Keys(), 1024


@lru_cache(maxsize=32)
def _long(text: str) -> str:
    """A sentence as written: one text for all records in it."""
    return quoted(text)


def _write_list(value: Sequence[Any], newline: str, parts: list[str]) -> None:
    if not value:
        parts.append("[]")
        return
    inner = newline + "  "
    before = "["
    for item in value:
        parts.append(before + inner)
        _write(item, inner, parts)
        before = ","
    parts.append(newline + "]")
