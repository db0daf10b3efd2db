"""From bytes to the reader that understands them."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from extractors.errors import UnknownFormat
from extractors.model import CleanDocument
from extractors.reading import BrokenDocument
from extractors.reading.decoding import Decoded, decode, marked_encoding
from extractors.reading.formats import HEAD, format_of, refuse_binary, refuse_junk
from extractors.reading.unpacking import LARGEST_DOCUMENT, too_large, unpacked

Documents = Iterator[CleanDocument | BrokenDocument]


def opened(source: bytes, name: str) -> Documents:
    """The documents of a source; `read` has the particulars."""
    chunks = unpacked(source)
    held = bytearray()
    for chunk in chunks:
        held += chunk
        if len(held) > LARGEST_DOCUMENT:
            yield from _streamed(bytes(held), chunks)
            return
    whole = bytes(held)
    refuse_binary(whole)
    decoded = decode(whole)
    refuse_junk(decoded.text[:HEAD])
    for document in _documents(decoded):
        yield _warned(document, decoded)


def _documents(decoded: Decoded) -> Documents:
    """The reader of the text's format at work."""
    text, encoding, _ = decoded
    kind = format_of(text[:HEAD])
    if kind == "pubmed-xml":
        from extractors.reading.pubmed_xml import read_pubmed_xml

        yield from read_pubmed_xml([text], encoding)
    elif kind == "medline":
        from extractors.reading.medline import read_medline

        yield from read_medline(text, encoding)
    elif kind == "jats":
        from extractors.reading.jats import read_jats

        yield from read_jats(text, encoding)
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


def _streamed(held: bytes, chunks: Iterator[bytes]) -> Documents:
    """A set of articles that is too large to be held; nothing else may be so large."""
    encoding, skip = marked_encoding(held)
    decoder = codecs.getincrementaldecoder(encoding or "utf-8")("strict")
    if format_of(held[skip : skip + HEAD].decode(encoding or "utf-8", "replace")) != "pubmed-xml":
        raise too_large(LARGEST_DOCUMENT)
    from extractors.reading.pubmed_xml import read_pubmed_xml

    yield from read_pubmed_xml(_texts(decoder, chain([held[skip:]], chunks)), encoding or "utf-8")


def _texts(decoder: codecs.IncrementalDecoder, chunks: Iterator[bytes]) -> Iterator[str]:
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
