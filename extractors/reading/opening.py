"""From bytes to the reader that understands them."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from extractors.errors import UnknownFormat
from extractors.model import CleanDocument
from extractors.reading import BrokenDocument, GivenUp
from extractors.reading.decoding import Decoded, decode, marked_encoding
from extractors.reading.formats import HEAD, format_of, refuse_binary, refuse_junk
from extractors.reading.unpacking import LARGEST_DOCUMENT, too_large, unpacked

LARGEST_AT_ONCE = 16_000_000
"""Bytes of a set of articles that is decoded as a whole; its text may take four times the room."""

Documents = Iterator[CleanDocument | BrokenDocument]


def opened(source: bytes, name: str, given_up: GivenUp) -> Documents:
    """The documents of a source; `read` has the particulars."""
    chunks, held, size = unpacked(source), list[bytes](), 0
    for chunk in chunks:
        held.append(chunk)
        size += len(chunk)
        if size > LARGEST_DOCUMENT:
            yield from _streamed(chain(_let_go(held), chunks), given_up)
            return
    if size > LARGEST_AT_ONCE and _is_utf8_set(held):
        yield from _streamed(_let_go(held), given_up)
        return
    whole = b"".join(_let_go(held))
    refuse_binary(whole)
    decoded = decode(whole)
    refuse_junk(decoded.text[:HEAD])
    for document in _documents(decoded, given_up):
        yield _warned(document, decoded)


def _let_go(held: list[bytes]) -> Iterator[bytes]:
    """The chunks in order, each held no longer than it is looked at."""
    held.reverse()
    while held:
        yield held.pop()


def _is_utf8_set(held: Sequence[bytes]) -> bool:
    """Whether these chunks are a set of articles that can be streamed: UTF-8 throughout."""
    encoding, skip = marked_encoding(held[0])
    if encoding not in {"", "utf-8"} or not _is_set(held[0][skip : skip + HEAD].decode("utf-8", "replace")):
        return False
    try:
        for _ in _texts(codecs.getincrementaldecoder("utf-8")("strict"), held):
            pass
    except UnknownFormat:
        return False
    return True


def _documents(decoded: Decoded, given_up: GivenUp) -> Documents:
    """The reader of the text's format at work."""
    text, encoding, _ = decoded
    kind = format_of(text[:HEAD])
    if kind == "pubmed-xml":
        from extractors.reading.pubmed_xml import read_pubmed_xml

        yield from read_pubmed_xml([text], encoding, given_up)
    elif kind == "medline":
        from extractors.reading.medline import read_medline

        yield from read_medline(text, encoding, given_up)
    elif kind == "pubmed-text":
        from extractors.reading.pubmed_text import read_pubmed_text

        yield from read_pubmed_text(text, encoding, given_up)
    elif kind == "jats":
        from extractors.reading.jats import read_jats

        yield from read_jats(text, encoding, given_up)
    elif 0 in given_up:
        raise given_up[0]
    elif kind == "html":
        from extractors.reading.html import read_html

        yield read_html(text, encoding)
    else:
        from extractors.reading.scrape import read_scrape

        yield read_scrape(text, encoding)


def _warned(document: CleanDocument | BrokenDocument, decoded: Decoded) -> CleanDocument | BrokenDocument:
    """With a warning where bytes of the source made no character."""
    if isinstance(document, BrokenDocument) or not decoded.lost:
        return document
    warning = f"{decoded.lost} characters were lost: bytes that are no {decoded.encoding}"
    return replace(document, warnings=(*document.warnings, warning))


def _is_set(head: str) -> bool:
    try:
        return format_of(head) == "pubmed-xml"
    except UnknownFormat:
        return False


def _streamed(chunks: Iterator[bytes], given_up: GivenUp) -> Documents:
    """A set of articles that is too large to be held; nothing else may be so large."""
    first = next(chunks)
    encoding, skip = marked_encoding(first)
    decoder = codecs.getincrementaldecoder(encoding or "utf-8")("strict")
    if format_of(first[skip : skip + HEAD].decode(encoding or "utf-8", "replace")) != "pubmed-xml":
        raise too_large(LARGEST_DOCUMENT)
    from extractors.reading.pubmed_xml import read_pubmed_xml

    yield from read_pubmed_xml(_texts(decoder, chain([first[skip:]], chunks)), encoding or "utf-8", given_up)


def _texts(decoder: codecs.IncrementalDecoder, chunks: Iterable[bytes]) -> Iterator[str]:
    done = 0
    try:
        for chunk in chunks:
            yield decoder.decode(chunk)
            done += len(chunk)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise UnknownFormat(
            place=f"byte {done + error.start}",
            found="bytes that are no UTF-8",
            expected="PubMed XML in UTF-8",
        ) from error
