"""The spaCy face: each kind as a pipeline component of anybody's pipeline.

The component reads `doc.text` as plain text, fills `doc.spans[<kind>]`, and hangs each record on its span as
`span._.record`. A span is the record's evidence widened to whole tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span

from extractors.kind import discover, find_all
from extractors.links.annotated import AnnotatedText
from extractors.model import CleanDocument, Metadata, Section
from extractors.records import Record, identify, records_of
from extractors.traced_text import CleanSpan, TracedText

if TYPE_CHECKING:
    from spacy.tokens import Doc


class KindComponent:
    """Reads one kind of record from a Doc."""

    def __init__(self, kind_name: str) -> None:
        self.kind_name = kind_name
        if not Span.has_extension("record"):
            Span.set_extension("record", default=None)

    def __call__(self, doc: Doc) -> Doc:
        """The same doc, its records of this kind found."""
        doc.spans[self.kind_name] = [self._span(doc, record) for record in self._records(doc.text)]
        return doc

    def _records(self, text: str) -> tuple[Record, ...]:
        annotated = AnnotatedText(_plain_document(text))
        kinds = discover()
        found, _ = find_all(annotated, kinds)
        identified = {kind.name: identify(kind.name, found[kind.name], annotated.text) for kind in kinds}
        mine = next(kind for kind in kinds if kind.name == self.kind_name)
        return records_of(annotated, mine, identified)

    def _span(self, doc: Doc, record: Record) -> Span:
        start, end = record.at
        span = doc.char_span(start, end, label=self.kind_name, alignment_mode="expand")
        if span is None:
            raise ValueError(f"{record.quote!r} at {start}-{end} lies outside the document")
        span._.record = record
        return span


def _plain_document(text: str) -> CleanDocument:
    body = Section("body", "", CleanSpan(0, len(text)))
    return CleanDocument(TracedText.of_source(text), (body,) if text else (), Metadata(), "scrape", "utf-8")
