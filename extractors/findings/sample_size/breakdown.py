"""Bare numbers that other counts show to be counts: the parts of a sum, the first of a list, the rest of a pattern.

"435 patients … 214 to A and 221 to B" adds up; "32 and 31 subjects" share their noun; "94 were assigned to A and 107
to B" says its verb once.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.people import counts_others, measures

UNIT_AFTER = re.compile(r"\s?%|-\w|/|\s?[-x×:]\s?\d|\.\d|\s?\+/-|\s?±|(?:st|nd|rd|th)\b|\)\s?[A-Z]")
MEASURED_BEFORE = re.compile(
    r"(?:[<>≤≥±=]|\d-|\b(?:weeks?|months?|days?|years?|aged?|mean|median|status|stages?|grades?|groups?|arms?|type))\s?$"
    r"|\b(?:weeks?|months?|days?|status|stages?|grades?|groups?|type)\s[\dI]{1,3}\s?(?:,|and|or|to|-)\s?$",
    re.IGNORECASE,
)
JOINED = re.compile(r"(?:\s[^\W\d][\w+/-]{0,30}){0,3},?\s(?:and|versus|vs\.?)\s(?:the\s)?")
GOING_ON = re.compile(r"(?:\band|,|;|\bvs\.?|\bversus|\bwhile|\bwhereas)\s$")
PREPOSITION = re.compile(r"\s(to|in|on|with|for|from|received|using)\s(?:the\s|an?\s)?(?![\d(])")
DEALT_OUT = re.compile(
    r"\s(?:and|versus|vs\.?)\s(?P<second>\d{1,3}(?:,\d{3})*|\d+)\s(?:in|under|to|for|on|with|received|from)\s(?:the\s)?[^.;]{2,90}?"
    r"\b(?:respectively|arms?|groups?)\b"
)
GROUPS = re.compile(r"respectively|arm|group")
SMALLEST_WHOLE = 6
"""Below this, numbers add up by chance."""
MOST_PARTS = 12
"""Numbers behind a whole that are tried as its parts."""
NEAR = 160
"""Characters between two numbers of one list."""


def with_parts(clause: Clause, counts: list[Count], rest: list[int]) -> tuple[Count, ...]:
    """All counts of a sentence in order: the given ones, and the bare numbers that they show to be counts."""
    if not counts and not GROUPS.search(clause.scan, clause.start, clause.end):
        return ()
    bare = {index for index in rest if _stands_bare(clause, index)}
    for number in [index for index in sorted(bare) if _opens_list(clause, index, counts)]:
        counts = [*counts, _count_of(clause, number, "list")]
        bare.discard(number)
    for whole in sorted(counts, key=lambda count: count.start):
        window = _window(clause, whole, counts, bare)
        counts = [replace(count, part_of=whole.numeral) if count.numeral in window else count for count in counts]
        counts += [_count_of(clause, index, "part", whole) for index in window if index in bare]
        bare.difference_update(window)
    for number in sorted(bare):
        if _goes_on(clause, number, counts):
            counts = [*counts, _count_of(clause, number, "ellipsis")]
        elif second := _dealt_out(clause, number, bare):
            counts = [*counts, _count_of(clause, number, "dealt"), _count_of(clause, second, "dealt")]
            bare = bare - {second}
    return tuple(sorted({count.numeral: count for count in counts}.values(), key=lambda count: count.start))


def _opens_list(clause: Clause, index: int, counts: list[Count]) -> bool:
    """Whether a bare number is joined to the count behind it ("297 control and 310 active patients")."""
    end = clause.text.numerals[index].end
    behind = [count for count in counts if count.numeral == index + 1 and count.shape in {"noun", "of"}]
    if not behind or counts_others(clause.scan, end, clause.end):
        return False
    return JOINED.fullmatch(clause.scan[end : behind[0].start]) is not None


def _goes_on(clause: Clause, index: int, counts: list[Count]) -> bool:
    """Whether a bare number repeats the pattern of a count before it ("94 were assigned to A and 107 to B")."""
    numeral = clause.text.numerals[index]
    before = [count for count in counts if 0 <= numeral.start - count.end < NEAR]
    if (
        not before
        or numeral.value < 2
        or not GOING_ON.search(clause.scan[max(clause.start, numeral.start - 12) : numeral.start])
    ):
        return False
    again = PREPOSITION.match(clause.scan, numeral.end, clause.end)
    between = clause.scan[before[-1].end : numeral.start]
    return again is not None and f" {again[1]} " in between


def _dealt_out(clause: Clause, index: int, bare: set[int]) -> int | None:
    """The second of two bare numbers that are dealt out to two groups ("31 and 32 under A and B, respectively")."""
    numeral = clause.text.numerals[index]
    left = clause.scan[max(clause.start, numeral.start - 12) : numeral.start]
    match = DEALT_OUT.match(clause.scan, numeral.end, clause.end)
    if match is None or numeral.value < SMALLEST_WHOLE or not re.search(r"(?:[,;:(]\s?|\bwere\s|\bwith\s|^)$", left):
        return None
    second = clause.text.numeral_from(match.start("second"))
    return second if second in bare else None


def _window(clause: Clause, whole: Count, counts: list[Count], bare: set[int]) -> tuple[int, ...]:
    """Two to five neighbouring numbers behind a count that add up to it, or ()."""
    if whole.value < SMALLEST_WHOLE:
        return ()
    later = [count.numeral for count in counts if count.start >= whole.end and count.part_of is None]
    run = sorted([*later, *(index for index in bare if index > whole.numeral)])[:MOST_PARTS]
    for size in (2, 3, 4, 5):
        for low in range(len(run) - size + 1):
            window = tuple(run[low : low + size])
            values = [int(clause.text.numerals[index].value) for index in window]
            if sum(values) == whole.value and _close(clause, window):
                return window
    return ()


def _close(clause: Clause, window: tuple[int, ...]) -> bool:
    numerals = clause.text.numerals
    return all(numerals[two].start - numerals[one].end < NEAR for one, two in pairwise(window))


def _count_of(clause: Clause, index: int, shape: str, whole: Count | None = None) -> Count:
    numeral = clause.text.numerals[index]
    part_of = whole.numeral if whole else None
    return Count(numeral.start, numeral.end, index, int(numeral.value), shape, owned=(index,), part_of=part_of)


def _stands_bare(clause: Clause, index: int) -> bool:
    """Whether nothing beside a number says that it counts or measures something else."""
    numeral = clause.text.numerals[index]
    if UNIT_AFTER.match(clause.scan, numeral.end) or measures(clause.scan, numeral.end, clause.end):
        return False
    return not MEASURED_BEFORE.search(clause.scan[max(clause.start, numeral.start - 32) : numeral.start])
