"""Time points of a sentence: "week 96", "after 12 months", "baseline", "2 cycles", "per year".

One pattern, tried once a sentence wherever a word begins that a time point can begin with, in lower-case text. What it
finds are candidates for the kinds to choose from: whether "baseline" is when something was measured or what it was
compared with ("change from baseline") is the kind's question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.links.mistaken_times import is_time
from extractors.links.time_words import (
    ACTION,
    ANCHOR,
    COURSES,
    EVENT,
    LIST,
    MODIFIER,
    NOT_COUNTED,
    NUMBER,
    ORDINAL,
    PERIOD,
    PREPOSITION,
    TREATMENT,
    UNIT_FIRST,
)
from extractors.links.word_starts import lowered, matches_at, one_of, starts_of
from extractors.model import Sentence
from extractors.traced_text import CleanSpan

TIME = re.compile(
    rf"""
    (?:(?<=/)|(?<=/\s))(?P<slash_unit>year|yr|annum|month|week)\b   # cells/year
    | (?<!\w) (?:
      (?=[wmdyvhs]) (?P<unit_first> (?P<noun>{UNIT_FIRST}) [\s-]?
            (?P<points> (?:\d{{1,4}}(?!\d|\.\d|,\d\d|\s?%)) # week 96
            (?:(?:\s?-\s?|,?\s(?:and|or|to|through)\s(?:(?:week|month|day|year)\s)?|,\s?|\s?/\s?|\s?&\s?)
               \d{{1,4}}(?!\d|\.\d|,\d\d|\s?(?:%|mg|weeks?\b|months?\b|years?\b|days?\b|patients|cells|at\s|/[μum]))
            ){{0,7}} ) )
    | (?=[wm]\d) (?P<letter> (?<=\b(?:at|by|to)\s)[wm]\d{{1,3}}\b                # at W48, "W48: +120", "(M12)"
            | (?<![.,/+-])[wm]\d{{1,3}}(?=\s?[:;,)\]<>=≤≥→]|\s[-+]?\d|\s(?:cd4|change|vs|to)\b|$) )
    | (?=bl) (?P<short>bl\b(?=\s?[:;,)\]→]|\s\d|\s(?:cd4|vs|to)\b))
    | (?=[\dabdefhilnostuw]) (?:(?P<duration>{PREPOSITION})\s{MODIFIER}
        |(?P<bare>(?<![\w.,-])(?=[\dotfsnealh])))           # after 12 months
        (?P<amounts>{LIST})(?P<period>[\s-]?(?:{PERIOD}))
        (?(bare)(?:(?P<later>\s(?:later|thereafter|on\b(?=\s{ANCHOR}|,)|into\b))
                  |(?=\safter\s[\w/+-]{{1,30}}(?:\s[\w-]{{1,30}})?\s(?:was|were|had)\s)
                  |(?=\s(?:after|before|post|following|prior|from|since|of)[\s-]{ANCHOR}|\spost-?\w)
                  |(?<=\d-(?:week|year))|(?<=\d-(?:month))|(?<=\d-(?:day|wks|mth)) ) )
    | (?=[abi]) (?:at|by|after|in)\s(?:the\s)?(?P<first>\d{{1,3}}(?:st|nd|rd|th)?)  # "at 12 and … at 24 weeks"
        (?=,?\s(?:and|versus|vs\.?|to)\s[^.;]{{0,70}}?\b(?:at|by|after|in)\s(?:the\s)?\d{{1,3}}(?:st|nd|rd|th)?\s?
           (?P<first_of>{PERIOD}))
    | (?=[abcenps]) (?P<baseline> \bbase[\s-]?line\b | \bbaseline\b
        | \bpre-?(?:treatment|therapy|entry|c?art\b|haart|dose|randomi[sz]ation)\b
        | \bnadir\b | \bbasal(?=\s(?:(?:mean|median)\s)?(?:cd4|t4|counts?\b))
        | (?:entry|enrol?ment|screening|current)(?=\s(?:(?:mean|median|average|absolute)\s)?(?:cd4|t4|counts?\b))
        | \bpost-?(?:treatment|therapy|intervention|partum)\b )
    | (?=[abfopsuw]) (?P<action>(?:before|since|after|upon|prior\sto|on|at|following)\s{ACTION}\s(?:the\s|their\s
        |an?\s)?[\w+/-]{{2,30}}
        | when\s{TREATMENT}\s(?:was|were)\s(?:re-?)?(?:started|begun|initiated|stopped|interrupted|resumed)\b
        | {NOT_COUNTED}(?:before|prior\sto)\s(?:any\s|all\s|the\s)?{TREATMENT}
        | {NOT_COUNTED}after\s(?:the\s)?{TREATMENT}(?=\s?[,;.)]))
    | (?=[abdfiotw]) (?:at|by|in|during|over|within|after|for|throughout)\s(?:the\s)?(?:end\sof\s(?:the\s|its\s)?)?
        (?P<ordinal>{ORDINAL}\s(?:study\s|treatment\s)?(?:year|month|week|day|visit|quarter|anniversary)s?\b(?!\sof\s(?:life|age)))
    | (?=[dmstwy]) (?P<named>\b(?:year|study|trial|month|therapy|treatment)'s\s(?:end|close|start)\b
        | \b(?:year|month|week|day)\s(?:one|two|three|four|five|six)\b)
    | (?=[abfopstu]) (?:at|upon|on|since|before|after|following|from|until|prior\sto|by|to)\s
        (?:(?:the\s)?(?:time|start|moment|day|date|point)\sof\s|the\s|their\s|study\s)?
        (?P<event>{EVENT}
            | (?:the\s)?end\sof\s(?:the\s|their\s)?(?:[\w/+-]{{2,20}}\s){{0,2}}?
                (?:study|trial|treatment|therapy|follow-up|observation|intervention|infusions?|supplementation)\b
          | (?:the\s)?(?:study|trial|treatment|follow-up)\send\b
              | (?:last|final|latest|first)\s(?:follow-up(?:\svisit)?|visit|
            observation|measurement|assessment) | study\s(?:close|conclusion|termination|exit)
          | follow-up\b
              | (?:the\s)?(?:mid-?(?:term|point|study)|interim)\s(?:safety\s)?(?:evaluation|analysis|assessment
              |visit)
          | endpoint\b )
    | (?=[acfhrw]) (?:after|following|completed|completing|received|receiving|had|with)\s
        (?P<courses_lead>{MODIFIER})(?P<courses>{LIST}\s(?:(?!(?:before|after|cells?|at)\s)[\w/+-]{{1,24}}\s){{0,2}}?{COURSES}
          | {ORDINAL}\s(?:[\w/+-]{{1,24}}\s)?{COURSES})
    )
    | (?=[aepy]) (?P<slope> (?:\bper\s|\bevery\s|\beach\s) (?P<slope_unit>year|yr|annum|month|week)\b
        | \bannually\b | \b(?:annual|yearly)\b(?=(?:\s[\w+-]{{1,12}}){{0,2}}?\s(?:slope|decline|loss|rate|change
            |increase|gain|rise|fall|decrease)s?\b)
        | \ba\syear\b )
    """,
    re.VERBOSE,
)
COUNTED = re.compile(r"\s(?:hour|day|week|wk|month|year|yr)s?$", re.IGNORECASE)
COUNTED_FROM = re.compile(
    r"\s(?:after|following|since|post)\s(?:(?:the|their|time|start|date|of|study)\s){0,3}", re.IGNORECASE
)
POINT = re.compile(NUMBER)
AMOUNTS = """
    # one two three four five six seven eight nine ten twelve eigh fif sixt twent thirt fort ninet half
    only just about approximately around first last initial final subsequent next entire whole full further additional
    at_least up_to total median mean average all fol more_than less_than nearly almost another period_of both some
    latter preceding previous past remaining early second third fourth fifth sixth week month year day end
"""
"""What can come first behind a preposition, the article set aside, and lead to a span of time."""
EVENTS = """
    start begin initiati commenc enter entry stop discontinu interrupt switch enrol complet receiv
    introduc cessation resum any antiretroviral treatment therapy cart art haart vaccination infusion surgery
    study trial protocol hospital cohort inclusion randomi screening admission diagnosis delivery birth discharge
    book restart terminat presentation seroconversion registration allocation recruitment time moment date point mid
    interim outset
"""
"""What can come first there and lead to something that happened."""
ARTICLE = r"(?:(?:the|their|its|an?|study)\s)?"
STARTS = starts_of(
    (
        """through_ throughout_ over_ during_ for_ within_ till_ in_ of_ between_ beyond_
        had_ with_ completed_ completing_ received_ receiving_""",
        rf"{ARTICLE}{one_of(AMOUNTS)}",
    ),
    (
        "at_ after_ by_ until_ following_ from_ to_ before_ since_ upon_ on_ prior_to_",
        rf"{ARTICLE}{one_of(AMOUNTS + EVENTS)}",
    ),
    ("when_", r"(?:treatment|therapy|antiretroviral|c?art_|haart_)"),
    ("#", r"\d{0,3}(?:\.\d{1,2})?(?:[\s-]?[hdmwy]|\s?[-,/&]|\s(?:and|or|to|th))"),
    ("week wk month day year yr annum visit hour study_week study_wk study_month study_day study_year study_visit", ""),
    ("w m study trial therapy treatment", r"(?:\d|'s)"),
    ("a_ an_", "(?:further|week|month|year|day)"),
    ("per_ every_ each_", "[ymwa]"),
    ("pre pre- post post-", "(?:tr|th|en|ca|ar|ha|do|ra|in|pa)"),
    ("half one two three four five six seven eight nine ten twelve eigh fif twent thirt fort ninet nadir", ""),
    ("annual yearly base basal bl study_hour", ""),
    ("entry_ enrolment_ enrollment_ screening_ current_", "(?:m|a|cd4|t4|count)"),
)
"""Where a time point can begin: a cheap look before the pattern."""
NAMED = ("letter", "short", "baseline", "event", "action", "courses", "ordinal", "named")
LATEST = {"week": 312, "month": 120, "day": 400, "year": 40, "visit": 60, "hour": 200}
"""What a point in a list of times is at most; a greater number is no time."""
SLOPES = {"yr": "year", "annum": "year"}


class TimeMention(NamedTuple):
    """A time point; `name` is short, as the text has it: "week 96", "baseline", "170 weeks"."""

    name: str
    at: CleanSpan


def times_in(scan: str, sentence: Sentence) -> tuple[TimeMention, ...]:
    """The time points of a sentence, in order."""
    small = lowered(scan)
    found = matches_at(STARTS, TIME, small, small, sentence.start, sentence.end)
    mentions: list[TimeMention] = []
    for mention in (named for match in found if is_time(match, small) for named in _mentions(match, scan)):
        if mentions and _counts_from(scan, mentions[-1], mention):
            mentions[-1] = TimeMention(mentions[-1].name, CleanSpan(mentions[-1].at.start, mention.at.end))
        else:
            mentions.append(mention)
    return tuple(mentions)


def _counts_from(scan: str, last: TimeMention, mention: TimeMention) -> bool:
    """Whether a time point only says what the one before it is counted from: "18 months after delivery"."""
    if mention.at.start - last.at.end > 32 or mention.name[:1].isdigit() or not COUNTED.search(last.name):
        return False
    between = scan[last.at.end : mention.at.start]
    if between.isspace():
        return mention.name.lower().startswith(("after ", "since ", "following "))
    return COUNTED_FROM.fullmatch(between) is not None


def _mentions(match: re.Match[str], scan: str) -> Iterator[TimeMention]:
    if match["unit_first"]:
        noun = _printed(match, "noun", scan).split()[-1].rstrip("s")
        yield from _points(match, "points", scan, before=f"{noun} ")
    elif match["first"]:
        unit = _printed(match, "first_of", scan)
        yield TimeMention(f"{_printed(match, 'first', scan)} {unit.strip()}", CleanSpan(*match.span("first")))
    elif match["amounts"]:
        yield from _points(match, "amounts", scan, after=f" {_printed(match, 'period', scan).strip(' -')}")
    elif match["slash_unit"] or match["slope"]:
        unit = match["slash_unit"] or match["slope_unit"] or "year"
        start = scan.rindex("/", 0, match.start()) if match["slash_unit"] else match.start()
        yield TimeMention(f"per {SLOPES.get(unit, unit)}", CleanSpan(start, match.end()))
    else:
        group = next(name for name in NAMED if match[name] is not None)
        yield TimeMention(_printed(match, group, scan), CleanSpan(*match.span(group)))


def _printed(match: re.Match[str], group: str, scan: str) -> str:
    """A group as the text has it, in its own case."""
    low, high = match.span(group)
    return scan[low:high]


def _points(match: re.Match[str], group: str, scan: str, *, before: str = "", after: str = "") -> Iterator[TimeMention]:
    """One mention a number of "weeks 4, 8 and 12"; the outermost ones also cover the unit."""
    low, high = match.span(group)
    printed = list(POINT.finditer(match.string, low, high))
    points = _believable(printed, before.strip()) if before else _ascending(printed)
    if len(points) < len(printed) and before:
        high = points[-1].end()
    end = match.end("period") if after else high
    if not points:
        yield TimeMention(f"{before}{_printed(match, group, scan)}{after}", CleanSpan(low, end))
    for number, point in enumerate(points):
        start = match.start("unit_first") if before and number == 0 else point.start()
        stop = end if number == len(points) - 1 else point.end()
        yield TimeMention(f"{before}{scan[point.start() : point.end()]}{after}", CleanSpan(start, stop))


def _ascending(points: list[re.Match[str]]) -> list[re.Match[str]]:
    """The points without those that a later, smaller one shows to be no time ("from 350 to 12 or 24 weeks")."""
    drops = [n for n in range(1, len(points)) if _is_less(points[n][0], points[n - 1][0])]
    return points[drops[-1] :] if drops else points


def _believable(points: list[re.Match[str]], noun: str) -> list[re.Match[str]]:
    """The points up to where a list of weeks goes over into one of values ("at week 24 and 400 and 260 cells")."""
    for number in range(1, len(points)):
        if float(points[number][0]) > LATEST.get(noun.lower(), 400):
            return points[:number]
        if _is_less(points[number][0], points[number - 1][0]):
            return points[: max(1, number - 1)]
    if len(points) == 2 and points[0].string[points[0].end() : points[1].start()].strip() == ",":
        return points[:1]  # "at week 48, 131": a pair of weeks is joined by a word or a dash
    return points


def _is_less(one: str, other: str) -> bool:
    return one[0].isdigit() and other[0].isdigit() and float(one) < float(other)
