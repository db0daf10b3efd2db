"""Findings made into records: an id that lasts, and the evidence at its exact place in the source."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from extractors.kind import Kind
from extractors.links.annotated import AnnotatedText
from extractors.model import FieldValue, Finding
from extractors.traced_text import SourceSpan


class Record(NamedTuple):
    """One record as it is written; `fields` in the kind's order, absent ones left out."""

    id: str
    kind: str
    fields: Mapping[str, FieldValue]
    quote: str
    sentence: str
    section: str
    rule: str
    at: SourceSpan


Identified = Sequence[tuple[str, Finding]]


def identify(kind: str, findings: Iterable[Finding], text: str) -> tuple[tuple[str, Finding], ...]:
    """Each finding with its id: kind + 8 hex digits over (kind, quote, which occurrence of the quote in the text).

    The findings come in source order. The id does not move when a field is read better or when text elsewhere changes
    offsets.
    """
    identified: list[tuple[str, Finding]] = []
    seen: set[str] = set()
    counted: dict[str, tuple[int, int]] = {}
    for finding in findings:
        quote = text[finding.at.start : finding.at.end]
        record_id = _hashed(kind, quote, str(_occurrence(text, quote, finding.at.start, counted)))
        while record_id in seen:
            record_id = _hashed(kind, quote, record_id)
        seen.add(record_id)
        identified.append((record_id, finding))
    return tuple(identified)


def _occurrence(text: str, quote: str, start: int, counted: dict[str, tuple[int, int]]) -> int:
    """Which occurrence of the quote begins at `start`; `counted` has, a quote, how many there were and up to where."""
    before, at = counted.get(quote, (0, 0))
    while (found := text.find(quote, at, start)) >= 0:
        before, at = before + 1, found + len(quote)
    counted[quote] = before, at
    return before + 1


def _hashed(kind: str, *parts: str) -> str:
    digest = hashlib.sha256("\x1f".join((kind, *parts)).encode()).hexdigest()
    return f"{kind}:{digest[:8]}"


def records_of(text: AnnotatedText, kind: Kind, everything: Mapping[str, Identified]) -> tuple[Record, ...]:
    """The records of one kind, the fields that point at other records filled in."""
    sentences: dict[tuple[int, int], str] = {}
    return tuple(
        _record(text, kind, record_id, finding, everything, sentences) for record_id, finding in everything[kind.name]
    )


def _record(
    text: AnnotatedText,
    kind: Kind,
    record_id: str,
    finding: Finding,
    everything: Mapping[str, Identified],
    sentences: dict[tuple[int, int], str],
) -> Record:
    """One record; `sentences` holds those that others stand in, so that each is held once."""
    values = finding.fields
    if kind.relate and (related := kind.relate(text, finding, everything)):
        values = {**values, **related}
    sentence = text.sentence_at(finding.at.start)
    at = sentence.start, max(sentence.end, finding.at.end)
    if at not in sentences:
        sentences[at] = text.text[at[0] : at[1]]
    return Record(
        id=record_id,
        kind=kind.name,
        fields={name: values[name] for name in kind.fields if values.get(name) is not None},
        quote=text.text[finding.at.start : finding.at.end],
        sentence=sentences[at],
        section=sentence.section,
        rule=finding.rule,
        at=text.document.text.source_span(finding.at),
    )
