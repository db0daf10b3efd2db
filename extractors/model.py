"""The nouns that every floor speaks of: documents, sections, sentences, findings, kinds.

All are frozen; whatever holds several of something holds a tuple.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extractors.traced_text import CleanSpan, TracedText

FieldValue = str | bool | int | Decimal | Mapping[str, "FieldValue"] | tuple[str, ...]
"""What a record's field may hold. Numbers are Decimal (from text, never from float) or int."""

SECTION_LABELS = (
    "title",
    "background",
    "objective",
    "methods",
    "results",
    "conclusions",
    "body",
    "registration",
    "funding",
    "other",
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself. None or () means that the source does not say."""

    title: str | None = None
    journal: str | None = None
    published: str | None = None
    """ISO date, as precise as the source: "2009", "2009-07" or "2009-07-15"."""
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    registrations: tuple[str, ...] = ()
    publication_types: tuple[str, ...] = ()


class Section(NamedTuple):
    """A part of the clean text under one heading; `at` covers the content, not the heading."""

    label: str
    heading: str
    at: CleanSpan


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """One document as a reader hands it on.

    `text` holds the title, headings and content, blocks separated by line breaks; only what lies in `sections`
    (the title is the section labelled "title") is read for records.
    """

    text: TracedText
    sections: tuple[Section, ...]
    metadata: Metadata
    format: str
    encoding: str
    name: str = ""
    """The document's own name within a source of many (its PMID); "" where the source is one document."""
    warnings: tuple[str, ...] = ()


class Sentence(NamedTuple):
    """A sentence's place in the clean text, and the label of the section it stands in."""

    start: int
    end: int
    section: str


class Finding(NamedTuple):
    """What a kind read in one place: a record before it has an id.

    `numerals` are indices of the numerals it owns (no other finding may), `context` those it also made use of
    (a duration that two doses share).
    """

    at: CleanSpan
    fields: Mapping[str, FieldValue]
    numerals: tuple[int, ...]
    rule: str
    context: tuple[int, ...] = ()
