"""The decoded text that source spans count in."""

from __future__ import annotations

from extractors.reading.decoding import decode, marked_encoding
from extractors.reading.unpacking import LARGEST_DOCUMENT, unpacked


def source_text(source: bytes) -> str:
    """A source as its reader has it: unpacked, decoded, markup and all.

    Raises UnknownFormat for a damaged archive, TooLarge for one without end.
    """
    whole = b"".join(unpacked(source))
    if len(whole) <= LARGEST_DOCUMENT:
        return decode(whole).text
    encoding, skip = marked_encoding(whole)
    return whole[skip:].decode(encoding or "utf-8", "replace")
