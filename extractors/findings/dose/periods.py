"""Periods of a regimen: how long a course lasts, and what time lies between the starts of two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.findings.dose.forms import Words
from extractors.findings.dose.watching import is_effect, is_watched
from extractors.number_words import value_of_words

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
      | (?:every|each|(?<=days\s)an?|(?<=days\s)per)\s(?P<one_unit>month|year|fortnight)
      | (?P<named>fortnightly|monthly|once[\s-](?:a|per)[\s-]month|annually|yearly|quarterly)
      | (?P<n7>{N})[\s-](?P<unit7>{PERIOD})\s(?:between|separating)\s(?:\w+\s)?
        (?: cycles | courses | doses | injections | infusions | them )
      | (?:at|in|with|by)\s(?P<n2>{N})[\s-](?P<unit2>{PERIOD})(?:ly)?\sintervals?
      | intervals?\sof\s(?P<n3>{N})[\s-](?P<unit3>{PERIOD})
      | (?P<n4>{N})[\s-](?P<unit4>{PERIOD})\sapart | (?P<n5>{N})[\s-]?(?P<unit5>week|month|year)ly
      | (?P<n6>{N})[\s-]?(?P<unit6>days?|weeks?|d|wk)[\s-](?:(?:treatment|chemotherapy|dosing)\s)?cycles?
      | (?:again|repeated|re-?administered) \s (?:after\s(?P<n9>{N})[\s-](?P<unit9>{PERIOD})
          | (?P<n0>{N})[\s-](?P<unit0>{PERIOD})\s(?:later|afterwards?|after)\b)
      | cycles? \s (?:of\s[\w\s./-]{{1,40}}?\s)? (?:was|were|lasted|lasting) \s (?P<n8>{N})[\s-](?P<unit8>days|weeks)
    ) {END}
    """,
    re.VERBOSE | re.IGNORECASE,
)
NAMED_INTERVALS = {"fortnightly": 14, "annually": 365, "yearly": 365, "quarterly": 90}
ORDINALS = {"other": 2, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
NOT_GIVEN = (
    r"follow|age\b|obs|surv|life|birth|the\b(?!\s(?:[\w-]{2,24}\s){0,2}drugs?\b)"
    r"|this|gest|disea|diag|exp|stud|cycl|data|delay|pregn|symp|onset|base"
    r"|random|surg|enrol|infection|(?:hiv|known|documented|primary|acute|chronic)\sinfection|illness|viral|virolog|suppress|absti|amenorr"
    r"|train|exerc|educ|couns|screen|rest|run|wash|hosp|each|duration|a\b"
)
"""What weeks may be of without anything being given ("12 weeks of follow-up")."""
NO_KIND = (
    r"after|of|before|prior|post|following|and|or|from|to|until|without|with|since|off|follow|follow-up|study|trial|in"
    r"|for|at|on|by|later|apart|between|under|during|who|receiv\w*|given|were|was|is|then|than|versus|vs|interval"
    r"|run-in|wash\w*|old|per|had|had|as|into|no|not|pre\w*|post\w*|each|every|while|when|the|a|an|their|this"
)
"""What can't stand between a period and the treatment that it is the length of."""
TREATING = (
    r"(?:treatment|therapy|supplementation|intervention|dosing|administration|study\sdrug|medication)"
    r"(?:\s(?:duration|period|phase|time))?|(?:duration|length|period|course)\sof\s(?:the\s)?"
    r"(?:study\s)?(?:treatments?|therapy|supplementation|intervention|dosing|administration|medication)"
)
BEHIND_RHYTHM = (
    "(?:"
    + "|".join(
        rf"(?<=\b{word}{gap})"
        for word in ("daily", "day", "bid", "tid", "qid", "qd", "BID", "TID")
        for gap in (r"\s", r",\s", r"\s\(")
    )
    + ")"
)
"""Right behind a rhythm a bare period is the length of the course: "500 mg twice daily, 7 days"."""
DURATION = re.compile(
    rf"""
    {START} (?:
        (?: for | during | over | lasting | throughout | [×x] )\s?
        (?: (?:an?|the|up\sto|at\sleast|approximately|about|around|further|another|additional|total|maximum|minimum
              |period|duration|course|of|first|next|subsequent|following|entire|whole|initial)\s ){{0,6}}
        (?P<n> {N} | (?<=a\s)(?=(?:week|month|year)\b) ) (?: \s?(?:-|to|or)\s?(?P<until>{N}) )? [\s-]?
        (?: (?:consecutive|successive|continuous|more|additional|further|full|whole|calendar|treatment)[\s-] ){{0,2}}
        (?P<unit>{PERIOD})
      | (?P<n2>{N})[\s-](?P<unit2>days?|weeks?|months?|years?)'?(?:,(?=\s(?:double|open|placebo|single|randomi)))?[\s-]
        (?: (?!(?:{NO_KIND})\b)[A-Za-z][\w/+]{{1,20}}(?:-[\w/+]{{1,20}}){{0,3}},?[\s-] ){{0,4}}?
        (?: courses? | treatment | therapy | regimen | supplementation | intervention | administration | infusion
            | induction(?=\s(?:with|of)\b) | lead-in(?=\s(?:with|of|at)\b) )
      | (?P<n7>{N})[\s-](?P<unit7>days?|weeks?|months?|years?)'?[\s-]
        (?: (?:oral|intravenous|treatment|active|open-label|double-blind|daily)[\s-] ){{0,2}}
        of(?=\s(?!(?:{NOT_GIVEN}))(?:[A-Za-z]{{3}}|[α-ω]-))
      | (?:days?\s?|d)1\s?(?:-|to|through)\s?(?:days?\s?|d)?(?P<last>\d{{1,2}}) (?!\d|\s?(?:and|,|&)\s?\d)
      | of\s(?P<n3>{N})[\s-](?P<unit3>days?|weeks?)\s(?:each|duration)
      | (?P<n4>{N})[\s-](?P<unit4>days?|weeks?|months?)\s
        (?: at\sa\s(?:stretch|time) | running | in\sa\srow | in\ssuccession | consecutively | in\stotal | on\send
          | (?:per|of\s(?:each|every)|each|every)\s(?:cycle|course) )
      | (?:{TREATING}) (?: \s(?:was|is|being|lasted|of|continued\sfor|lasting|were)\s(?:for\s)?(?:a\stotal\sof\s)?
          | [:,=]\s? | \s[(=]\s? )
        (?P<n5>{N})[\s-](?P<unit5>days?|weeks?|months?|years?)
      | (?P<n6>{N})\s(?:consecutive|successive)\s(?P<unit6>days?|weeks?)
      | {BEHIND_RHYTHM} (?P<n8>{N})[\s-](?P<unit8>days|weeks|months) (?=\s?[,;.)]|\s(?:and|or|followed|then|plus|in)\b)
      | (?:assigned|randomi[sz]ed|allocated|receiv(?:e|ed|ing)|given)\s(?:\(?\d:\d(?::\d)?\)?\s)?(?:to\s)?(?:either\s)?
        (?P<n9>{N})[\s-](?P<unit9>days?|weeks?|months?) (?!\s?-)(?=\s(?:of\s)?(?!(?:{NOT_GIVEN}|{NO_KIND})\b)[a-z]{{4}})
    ) {END}
    """,
    re.VERBOSE | re.IGNORECASE,
)
MORE = re.compile(
    rf"\bfor\s(?:a\sfurther\s)?(?P<n>{N})\smore{END}(?!\s(?:hours?|days?|weeks?|months?|years?|courses?|cycles?)\b)"
)
TOLD = re.compile(rf"\bfor\s{N}\s(days|weeks|months|years)\b")
OF_STUDY = re.compile(
    r"(?<=(?:day|eek|nth|ear))[\s-](?:[\w-]+\s)?(?:study|trial|follow-?\s?up|observation(?:al)?|run-?in|washout"
    r"|extension\sstudy)\b"
    r"(?!\s(?:drug|medication|treatment))",
    re.IGNORECASE,
)
"""After a period that is no course's: "over the 2-year study"."""
OF_TREATMENT = re.compile(
    r"(?<=\bof)\s(?:\w+\s)?(?:treatment|therapy|supplementation|dosing|administration)\s(?:with|by)\b", re.IGNORECASE
)
"""After a period that the patients were seen at the end of: "evaluated after 6 weeks of treatment with X"."""
GIVEN_WEEKLY = re.compile(r"\s(?:[\w-]+\s){0,2}(?:injections|doses|infusions|instillations|vaccinations)\b")
"""Behind "three weekly": that three were given, one a week."""
LONGEST_MORE = 120
NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen eighteen twenty "
    "thirty".split()
)
"""The first words of N."""
REPEATING = frozenset(
    (
        "again repeated readministered cycle cycles every each q once fortnightly monthly annually yearly quarterly "
        "interval intervals"
    ).split()
)
BEHIND_NUMBER = frozenset("between separating apart weekly monthly yearly cycle cycles".split())
INTERVAL_WORDS, BEFORE_INTERVAL = frozenset({"interval", "intervals"}), frozenset({"at", "in", "with", "by"})
LASTING = NUMBER_WORDS | frozenset(
    "for during over lasting throughout x day days treatment therapy supplementation intervention dosing "
    "administration study medication duration length period course assigned randomized randomised allocated received "
    "receive receiving given".split()
)
EACH_TIME, LASTING_EACH = frozenset({"each", "duration"}), LASTING | {"of"}
TIMES = re.compile("×")
"""The words that the patterns above begin with, and those without which some can't end."""


def intervals(words: Words) -> Iterator[tuple[Decimal, tuple[int, int]]]:
    """The intervals between repeats, in days, and where they stand."""
    for match in words.matches(INTERVAL, _beginnings_of_intervals(words)):
        days = _interval_days(match)
        if days is None or days <= 1 or is_watched(words.scan, words.start, match.start()):
            continue
        if not (match["n5"] and words.scan[match.end("n5")] == " " and GIVEN_WEEKLY.match(words.scan, match.end())):
            yield days, match.span()


def _beginnings_of_intervals(words: Words) -> list[int]:
    """Where an interval can begin: with a word of repeating, with a number where a word behind it can tell one."""
    first = words.all & REPEATING
    if words.all & BEHIND_NUMBER or any(word.endswith("ly") for word in words.numbered):
        first |= (words.all & NUMBER_WORDS) | words.numbered
    else:
        first |= {word for word in words.numbered if word[0] in "qe"}
    if words.all & INTERVAL_WORDS:
        first |= words.all & BEFORE_INTERVAL
    return words.begun_by(first)


def _interval_days(match: re.Match[str]) -> Decimal | None:
    if match["other"]:
        return ORDINALS[match["other"].lower()] * days_of("1", match["other_unit"])
    if match["one_unit"]:
        return days_of("1", match["one_unit"])
    if match["named"]:
        return Decimal(NAMED_INTERVALS.get(match["named"].lower(), 30))
    for which in ("", *"234567890"):
        if match[f"n{which}"]:
            unit = match[f"unit{which}"]
            days = days_of(match[f"n{which}"], unit)
            return None if unit[0] in "hH" and days < 7 else days
    return None


def durations(words: Words) -> Iterator[tuple[Decimal, tuple[int, int]]]:
    """The lengths of courses, in days (a day and more), and where they stand; ranges ("6 to 8 weeks") give none."""
    scan, start, end = words.scan, words.start, words.end
    for match in words.matches(DURATION, _beginnings_of_durations(words)):
        if (
            not match["until"]
            and _days(match) >= 1
            and not OF_STUDY.match(scan, match.end(), end)
            and not is_effect(scan, start, match)
            and (
                match["n2"] or not is_watched(scan, start, match.start()) or OF_TREATMENT.match(scan, match.end(), end)
            )
        ):
            yield _days(match), match.span()
    yield from _more(scan, start, end)


def _beginnings_of_durations(words: Words) -> list[int]:
    """Where the length of a course can begin."""
    first = words.all & (LASTING if words.all.isdisjoint(EACH_TIME) else LASTING_EACH)
    starts = words.begun_by(first | words.numbered)
    if words.scan.find("×", words.start, words.end) < 0:
        return starts
    return sorted((*starts, *(match.start() for match in TIMES.finditer(words.scan, words.start, words.end))))


def _more(scan: str, start: int, end: int) -> Iterator[tuple[Decimal, tuple[int, int]]]:
    """Lengths whose unit an earlier one tells: "for 6 months, then ... for 6 more"."""
    for match in MORE.finditer(scan, start, end) if scan.find(" more", start, end) >= 0 else ():
        units = TOLD.findall(scan, max(start, match.start() - LONGEST_MORE), match.start())
        if units:
            yield days_of(match["n"], units[-1]), match.span()


def _days(match: re.Match[str]) -> Decimal:
    if match["last"]:
        return Decimal(match["last"])
    which = next(which for which in ("", *"23456789") if match[f"n{which}"] is not None)
    return days_of(match[f"n{which}"], match[f"unit{which}"])


def number_of(printed: str) -> Decimal:
    """A number in digits or words; what is neither ("a week") is one."""
    return Decimal(printed) if printed[:1].isdigit() else Decimal(value_of_words(printed) or 1)


def days_of(count: str, unit: str) -> Decimal:
    """A period in days; months count as 30 days, years as 365."""
    days = number_of(count) * DAYS[unit[0].lower()]
    return days.quantize(Decimal(1)) if days == days.to_integral_value() else round(days, 3)
