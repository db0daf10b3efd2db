"""What a sentence says of how a drug is given: how often, how long, at what interval, how many times, by what route.

A mention is a field, its value and its place; which amount it belongs to is settled elsewhere (see sharing).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from extractors.findings.dose.counted import courses, repeats, times_in_all
from extractors.findings.dose.forms import Forms, Words
from extractors.findings.dose.periods import END, START, N, durations, intervals, number_of
from extractors.lexicon import load, table
from extractors.traced_text import CleanSpan


class Mention(NamedTuple):
    """One statement of a regimen: `field` and `value` as in the record."""

    field: str
    value: Decimal | str
    at: CleanSpan


SINGLE_DEFINED = re.compile(r"[Ss]ingle[ -](?:oral )?[Dd]ose \(([A-Z]{2,4})\)")
HOURLY = re.compile(
    rf"{START}(?:(?:every|each|q\.?)[\s-]?(?P<n>{N})[\s-]?(?:hours?|hrs?|h)|(?P<m>{N})[\s-]?hourly){END}", re.IGNORECASE
)
SINGLE = re.compile(r"\b[Ss]ingle\s(?!-?dose)(?:(?!daily|weekly|fixed)[\w-]{2,24}\s){1,3}dose(?=\s(?:of\s)?[(\d])")
""" "A single IM pethidine dose (50 mg)"."""
DIVIDED = re.compile(
    rf"""
      \bdivided\s(?:in|into)\s(?P<n>{N})\s(?:equal\s)?(?:daily\s)?doses\b
    | \b(?P<m>{N})\s(?:equally\s)?divided\s(?:daily\s)?doses\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
MONTHLY = re.compile(
    r"(?<![\w-])(?:once[\s-](?:(?:a|per)[\s-])?month(?:ly)?|monthly|every\smonth)(?![\w-])", re.IGNORECASE
)
COUNTED_WEEKS = re.compile(rf"\b{N}-$", re.IGNORECASE)
"""Before "weekly" in "three-weekly", an interval."""
AMOUNT_BEFORE = re.compile(r"(?:\d|mg|kg|g|mL|given|administered)\s$")
CLAUSE_END = re.compile(r"\s?[.,;)]")
REPEATED = frozenset(
    "again repeated readministered every each q once fortnightly monthly annually yearly quarterly interval "
    "intervals apart between separating separated weekly cycle cycles".split()
)
PERIOD_WORDS = frozenset(
    "hour hours hr hrs h day days d week weeks wk wks w month months mo mos year years yr yrs y".split()
)
SHORT_PERIOD = re.compile(r"d\d{1,3}|\d{1,3}(?:[dhwmy]|wks?|mos?|yrs?|hrs?)")
HOURLY_WORDS = frozenset({"every", "each", "hourly", "q"})
HOURS = frozenset({"hour", "hours", "hr", "hrs", "h", "hourly"})
MONTH_WORDS = frozenset({"month", "monthly"})


def single_dose_as(scan: str) -> re.Pattern[str] | None:
    """A pattern of the letters that the document lets stand for a single dose ("single dose (SD)"), or None."""
    defined = SINGLE_DEFINED.search(scan) if "ose (" in scan else None
    return re.compile(rf"{START}{defined[1]}{END}") if defined else None


def mentions_in(
    scan: str, start: int, end: int, single: re.Pattern[str] | None = None, *, with_courses: bool = False
) -> tuple[Mention, ...]:
    """Everything that a sentence says of a regimen, in order; `single` matches letters for a single dose.

    `with_courses` leaves sentences that tell no number of courses unread.
    """
    words = Words(scan, start, end)
    counted = [Mention("cycles", count, CleanSpan(*at)) for count, at in (*courses(words), *times_in_all(words))]
    if with_courses and not counted:
        return ()
    quick = scan.find(" q", start, end) >= 0 or scan.find(" Q", start, end) >= 0
    found = [*_frequencies(words, quick=quick), *_routes(words), *counted]
    if "×" in scan[start:end] or " x " in scan[start:end]:
        found += [Mention("cycles", count, CleanSpan(*at)) for count, at in repeats(words)]
    if quick or words.all & REPEATED:
        found += [Mention("interval_days", days, CleanSpan(*at)) for days, at in intervals(words)]
    if words.all & PERIOD_WORDS or any(map(SHORT_PERIOD.fullmatch, words.numbered)):
        found += [Mention("duration_days", days, CleanSpan(*at)) for days, at in durations(words)]
    if single:
        matches = single.finditer(scan, start, end)
        found += [Mention("frequency", "once", CleanSpan(*match.span())) for match in matches]
    found.sort(key=attrgetter("at"))
    return tuple(found)


def _frequencies(words: Words, *, quick: bool) -> Iterator[Mention]:
    """How often; `quick` says that a word begins with a q, as in "q8h"."""
    scan, start, end = words.scan, words.start, words.end
    yield from _listed_frequencies(words)
    if (quick or words.all & HOURLY_WORDS) and (words.all & HOURS or any("h" in word for word in words.numbered)):
        for match in HOURLY.finditer(scan, start, end):
            if hours := number_of(match["n"] or match["m"]):
                yield Mention("frequency", _times(Fraction(24) / Fraction(hours)), CleanSpan(*match.span()))
    for match in SINGLE.finditer(scan, start, end) if "single" in words.all or "Single" in words.all else ():
        yield Mention("frequency", "once", CleanSpan(*match.span()))
    for match in DIVIDED.finditer(scan, start, end) if "divided" in words.all else ():
        yield Mention("frequency", number_of(match["n"] or match["m"]), CleanSpan(*match.span()))
    for match in MONTHLY.finditer(scan, start, end) if words.all & MONTH_WORDS else ():
        yield Mention("frequency", _times(Fraction(1, 30)), CleanSpan(*match.span()))


def _listed_frequencies(words: Words) -> Iterator[Mention]:
    scan, start, end = words.scan, words.start, words.end
    forms, barred = _forms_of("frequencies"), _not_before("frequencies")
    for match in forms.among(words):
        meaning = forms.meaning(match[0])
        if scan[match.start() - 1] == "-" and COUNTED_WEEKS.search(scan, max(start, match.start() - 9), match.start()):
            continue
        alone = match[0].lower() == "once" and not _is_told_of_amount(scan, start, match, end)
        if not alone and not barred.match(scan, match.end(), end):
            value = meaning["times"] if meaning["times"] == "once" else _times(Fraction(meaning["times"]))
            yield Mention("frequency", value, CleanSpan(*match.span()))


def _is_told_of_amount(scan: str, start: int, match: re.Match[str], end: int) -> bool:
    """Whether a bare "once" says how often a drug was given: behind an amount, or at the sentence's end."""
    before = AMOUNT_BEFORE.search(scan, max(start, match.start() - 14), match.start())
    return before is not None or CLAUSE_END.match(scan, match.end(), end) is not None


def _times(a_day: Fraction) -> Decimal:
    """A frequency as a number of at most six decimals."""
    return round(Decimal(a_day.numerator) / a_day.denominator, 6).normalize()


def _routes(words: Words) -> Iterator[Mention]:
    scan, start, end = words.scan, words.start, words.end
    forms, barred = _forms_of("routes"), _not_before("routes")
    for match in forms.among(words):
        after_numeral = _not_after("routes").search(scan, max(start, match.start() - 24), match.start())
        if match[0].startswith("supposit") and "agina" in scan:
            continue
        if not after_numeral and not barred.match(scan, match.end(), end):
            yield Mention("route", str(forms.meaning(match[0])["route"]), CleanSpan(*match.span()))


@cache
def _forms_of(name: str) -> Forms:
    terms = load(name).terms
    any_case: dict[str, Any] = {form: term.properties for term in terms for form in (term.canonical, *term.aliases)}
    return Forms(any_case, {form: term.properties for term in terms for form in term.acronyms})


@cache
def _not_before(name: str) -> re.Pattern[str]:
    barring = "|".join(map(re.escape, table(name)["not_before"]))
    return re.compile(rf"[ -](?:{barring})\b", re.IGNORECASE)


@cache
def _not_after(name: str) -> re.Pattern[str]:
    barring = "|".join(map(re.escape, table(name)["not_after"]))
    return re.compile(rf"\b(?:{barring})[ -]$")
