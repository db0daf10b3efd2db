"""For tests: a sentence as the rooms see it, and what the account says of its numerals when no kind owns any."""

from __future__ import annotations

from extractors.accounting import explanations
from extractors.kind import Claims
from extractors.links.annotated import AnnotatedText
from extractors.model import CleanDocument, Metadata, Section
from extractors.traced_text import CleanSpan, TracedText


def annotated(text: str) -> AnnotatedText:
    section = Section("body", "", CleanSpan(0, len(text)))
    return AnnotatedText(CleanDocument(TracedText.of_source(text), (section,), Metadata(), "scrape", "utf-8"))


def explained(text: AnnotatedText) -> dict[str, str]:
    """The name of each numeral by its print; the first where one is printed twice."""
    claims = Claims(len(text.numerals))
    names = explanations(text, claims, list(range(len(text.numerals))))
    found: dict[str, str] = {}
    for index, numeral in enumerate(text.numerals):
        found.setdefault(text.text[numeral.start : numeral.end], names[index])
    return found
