"""Compressed bytes out of their gzip wrapping, within bounds.

A small file may unpack to more than a machine holds, so nothing is unpacked further than it is asked for: a
single document to `LARGEST_DOCUMENT` bytes, a stream of many piece by piece to `LARGEST_STREAM`.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator

from extractors.errors import TooLarge, UnknownFormat

LARGEST_DOCUMENT = 64_000_000
"""Bytes of one unpacked source that is held in memory as a whole; a long article has under one million."""
LARGEST_STREAM = 4_000_000_000
"""Bytes of an unpacked set of articles; PubMed's own files have under 500 million."""
MOST_TIMES_ITS_SIZE = 100
"""So much larger than packed may a stream be; PubMed's files unpack to 8 to 12 times their size."""
_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"


def unpacked(source: bytes) -> Iterator[bytes]:
    """The bytes of a source in chunks, unpacked if it is gzipped.

    Raises UnknownFormat for a damaged gzip file, TooLarge for one without end.
    """
    if not source.startswith(_GZIP):
        yield from (source[at : at + _CHUNK] for at in range(0, len(source), _CHUNK))
        return
    done = 0
    try:
        with gzip.open(io.BytesIO(source)) as packed:
            while chunk := packed.read(_CHUNK):
                yield chunk
                done += len(chunk)
                if done > LARGEST_STREAM:
                    raise too_large(LARGEST_STREAM)
                if done > LARGEST_DOCUMENT and done > MOST_TIMES_ITS_SIZE * len(source):
                    raise _unfolding(done, len(source))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnknownFormat(
            place=f"byte {done} of the unpacked file",
            found=f"a damaged gzip file ({error})",
            expected="a whole one (download the file again)",
        ) from error


def _unfolding(done: int, packed: int) -> TooLarge:
    return TooLarge(
        place=f"byte {done:,} of the unpacked file",
        found=f"more than {MOST_TIMES_ITS_SIZE} times the {packed:,} bytes that are packed",
        expected="a file of text (this one looks made to fill the memory; if it is not, unpack it yourself)",
    )


def too_large(limit: int) -> TooLarge:
    """The error for a source over a limit."""
    return TooLarge(
        place="the whole file",
        found=f"more than {limit // 1_000_000} million bytes",
        expected="one document of at most that size (split the file)",
    )
