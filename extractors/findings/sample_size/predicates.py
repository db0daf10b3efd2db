"""The predicate of a count's clause: behind it, before it, or shared with the counts that follow.

Asked in this order: a firm cue directly before the count ("we enrolled 120 women"), a cue behind it, before the next
count or the end of the clause; the nearest cue before it ("94 were assigned to A and 107 to B"); a cue that a list of
counts shares ("24 of one group and 31 of the other completed the study").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.roles import ALLOCATING, Hit, predicate_before, predicate_behind
from extractors.findings.sample_size.verbs import is_predicate

FENCE = re.compile(
    r";|:(?=\s)|—|a(?<!\wa)nd\s(?:when|after|before|until)\b|,\s(?:whereas|while|but|although|however|with)\b"
    r"|w(?<!\ww)h(?:ereas|ile)\b"
)
FENCED = re.compile(r"\b(?:after|when|because|until|as)\s$")
LEADING = re.compile(
    r"^(?:Of|Among|Amongst|In|At|After|From|Between|During|Following|By|For|On|To)\b[^,]{0,200},(?!\d)"
)
PARTITIVE = re.compile(
    r"(?:^|[;,]\s|\band\s)(?:of|among|amongst|out\sof)\s(?:the\s|these\s|those\s|all\s|our\s|remaining\s){0,3}$",
    re.IGNORECASE,
)
FATES = frozenset({"completed", "withdrawn"})
GOVERNED = re.compile(
    r"\b(?:in|among|amongst|by|for|from|with|to)\s(?:(?:the|all|only|another|about|just|nearly|these)\s){0,2}$",
    re.IGNORECASE,
)
"""Before a count that is no subject: what happened "in 163 patients" stands before it."""
"""Before the whole that other counts are taken from; their predicate is not its own."""
ENDED = re.compile(r"\s?,?\s(?:and|but|of\swhom)\s(?:only\s)?|\s?[;,]\s")
""" "61 volunteers enrolled and 60 completed": what is told of the first is all told."""
ELSEWHERE = re.compile(r",?\sand\s(?:in|among|by|for|from)\s\d[\d.]{0,5}\s?%\sof\s")
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
    after = clause.cues(count.end, end)
    if leading and leading[-1].firm and NOTHING_BETWEEN.fullmatch(clause.outside(leading[-1].end, count.start)):
        wanted = next((hit for hit in after if hit.role == "planned" and not hit.leads), None)
        if wanted is not None:
            return Predicate(wanted, "behind", "")
        return Predicate(leading[-1], "leading", clause.outside(count.end, end))
    if _are_of_next(clause, counts, place, after) or _goes_on_elsewhere(clause, count, after):
        after = ()
    hit = predicate_behind(after)
    described = next((hit for hit in after if hit.attributive), None) if after else None
    fated = described is not None and described.role in FATES and count.of is None
    if hit is not None and not (_is_later(hit) and fated):
        return Predicate(hit, "behind", clause.outside(hit.end, end))
    rest = clause.outside(count.end, end)
    before = predicate_before(leading, count.start)
    if before and count.of is not None and ": " in clause.outside(before.end, count.start):
        before = None  # "status was known for 374 infants: 17 of 188 were infected"
    near = clause.outside(max(clause.start, count.start - 40), count.start)
    is_share = described is not None and is_share_of(count)
    if before and before.role not in ALLOCATING and (is_share or GOVERNED.search(near)):
        return Predicate(before, "before", rest)
    shared = predicate_behind(clause.cues(count.end, _list_end(clause, counts, place)))
    ended = (
        described is not None and described.role == "enrolled" and ENDED.fullmatch(clause.outside(described.end, end))
    )
    if shared and not ended and not PARTITIVE.search(near) and _may_share(shared, described, before):
        return Predicate(shared, "shared", rest)
    if described:
        return Predicate(described, "behind", clause.outside(described.end, end))
    if before and before.attributive and is_share_of(count) and is_predicate(rest):
        before = None  # "14 of 16 who completed it preferred A, 13 (81%) preferred B"
    return Predicate(before, "before" if before else "section", rest)


def is_share_of(count: Count) -> bool:
    return count.of is not None or count.percent is not None


def _are_of_next(clause: Clause, counts: tuple[Count, ...], place: int, after: tuple[Hit, ...]) -> bool:
    """Whether what follows "and" leads to the next count ("fever rose in 9 men and led to withdrawal in 2")."""
    if not after or place + 1 >= len(counts):
        return False
    ends = counts[place].start, counts[place + 1].start
    if not all(GOVERNED.search(clause.outside(max(clause.start, end - 24), end)) for end in ends):
        return False
    return " and " in clause.outside(counts[place].end, after[0].start + 1)


def _goes_on_elsewhere(clause: Clause, count: Count, after: tuple[Hit, ...]) -> bool:
    """ "It was found in 4 of 14 men and in 83% of the samples of a selected group": what follows is of these."""
    if not after or not GOVERNED.search(clause.outside(max(clause.start, count.start - 24), count.start)):
        return False
    return ELSEWHERE.match(clause.outside(count.end, after[0].start + 1)) is not None


def _is_later(hit: Hit) -> bool:
    """Whether a cue may tell what came after a fate ("all 92 who completed were switched")."""
    return hit.state or hit.role == "received"


def _may_share(shared: Hit, described: Hit | None, before: Hit | None) -> bool:
    """Whether a list's predicate is also its first count's: that has no other, or none but what describes it."""
    if described is not None:
        return shared.role not in ALLOCATING
    return before is None or before.attributive


def lead_start(clause: Clause, at: int) -> int:
    """Where the text that can hold the predicate of a count at `at` begins.

    Not in a leading adverbial ("Of 410 patients, …"), not in another clause.
    """
    here = at - clause.start
    if FENCED.search(clause.open, max(0, here - 10), here):
        return at
    leading = LEADING.match(clause.open, 0, here)
    start = clause.start + leading.end() if leading else clause.start
    for fence in reversed(clause.fences):
        if fence[0] < start:
            break
        if fence[1] < at or (fence[1] == at and clause.scan[fence[0]] != ","):
            return fence[1]
    return start


def _list_end(clause: Clause, counts: tuple[Count, ...], place: int) -> int:
    """Where a list of counts that share a predicate ends: at another clause, not at the last of several shares."""
    count = counts[place]
    for fence, _ in clause.fences[bisect_left(clause.fences, (count.end,)) :]:
        if clause.scan[fence] != "," or count.of is None:
            return fence
        following = next((other for other in counts[place + 1 :] if other.start >= fence), None)
        if following is None or following.of is None:
            return fence
    return clause.end


def _clause_end(clause: Clause, counts: tuple[Count, ...], place: int) -> int:
    """Where the clause behind a count ends: at a fence, or at the next count outside brackets."""
    count = counts[place]
    later = (other.start for other in counts[place + 1 :] if other.start >= count.end)
    end = next((start for start in later if clause.bracket_of(start) is None), clause.end)
    fence = FENCE.search(clause.outside(count.end, end))
    return count.end + fence.start() if fence else end
