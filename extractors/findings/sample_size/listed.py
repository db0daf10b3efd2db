"""Groups whose sizes stand alone in brackets: "to open (38) or closed repair (41)", "asthma (14), controls (22)"."""

from __future__ import annotations

import re
from itertools import pairwise

from extractors.findings.sample_size.counts import Clause
from extractors.findings.sample_size.people import ends_in_people

FEWEST = 2
SMALLEST = 5
"""Below this, numbers in brackets are steps of a list."""
FARTHEST = 90
"""Characters between two sizes of one list."""
LONGEST_NAME = 24
YEARS = range(1900, 2041)
MEASURED = re.compile(
    r"\b(?:mean|median|scores?|SD|SE|IQR|scale|items?|version|equation|figure|table|rated?|level|ng|mg|times?"
    r"|sessions?|points?)\b",
    re.IGNORECASE,
)
GROUP_BEFORE = re.compile(r"\b(?:groups?|arms?|cohorts?|placebo|controls?)\s?\Z", re.IGNORECASE)


def sizes_in_brackets(clause: Clause, rest: list[int]) -> tuple[int, ...]:
    """The numerals that are sizes of groups, each alone in the bracket behind its group's name; or ()."""
    if len(rest) < FEWEST or clause.scan.find(" (", clause.start, clause.end) < 0:
        return ()
    alone = [index for index in rest if _stands_alone(clause, index)]
    if len(alone) < FEWEST or MEASURED.search(clause.open) or not _is_row(clause, alone):
        return ()
    starts = [clause.text.numerals[index].start for index in alone]
    if any(hit.role == "assigned" for hit in clause.cues(clause.start, starts[0])):
        return tuple(alone)
    if clause.sentence.section in {"body", "background"}:  # where numbers in brackets may be references
        return ()
    return tuple(alone) if any(_is_behind_people(clause, start) for start in starts) else ()


def whole_of_named(clause: Clause, rest: list[int]) -> tuple[int, ...]:
    """The bare numeral that the sizes right behind groups' names add up to ("Enrolled 195; INH 98, placebo 97")."""
    if len(rest) <= FEWEST:
        return ()
    numerals = clause.text.numerals
    named = [index for index in rest if _is_behind_name(clause, numerals[index].start)]
    if len(named) < FEWEST:
        return ()
    whole = sum(numerals[index].value for index in named)
    return tuple(index for index in rest if index < named[0] and numerals[index].value == whole)[-1:]


def _is_behind_name(clause: Clause, start: int) -> bool:
    """Whether nothing but a space stands between a group's name and a numeral."""
    near = clause.text.arms.mentions_between(start - LONGEST_NAME, start)
    return bool(near) and near[-1].head and near[-1].at.end == start - 1


def _stands_alone(clause: Clause, index: int) -> bool:
    start, end, printed, form = clause.text.numerals[index]
    scan = clause.scan
    if form != "digits" or not (scan.startswith(")", end) and scan.startswith(" (", start - 2)):
        return False
    value = int(printed)  # a range knows its whole numbers at once, and looks for a Decimal one by one
    return value >= SMALLEST and value not in YEARS and scan[start - 3 : start - 2].isalpha()


def _is_row(clause: Clause, alone: list[int]) -> bool:
    """Whether the brackets follow close upon each other."""
    numerals = clause.text.numerals
    return all(numerals[two].start - numerals[one].end < FARTHEST for one, two in pairwise(alone))


def _is_behind_people(clause: Clause, start: int) -> bool:
    before = clause.outside(max(clause.start, start - 60), start - 1)
    return ends_in_people(before) or GROUP_BEFORE.search(before) is not None
