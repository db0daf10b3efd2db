"""MEDLINE: PubMed's tagged export (also .nbib), many records a file.

A field is a tag of up to four letters, "- " and a text that may go on in lines indented by six spaces; the
line breaks within a text become one space each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from extractors.model import CleanDocument, Metadata
from extractors.reading import BrokenDocument, GivenUp, one_of_many
from extractors.reading.dates import iso_of_printed
from extractors.reading.identifiers import pmcid_of, pmid_of
from extractors.reading.layout import EMPTY, laid_out, run_in_parts
from extractors.reading.line_breaks import joint
from extractors.reading.metadata import registration_of, registrations_in
from extractors.reading.registers import is_register
from extractors.traced_text import Piece, TracedText

_FIELD = re.compile(
    r"^(?P<tag>[A-Z][A-Z0-9]{1,3})[ ]{0,2}-(?:[ ]|$)(?P<text>[^\r\n]*+(?:\r?\n[ ]{6}[^\r\n]*+)*+)",
    re.MULTILINE,
)
_CONTINUED = re.compile(r"[^\S\r\n]*+\r?\n\s*+|[^\S\r\n]{2,}+")
_RECORD_ENDS = re.compile(r"\r?\n[^\S\r\n]*+\r?\n(?=\s*+[A-Z][A-Z0-9]{1,3} {0,2}-)|\n(?=PMID ?-)")
_IDENTIFIER = re.compile(r"(\S+)\s\[(doi|pii)\]")
_TRANSLATED = re.compile(r"\[(.+)\]\.?")


class Field(NamedTuple):
    """One field of a record: its tag, and where its text stands in the source."""

    tag: str
    start: int
    end: int


def read_medline(source: str, encoding: str, given_up: GivenUp) -> Iterator[CleanDocument | BrokenDocument]:
    """Every record of an export, in order, named by its PMID."""
    for ordinal, fields in enumerate(records(source), start=1):
        name = _name(source, fields, ordinal)
        read = partial(_document, source, fields, encoding=encoding, name=name)
        yield one_of_many(read, name=name, given_up=given_up.get(ordinal - 1))


def records(source: str) -> Iterator[tuple[Field, ...]]:
    """The fields of each record; a record ends at an empty line or where the next PMID stands."""
    start = 0
    for end in (*(found.start() for found in _RECORD_ENDS.finditer(source)), len(source)):
        fields = tuple(Field(found["tag"], *found.span("text")) for found in _FIELD.finditer(source, start, end))
        if fields:
            yield fields
        start = end


def _document(source: str, fields: tuple[Field, ...], *, encoding: str, name: str) -> CleanDocument:
    title = _untranslated(_text(source, fields, "TI") or _text(source, fields, "BTI"))
    abstract = _text(source, fields, "AB")
    if not abstract and _values(source, fields, "OABL")[:1] in ((), ("eng",)):
        abstract = _text(source, fields, "OAB")
    text, sections = laid_out(title, run_in_parts([abstract]))
    metadata = _metadata(source, fields, title=title.text, text=text.text)
    return CleanDocument(
        text=text,
        sections=sections,
        metadata=metadata,
        format="medline",
        encoding=encoding,
        name=name,
    )


def _name(source: str, fields: tuple[Field, ...], ordinal: int) -> str:
    pmid, pmcid = (next(iter(_values(source, fields, tag)), None) for tag in ("PMID", "PMC"))
    return pmid_of(pmid) or pmcid_of(pmcid) or f"record-{ordinal}"


def _text(source: str, fields: tuple[Field, ...], tag: str) -> TracedText:
    """The first field of this tag, its line breaks one space each."""
    field = next((field for field in fields if field.tag == tag), None)
    if not field:
        return EMPTY
    return unwrapped(source, field.start, field.end)


def unwrapped(source: str, start: int, end: int) -> TracedText:
    """The source between two places, each line break and what is indented behind it one space, or none."""
    pieces, position = [], start
    for found in _CONTINUED.finditer(source, start, end):
        pieces.append(Piece(source[position : found.start()], position, found.start() - position))
        if not _closes(source, found.start(), found.end()):
            pieces.append(Piece(" ", found.start(), found.end() - found.start()))
        position = found.end()
    pieces.append(Piece(source[position:end], position, end - position))
    return TracedText.of_pieces(pieces).stripped()


def _closes(source: str, start: int, end: int) -> bool:
    """Whether nothing stands for a line break: behind the hyphen of "placebo-controlled"."""
    return "\n" in source[start:end] and not joint(source[max(0, start - 40) : start], source[end : end + 40]).between


def _untranslated(title: TracedText) -> TracedText:
    """A title without the brackets that mark a translated one."""
    brackets = _TRANSLATED.fullmatch(title.text)
    return title.cut(*brackets.span(1)) if brackets else title


def _values(source: str, fields: tuple[Field, ...], tag: str) -> tuple[str, ...]:
    """The texts of all fields of this tag."""
    return tuple(" ".join(source[f.start : f.end].split()) for f in fields if f.tag == tag)


def _metadata(source: str, fields: tuple[Field, ...], *, title: str, text: str) -> Metadata:
    def first(*tags: str) -> str | None:
        return next((value for tag in tags for value in _values(source, fields, tag) if value), None)

    accessions = (bank.partition("/") for bank in _values(source, fields, "SI"))
    registered = [registration_of(number) for bank, _, number in accessions if number and is_register(bank)]
    return Metadata(
        title=title or None,
        journal=first("JT", "TA"),
        published=iso_of_printed(first("DP")) or iso_of_printed(first("DEP")),
        doi=_doi(source, fields),
        pmid=pmid_of(first("PMID")),
        pmcid=pmcid_of(first("PMC")),
        registrations=tuple(dict.fromkeys([*registered, *registrations_in(text)])),
        publication_types=_values(source, fields, "PT"),
    )


def _doi(source: str, fields: tuple[Field, ...]) -> str | None:
    for tag in ("AID", "LID"):
        for value in _values(source, fields, tag):
            found = _IDENTIFIER.fullmatch(value)
            if found and found[2] == "doi":
                return found[1]
    return None
