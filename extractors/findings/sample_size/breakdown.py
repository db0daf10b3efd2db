"""Bare numbers that other counts show to be counts: the parts of a sum, the first of a list, the rest of a pattern.

"435 patients … 214 to A and 221 to B" adds up; "32 and 31 subjects" share their noun; "94 were assigned to A and 107
to B" says its verb once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter

from extractors.findings.sample_size.bare import counts_places, is_of_date, may_be_dealt_out, stands_bare
from extractors.findings.sample_size.case import SEX
from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.listed import sizes_in_brackets, whole_of_named
from extractors.findings.sample_size.row_openings import opens_list, with_share
from extractors.findings.sample_size.strata import MEN, WOMEN
from extractors.findings.sample_size.sums import FEWEST_SUMMED, MOST_PARTS, NEAR, SMALLEST_WHOLE, window_of
from extractors.findings.sample_size.things import leads_to_others
from extractors.numerals import Numeral

GOING_ON = re.compile(
    r"(?:\band|\bor|,|;|\bvs\.?|\bversus|\bwhile|\bwhereas|\bagainst|\bcompared\s(?:with|to)|\bthan)\s"
    r"(?:(?:in|among|with|for|on|by|only|another|the|other|remaining)\s){0,2}$"
)
GROUP_BEHIND = re.compile(
    r"\s(?:in|on|under|to|with|for|of|from|receiving|given|treated\swith|assigned\sto)\s(?:the\s|an?\s)?"
    r"(?:(?:[\w/+-]{1,30}\s){0,5}?(?:groups?|arms?|cohorts?|controls?)\b)?"
)
LIMIT = re.compile(r"\s(?:above|below|under|over|aged|at\sleast)\s(?=[\d<>])")
FOR_CAUSE = re.compile(r"\s(?:for|having|due\sto|because\sof|owing\sto)\s(?!\d)")
IN_BRACKET = re.compile(r"\s?[(\[]\s?$")
SEX_BEFORE = re.compile(r"\b(?P<sex>females?|males?|women|men|girls|boys|[MF])\s?(?:-|:|=|,|n\s?=)\s?\Z")
SEX_BEHIND = re.compile(r"\s?(?P<sex>females?|males?|women|men|girls|boys|[MF](?![\w-]))\b")
N_LIST = re.compile(r"\s(?:and|vs\.?|versus)\s$|,\s(?:and\s)?$")
AT_TIME = re.compile(
    r"\s(?:at|by|until)\s(?:the\s)?(?:(?:week|month|year|day|wk|W)\s?\d|\d+(?:st|nd|rd|th)?[\s-](?:week|month|year|day)|baseline|BL\b|entry|end\b)"
)
AT_TIME_BETWEEN = re.compile(
    r"[^,;.]{0,60}\s(?:at|by|until|to)\s(?:the\s)?[\w-]{1,12}(?:\s[\w-]{1,12})?,?\s(?:and|vs\.?|versus|but)\s(?:only\s)?"
)
""" "121 came at the 24th week and 97 at the 48th week"."""
PREPOSITION = re.compile(
    r"\s(to|in|on|with|for|from|received|using)\s(?:the\s|an?\s)?(?:(?![\d(])|(?=[\d.,]{1,9}\s?(?:mg|g|μg|mcg|ug|mL|ml|M?IU|U|%)\b))"
)
DEALT_OUT = re.compile(
    r"\s(?:and|versus|vs\.?)\s(?P<second>\d{1,3}(?:,\d{3})*|\d+)\s(?:in|under|to|for|on|with|received|from)\s"
    r"(?:the\s)?[^.;]{2,90}?"
    r"\b(?:respectively|arms?|groups?)\b"
)
GROUP_NOUNS = ("group", "groups", "arm", "arms", "cohort", "cohorts", "control", "controls")
AT_TIME = re.compile(
    r"\s(?:at|by|until)\s(?:the\s)?(?:(?:week|month|year|day|wk|W)\s?\d|\d+(?:st|nd|rd|th)?[\s-](?:week|month|year|day)|baseline|BL\b|entry|end\b)"
)
AT_TIME_BETWEEN = re.compile(
    r"[^,;.]{0,60}\s(?:at|by|until)\s(?:the\s)?[\w-]{1,12}(?:\s[\w-]{1,12})?,?\s(?:and|vs\.?|versus|but)\s(?:only\s)?"
)
""" "121 came at the 24th week and 97 at the 48th week"."""
SAME_PREPOSITION = re.compile(r"\b(in|to|by|for|among)\s$")
AGAINST = (" vs ", " vs. ", " versus ", " v ", " against ", " compared with ")
YEARS = range(1900, 2041)
ENDED = re.compile(r"\s?[.,;)]|\sand\s(?!\d)|$")
START = attrgetter("start")


def with_parts(clause: Clause, counts: list[Count], rest: list[int]) -> tuple[Count, ...]:
    """All counts of a sentence in order: the given ones, and the bare numbers that they show to be counts."""
    if listed := sizes_in_brackets(clause, rest):
        counts = [*counts, *[_count_of(clause, index, "listed") for index in listed]]
        rest = [index for index in rest if index not in listed]
    if summed := whole_of_named(clause, rest):
        counts = [*counts, *[_count_of(clause, index, "listed") for index in summed]]
        rest = [index for index in rest if index not in summed]
    if not counts and not may_be_dealt_out(clause, rest):
        return ()
    bare = {index for index in rest if stands_bare(clause, index)}
    if not bare and len(counts) < FEWEST_SUMMED:
        return _in_order(counts)
    counts = _with_lists(clause, counts, bare)
    bare.difference_update(count.numeral for count in counts)
    free = sorted({*bare, *(count.numeral for count in counts)})
    two_sexes = bool(MEN.intersection(nouns := {count.noun for count in counts}) and WOMEN.intersection(nouns))
    for whole in sorted(counts, key=START):
        later = bisect_right(free, whole.numeral)
        if len(free) < later + FEWEST_SUMMED - 1:
            continue
        run = free[later : later + MOST_PARTS]
        if not (window := window_of(clause, whole, run, apart=not (two_sexes and whole.noun in SEX))):
            continue
        free = [index for index in free if index not in window]
        counts = [count._replace(part_of=whole.numeral) if count.numeral in window else count for count in counts]
        counts += [_count_of(clause, index, "part", whole) for index in window if index in bare]
        bare.difference_update(window)
    return _in_order(_with_neighbours(clause, counts, bare) if bare else counts)


def _in_order(counts: list[Count]) -> tuple[Count, ...]:
    return tuple(sorted({count.numeral: count for count in counts}.values(), key=START))


def _with_neighbours(clause: Clause, counts: list[Count], bare: set[int]) -> list[Count]:
    """With the bare numbers that go on with a count, or that are dealt out to groups."""
    for number in sorted(bare):
        if counts_places(clause, number):
            continue
        if _lists_n(clause, number, counts):
            counts = [*counts, _count_of(clause, number, "n")]
        elif _goes_on(clause, number, counts) or _in_brackets(clause, number, counts):
            counts = [*counts, _count_of(clause, number, "ellipsis")]
        elif second := _dealt_out(clause, number, bare):
            counts = [*counts, _count_of(clause, number, "dealt"), _count_of(clause, second, "dealt")]
            bare = bare - {second}
    return counts


def _with_lists(clause: Clause, counts: list[Count], bare: set[int]) -> list[Count]:
    """With the bare numbers that a list begins with, from its last to its first."""
    for number in sorted(bare, reverse=True):
        if opens_list(clause, number, counts):
            counts = [*counts, with_share(clause, _count_of(clause, number, "list"), counts)]
    return counts


def _goes_on(clause: Clause, index: int, counts: list[Count]) -> bool:
    """Whether a bare number repeats the pattern of a count before it ("94 were assigned to A and 107 to B")."""
    numeral = clause.text.numerals[index]
    before = [count for count in counts if 0 <= numeral.start - count.end < NEAR]
    if not before or is_of_date(clause, numeral.start):
        return False
    if numeral.value < 2:
        return _left_for_cause(clause, before[-1], numeral) or _goes_on_in_group(clause, before[-1], index)
    if leads_to_others(clause.scan, numeral.end, clause.end):
        return False
    if _repeats(clause, before[-1], index):
        return True
    if clause.scan[before[-1].end : numeral.start] in AGAINST and ENDED.match(clause.scan, numeral.end, clause.end):
        return bool(before[-1].noun)  # "(72 children vs 48; P = .01)"
    if not GOING_ON.search(clause.scan[max(clause.start, numeral.start - 24) : numeral.start]):
        return False
    again = PREPOSITION.match(clause.scan, numeral.end, clause.end)
    between = clause.scan[before[-1].end : numeral.start]
    if again is not None and f" {again[1]} " in between:
        return True
    timed = clause.scan.startswith((" at ", " by ", " until "), numeral.end)
    if timed and AT_TIME.match(clause.scan, numeral.end, clause.end) and AT_TIME_BETWEEN.fullmatch(between):
        return True
    if LIMIT.match(clause.scan, numeral.end) and LIMIT.search(between):
        return True
    return _is_next(clause, before[-1], index) and _names_group(clause, numeral.end)


def _left_for_cause(clause: Clause, before: Count, numeral: Numeral) -> bool:
    """ "Four patients withdrew because of rash and one for other reasons"."""
    if not FOR_CAUSE.match(clause.scan, numeral.end, clause.end):
        return False
    if not GOING_ON.search(clause.scan, max(clause.start, numeral.start - 24), numeral.start):
        return False
    return any(hit.role == "withdrawn" for hit in clause.cues(before.end, numeral.start))


def _goes_on_in_group(clause: Clause, count: Count, index: int) -> bool:
    """ "Two women in the zinc group and 1 in the placebo group": a group is named behind each."""
    start, end = clause.text.numerals[index].start, clause.text.numerals[index].end
    return (
        clause.scan.endswith(" and ", 0, start)
        and clause.text.numerals[index].form == "digits"
        and clause.scan.startswith((" in ", " of ", " from "), end)
        and _is_next(clause, count, index)
        and _names_group(clause, count.end)
        and _names_group(clause, end)
    )


def _repeats(clause: Clause, count: Count, index: int) -> bool:
    """Whether a number ends its clause behind the count's preposition ("given to 45 patients and placebo to 44")."""
    numeral = clause.text.numerals[index]
    if int(numeral.value) in YEARS:
        return False
    here = SAME_PREPOSITION.search(clause.scan[max(clause.start, numeral.start - 8) : numeral.start])
    there = SAME_PREPOSITION.search(clause.scan[max(clause.start, count.start - 8) : count.start])
    if here is None or there is None or here[1] != there[1] or not ENDED.match(clause.scan, numeral.end, clause.end):
        return False
    between = clause.scan[count.end : numeral.start]
    return (bool(count.noun) or count.shape == "ellipsis") and (" and " in between or between.startswith(","))


def _is_next(clause: Clause, count: Count, index: int) -> bool:
    """Whether no other bare number stands between a count and a number."""
    numerals = clause.text.numerals
    last = max(count.owned, default=count.numeral)
    return all(
        numerals[other].form == "name" or clause.bracket_of(numerals[other].start) for other in range(last + 1, index)
    )


def _names_group(clause: Clause, end: int) -> bool:
    """Whether a group is named behind `end` ("164 in the comparison group", "6 under CT", "419 placebo")."""
    match = GROUP_BEHIND.match(clause.scan, end, clause.end)
    if match and match[0].rstrip().endswith(GROUP_NOUNS):
        return True
    start = match.end() if match else end + 1
    mentions = clause.text.arms.mentions_between(start, start + 24)
    return any(mention.at.start == start for mention in mentions)


def _in_brackets(clause: Clause, index: int, counts: list[Count]) -> bool:
    """Whether a bare number alone in its brackets follows one that counts people ("A (421 subjects), B (449)")."""
    numeral = clause.text.numerals[index]
    bracket = clause.bracket_of(numeral.start)
    if (
        bracket is None
        or clause.scan[bracket[0] - 1 : bracket[0]] != " "
        or clause.scan[bracket[0] + 1 : bracket[1] - 1].strip() != (clause.scan[numeral.start : numeral.end])
    ):
        return False
    first = [count for count in counts if count.end <= numeral.start and count.shape in {"n", "noun"}]
    if not first or clause.scan[bracket[0]] == "[":
        return False
    return IN_BRACKET.search(clause.scan[max(clause.start, first[0].start - 2) : first[0].start]) is not None


def _lists_n(clause: Clause, index: int, counts: list[Count]) -> bool:
    """Whether a bare number is the second of an "n = 33 and 29"."""
    numeral = clause.text.numerals[index]
    first = next((count for count in counts if count.numeral == index - 1 and count.shape == "n"), None)
    return first is not None and N_LIST.fullmatch(clause.scan[first.end : numeral.start]) is not None


def _dealt_out(clause: Clause, index: int, bare: set[int]) -> int | None:
    """The second of two bare numbers that are dealt out to two groups ("31 and 32 under A and B, respectively")."""
    numeral = clause.text.numerals[index]
    left = clause.scan[max(clause.start, numeral.start - 12) : numeral.start]
    match = DEALT_OUT.match(clause.scan, numeral.end, clause.end)
    if match is None or numeral.value < SMALLEST_WHOLE or not re.search(r"(?:[,;:(]\s?|\bwere\s|\bwith\s|^)$", left):
        return None
    second = clause.text.numeral_from(match.start("second"))
    return second if second in bare else None


def _count_of(clause: Clause, index: int, shape: str, whole: Count | None = None) -> Count:
    numeral = clause.text.numerals[index]
    part_of = whole.numeral if whole else None
    near = max(clause.start, numeral.start - 12)
    sex = SEX_BEHIND.match(clause.scan, numeral.end, clause.end) or SEX_BEFORE.search(clause.scan, near, numeral.start)
    noun = "" if sex is None else "women" if sex["sex"][0] in "fFwWg" else "men"
    return Count(
        numeral.start, numeral.end, index, int(numeral.value), shape, owned=(index,), noun=noun, part_of=part_of
    )
