"""Every numeral accounted for: in a record, explained by name, or listed as unexplained.

What no kind owns is explained by the text round it. Nothing is explained without such evidence; the rest is the work
list. Asked in this order:

behind       a unit, a sign, a noun behind it       before, labels  a label, a sign, a quantity before it
shape        its own looks, its brackets            nouns         what is counted in reports of trials
values       what it makes with its neighbours      past_brackets lists whose items have brackets
own_names    names of products, strains, software   weak_evidence, rare_words  asked last
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from extractors.accounting.before import BEFORE
from extractors.accounting.behind import name_behind
from extractors.accounting.labels import label_before
from extractors.accounting.nouns import counts
from extractors.accounting.shape import LINKED, shape_of
from extractors.accounting.values import is_limit
from extractors.accounting.weak_evidence import by_weak_evidence
from extractors.kind import Claims
from extractors.links.annotated import AnnotatedText
from extractors.numerals import Numeral
from extractors.traced_text import CleanSpan

OVERRULED = {"percentage", "measurement", "time", "count", "laboratory_value", "score", "dose_level", "viral_load"}
"""Names by what stands behind, which a label before the numeral ("±", "95% CI", "month") may overrule."""
LABELS = frozenset(name for name, _ in BEFORE)
NONE = frozenset[str]()
KEPT_BY = {name: LABELS - {"spread", "confidence_limit"} for name in OVERRULED} | {
    "time": LABELS - {"spread", "confidence_limit", "age"},
    "count": frozenset({"name", "unit", "count", "citation", "design", "group_size", "power", "currency", "rate"}),
}
"""Which labels do not overrule a name."""
LARGEST_LABEL = 9
"""Over this "in this trial 24 patients" is a count, not the trial's number."""
INTERVALS = ("spread", "confidence_limit")
MAKES_AGE = ("age", *INTERVALS)
"""What the numeral before a time must be, if that is an age."""
CLOSED = re.compile(r",(?!\s?\d)|$")
"""What stands behind a numeral that nothing behind it can explain; asked first, because it is cheap."""
SHUT, OPEN = frozenset(").;]=±"), frozenset(" -%")
HAS_SPREAD = re.compile(r"\s?(?:±|\+)\s?(?:/-\s?)?\d")
"""What stands behind a value that is no spread itself."""
CROWD = 150
"""More numerals than a sentence of prose holds."""
NEAR = 48
"""How many characters before a numeral a label may begin."""


class Account(NamedTuple):
    """`explained`: how many numerals bear each explanation's name, names in alphabetical order."""

    total: int
    in_records: int
    explained: Mapping[str, int]
    unexplained: tuple[CleanSpan, ...]


def account(text: AnnotatedText, claims: Claims) -> Account:
    """The account of a document once all kinds have read."""
    free = [index for index, owner in enumerate(claims.owners) if owner is None]
    names = explanations(text, claims, free)
    told: dict[str, int] = {}
    for name in names.values():
        told[name] = told.get(name, 0) + 1
    told.pop("", None)
    rest = [text.numerals[index] for index in free if not names[index]]
    return Account(
        total=len(text.numerals),
        in_records=len(text.numerals) - len(free),
        explained=dict(sorted(told.items())),
        unexplained=tuple([CleanSpan(numeral.start, numeral.end) for numeral in rest]),
    )


def explanations(text: AnnotatedText, claims: Claims, free: list[int]) -> dict[int, str]:
    """The name of each free numeral; "" where the text does not say what it is."""
    crowded = _crowded(text)
    alone = {index: _from_itself(text.scan, text.numerals[index]) for index in free if index in crowded}
    prose = [index for index in free if index not in alone] if alone else free
    return alone | _explained(text, claims, prose)


def _crowded(text: AnnotatedText) -> frozenset[int]:
    """The numerals of sentences that hold more of them than prose can: what stands before them tells nothing."""
    if len(text.numerals) <= CROWD:
        return frozenset()
    ranges = (text.numerals_between(sentence.start, sentence.end) for sentence in text.sentences)
    return frozenset(index for numerals in ranges if len(numerals) > CROWD for index in numerals)


def _from_itself(scan: str, numeral: Numeral) -> str:
    return "name" if numeral.form == "name" else _behind(scan, numeral)


def _explained(text: AnnotatedText, claims: Claims, free: list[int]) -> dict[int, str]:
    names = _named_directly(text, free)
    times = _Times(text)
    unnamed = [index for index in free if not names[index]]
    for index in reversed(unnamed):
        names[index] = _from_next(text, index, names)
    for index, name in names.items():
        if not name:
            names[index] = _from_before(text, index, names) or times.over(index)
        elif name == "time" and names.get(index - 1) in MAKES_AGE and _from_before(text, index, names) == "age":
            names[index] = "age"
    for index in unnamed:
        names[index] = names[index] or _from_before(text, index, names) or by_weak_evidence(text, index, claims, names)
    for index in reversed(unnamed):
        names[index] = names[index] or _from_next(text, index, names)
    return names


def _named_directly(text: AnnotatedText, free: list[int]) -> dict[int, str]:
    """What each free numeral itself, the text behind it or a label before it says; a sentence is looked up once."""
    names: dict[int, str] = {}
    scan, numerals = text.scan, text.numerals
    low = high = 0
    for index in free:
        numeral = numerals[index]
        if numeral.form == "name":
            names[index] = "name"
            continue
        if numeral.start >= high:
            low, high, _ = text.sentence_at(numeral.start)
        names[index] = _direct(scan, numeral, low)
    return names


def _direct(scan: str, numeral: Numeral, low: int) -> str:
    """What the text behind a numeral, a label before it in its sentence, or its own form says."""
    name = _behind(scan, numeral)
    if name and name not in OVERRULED:
        return name
    start, kept = numeral.start, KEPT_BY.get(name, NONE)
    labelled = label_before(scan, max(low, start - NEAR), start, kept)
    if labelled:
        if labelled == "enumerator" and name == "count" and numeral.value > LARGEST_LABEL:
            return name
        if labelled not in kept:
            return labelled
    return name or shape_of(scan, numeral)


def _behind(scan: str, numeral: Numeral) -> str:
    """What the text behind the numeral says."""
    _, end, _, form = numeral
    sign = scan[end : end + 1]
    if sign in SHUT or (sign not in OPEN and CLOSED.match(scan, end)):
        return ""
    name = name_behind(scan, end)
    if name == "number_word" and form != "words":
        name = ""
    if not name and counts(scan, end, in_words=form == "words"):
        name = "count"
    return "" if name == "count" and not numeral.is_whole else name


def _from_next(text: AnnotatedText, index: int, names: Mapping[int, str]) -> str:
    """What the next numeral is, where the two are linked ("3 to 5 weeks", "42.8 ± 11.5 kg")."""
    following = names.get(index + 1, "")
    if not following or index + 1 >= len(text.numerals):
        return ""
    link = LINKED.fullmatch(text.scan, text.numerals[index].end, text.numerals[index + 1].start)
    if link is None:
        return ""
    if following == "spread" and link["spread"]:
        name = name_behind(text.scan, text.numerals[index + 1].end)
        return name if name in OVERRULED else "outcome_value"
    return following


def _from_before(text: AnnotatedText, index: int, names: Mapping[int, str]) -> str:
    """What the numeral before is, where the two are linked ("weeks 2, 4 and 8")."""
    previous = names.get(index - 1, "")
    if index and _is_restated(text, index):
        return previous or "count"
    if previous == "name" and text.scan[text.numerals[index - 1].start - 1 :][:1] in "dD":
        previous = "time"
    if not previous:
        return ""
    first, second = text.numerals[index - 1], text.numerals[index]
    if previous == "name":
        return previous if _names_another(text.scan, first, second) else ""
    link = LINKED.fullmatch(text.scan, first.end, second.start)
    if link is None:
        return ""
    if previous in INTERVALS and ")" in link[0]:
        return names.get(index - 2, "") if names.get(index - 2, "") not in INTERVALS else names.get(index - 3, "")
    if previous == "outcome_value" and is_limit(text, index):
        return "confidence_limit"
    if previous == "spread" and HAS_SPREAD.match(text.scan, second.end):
        return ""
    return "spread" if link["spread"] else previous


def _names_another(scan: str, first: Numeral, second: Numeral) -> bool:
    """Whether the number of a name goes on ("BIG 1-98") or is the first of several ("receptors 1, 2 and 3")."""
    if first.form != "digits" or second.form != "digits" or not second.is_whole:
        return False
    between = scan[first.end : second.start]
    is_next = first.value < second.value <= LARGEST_LABEL
    return between == "-" or (is_next and between in (", ", " and ", ", and ", " or ", "/"))


def _is_restated(text: AnnotatedText, index: int) -> bool:
    """Whether the numeral only repeats the number word before it: "Fifty-eight (58) children"."""
    first, second = text.numerals[index - 1], text.numerals[index]
    if first.form != "words" or first.value != second.value:
        return False
    return text.scan[first.end : second.start].strip() in ("(", "[")


class _Times:
    """The time points of a document, looked up by offset, sentence by sentence."""

    def __init__(self, text: AnnotatedText) -> None:
        self.text = text

    def over(self, index: int) -> str:
        """ "time" where the numeral stands in a time point."""
        numeral = self.text.numerals[index]
        mentions = self.text.times(self.text.sentence_at(numeral.start))
        place = bisect_right([mention.at.start for mention in mentions], numeral.start) - 1
        return "time" if place >= 0 and numeral.end <= mentions[place].at.end else ""
