"""What a probability tests: the tested thing named nearest before it, in its own stretch of the sentence.

A sentence is parted by its P values: in "CD4 count (P < .001) and … viral load (P = .93)" each closes its own
stretch. A stretch that names nothing ("and controls (p = 0.04)") goes on with what the one before it tested, and a
sentence that names nothing ("The difference between groups was significant (P = 0.02)") with the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.findings.p_value.grammar import Statement
from extractors.findings.p_value.vocabulary import GENERIC, TESTED, WEAK
from extractors.links.annotated import AnnotatedText
from extractors.model import Sentence

AT_BASELINE = re.compile(
    r"\b(?:[Aa]t\s(?:baseline|base\sline|study\sentry|enrol\w+|entry|inclusion|randomi[sz]ation)|[Bb]aseline\s(?:characteristics|demographic\w*))\b"
)
BALANCED = re.compile(
    r"\b(?:comparable|similar|balanced|well[-\s]matched|matched|did\snot\sdiffer|no\s(?:\w+\s)?differences?|differ(?:ed|ences?)?|higher|lower|older|younger)\b"
)
MOVED = re.compile(
    r"\b(?:increas|decreas|chang|reduc|improv|fell|rose|declin|gain|at\s(?:the\s)?end|after|follow-up|from\sbaseline)\w*"
)
ELIDED = re.compile(
    r"\b(?:differences?|differ(?:ed|s)?|changes?|increases?d?|decreases?d?|gains?|rises?|effects?|slopes?|improvements?|declines?|it|this|these|both|they|values?|counts?|cells?)\b",
    re.IGNORECASE,
)
FOR_THIS = re.compile(r"\s?(?:\)\s?)?,?\s?(?:for|in|on)\s(?:the\s)?(?P<rest>[^.;,()]{0,60})")
WORD = re.compile(r"[A-Za-z][A-Za-z-]{3,40}")


REACH = 700
"""How far back a tested thing is looked for, in characters: a hostile text may hold one endless sentence."""


def tested_by(text: AnnotatedText, statement: Statement, fence: int, carried: str | None) -> str | None:
    """What a statement tests; None where nothing names it.

    `fence` is where the previous statement of the sentence ends (or the sentence begins), `carried` what that tested.
    """
    sentence = text.sentence_at(statement.start)
    scan, opening = text.scan, max(sentence.start, statement.start - REACH)
    fence = max(fence, opening)
    after = FOR_THIS.match(scan, statement.end, sentence.end)
    named_after = _first_strong(scan, after.start("rest"), after.end("rest")) if after else None
    if named_after:
        return named_after
    own = _nearest(scan, fence, statement.end)
    if own is None and carried is not None and _names_nothing(text, fence, statement.start, at_most=1):
        return carried
    if own is None and fence > opening and _names_nothing(text, fence, statement.start, at_most=1):
        own = _nearest(scan, opening, statement.end)
    if own is None:
        own = _from_before(text, sentence, opening, statement.start)
    return "baseline" if _compares_baseline(scan[opening : statement.start]) else own


def _mentions(scan: str, start: int, end: int) -> list[tuple[str, str]]:
    return [
        (match.lastgroup or "none", match[0])
        for match in TESTED.finditer(scan, start, end)
        if match.lastgroup != "none"
    ]


def _nearest(scan: str, start: int, end: int) -> str | None:
    """The tested thing nearest before `end`: CD4 or viral load over a word that only measures them."""
    mentions = _mentions(scan, start, end)
    for about, printed in reversed(mentions):
        if printed.lower() not in WEAK:
            return about
    measures = [about for about, _ in reversed(mentions)]
    return next((about for about in measures if about != "other"), measures[0] if measures else None)


def _first_strong(scan: str, start: int, end: int) -> str | None:
    return next((about for about, printed in _mentions(scan, start, end) if about in ("cd4", "viral_load")), None)


def _from_before(text: AnnotatedText, sentence: Sentence, opening: int, end: int) -> str | None:
    """What the sentence before is about, where this one leaves it out."""
    if not ELIDED.search(text.scan, opening, end) or not _names_nothing(text, opening, end, at_most=2):
        return None
    before = text.previous(sentence)
    return _nearest(text.scan, max(before.start, before.end - REACH), before.end) if before else None


def _names_nothing(text: AnnotatedText, start: int, end: int, *, at_most: int) -> bool:
    """Whether a stretch speaks of groups and comparisons only; `at_most` words may be unknown (a group's name)."""
    named = tuple(mention.at for mention in text.arms.mentions_between(start, end))
    unknown = (
        word
        for word in WORD.finditer(text.scan, start, end)
        if word[0].lower() not in GENERIC and not any(at.start <= word.start() < at.end for at in named)
    )
    return sum(1 for _ in unknown) <= at_most


def _compares_baseline(said: str) -> bool:
    return bool(AT_BASELINE.search(said) and BALANCED.search(said) and not MOVED.search(said))


def tested_in_order(text: AnnotatedText, statements: Sequence[Statement]) -> tuple[str, ...]:
    """What each of a section's statements tests, in order."""
    found: list[str] = []
    fence, carried, last = -1, None, None
    for statement in statements:
        sentence = text.sentence_at(statement.start)
        if sentence != last:
            fence, carried, last = sentence.start, None, sentence
        about = tested_by(text, statement, fence, carried)
        carried = about
        found.append(about or "other")
        fence = statement.end
    return tuple(found)
