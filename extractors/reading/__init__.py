"""Reading: the bytes of a source in, clean documents out.

The format is told by content, never by a file's name. Readers load when they are needed: a plain-text scrape
must not wait for the libraries that read web pages.

opening        from bytes to the reader             unpacking, decoding, formats  out of gzip, into text, which format
exports        what looks like text but is none     language       texts in another one than English
source_text    the text that spans count in         explaining    why each line is in the clean text or not
scrape         plain text of a web page             lines, page   its lines, by themselves and together
wrapping, line_breaks                               lines that were one; words broken at a line's end
cleaning       which lines are the document         furniture, remembered  lines that go by themselves, told once
roles          which lines are headings
boilerplate, furniture_patterns                     the phrases and the patterns that tell furniture
paper, article, poster, prose, lost_headings        where its document lies
title, apart   its title; what is printed beside it
html           web pages                            html_blocks, html_content, html_metadata  blocks, article, head
pubmed_xml     PubMed's articles                    pubmed_metadata  what each says of itself
jats           full articles                        jats_text, jats_math  their prose, their formulas
medline        PubMed's tagged export               registers     registers of trials
pubmed_text    PubMed's abstracts saved as text
markup, strict_xml, inline, raised                  tags, well-formedness, running text, superscripts
layout         the clean text's, in every format    sections, inferred_sections  printed headings; those that are not
metadata       journal, date, publication types     dates, identifiers  ISO dates; PMIDs and PMCIDs
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from extractors.errors import OutOfTime, SourceError, TooLarge, TooSlow
from extractors.model import CleanDocument
from extractors.reading.language import NOT_ENGLISH, is_foreign

LARGEST_TEXT = 2_000_000
"""Characters of one document's running text: a book of a thousand pages. An article has under 200,000, a long chapter
500,000. Packed with records, two million take 0.7 GB of memory, and more in a table."""


GivenUp = Mapping[int, SourceError]
"""Documents of a source that are not even looked at, by their places in it (from 0); with what is wrong with each."""

NOTHING_GIVEN_UP: GivenUp = MappingProxyType({})


class BrokenDocument(NamedTuple):
    """One document of a source of many that could not be read; the others can.

    An error that is no SourceError is a defect of ours.
    """

    name: str
    error: Exception


def read(source: bytes, name: str, *, given_up: GivenUp = NOTHING_GIVEN_UP) -> Iterator[CleanDocument | BrokenDocument]:
    """Every document of a source, in order; `name` is only for messages.

    Raises SourceError when the source as a whole cannot be read: UnknownFormat, BrokenMarkup, TooLarge.
    """
    from extractors.reading.opening import opened

    seen: dict[str, int] = {}
    for document in opened(source, name, given_up):
        seen[document.name] = count = seen.get(document.name, 0) + 1
        unique = document.name if count == 1 else f"{document.name}-{count}"
        document = _within_bounds(document)
        if isinstance(document, BrokenDocument):
            yield document._replace(name=unique)
        else:
            yield _warned(_named(document, unique))


def one_of_many(
    reader: Callable[[], CleanDocument], *, name: str, given_up: SourceError | None = None
) -> CleanDocument | BrokenDocument:
    """A document of a source of many, or what is wrong with it, whatever that is: no other may suffer from it."""
    if given_up:
        return BrokenDocument(name, given_up)
    try:
        return reader()
    except OutOfTime as over:
        return BrokenDocument(name, TooSlow.after(over.seconds))
    except Exception as error:
        return BrokenDocument(name, error)


def _within_bounds(document: CleanDocument | BrokenDocument) -> CleanDocument | BrokenDocument:
    """The document, or what is wrong with one that is too long. Raises TooLarge where it is the only one."""
    if isinstance(document, BrokenDocument) or len(document.text.text) <= LARGEST_TEXT:
        return document
    error = TooLarge(
        place="the whole document",
        found=f"{len(document.text.text):,} characters of text",
        expected=f"at most {LARGEST_TEXT:,} (is it several documents in one? split it)",
    )
    if not document.name:
        raise error
    return BrokenDocument(document.name, error)


def _warned(document: CleanDocument) -> CleanDocument:
    """With a warning where the text is in another language."""
    if NOT_ENGLISH in document.warnings or not is_foreign(document.text.text):
        return document
    return replace(document, warnings=(*document.warnings, NOT_ENGLISH))


def _named(document: CleanDocument, name: str) -> CleanDocument:
    return document if document.name == name else replace(document, name=name)
