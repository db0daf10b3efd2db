"""Bytes in, text and the name of its encoding out.

The order: a byte order mark, strict UTF-8, what the source declares of itself (XML prolog, meta charset),
then Windows-1252, which is what an undeclared old page nearly always is. Nothing is translated: line ends
stay as they are, a character that was lost before ("na\u2022ve") stays lost. A byte order mark is not part
of the text.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple


class Decoded(NamedTuple):
    """A source's text, the encoding it was read in, and how many of its bytes made no character (U+FFFD)."""

    text: str
    encoding: str
    lost: int = 0


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED_UTF16 = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))

_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}["']([A-Za-z][\w.:-]{1,39})
       | <meta[^>]{0,300}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z][\w.:-]{1,39})""",
    re.IGNORECASE | re.VERBOSE,
)
_HEAD = 4096  # a meta charset stands in the first kilobyte by rule, in the first four by habit

# Browsers read these declarations as Windows-1252, and pages are written for browsers.
_READ_AS_CP1252 = {"iso8859-1", "ascii", "cp1252"}
# One stray byte in a long UTF-8 page must not turn all its other letters to wrong ones.
_GOOD_PER_LOST = 4


def decode(source: bytes) -> Decoded:
    """The text of a source and the encoding it is in; never fails."""
    encoding, skip = marked_encoding(source)
    if encoding:
        text = source[skip:].decode(encoding, "replace")
        return Decoded(text, encoding, text.count("\ufffd") if _is_lossy(source[skip:], encoding) else 0)
    try:
        return Decoded(source.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _declared(source) or _nearly_utf8(source) or Decoded(*_single_byte(source))


def marked_encoding(source: bytes) -> tuple[str, int]:
    """The encoding that a byte order mark names and the mark's length; "" when there is none."""
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return encoding, len(mark)
    for start, encoding in _UNMARKED_UTF16:
        if source.startswith(start):
            return encoding, 0
    return "", 0


def _is_lossy(source: bytes, encoding: str) -> bool:
    try:
        source.decode(encoding)
    except UnicodeDecodeError:
        return True
    return False


def _declared(source: bytes) -> Decoded | None:
    """The text in its declared encoding; None when that is UTF-8 (tried already), unknown or wrong."""
    declared = _DECLARED.search(source[:_HEAD])
    if not declared:
        return None
    name = (declared[1] or declared[2]).decode("ascii")
    try:
        encoding = codecs.lookup(name).name
        if encoding in _READ_AS_CP1252 or encoding.startswith("utf"):
            return None
        text = source.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None
    return Decoded(text, encoding) if isinstance(text, str) else None


def _nearly_utf8(source: bytes) -> Decoded | None:
    """UTF-8 with a few bytes lost, when its good multi-byte characters outnumber those clearly."""
    text = source.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    good = sum(not character.isascii() for character in text) - lost
    return Decoded(text, "utf-8", lost) if good >= _GOOD_PER_LOST * lost else None


def _single_byte(source: bytes) -> tuple[str, str]:
    """Windows-1252; its five undefined bytes, and only they, as in Latin-1."""
    try:
        return source.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        undefined = {0x81: "\x81", 0x8D: "\x8d", 0x8F: "\x8f", 0x90: "\x90", 0x9D: "\x9d"}
        table = "".join(undefined.get(n) or bytes([n]).decode("cp1252") for n in range(256))
        return codecs.charmap_decode(source, "strict", table)[0], "cp1252"
