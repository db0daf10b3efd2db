"""p_value: stated probabilities.

grammar      how one is stated                      printed       its number and its operator
led          several behind one P, each named       listed        the further ones of a list
statement    what these hand on
significance levels chosen beforehand               tested        what each of them tests
named        the tested things a stretch names      vocabulary    the words for them
comparison   the records that a P closes            support       which of them it was computed on
fields       the fields and their schema
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.findings.p_value.fields import SCHEMA
from extractors.findings.p_value.grammar import statements
from extractors.findings.p_value.significance import is_level, joins_level, names_level, worded_levels
from extractors.findings.p_value.statement import Statement
from extractors.findings.p_value.support import relate
from extractors.findings.p_value.tested import tested_in_order
from extractors.kind import Claims, Kind
from extractors.links.annotated import AnnotatedText
from extractors.model import FieldValue, Finding
from extractors.traced_text import CleanSpan


def find(text: AnnotatedText, claims: Claims) -> Iterator[Finding]:
    """Every p_value of a document."""
    taken: set[int] = set()
    for section in text.document.sections:
        stated = sorted(statements(text.scan, *section.at))
        if not stated:
            continue
        before: Finding | None = None
        for statement, about in zip(stated, tested_in_order(text, stated), strict=True):
            finding = before = _finding(text, statement, about, before)
            taken.update(finding.numerals)
            yield finding
    for level in worded_levels(text, frozenset(taken)):
        yield _recorded(text, level, {"alpha": True}, "p_value.alpha_in_words")


def _finding(text: AnnotatedText, statement: Statement, about: str, before: Finding | None) -> Finding:
    sentence = text.sentence_at(statement.start)
    in_methods = sentence.section == "methods" and names_level(text.scan, statement, sentence.start)
    after_level = before is not None and "alpha" in before.fields and joins_level(text.scan, before.at.end, statement)
    if in_methods or after_level or is_level(text.scan, statement, sentence.start, sentence.end):
        return _recorded(text, statement, {"alpha": True}, "p_value.alpha")
    rule = "p_value.stated" if statement.named else "p_value.listed"
    more: dict[str, FieldValue] = {"about": about}
    if sentence.section == "background":
        more["other_study"] = True
    return _recorded(text, statement, more, "p_value.not_significant" if statement.operator == "NS" else rule)


def _recorded(text: AnnotatedText, statement: Statement, more: dict[str, FieldValue], rule: str) -> Finding:
    fields: dict[str, FieldValue] = {}
    if statement.operator:
        fields["operator"] = statement.operator
    if statement.value is not None:
        fields["value"] = statement.value
    own = _numerals(text, statement.number_start, statement.end)
    shared = tuple(i for i in _numerals(text, statement.start, statement.end) if i not in own)
    return Finding(CleanSpan(statement.start, statement.end), fields | more, own, rule, shared)


def _numerals(text: AnnotatedText, start: int, end: int) -> tuple[int, ...]:
    over = text.numeral_over(start) if start < end else None
    within = text.numerals_between(start, end)
    return tuple(within) if over is None or over in within else (over, *within)


KIND = Kind(
    name="p_value",
    fields=tuple(SCHEMA),
    rank=10,
    find=find,
    relate=relate,
    schema=SCHEMA,
)
component = KIND.component()
