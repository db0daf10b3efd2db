"""Decoding: which bytes are which letters, and under what name."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.reading.decoding import Decoded, decode

TEXT = "Naïve adults, 10 µg · 350 cells/µL — “week 48”\r\n"

ROWS = [
    ("utf-8", TEXT.encode(), Decoded(TEXT, "utf-8")),
    ("utf-8 with a mark", codecs.BOM_UTF8 + TEXT.encode(), Decoded(TEXT, "utf-8")),
    ("utf-16 little end first", codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), Decoded(TEXT, "utf-16-le")),
    ("utf-16 big end first", codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), Decoded(TEXT, "utf-16-be")),
    ("unmarked utf-16 of a page", "<p>µ".encode("utf-16-le"), Decoded("<p>µ", "utf-16-le")),
    ("windows", TEXT.encode("cp1252"), Decoded(TEXT, "cp1252")),
    ("windows with an undefined byte", b"na\x81ve \x96", Decoded("na\x81ve –", "cp1252")),
    ("ascii", b"n = 60", Decoded("n = 60", "utf-8")),
    ("empty", b"", Decoded("", "utf-8")),
    ("a lost character stays", "na•ve".encode(), Decoded("na•ve", "utf-8")),
    ("a carriage return stays", b"a\rb\r\nc", Decoded("a\rb\r\nc", "utf-8")),
    (
        "declared in a prolog",
        "<?xml version='1.0' encoding='koi8-r'?><a>доза</a>".encode("koi8-r"),
        Decoded("<?xml version='1.0' encoding='koi8-r'?><a>доза</a>", "koi8-r"),
    ),
    (
        "declared in a meta tag",
        '<meta charset="windows-1250"><p>dávka pěti'.encode("cp1250"),
        Decoded('<meta charset="windows-1250"><p>dávka pěti', "cp1250"),
    ),
    (
        "latin-1 is read as windows, as browsers do",
        b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">5\x965',
        Decoded('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">5–5', "cp1252"),
    ),
    (
        "an unknown declaration says nothing",
        b'<meta charset="nonsense">\xe9',
        Decoded('<meta charset="nonsense">é', "cp1252"),
    ),
    (
        "a wrong declaration of utf-8",
        b'<meta charset="utf-8">\xe9t\xe9',
        Decoded('<meta charset="utf-8">été', "cp1252"),
    ),
    ("a declaration of bytes is none", b'<meta charset="hex">\xe9', Decoded('<meta charset="hex">é', "cp1252")),
    ("one broken byte in utf-8", "µµµµ ≥ é".encode() + b"\xe9", Decoded("µµµµ ≥ é\ufffd", "utf-8", 1)),
]


@pytest.mark.parametrize(("source", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_decoding(source: bytes, expected: Decoded) -> None:
    assert decode(source) == expected


@given(st.text())
def test_utf8_comes_back_whole(text: str) -> None:
    text = text.lstrip("\ufeff<\x00")
    assert decode(text.encode()) == Decoded(text, "utf-8")


@given(st.binary())
def test_any_bytes_decode(source: bytes) -> None:
    assert isinstance(decode(source).text, str)
