"""The record file, byte for byte: keys in their order, two-space indent, real Unicode, numbers without exponents.

Written by hand rather than by `json.dumps`, which turns Decimals into floats, writes NaN and exponents, and takes the
slow path as soon as it indents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring as quoted
from typing import Any

SPANS = {"span"}
"""Lists of two numbers under these keys stand on one line."""


def dumps(value: Any) -> bytes:
    """A JSON document with a final newline. Raises TypeError for what JSON can't hold."""
    parts: list[str] = []
    _write(value, "\n", parts)
    parts.append("\n")
    return "".join(parts).encode("utf-8", "surrogatepass")


def number_text(value: Decimal) -> str:
    """A number as JSON prints it: no exponent, no trailing zeros. Raises ValueError for NaN and infinities."""
    if not value.is_finite():
        raise ValueError(f"{value} is no JSON number")
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain in {"-0", ""} else plain


def _write(value: Any, newline: str, parts: list[str]) -> None:
    if isinstance(value, str):
        parts.append(quoted(value))
    elif value is True or value is False or value is None:
        parts.append("true" if value else "false" if value is False else "null")
    elif isinstance(value, int):
        parts.append(str(value))
    elif isinstance(value, Decimal):
        parts.append(number_text(value))
    elif isinstance(value, Mapping):
        _write_object(value, newline, parts)
    elif isinstance(value, Sequence):
        _write_list(value, newline, parts)
    else:
        raise TypeError(f"{type(value).__name__} has no place in a record file: {value!r}")


def _write_object(value: Mapping[str, Any], newline: str, parts: list[str]) -> None:
    if not value:
        parts.append("{}")
        return
    inner = newline + "  "
    before = "{"
    for key, item in value.items():
        parts.append(f"{before}{inner}{quoted(key)}: ")
        if key in SPANS:
            parts.append(f"[{item[0]}, {item[1]}]")
        else:
            _write(item, inner, parts)
        before = ","
    parts.append(newline + "}")


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
