"""What a sentence says of how a drug is given: how often, for how long, at what interval, how many times, by what route.

A mention is a field, its value and its place; which amount it belongs to is settled elsewhere (see sharing).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from extractors.findings.dose.forms import Forms
from extractors.lexicon import load, table
from extractors.number_words import value_of_words
from extractors.traced_text import CleanSpan


class Mention(NamedTuple):
    """One statement of a regimen: `field` and `value` as in the record."""

    field: str
    value: Decimal | str
    at: CleanSpan


DAYS = {"h": Decimal(1) / 24, "d": Decimal(1), "w": Decimal(7), "m": Decimal(30), "y": Decimal(365), "f": Decimal(14)}
N = (
    r"(?:\d{1,3}(?:\.\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|eighteen|twenty(?:-(?:one|four|eight))?|thirty)"
)
PERIOD = r"(?:hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mos?|years?|yrs?|y)"
START = r"(?<![A-Za-z0-9_.,])"
END = r"(?![A-Za-z0-9_])"
INTERVAL = re.compile(
    rf"""
    {START} (?:
        (?: every | each | q | once\sin ) [\s-]?(?P<n>{N})(?:\s?-\s?|\s)?(?P<unit>{PERIOD})
      | every\s(?P<other>other|second|third|fourth|2nd|3rd|4th)\s(?P<other_unit>week|month|year)
      | every\s(?P<one_unit>month|year|fortnight) | (?P<named>fortnightly|monthly|once[\s-](?:a|per)[\s-]month|annually|yearly|quarterly)
      | (?:at|in)\s(?P<n2>{N})[\s-](?P<unit2>{PERIOD})(?:ly)?\sintervals? | intervals?\sof\s(?P<n3>{N})[\s-](?P<unit3>{PERIOD})
      | (?P<n4>{N})[\s-](?P<unit4>{PERIOD})\sapart | (?P<n5>{N})[\s-]?(?P<unit5>week|month|year)ly
      | (?P<n6>{N})[\s-]?(?P<unit6>days?|weeks?|d|wk)[\s-](?:(?:treatment|chemotherapy|dosing)\s)?cycles?
    ) {END}
    """,
    re.VERBOSE | re.IGNORECASE,
)
NAMED_INTERVALS = {"fortnightly": 14, "annually": 365, "yearly": 365, "quarterly": 90}
ORDINALS = {"other": 2, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
SINGLE_DEFINED = re.compile(r"\bsingle[\s-](?:oral\s)?dose\s\(([A-Z]{2,4})\)", re.IGNORECASE)
HOURLY = re.compile(
    rf"{START}(?:(?:every|each|q\.?)[\s-]?(?P<n>{N})[\s-]?(?:hours?|hrs?|h)|(?P<m>{N})[\s-]?hourly){END}", re.IGNORECASE
)
MONTHLY = re.compile(r"(?<![\w-])(?:once[\s-](?:(?:a|per)[\s-])?month(?:ly)?|monthly|every\smonth)(?![\w-])", re.IGNORECASE)
DURATION = re.compile(
    rf"""
    {START} (?:
        (?: for | during | over | lasting | throughout | [×x] )\s?
        (?: (?:an?|the|up\sto|at\sleast|approximately|about|around|further|another|additional|total|maximum|minimum
              |period|duration|course|of|first|next|subsequent|following|entire|whole|initial)\s ){{0,6}}
        (?P<n> {N} | (?<=a\s)(?=(?:week|month|year)\b) ) (?: \s?(?:-|to|or)\s?(?P<until>{N}) )? [\s-]?
        (?: (?:consecutive|successive|continuous|more|additional|further|full|whole|calendar|treatment|study)[\s-] ){{0,2}}
        (?P<unit>{PERIOD})
      | (?P<n2>{N})[\s-](?P<unit2>days?|weeks?|months?|years?)[\s-]
        (?: (?:oral|intravenous|treatment|active|open-label|double-blind|daily)[\s-] ){{0,2}}
        (?: courses? | treatment | therapy | regimen | supplementation | intervention | administration | infusion
          | of\s (?: (?:daily|oral|active|double-blind|continuous|intravenous|treatment|therapy|supplementation)\b | [\w-]{{3,24}}\s(?:treatment|therapy|supplementation|administration) ) )
      | (?:days?\s?|d)1\s?(?:-|to|through)\s?(?:days?\s?|d)?(?P<last>\d{{1,2}}) (?!\d|\s?(?:and|,|&)\s?\d)
      | of\s(?P<n3>{N})[\s-](?P<unit3>days?|weeks?)\s(?:each|duration)
    ) {END}
    """,
    re.VERBOSE | re.IGNORECASE,
)
ANY_PERIOD = re.compile(r"day|week|wk|month|year|yr|hour|fortnight|annual|quarterly|q\s?\d|\d\s?[hdwm]\b|d1", re.IGNORECASE)
NOT_GIVING = re.compile(
    r"\b(?:follow(?:ed|ing|s)?(?:[\s-]up)?|surviv\w{0,5}|observ\w{0,5}|monitor\w{0,4}|assess\w{0,4}|measur\w{0,5}|evaluat\w{0,4}"
    r"|record\w{0,3}|history|abstinen\w{0,3}|fast(?:ed|ing)|washout|wash-out|visits?|collected|samples?|sampling|scan\w{0,4}"
    r"|performed|examin\w{0,6}|questionnaires?|diary|hospitali[sz]\w{0,4}|persist\w{0,4}|checked|aged?|compared|reviewed)\b[^.;()]{0,40}$",
    re.IGNORECASE,
)
GIVING = re.compile(
    r"\b(?:given|administered|receiv\w{2,3}|taken?|treated|treatment|dos(?:e|es|ed|ing)|inject\w{1,4}|infus\w{1,4}|daily|therapy|repeated)\b|\d\s?m?g\b",
    re.IGNORECASE,
)
COURSES = re.compile(
    rf"""
    {START} (?P<n>{N}) (?:\s(?:and|to|or)\s{N})? [\s-]
    (?: (?!(?:and|or|of|to|in|the|patients|women|men|groups?|with|were|was|for|mg|g|ml|doses|cycles|arms?|days?|weeks?|at|had|who|by|per)\b)
        (?:of\sthe\s)? [A-Za-z0-9][\w./-]{{0,24}}[\s-] ){{0,3}}
    (?P<noun> cycles? | courses? | doses? | injections? | infusions? | immuni[sz]ations? | vaccinations? | instillations? | inoculations? )
    {END}
    """,
    re.VERBOSE | re.IGNORECASE,
)
COURSE_WORD = re.compile(r"(?<=[a-z0-9] )(?:cycles?|courses?|doses|injections|infusions|immuni[sz]ations|vaccinations|instillations)\b")
NO_COURSES = re.compile(
    r"\b(?:menstrual|ivf|icsi|iui|pcr|ovarian|cardiac|estrous|stimulated|cpr|breath\w*|sleep|cell|life|natural|freeze\S*|ovulat\w+|treatment\s\w+\swere|"
    r"divided|daily|single|different|fixed|escalating|dose|active|increasing|higher|lower|oral\sdaily)\s(?:cycles?|courses?|doses?)$",
    re.IGNORECASE,
)


def may_hold_courses(scan: str, start: int, end: int) -> bool:
    """Whether a sentence speaks of cycles, doses or injections at all."""
    return COURSE_WORD.search(scan, start, end) is not None


def single_dose_as(scan: str) -> re.Pattern[str] | None:
    """A pattern of the letters that the document lets stand for a single dose ("single dose (SD)"), or None."""
    defined = SINGLE_DEFINED.search(scan)
    return re.compile(rf"{START}{defined[1]}{END}") if defined else None


def mentions_in(scan: str, start: int, end: int, single: re.Pattern[str] | None = None) -> tuple[Mention, ...]:
    """Everything that a sentence says of a regimen, in order; `single` matches letters for a single dose."""
    found = [Mention("frequency", "once", CleanSpan(*match.span())) for match in single.finditer(scan, start, end)] if single else []
    found += [*_frequencies(scan, start, end), *_routes(scan, start, end), *_courses(scan, start, end)]
    if ANY_PERIOD.search(scan, start, end):
        found += (*_intervals(scan, start, end), *_durations(scan, start, end))
    return tuple(sorted(found, key=lambda mention: mention.at))


def _frequencies(scan: str, start: int, end: int) -> Iterator[Mention]:
    forms, barred = _frequency_forms(), _not_before("frequencies")
    for match in forms.pattern.finditer(scan, start, end):
        if barred.match(scan, match.end(), end):
            continue
        times = str(forms.meaning(match[0])["times"])
        weak = forms.meaning(match[0]).get("weak")
        if weak and match[0].lower() == "once" and not re.search(r"(?:\d|mg|kg|g|given|administered)\s$", scan[max(start, match.start() - 14) : match.start()]):
            continue
        value = times if times == "once" else _decimal(times)
        yield Mention("frequency", value, CleanSpan(*match.span()))
    for match in HOURLY.finditer(scan, start, end):
        yield Mention("frequency", round(24 / number_of(match["n"] or match["m"]), 6).normalize(), CleanSpan(*match.span()))
    for match in MONTHLY.finditer(scan, start, end):
        yield Mention("frequency", _decimal("1/30"), CleanSpan(*match.span()))


def _decimal(fraction: str) -> Decimal:
    """A fraction of the lexicon as a number of at most six decimals."""
    exact = Fraction(fraction)
    return round(Decimal(exact.numerator) / exact.denominator, 6).normalize()


def _routes(scan: str, start: int, end: int) -> Iterator[Mention]:
    forms = _route_forms()
    for match in forms.pattern.finditer(scan, start, end):
        before = scan[max(start, match.start() - 24) : match.start()]
        if _not_after_route().search(before) or _not_before("routes").match(scan, match.end(), end):
            continue
        yield Mention("route", str(forms.meaning(match[0])), CleanSpan(*match.span()))


def _intervals(scan: str, start: int, end: int) -> Iterator[Mention]:
    for match in INTERVAL.finditer(scan, start, end):
        days = _interval_days(match)
        if days is not None and days > 1 and not _tells_of_follow_up(scan, start, match.start()):
            yield Mention("interval_days", days, CleanSpan(*match.span()))


def _interval_days(match: re.Match[str]) -> Decimal | None:
    if match["other"]:
        return ORDINALS[match["other"].lower()] * days_of("1", match["other_unit"])
    if match["one_unit"]:
        return days_of("1", match["one_unit"])
    if match["named"]:
        return Decimal(NAMED_INTERVALS.get(match["named"].lower(), 30))
    for which in ("", "2", "3", "4", "5", "6"):
        if match[f"n{which}"]:
            unit = match[f"unit{which}"]
            days = days_of(match[f"n{which}"], unit)
            return None if unit[0] in "hH" and days < 7 else days
    return None


def _durations(scan: str, start: int, end: int) -> Iterator[Mention]:
    for match in DURATION.finditer(scan, start, end):
        if match["last"]:
            days = Decimal(match["last"])
        elif match["until"]:
            continue
        else:
            which = next(which for which in ("", "2", "3") if match[f"n{which}"] is not None)
            days = days_of(match[f"n{which}"], match[f"unit{which}"])
        if days >= 1 and not _tells_of_follow_up(scan, start, match.start()):
            yield Mention("duration_days", days, CleanSpan(*match.span()))


def _tells_of_follow_up(scan: str, start: int, at: int) -> bool:
    """Whether a period belongs to watching the patients rather than to giving the drug."""
    before = scan[max(start, at - 60) : at]
    watching = NOT_GIVING.search(before)
    return watching is not None and GIVING.search(before, watching.start()) is None


def _courses(scan: str, start: int, end: int) -> Iterator[Mention]:
    for match in COURSES.finditer(scan, start, end):
        defined = match["n"].lower() in {"1", "one"} and scan[match.end() : match.end() + 2].strip()[:1] in {":", "="}
        if not NO_COURSES.search(match[0]) and not defined:
            yield Mention("cycles", number_of(match["n"]), CleanSpan(*match.span()))


def number_of(printed: str) -> Decimal:
    """A number in digits or words; what is neither ("a week") is one."""
    return Decimal(printed) if printed[:1].isdigit() else Decimal(value_of_words(printed) or 1)


def days_of(count: str, unit: str) -> Decimal:
    """A period in days; months count as 30 days, years as 365."""
    days = number_of(count) * DAYS[unit[0].lower()]
    return days.quantize(Decimal(1)) if days == days.to_integral_value() else round(days, 3)


@cache
def _frequency_forms() -> Forms:
    terms = load("frequencies").terms
    return Forms(
        {name: term.properties for term in terms for name in (term.canonical, *term.aliases)},
        {name: term.properties for term in terms for name in term.acronyms},
    )


@cache
def _route_forms() -> Forms:
    terms = load("routes").terms
    return Forms(
        {name: term.properties["route"] for term in terms for name in (term.canonical, *term.aliases)},
        {name: term.properties["route"] for term in terms for name in term.acronyms},
    )


@cache
def _not_before(name: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, table(name)["not_before"]))
    return re.compile(rf"[ -](?:{words})\b", re.IGNORECASE)


@cache
def _not_after_route() -> re.Pattern[str]:
    words = "|".join(map(re.escape, table("routes")["not_after"]))
    return re.compile(rf"\b(?:{words})[ -]$")
