"""What a sentence says of how a drug is given: how often, how long, at what interval, how many times, by what route.

A mention is a field, its value and its place; which amount it belongs to is settled elsewhere (see sharing).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from extractors.findings.dose.forms import Forms, runs_in
from extractors.findings.dose.periods import END, START, N, durations, intervals, number_of
from extractors.lexicon import load, table
from extractors.number_words import value_of_words
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
AMOUNT_BEFORE = re.compile(r"(?:\d|mg|kg|g|mL|given|administered)\s$")
CLAUSE_END = re.compile(r"\s?[.,;)]")
COURSES = re.compile(
    rf"""
    (?<![A-Za-z]-) {START} (?P<n>{N}) (?:\s(?:and|to|or)\s(?:{N}|more))? [\s-]
    (?P<between> (?: [A-Za-z0-9][\w./-]{{0,24}}[\s-] ){{0,3}} )
    (?P<noun> cycles? | courses? | doses? | injections? | infusions? | immuni[sz]ations? | vaccinations?
        | instillations? | inoculations? )
    {END}
    """,
    re.VERBOSE | re.IGNORECASE,
)
TIMES_IN_ALL = re.compile(
    rf"{START}(?P<n>{N})\stimes,?\s(?:in\s(?:all|total)|altogether)\b|\ba\stotal\sof\s(?P<m>{N})\stimes\b",
    re.IGNORECASE,
)
COURSE_WORD = re.compile(r"(?:cycle|course|doses|injections|infusions|immuni[sz]ations|vaccinations|instillations)")
COURSE_STEMS = (
    "cycle",
    "course",
    "doses",
    "injections",
    "infusions",
    "munizations",
    "munisations",
    "vaccinations",
    "instillations",
)
COURSE_NOUNS = frozenset(
    "cycle cycles course courses dose doses injection injections infusion infusions immunization immunizations "
    "immunisation immunisations vaccination vaccinations instillation instillations inoculation inoculations".split()
)
IN_ALL = frozenset({"all", "total", "altogether"})
REPEATED = frozenset(
    "every each q once fortnightly monthly annually yearly quarterly interval intervals apart between separating "
    "separated weekly cycle cycles".split()
)
PERIOD_WORDS = frozenset(
    "hour hours hr hrs h day days d week weeks wk wks w month months mo mos year years yr yrs y".split()
)
SHORT_PERIOD = re.compile(r"d\d{1,3}|\d{1,3}(?:[dhwmy]|wks?|mos?|yrs?|hrs?)")
HOURLY_WORDS = frozenset({"every", "each", "hourly", "q"})
MONTH_WORDS = frozenset({"month", "monthly"})
NO_COURSES = re.compile(
    r"""
    \b (?: menstrual | ivf | icsi | iui | pcr | ovarian | cardiac | estrous | stimulated | cpr | breath\w{0,4} | sleep
        | cell | life | natural | freeze\S{0,8} | ovulat\w{1,6} | divided | daily | single | different | fixed
        | escalating | dose | active | increasing | higher | lower ) \s (?:cycles?|courses?|doses?) $
    """,
    re.VERBOSE | re.IGNORECASE,
)
DOSE_LEVELS = re.compile(r"(?:\sof(?:\s[\w/-]{1,30}){1,3})?\s?[(:]\s?\d[^()]{0,40}?(?:\band|\bor|,|\bvs|\bversus)\s\d")
"""What follows doses that are levels compared ("two doses (20 mg and 40 mg)")."""
NO_DESCRIPTION = re.compile(
    r"""
    and|or|of|to|in|the|with|were|was|for|at|had|who|by|per|mg|g|ml|doses|cycles|after|before|each|every
    | (?:patient|participant|person|subject|group|arm|second|minute|hour|day|week|month|year|time)s?
      | women|men|people|children
    | [a-z]{2,20}ed
    """,
    re.VERBOSE,
)
"""Words that can't stand between a number and its cycles ("fourteen people received two doses")."""
MOST_COURSES = 60
DEFINES = re.compile(r"\s?[:=]|\s(?:lasted|consisted|comprised|was\sdefined|consists)\b")
LEVELS_BEFORE = re.compile(r"\b(?:all|both|these|the|those|compared|different)\s$", re.IGNORECASE)


def course_words(scan: str) -> Iterator[int]:
    """Where a text speaks of cycles, doses or injections."""
    if any(word in scan for word in COURSE_STEMS):
        for match in COURSE_WORD.finditer(scan):
            if scan[match.start() - 1] == " " and scan[match.start() - 2].isalnum():
                yield match.start()


def single_dose_as(scan: str) -> re.Pattern[str] | None:
    """A pattern of the letters that the document lets stand for a single dose ("single dose (SD)"), or None."""
    defined = SINGLE_DEFINED.search(scan) if "ose (" in scan else None
    return re.compile(rf"{START}{defined[1]}{END}") if defined else None


def mentions_in(scan: str, start: int, end: int, single: re.Pattern[str] | None = None) -> tuple[Mention, ...]:
    """Everything that a sentence says of a regimen, in order; `single` matches letters for a single dose."""
    runs = runs_in(scan, start, end)
    words = {word for _, word in runs}
    found = [*_frequencies(scan, runs, words, start, end), *_routes(scan, runs, start, end)]
    if words & COURSE_NOUNS:
        found += _courses(scan, start, end)
    if "times" in words and not words.isdisjoint(IN_ALL):
        for match in TIMES_IN_ALL.finditer(scan, start, end):
            found.append(Mention("cycles", number_of(match["n"] or match["m"]), CleanSpan(*match.span())))
    if not words.isdisjoint(REPEATED) or " q" in scan[start:end].lower():
        found += (Mention("interval_days", days, CleanSpan(*at)) for days, at in intervals(scan, start, end))
    if not words.isdisjoint(PERIOD_WORDS) or any(
        word[0] in "d0123456789" and SHORT_PERIOD.fullmatch(word) for word in words
    ):
        found += (Mention("duration_days", days, CleanSpan(*at)) for days, at in durations(scan, start, end))
    if single:
        matches = single.finditer(scan, start, end)
        found += (Mention("frequency", "once", CleanSpan(*match.span())) for match in matches)
    return tuple(sorted(found, key=lambda mention: mention.at))


def _frequencies(
    scan: str, runs: Sequence[tuple[int, str]], words: Set[str], start: int, end: int
) -> Iterator[Mention]:
    yield from _listed_frequencies(scan, runs, start, end)
    if not words.isdisjoint(HOURLY_WORDS) or " q" in scan[start:end].lower():
        for match in HOURLY.finditer(scan, start, end):
            if hours := number_of(match["n"] or match["m"]):
                yield Mention("frequency", _times(Fraction(24) / Fraction(hours)), CleanSpan(*match.span()))
    for match in DIVIDED.finditer(scan, start, end) if "divided" in words else ():
        yield Mention("frequency", number_of(match["n"] or match["m"]), CleanSpan(*match.span()))
    for match in MONTHLY.finditer(scan, start, end) if not words.isdisjoint(MONTH_WORDS) else ():
        yield Mention("frequency", _times(Fraction(1, 30)), CleanSpan(*match.span()))


def _listed_frequencies(scan: str, runs: Sequence[tuple[int, str]], start: int, end: int) -> Iterator[Mention]:
    forms, barred = _forms_of("frequencies"), _not_before("frequencies")
    for match in forms.among(scan, runs, end):
        meaning = forms.meaning(match[0])
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


def _routes(scan: str, runs: Sequence[tuple[int, str]], start: int, end: int) -> Iterator[Mention]:
    forms, barred = _forms_of("routes"), _not_before("routes")
    for match in forms.among(scan, runs, end):
        after_numeral = _not_after("routes").search(scan, max(start, match.start() - 24), match.start())
        if not after_numeral and not barred.match(scan, match.end(), end):
            yield Mention("route", str(forms.meaning(match[0])["route"]), CleanSpan(*match.span()))


def _courses(scan: str, start: int, end: int) -> Iterator[Mention]:
    at = start
    while match := COURSES.search(scan, at, end):
        at = match.end("n")
        if all(_may_describe_courses(word) for word in match["between"].lower().split()):
            at = match.end()
            if _are_counted(scan, match, end):
                yield Mention("cycles", number_of(match["n"]), CleanSpan(*match.span()))


def _may_describe_courses(word: str) -> bool:
    return NO_DESCRIPTION.fullmatch(word) is None and value_of_words(word) is None


def _are_counted(scan: str, match: re.Match[str], end: int) -> bool:
    """Whether a number of courses is one that was given: not a definition ("one cycle: ..."), not other cycles."""
    count = number_of(match["n"])
    noun = match["noun"].lower()
    numbered = noun.startswith(("cycle", "course"))
    if count > 1 and not noun.endswith("s") and (match["between"] or scan[match.end("n")] != "-"):
        return False
    if not numbered and (
        DOSE_LEVELS.match(scan, match.end(), end)
        or LEVELS_BEFORE.search(scan, max(0, match.start() - 12), match.start())
    ):
        return False
    if count == 1 and (not numbered or DEFINES.match(scan, match.end(), end)):
        return False
    return 0 < count <= MOST_COURSES and NO_COURSES.search(match[0]) is None


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
