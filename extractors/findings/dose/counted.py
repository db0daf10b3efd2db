"""How many cycles, courses or injections a sentence counts: "six cycles", "3 monthly doses", "two times in total"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.findings.dose.forms import Words
from extractors.findings.dose.periods import END, NUMBER_WORDS, START, N, number_of
from extractors.number_words import value_of_words

COURSES = re.compile(
    rf"""
    (?<![A-Za-z]-) {START} (?P<n>{N}) (?:\s(?:(?P<to>to|or)\s{N}|(?:and|or)\smore|and\s{N}))? [\s-]
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
AMOUNT_WITHIN = re.compile(r"\d[\d.,]{0,6}\s(?:mg|g|μg|mcg|mL|ml|IU)\s")
""" "Two 500 mg infusions"."""
REPEATED = re.compile(
    r"\b(?:q\s?\d{1,2}\s?(?:w|wk|weeks|d|days|m|months)|every\s\d{1,2}\s(?:weeks|days|months)|cycles|weekly|monthly)\s?[×xX]\s?"
    r"(?P<n>\d{1,2})"
    r"(?!\d|\.\d|\s?(?:weeks?|days?|months?|years?|mg|g|10|cycles?|doses?|courses?|thereafter)\b)",
)
"""How often an interval was repeated: "q3w × 4"."""
COURSES_SPOKEN_OF = (
    "cycle",
    "course",
    "doses",
    "injections",
    "infusions",
    "immunizations",
    "immunisations",
    "vaccinations",
    "instillations",
)
COURSE_NOUNS = frozenset(
    "cycle cycles course courses dose doses injection injections infusion infusions immunization immunizations "
    "immunisation immunisations vaccination vaccinations instillation instillations inoculation inoculations".split()
)
IN_ALL = frozenset({"all", "total", "altogether"})
NO_COURSES = re.compile(
    r"""
    \b (?: menstrual | ivf | icsi | iui | pcr | ovarian | cardiac | estrous | stimulated | cpr | breath\w{0,4} | sleep
        | cell | life | natural | freeze\S{0,8} | ovulat\w{1,6} | divided | daily | single | different | fixed
        | escalating | dose | active | increasing | higher | lower ) \s (?:cycles?|courses?|doses?) $
    """,
    re.VERBOSE | re.IGNORECASE,
)
DOSE_LEVELS = re.compile(
    r"(?:\sof(?:\s[\w/-]{1,30}){1,3})?\s?[(:]\s?\d(?:(?!\b(?:weeks?|months?|days?|at)\b)[^()]){0,40}?(?:\band|\bor|,|\bvs|\bversus)\s\d"
)
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
LEVELS_BEFORE = re.compile(r"\b(?:all|both|these|the|those|compared|different|divided\sin(?:to)?)\s$", re.IGNORECASE)
"""Before "two doses" that are levels, or parts of an amount: "both doses", "1200 mg divided into three doses"."""


def course_words(scan: str) -> Iterator[int]:
    """Where a text speaks of cycles, doses or injections, behind another word."""
    for noun in COURSES_SPOKEN_OF:
        at = scan.find(noun)
        while at >= 0:
            if scan[at - 1] == " " and scan[at - 2].isalnum():
                yield at
            at = scan.find(noun, at + 1)


def times_in_all(words: Words) -> Iterator[tuple[Decimal, tuple[int, int]]]:
    """The number of times that something was given altogether, and where it stands."""
    if "times" in words.all and words.all & IN_ALL:
        for match in TIMES_IN_ALL.finditer(words.scan, words.start, words.end):
            yield number_of(match["n"] or match["m"]), match.span()


def repeats(words: Words) -> Iterator[tuple[Decimal, tuple[int, int]]]:
    """The number of times that an interval was repeated, and where it stands."""
    for match in REPEATED.finditer(words.scan, words.start, words.end):
        yield number_of(match["n"]), match.span("n")


def courses(words: Words) -> Iterator[tuple[Decimal, tuple[int, int]]]:
    """The numbers of courses that a sentence tells, and where they stand."""
    if words.all.isdisjoint(COURSE_NOUNS):
        return
    passed = 0
    for at in words.begun_by((words.all & NUMBER_WORDS) | words.numbered):
        match = COURSES.match(words.scan, at, words.end) if at >= passed else None
        if match is None:
            continue
        passed = match.end("n")
        if all(_may_describe_courses(word) for word in AMOUNT_WITHIN.sub("", match["between"]).lower().split()):
            passed = match.end()
            if _are_counted(words.scan, match, words.end):
                yield number_of(match["n"]), match.span()


def _may_describe_courses(word: str) -> bool:
    return NO_DESCRIPTION.fullmatch(word) is None and value_of_words(word) is None


def _are_counted(scan: str, match: re.Match[str], end: int) -> bool:
    """Whether a number of courses is one that was given: not a definition ("one cycle: ..."), not other cycles."""
    if match["to"]:
        return False
    count = number_of(match["n"])
    noun = match["noun"].lower()
    numbered = noun.startswith(("cycle", "course"))
    if count > 1 and not noun.endswith("s") and (match["between"] or scan[match.end("n")] != "-"):
        return False
    if not numbered and (
        DOSE_LEVELS.match(scan, match.end(), end)
        or LEVELS_BEFORE.search(scan, max(0, match.start() - 16), match.start())
    ):
        return False
    if count == 1 and (not numbered or DEFINES.match(scan, match.end(), end)):
        return False
    return 0 < count <= MOST_COURSES and NO_COURSES.search(match[0]) is None
