"""Why a record is another: the source changed, the cleaned text changed, or the rules did.

Record files hold no cleaned text, only what evidence shows of it: the sections with their places, and the sentences
that records stand in. Where neither speaks of a change of the text, the rules are the cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flows.review.diff import Cause, RecordFile, Row


class Stood(NamedTuple):
    """A sentence with records in it: its text, and where in the source one of its quotes begins."""

    sentence: str
    start: int


class Evidence:
    """What one state of a document shows of its cleaned text."""

    def __init__(self, record_file: RecordFile) -> None:
        self.stood = frozenset(_stood(record_file))
        self.sentences = frozenset(stood.sentence for stood in self.stood)
        self.sections = tuple((*section["span"], section["label"]) for section in record_file["sections"])

    def tells_of_another_text(self, row: Row) -> bool:
        """Whether a record of the other state stands in text that this state does not have as it is there."""
        evidence = row["evidence"]
        sentence, start = evidence["sentence"], evidence["span"][0]
        if sentence in self.sentences:
            return False
        return not self._has_section_at(start, evidence["section"]) or self._cuts_otherwise(sentence, start)

    def _has_section_at(self, start: int, label: str) -> bool:
        labels = {held for first, end, held in self.sections if first <= start < end}
        return label in labels or (label == "title" and not labels)  # the title is no listed section

    def _cuts_otherwise(self, sentence: str, start: int) -> bool:
        """Whether this state has the sentence as part of a longer one, or in parts."""
        for other in self.stood:
            near = abs(other.start - start) <= max(len(other.sentence), len(sentence)) * 2
            if near and (sentence in other.sentence or other.sentence in sentence):
                return True
        return False


def cause_of(before: Row, after: Row, *, same_source: bool) -> Cause:
    """Of a record that both states have."""
    rules = before["evidence"]["rule"], after["evidence"]["rule"]
    if not same_source:
        return Cause("source", *rules)
    same_text = all(before["evidence"][name] == after["evidence"][name] for name in ("sentence", "section"))
    return Cause("rules" if same_text else "text", *rules)


def cause_of_one(row: Row, other: Evidence, *, same_source: bool, gone: bool) -> Cause:
    """Of a record that only one state has, given what the other shows."""
    rule = row["evidence"]["rule"]
    rules = (rule, None) if gone else (None, rule)
    if not same_source:
        return Cause("source", *rules)
    return Cause("text" if other.tells_of_another_text(row) else "rules", *rules)


def _stood(record_file: RecordFile) -> Iterator[Stood]:
    rows: Iterable[Iterable[Row]] = record_file["records"].values()
    for kind in rows:
        for row in kind:
            yield Stood(row["evidence"]["sentence"], row["evidence"]["span"][0])
