"""The predicate of a count's clause: behind it, before it, or shared with the counts that follow.

Asked in this order: a firm cue directly before the count ("we enrolled 120 women"), a cue behind it, before the next
count or the end of the clause; the nearest cue before it ("94 were assigned to A and 107 to B"); a cue that a list of
counts shares ("24 of one group and 31 of the other completed the study").
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.roles import Hit, predicate_before, predicate_behind

FENCE = re.compile(r";|:(?=\s)|—|,\s(?:whereas|while|but|although|however|with)\b|\b(?:whereas|while)\b")
BACK_FENCE = re.compile(r";|—|\bof\s(?:whom|which)\b|\bwho\b|\b(?:whereas|while|but)\b|,\sand\s(?=\d)")
LEADING = re.compile(
    r"^(?:Of|Among|Amongst|In|At|After|From|Between|During|Following|By|For|On|To)\b[^,]{0,200},(?!\d)"
)
PARTITIVE = re.compile(
    r"(?:^|[;,]\s|\band\s)(?:of|among|amongst|out\sof)\s(?:the\s|these\s|those\s|all\s|our\s|remaining\s){0,3}$",
    re.IGNORECASE,
)
"""Before the whole that other counts are taken from; their predicate is not its own."""
NOTHING_BETWEEN = re.compile(
    r"\s*(?:(?:a|an|the|in|on|of|from|all|only|total|of|about|approximately|further|another|additional)\s+){0,4}"
)


class Predicate(NamedTuple):
    """A cue, where it was found, and the text that follows it up to the next count.

    `where` is "leading" (directly before the count), "behind", "before", "shared", or "section" where there is none.
    """

    hit: Hit | None
    where: str
    target: str


def predicate_of(clause: Clause, counts: tuple[Count, ...], place: int) -> Predicate:
    """The predicate of the count at a place among the counts of a sentence."""
    count = counts[place]
    end = _clause_end(clause, counts, place)
    leading = clause.cues(lead_start(clause, count.start), count.start)
    if leading and leading[-1].firm and NOTHING_BETWEEN.fullmatch(clause.outside(leading[-1].end, count.start)):
        return Predicate(leading[-1], "leading", clause.outside(count.end, end))
    if hit := predicate_behind(clause.cues(count.end, end)):
        return Predicate(hit, "behind", clause.outside(hit.end, end))
    if hit := predicate_before(leading, count.start):
        return Predicate(hit, "before", clause.outside(count.end, end))
    hit = predicate_behind(clause.cues(count.end, _list_end(clause, count)))
    if hit and not PARTITIVE.search(clause.outside(count.start - 40, count.start)):
        return Predicate(hit, "shared", clause.outside(count.end, end))
    return Predicate(None, "section", clause.outside(count.end, end))


def lead_start(clause: Clause, at: int) -> int:
    """Where the text that can hold the predicate of a count at `at` begins.

    Not in a leading adverbial ("Of 410 patients, …"), not in another clause.
    """
    before = clause.outside(clause.start, at)
    start = match.end() if (match := LEADING.match(before)) else 0
    for fence in BACK_FENCE.finditer(before, start):
        start = fence.end()
    return clause.start + start


def _list_end(clause: Clause, count: Count) -> int:
    """Where a list of counts that share a predicate ends: at another clause."""
    fence = BACK_FENCE.search(clause.outside(count.end, clause.end))
    return count.end + fence.start() if fence else clause.end


def _clause_end(clause: Clause, counts: tuple[Count, ...], place: int) -> int:
    """Where the clause behind a count ends: at a fence, or at the next count outside brackets."""
    count = counts[place]
    later = (other.start for other in counts[place + 1 :] if other.start >= count.end)
    end = next((start for start in later if clause.bracket_of(start) is None), clause.end)
    fence = FENCE.search(clause.outside(count.end, end))
    return count.end + fence.start() if fence else end
