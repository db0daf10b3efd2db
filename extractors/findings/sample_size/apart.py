"""The groups of one sentence told apart: no two sizes bear one name.

"metformin 500 mg (n = 31) or 1 g of metformin (n = 30)": the amount tells which. Where nothing does, the size that
stands nearest to the name keeps it, and the others go without: a wrong group is worse than none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from extractors.findings.sample_size.case import Role
from extractors.findings.sample_size.counts import Clause, Count
from extractors.links.arm_names import ArmMention

UNIT = r"\d[\d.,]{0,7}[\s-]?(?:mg|g|μg|mcg|ug|mL|ml|IU|MIU|U|%|mmol)(?:/(?:kg|day|d|m2|week))*"
AMOUNT_BEHIND = re.compile(
    rf"\s{UNIT}(?:\s(?:once|twice)\s(?:daily|weekly)|\s(?:daily|[bt]id|BID|TID|QD))?(?=\s?[(\[,;:)])"
)
AMOUNT_BEFORE = re.compile(rf"(?<![\w.-])(?P<amount>{UNIT})(?:\sof)?\s\Z")
AMOUNT_ALONE = re.compile(rf"(?:\b(?:or|and|not|with|for|either|to|of|receive|received)|,)\s(?P<amount>{UNIT})\s\Z")
WORD_BEHIND = re.compile(
    r"[\s-](?!and|or|group|arm)[\w./%+-]{1,14}(?=\s(?:and|or|vs\.?|versus|groups?|arms?)\b|\s?[(),;])"
)
LABEL = re.compile(r"(?:group|arm|cohort)[\s-]\w{1,3}", re.IGNORECASE)
LONGEST_AMOUNT = 20
SIZED = frozenset({"arm", "analysed", "completed"})
"""The roles that a sentence gives a group once."""
TOUCHING = 2
"""Characters between a count and the name right beside it: "101 exemestane"."""
BESIDE = 24
"""Characters between two counts of the same people: "20 eyes of 18 patients"."""


def told_apart(
    clause: Clause, counts: Sequence[Count], roles: Sequence[Role], arms: Sequence[str | None]
) -> tuple[str | None, ...]:
    """The groups of a sentence's counts, sizes of one name told apart by an amount, or all but one without it."""
    named: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, (role, arm) in enumerate(zip(roles, arms, strict=True)):
        if arm is not None and role.role in SIZED:
            named[arm.casefold(), role.role].append(place)
    kept = _with_amounts_alone(clause, counts, roles, arms)
    for (name, _), places in named.items():
        if len(places) < 2:
            continue
        mentions = [
            mention
            for mention in clause.text.arms.mentions_between(clause.start, clause.end)
            if mention.name.casefold() == name
        ]
        for place, arm in zip(places, _told(clause, [counts[place] for place in places], mentions), strict=True):
            kept[place] = arm
    return tuple(kept)


def _with_amounts_alone(
    clause: Clause, counts: Sequence[Count], roles: Sequence[Role], arms: Sequence[str | None]
) -> list[str | None]:
    """The groups, those without a name called by the amount before their size ("20 mg (n = 20) or 40 mg (n = 21)")."""
    kept = list(arms)
    found: dict[int, str] = {}
    for place, (count, role, arm) in enumerate(zip(counts, roles, arms, strict=True)):
        alone = (arm is None and role.role == "arm" and count.shape == "n") or (role.role == "event" and count.of)
        bracket = clause.bracket_of(count.start) if alone else None
        amount = AMOUNT_ALONE.search(clause.scan, max(clause.start, bracket[0] - 24), bracket[0]) if bracket else None
        if amount:
            found[place] = clause.text.text[amount.start("amount") : amount.end("amount")]
    for place, name in found.items() if len(set(found.values())) == len(found) > 1 else ():
        kept[place] = name
    return kept


def _told(clause: Clause, counts: Sequence[Count], mentions: Sequence[ArmMention]) -> list[str | None]:
    """The names of the sizes that bear one: each with its own amount, else only with a mention of its own."""
    own = [_own(clause, count, mentions) for count in counts]
    labels = [_label_of(clause, count) for count in counts]
    amounts = [_with_amount(clause, mention) if mention else None for mention in own]
    longer = [_with_more(clause, mention) if mention else None for mention in own]
    for names in (labels, amounts, longer):
        if len(set(names)) == len(names) and None not in names:
            return names
    kept: list[str | None] = []
    for count, mention in zip(counts, own, strict=True):
        rivals = [other for other, of in zip(counts, own, strict=True) if of is mention and not _are_same(count, other)]
        first = mention is None or all(_distance(mention, count) <= _distance(mention, other) for other in rivals)
        kept.append(mention.name if mention and first else None)
    return kept


def _with_more(clause: Clause, mention: ArmMention) -> str:
    """A name with the word behind it, before "group", "and" or a sign ("HES 130/0.4 and … HES 130/0.42 group")."""
    more = WORD_BEHIND.match(clause.scan, mention.at.end, clause.end)
    return clause.text.text[mention.at.start : more.end() if more else mention.at.end]


def _own(clause: Clause, count: Count, mentions: Sequence[ArmMention]) -> ArmMention | None:
    """The mention that names the group of a count: before it, where it stands in a bracket; else the nearest."""
    touching = [mention for mention in mentions if _distance(mention, count) < TOUCHING]
    if touching:
        return touching[0]
    before = [mention for mention in mentions if mention.at.end <= count.start]
    if before and clause.bracket_of(count.start) is not None:
        return before[-1]
    return min(mentions, key=lambda mention: _distance(mention, count), default=None)


def _label_of(clause: Clause, count: Count) -> str | None:
    """The letter or number of its group in the bracket of a count ("an A and B group (group L, n = 17)")."""
    bracket = clause.bracket_of(count.start)
    inside = clause.text.arms.mentions_between(bracket[0], count.start) if bracket else ()
    return next((mention.name for mention in inside if LABEL.fullmatch(mention.name)), None)


def _are_same(one: Count, other: Count) -> bool:
    """Whether two counts stand side by side as one group's eyes and people do."""
    return max(one.start, other.start) - min(one.end, other.end) < BESIDE and bool(one.noun and other.noun)


def _distance(mention: ArmMention, count: Count) -> int:
    """How far a name stands from a count; one inside the quote touches it."""
    return max(mention.at.start - count.end, count.start - mention.at.end, 0)


def _with_amount(clause: Clause, mention: ArmMention) -> str:
    """A name with the amount that stands beside it, as the text has it."""
    start, end = mention.at
    if amount := AMOUNT_BEHIND.match(clause.scan, end, clause.end):
        end = amount.end()
    elif before := AMOUNT_BEFORE.search(clause.scan, max(clause.start, start - LONGEST_AMOUNT), start):
        start = before.start("amount")
    return clause.text.text[start:end]
