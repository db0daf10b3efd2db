"""What a probability tests: the tested thing named nearest before it, in its own stretch of the sentence.

A sentence is parted by its P values: in "CD4 count (P < .001) and … viral load (P = .93)" each closes its own
stretch. A stretch that names nothing ("and controls (p = 0.04)") goes on with what the one before it tested, a
sentence that names nothing ("The difference was significant (P = 0.02)") with the sentence before, and
"CD4 count and viral load (P = .2 and .6, respectively)" are taken in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.findings.p_value.listed import LONGEST_LIST
from extractors.findings.p_value.named import Named, named_in
from extractors.findings.p_value.statement import Statement
from extractors.findings.p_value.vocabulary import GENERIC
from extractors.links.annotated import AnnotatedText
from extractors.model import Sentence
from extractors.traced_text import CleanSpan

AT_BASELINE = re.compile(
    r"\b(?:[Aa]t\s(?:baseline|base\sline|study\sentry|enrol\w+|entry|inclusion|randomi[sz]ation)"
    r"|[Bb]aseline\s(?:characteristics|demographic\w*))\b"
)
STATED_AT_BASELINE = re.compile(
    r"(?:The\s)?(?:(?:[Mm]ean|[Mm]edian|[Bb]aseline|[Aa]verage)\s){0,2}(?<=[Bb]aseline\s)(?:\w+\S?\s){1,6}(?:was|were"
    r"|averaged)\s(?!assoc|predict|correl|relat)"
)
BASELINE_WORDS = ("aseline", "t base line", "t study entry", "t enrol", "t entry", "t inclusion", "t randomi")
"""What a comparison at baseline holds; asked first, because it is cheap."""
BALANCED = re.compile(
    r"\b(?:comparable|similar|balanced|well[-\s]matched|matched|did\snot\sdiffer|no\s(?:\w+\s)?differences?"
    r"|differ(?:ed|ences?)?|higher|lower|older|younger)\b"
)
MOVED = re.compile(
    r"\b(?:increas|decreas|chang|reduc|improv|fell|rose|declin|gain|at\s(?:the\s)?end|after|follow-up"
    r"|from\sbaseline)\w*"
)
ELIDED = re.compile(
    r"\b(?:differences?|differ(?:ed|s)?|changes?|increases?d?|decreases?d?|gains?|rises?|effects?|slopes?|improvements?"
    r"|declines?|it|this|these|both|they|values?|counts?|cells?|figures?|corresponding|advantages?|benefits?|trends?"
    r"|significan(?:t|ce|tly)|comparisons?|medians?|means?|reductions?|falls?|gap|losse?s?|same|interaction"
    r"|contrasts?)\b",
    re.IGNORECASE,
)
OF_ANOTHER = re.compile(
    r"\b(?:differences?|changes?|effects?|increases?|decreases?|improvements?|declines?|rises?)\s(?:in|of"
    r"|on)\s(?:the\s)?"
    r"(?!(?:groups?|arms?|cells?|counts?|means?|medians?|slopes?|values?|either|both|this|these|treatment"
    r"|those)\b)[a-z]{4}"
)
SIGNIFICANT_HERE = re.compile(r"significan\w+,?\s?[(\[]?$")
FOR_THIS = re.compile(r"\s?(?:\)\s?)?,?\s?(?:for|in|on)\s(?:the\s)?(?P<rest>[^.;,()]{0,60})")
WORD = re.compile(r"[A-Za-z][A-Za-z-]{3,40}|\b(?!ART|HIV|IQR|SEM|ITT|CIs|AND|VS)[A-Z]{3}\b")
RESPECTIVELY = re.compile(r"[^.;]{0,60}\brespectively\b")
IN_A_ROW = 30
"""Characters between two P values of one list: "(P = .2 and P = .6, respectively)"."""
REACH = 700
"""How far back a tested thing is looked for, in characters: a hostile text may hold one endless sentence."""
AHEAD = 80
MOST_UNKNOWN = 12
"""So many unknown words are more than the names of groups and drugs."""


def tested_in_order(text: AnnotatedText, statements: Sequence[Statement]) -> tuple[str, ...]:
    """What each of a section's statements tests, in order."""
    found: list[str] = []
    fence, carried, last = -1, None, None
    told: str | None = None
    for place, statement in enumerate(statements):
        sentence = text.sentence_at(statement.start)
        if sentence != last:
            told = found[place - 1] if place and last is not None and text.previous(sentence) == last else None
            fence, carried, last = sentence.start, None, sentence
        if place < len(found):  # told together with the one before
            carried = found[place]
        elif listed := _in_order(text, statements, place, sentence, fence):
            found.extend(listed)
            carried = listed[0]
        else:
            carried = tested_by(text, statement, fence, carried, told)
            found.append(carried or "other")
        fence = _closed(text.scan, statement, sentence)
    return tuple(found)


def tested_by(
    text: AnnotatedText, statement: Statement, fence: int, carried: str | None, told: str | None
) -> str | None:
    """What a statement tests; None where nothing names it.

    `fence` is where the previous statement of the sentence ends (or the sentence begins), `carried` what that tested,
    `told` what the sentence before tested.
    """
    sentence = text.sentence_at(statement.start)
    scan, opening = text.scan, max(sentence.start, statement.start - REACH)
    fence = max(fence, opening)
    after = FOR_THIS.match(scan, statement.end, sentence.end)
    named_after = _first_strong(scan, sentence, after.start("rest"), after.end("rest")) if after else None
    if named_after:
        return named_after
    own = _nearest(scan, sentence, fence, statement.end)
    if own in ("cd4", "viral_load") and (new := goes_on_otherwise(text, fence, statement.start)):
        own = _nearest(scan, sentence, new, statement.end)
    if own is None and SIGNIFICANT_HERE.search(scan, max(fence, statement.start - 20), statement.start):
        own = _first(scan, sentence, statement.end, min(sentence.end, statement.end + AHEAD))
    if own is None and carried is not None and names_nothing(text, fence, statement.start, at_most=1):
        return carried
    if own is None and fence > opening and names_nothing(text, fence, statement.start, at_most=1):
        own = _nearest(scan, sentence, opening, statement.end)
    if own is None:
        own = _from_before(text, sentence, opening, statement.start, told)
    return "baseline" if _compares_baseline(scan[opening : statement.start]) else own


def goes_on_otherwise(text: AnnotatedText, start: int, end: int) -> int:
    """Where the last semicolon stands, if words for something new follow it ("by 40; fever was rarer"); else 0."""
    fence = text.scan.rfind("; ", start, end)
    return fence if fence >= 0 and not names_nothing(text, fence, end, at_most=0) else 0


def _in_order(
    text: AnnotatedText, statements: Sequence[Statement], place: int, sentence: Sentence, fence: int
) -> tuple[str, ...]:
    """What a row of statements tests one by one, "respectively" said and as many things named; else ()."""
    last, most = place, min(len(statements), place + LONGEST_LIST)
    while last + 1 < most and statements[last + 1].start - statements[last].end <= IN_A_ROW:
        last += 1
    if last == place:
        return ()
    pair = last == place + 1 and text.scan[statements[place].end : statements[last].start] == " and "
    if RESPECTIVELY.match(text.scan, statements[last].end, sentence.end) is None and not pair:
        return ()
    row = range(place, last + 1)
    before = _told_apart(
        named_in(text.scan, sentence, max(fence, statements[place].start - REACH), statements[place].start)
    )
    behind = _told_apart(
        named_in(text.scan, sentence, statements[last].end, min(sentence.end, statements[last].end + AHEAD))
    )
    return next((names for names in (before, behind) if len(names) == len(row)), ())


def _told_apart(things: Sequence[Named]) -> tuple[str, ...]:
    """The things named, none that only measures and none twice running."""
    names = [thing.about for thing in things if not thing.is_weak]
    return tuple(name for place, name in enumerate(names) if place == 0 or names[place - 1] != name)


def _closed(scan: str, statement: Statement, sentence: Sentence) -> int:
    """Where a statement's stretch ends: behind what it says itself of its test ("P = 0.04 for time; …")."""
    after = FOR_THIS.match(scan, statement.end, sentence.end)
    closed = after is not None and scan[after.end() : after.end() + 1] in (";", ")")
    return after.end() if after is not None and closed else statement.end


def _nearest(scan: str, sentence: Sentence, start: int, end: int) -> str | None:
    """The tested thing nearest before `end`: CD4 or viral load over a word that only measures them."""
    things = named_in(scan, sentence, start, end)
    for thing in reversed(things):
        if not thing.is_weak:
            return thing.about
    measures = [thing.about for thing in reversed(things)]
    return next((about for about in measures if about != "other"), measures[0] if measures else None)


def _first(scan: str, sentence: Sentence, start: int, end: int) -> str | None:
    return next((thing.about for thing in named_in(scan, sentence, start, end) if not thing.is_weak), None)


def _first_strong(scan: str, sentence: Sentence, start: int, end: int) -> str | None:
    return next(
        (thing.about for thing in named_in(scan, sentence, start, end) if thing.about in ("cd4", "viral_load")), None
    )


def _from_before(text: AnnotatedText, sentence: Sentence, opening: int, end: int, told: str | None) -> str | None:
    """What the sentence before is about, where this one leaves it out."""
    if not names_nothing(text, opening, end, at_most=2):
        return None
    elided = ELIDED.search(text.scan, opening, end) and not OF_ANOTHER.search(text.scan, opening, end)
    if not elided and not names_nothing(text, opening, end, at_most=0):
        return None
    before = text.previous(sentence)
    nearest = _nearest(text.scan, before, max(before.start, before.end - REACH), before.end) if before else None
    return nearest or told


def names_nothing(text: AnnotatedText, start: int, end: int, *, at_most: int) -> bool:
    """Whether a stretch speaks of groups, drugs and comparisons only; `at_most` words may be unknown."""
    places: list[int] = []
    for word in WORD.finditer(text.scan, start, end):
        if word[0].lower() not in GENERIC:
            places.append(word.start())
            if len(places) == at_most + MOST_UNKNOWN:
                return False
    if len(places) <= at_most:
        return True
    places = _outside(places, [mention.at for mention in text.arms.mentions_between(start, end)])
    if len(places) > at_most:
        places = _outside(places, [drug.at for drug in text.drugs(text.sentence_at(start))])
    return len(places) <= at_most


def _outside(places: Sequence[int], spans: Sequence[CleanSpan]) -> list[int]:
    """The places that stand in none of these spans."""
    outside = [*places]
    for start, end in spans:
        outside = [place for place in outside if not start <= place < end]
    return outside


def _compares_baseline(said: str) -> bool:
    if not any(word in said for word in BASELINE_WORDS):
        return False
    stated = STATED_AT_BASELINE.match(said) or (AT_BASELINE.search(said) and BALANCED.search(said))
    return bool(stated) and MOVED.search(said) is None
