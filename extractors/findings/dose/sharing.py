"""Which amount of a sentence a regimen's mention belongs to, and which others share it.

A mention behind an amount is its tail ("20 mg once daily"), one before its drug its head ("once-daily X 20 mg").
"75 mg of X and 4 mg of Y daily" shares a tail to the left, "once daily X 20 mg or Y 30 mg" a head to the right; a
mention in brackets stays in them; the nearest mention of a field wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter

from extractors.findings.dose.amounts import Amount
from extractors.findings.dose.bracketed import with_outside
from extractors.findings.dose.fences import EACH, FENCE, ORDER, OWN_TIME, PARTED, STEP, ends_cycle, ends_route
from extractors.findings.dose.regimen import Mention
from extractors.findings.dose.rhythms import ACROSS, Candidate, one_rhythm
from extractors.links.lists import bracket_round
from extractors.model import Sentence
from extractors.traced_text import CleanSpan

OF_ONE_RHYTHM = frozenset({"frequency", "duration_days"})
OF_THE_NEXT = re.compile(
    r"(?i:\b(?:to|than|versus|vs[.]?|with|or|and|plus|from|(?:addition|initiation|introduction)\sof)\s$)"
)
NEXT_NAME = re.compile(r"\s[A-Za-z][\w-]{3}")
OTHER_NAME = re.compile(r"\b(?!versus\b|compared\b|than\b|with\b|either\b|and\b|units\b)[A-Za-z][\w-]{2,}")
RECEIVING = re.compile(
    r"\band\s(?:receiv\w+|(?:the\s)?(?:group|arm)\b|(?:the\s)?[\w-]+\s(?:group|arm)\b)", re.IGNORECASE
)
BRACKETED = re.compile(r"\([^()]*\)")
ALTERNATIVE = re.compile(r"\b(?:or|versus|vs|compared|than)\b", re.IGNORECASE)
GIVEN = re.compile(
    r"\b(?:given|administered|inject\w{1,4}|infus\w{1,4}|taken|delivered|applied|via|by|instilled|using|through|as)\b",
    re.IGNORECASE,
)
SINGLE_BEFORE = re.compile(r"\b(?:single|one-time)\s(?:[\w-]{3,20}\s)?$", re.IGNORECASE)
ONE_BEFORE = re.compile(r"\bone\s$", re.IGNORECASE)
ONE_AFTER = re.compile(
    r"(?:\s(?:intra\w{3,12}|subcutaneous|oral|loading|booster|i\.?m\.?|i\.?v\.?)){0,2}"
    r"\s(?:dose|injection|infusion|bolus)\b"
    r"(?!\s(?:daily|weekly|monthly|per|every|each|a|twice|once|at|on|in)\b)",
    re.IGNORECASE,
)
"""Round the amount of "one 0.5-mL intramuscular dose"."""
SINGLE_AFTER = re.compile(
    r"(?:[\s-][\w/]{1,20}){0,3}?[\s-](?:doses?|injections?|infusions?|bolus|tablets?|capsules?|administration)\b",
    re.IGNORECASE,
)
ARM_SIZE = re.compile(r"[;,]\s?[nN]\s?=\s?\d{1,5}|;\s[A-Z][\w-]{1,11}(?=\))")
"""In the brackets of an arm it is no fence between doses: "X (10 mg; n = 20), Y (20 mg; n = 21)"; nor is its name."""
ENROLLED = re.compile(
    r"\b(?:were|was)\s(?:\w+ly\s)?(?:randomi[sz]ed|assigned|allocated|enrolled|divided|included|recruited|given|treated)\b",
    re.IGNORECASE,
)
"""A period before it is the patients' history ("asthma for 2 years were randomized to ...")."""
OWN_ROUTES = frozenset("inhaled topical vaginal rectal ophthalmic sublingual transdermal intranasal".split())
"""Routes that a drug named so ("aerosolized X 300 mg monthly, Y 100 mg") shares with no other of its list."""
ONE_NAME = re.compile(r"\s[A-Za-z][\w-]{3,30}\s\(?")
"""Behind a route that describes the next drug: "… in addition to nebulized amikacin 25 mg"."""
LONGEST_TAIL = 24
NEAR_ROUTE = 45
DIVIDED, TIME_OF_DAY = 200, 60
"""Divided doses say more than "daily"; "in the morning" says less than "a single dose"."""
SHARED = 25
"""Farther by this many characters counts a mention that an amount only shares."""


def regimen_of(
    scan: str, sentence: Sentence, amounts: Sequence[Amount], mentions: Sequence[Mention]
) -> list[dict[str, Mention]]:
    """For each amount of a sentence, the mention that fills each field.

    "900 mg daily in three divided doses" is three times a day, however near "daily" stands.
    """
    candidates: list[dict[str, list[Candidate]]] = [{} for _ in amounts]
    for mention in mentions:
        if any(amount.at.start <= mention.at.start < amount.at.end for amount in amounts):
            continue
        for position, cost, shared in _owners(scan, sentence, amounts, mention):
            printed = scan[mention.at.start : mention.at.end]
            bonus = DIVIDED if "divided" in printed else -TIME_OF_DAY if "ing" in printed else 0
            candidates[position].setdefault(mention.field, []).append(Candidate(cost - bonus, mention, shared))
    best = [{field: min(options, key=attrgetter("cost")) for field, options in fields.items()} for fields in candidates]
    regimens = [
        _single(scan, amount, {field: chosen.mention for field, chosen in one_rhythm(fields).items()})
        for amount, fields in zip(amounts, best, strict=True)
    ]
    lent = [frozenset(field for field, one in fields.items() if one.shared) for fields in best]
    return with_outside(scan, amounts, regimens, lent)


def _single(scan: str, amount: Amount, fields: dict[str, Mention]) -> dict[str, Mention]:
    """With "once" where the amount stands inside the words: "a single 6-mg injection"."""
    before = SINGLE_BEFORE.search(scan, max(0, amount.at.start - 24), amount.at.start)
    one = (
        None
        if before or "frequency" in fields
        else ONE_BEFORE.search(scan, max(0, amount.at.start - 4), amount.at.start)
    )
    if one and ONE_AFTER.match(scan, amount.at.end):
        return fields | {"frequency": Mention("frequency", "once", CleanSpan(*one.span()))}
    if before and SINGLE_AFTER.match(scan, amount.at.end):
        return fields | {"frequency": Mention("frequency", "once", CleanSpan(*before.span()))}
    return fields


def _owners(
    scan: str, sentence: Sentence, amounts: Sequence[Amount], mention: Mention
) -> Iterator[tuple[int, int, bool]]:
    """The positions of the amounts that a mention may belong to, each with its cost and whether it only shares."""
    if held := [position for position, amount in enumerate(amounts) if _holds(mention, amount)]:
        yield from ((position, 0, False) for position in held)
        return
    inside = _within_bracket(scan, sentence, amounts, mention)
    eligible = inside or tuple(range(len(amounts)))
    before = [position for position in eligible if amounts[position].at.end <= mention.at.start]
    after = [position for position in eligible if amounts[position].at.start >= mention.at.end]
    if before and _is_of_next(scan, mention) and (not after or _is_far(scan, mention, amounts[after[0]])):
        return
    if before and (not after or _is_tail(scan, amounts[before[-1]], mention, amounts[after[0]])):
        yield from _tail(scan, amounts, before, mention)
    elif after:
        yield from _head(scan, amounts, after, mention)


def _holds(mention: Mention, amount: Amount) -> bool:
    """Whether an amount stands within a mention: "two intramuscular 0.5-mL doses"."""
    return mention.at.start < amount.at.start and amount.at.end < mention.at.end


def _is_of_next(scan: str, mention: Mention) -> bool:
    """Whether "twice-daily" stands before the name of another drug ("comparable to twice-daily Y")."""
    start, end = mention.at
    described = mention.field == "route" or (mention.field == "frequency" and "-" in scan[start:end])
    if not described or not NEXT_NAME.match(scan, end):
        return False
    lead = OF_THE_NEXT.search(scan, max(0, start - 20), start)
    return lead is not None and (mention.field != "route" or lead[0].strip() not in {"to", "from"})


def _is_far(scan: str, mention: Mention, after: Amount) -> bool:
    """Whether a mention's own drug has no amount, and the next one is another's: "plus oral Y versus X 0.1%"."""
    return mention.field == "route" and PARTED.search(scan, mention.at.end, after.at.start) is not None


def _within_bracket(scan: str, sentence: Sentence, amounts: Sequence[Amount], mention: Mention) -> tuple[int, ...]:
    """The amounts in the innermost bracket that holds a mention; () where there is none."""
    opened = bracket_round(scan, mention.at.start, sentence.start)
    if opened is None:
        return ()
    closes = scan.find(")" if scan[opened] == "(" else "]", mention.at.end, sentence.end)
    closed = closes if closes >= 0 else sentence.end
    return tuple(
        position for position, amount in enumerate(amounts) if opened < amount.at.start and amount.at.end <= closed
    )


def _is_tail(scan: str, before: Amount, mention: Mention, after: Amount) -> bool:
    """Whether a mention between two amounts belongs to the one before it."""
    left, right = scan[before.at.end : mention.at.start], scan[mention.at.end : after.at.start]
    hyphened = mention.field == "frequency" and "-" in scan[mention.at.start : mention.at.end]
    if (mention.field == "route" or hyphened) and len(left) > LONGEST_TAIL and ONE_NAME.fullmatch(right):
        return False
    if (not right.strip(" (") and left.strip()) or right.strip() in {"at", "of"}:
        return False
    left_parted, right_parted = PARTED.search(left) is not None, PARTED.search(right) is not None
    if left_parted != right_parted:
        return right_parted
    if left_parted:
        return len(left) <= len(right)
    return not ("," in left and "," not in right and len(right) <= 40)


def _tail(
    scan: str, amounts: Sequence[Amount], before: Sequence[int], mention: Mention
) -> Iterator[tuple[int, int, bool]]:
    nearest = amounts[before[-1]]
    gap = scan[nearest.at.end : mention.at.start]
    if mention.field == "route" and len(gap) > NEAR_ROUTE and not GIVEN.search(gap):
        return
    cost = len(gap) + (ACROSS if PARTED.search(gap) else 0)
    yield before[-1], cost, False
    if mention.field == "duration_days" and STEP.match(scan, mention.at.end):
        return
    fence = ORDER if EACH.search(scan, max(0, mention.at.start - 24), mention.at.start) else FENCE
    for position in reversed(before[:-1]):
        between = ARM_SIZE.sub("", scan[amounts[position].at.end : amounts[position + 1].at.start])
        told = scan[mention.at.start : mention.at.end]
        if ends_cycle(mention.field, told, between) or (mention.field == "route" and ends_route(told, gap, between)):
            return
        if fence.search(between) or (mention.field in OF_ONE_RHYTHM and OWN_TIME.search(between)):
            return
        divided = amounts[position].own_unit and amounts[position].unit.per.endswith(("day", "h", "min", "week"))
        foreign = mention.field == "frequency" or (mention.field == "interval_days" and not nearest.unit.per)
        if not (foreign and divided):
            yield position, mention.at.start - amounts[position].at.end + SHARED, True


def _head(
    scan: str, amounts: Sequence[Amount], after: Sequence[int], mention: Mention
) -> Iterator[tuple[int, int, bool]]:
    nearest = amounts[after[0]]
    if mention.field == "duration_days" and ENROLLED.search(scan, mention.at.end, nearest.at.start):
        return
    gap = scan[mention.at.end : nearest.at.start]
    ended = 15 if gap == " with " else 0  # "once daily with X 5 mg" rather ends what stands before it
    yield after[0], len(gap) + 5 + ended + (ACROSS if PARTED.search(gap) else 0), False
    either = scan[mention.at.start - 7 : mention.at.start].lower() == "either "
    for position in after[1:]:
        between = ARM_SIZE.sub("", scan[amounts[position - 1].at.end : amounts[position].at.start])
        apart = (
            ALTERNATIVE.search(between) or RECEIVING.search(between) or (mention.value in OWN_ROUTES and "," in between)
        )
        parted = (
            apart
            and mention.field == "route"
            and not either
            and OTHER_NAME.search(BRACKETED.sub(" ", between))
            and amounts[position].own_unit
            and amounts[position - 1].own_unit
        )
        listed = ":" in scan[mention.at.end : nearest.at.start] and between.count(";") == 1
        if (FENCE.search(between) and not listed) or parted:
            return
        yield position, amounts[position].at.start - mention.at.end + SHARED, True
