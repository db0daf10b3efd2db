"""Which numbers behind a count add up to it."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

from extractors.findings.sample_size.counts import Clause, Count

SMALLEST_WHOLE = 6
"""Below this, numbers add up by chance."""
FEWEST_SUMMED = 3
"""A whole and two parts: fewer numbers show nothing of each other."""
MOST_PARTS = 12
"""Numbers behind a whole that are tried as its parts."""
NEAR = 160
"""Characters between two numbers of one list."""
BEHIND = 40
"""Characters from a count to the bracket that divides it: "five patients died (7%) (one on A and 4 on B)"."""
LEFT = re.compile(
    r"\s(?:[\w-]+\s){0,3}?(?:withdrew|withdrawn|dropped|excluded|discontinued|stopped|left|lost|quit|interrupted|died)\b[^.;:()\d]{0,60}(?:[:(]\s?)"
)
BY_CAUSE = re.compile(
    r"\s(?:for|because|due|owing|from|by|after|with|non|moved|refused|lost|died|was|were|had)\b|\s?[;,)]"
)
FARTHEST, LONGEST_LEAD = 160, 100
FATE = re.compile(
    r"\s(?:were\s|was\s)?(?:withdrew|withdrawn|died|dropped|refused|declined|lost|excluded|discontinued)\b"
)


def window_of(clause: Clause, whole: Count, run: list[int], *, apart: bool) -> tuple[int, ...]:
    """Two to five neighbours behind a count that add up to it, or (); without `apart` only in its bracket."""
    if 1 < whole.value < SMALLEST_WHOLE and (reasons := _reasons(clause, whole, run)):
        return reasons
    if whole.value < SMALLEST_WHOLE or not apart:
        run = [index for index in run if _in_own_bracket(clause, whole, index)]
    sums = [0, *accumulate(int(clause.text.numerals[index].value) for index in run)]
    for size in (2, 3, 4, 5):
        for low in range(len(run) - size + 1):
            window = run[low : low + size]
            if sums[low + size] - sums[low] == whole.value and _close(clause, window) and _alike(clause, whole, window):
                return tuple(window)
    return ()


def _reasons(clause: Clause, whole: Count, run: list[int]) -> tuple[int, ...]:
    """The numbers that count off why a few left, all of them ("three left (rash, 2; moving, 1)")."""
    near = clause.scan[whole.end : whole.end + LONGEST_LEAD]
    told = LEFT.match(clause.scan, whole.end, clause.end) if "(" in near or ":" in near else None
    if told is None:
        return ()
    reasons: list[int] = []
    left = whole.value
    for index in run[:MOST_PARTS]:
        start, end, value, _ = clause.text.numerals[index]
        if not (told.end() <= start < told.end() + FARTHEST and value <= left):
            break
        if not (BY_CAUSE.match(clause.scan, end) or (told[0].rstrip().endswith("(") and clause.scan[end] == " ")):
            break
        reasons.append(index)
        left -= int(value)
        if not left:
            return tuple(reasons)
    return ()


def _in_own_bracket(clause: Clause, whole: Count, index: int) -> bool:
    """Whether a number stands in the bracket right behind a count ("five patients (two on A, three on B)")."""
    bracket = clause.bracket_of(clause.text.numerals[index].start)
    if bracket is None:
        return False
    near = bracket[0] - whole.end < BEHIND and clause.bracket_of(whole.start) is None
    at_end = not clause.scan[bracket[1] : clause.end].strip(" .") or near
    return 0 <= bracket[0] - whole.end <= 1 or (at_end and whole.value > 1 and bool(whole.noun))


def _close(clause: Clause, window: list[int]) -> bool:
    numerals = clause.text.numerals
    return all(numerals[two].start - numerals[one].end < NEAR for one, two in pairwise(window))


def _alike(clause: Clause, whole: Count, window: list[int]) -> bool:
    """Whether the parts of a size all stand in brackets or none does ("X (n = 105), Y (n = 104); one in each died")."""
    behind = [clause.text.numerals[index].end for index in window]
    if any(clause.scan.startswith(" to ", at) for at in behind) and any(FATE.match(clause.scan, at) for at in behind):
        return False  # "31 adults to zinc and 29 to placebo, and 2 withdrew"
    if whole.shape != "n":
        return True
    return len({clause.bracket_of(clause.text.numerals[index].start) is None for index in window}) == 1
