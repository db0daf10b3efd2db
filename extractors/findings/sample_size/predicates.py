"""The predicate of a count's clause, and the role that follows from it.

The order in which a clause is asked: a form that settles it ("40 in each group", parts that add up), the bracket that
holds the count, the predicate behind it, the predicate before it ("94 were assigned to A and 107 to B"), the predicate
that a list shares ("24 of one group and 31 of the other completed the study"), the section.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.people import ENDS_IN_PEOPLE, PEOPLE
from extractors.findings.sample_size.roles import Hit, cues_in, one_group, predicate_before, predicate_behind

FENCE = re.compile(r";|:(?=\s)|—|,\s(?:whereas|while|but|although|however|with)\b|\b(?:whereas|while)\b")
BACK_FENCE = re.compile(r";|—|\bof\s(?:whom|which)\b|\bwho\b|\b(?:whereas|while|but)\b|,\sand\s(?=\d)")
LEADING = re.compile(
    r"^(?:Of|Among|Amongst|In|At|After|From|Between|During|Following|By|For|On|To)\b[^,]{0,200},(?!\d)"
)
PARTITIVE = re.compile(
    r"(?:^|[;,]\s|\band\s)(?:of|among|amongst|out\sof)\s(?:the\s|these\s|those\s|all\s|our\s|remaining\s){0,3}$",
    re.IGNORECASE,
)
ALL_BEFORE = re.compile(r"\b(?:all|total\sof|overall,?|in\sall,?|in\stotal,?|sample\sof)\s(?:the\s)?$", re.IGNORECASE)
TOTAL_OF = re.compile(r"\btotal\sof\s(?:the\s)?$", re.IGNORECASE)
PLACED = re.compile(
    r"\s(?:in|under|on|to|into|within)\s(?:the\s|an?\s)?(?:[\w/+-]{1,30}\s){1,6}?(?:groups?|arms?|cohorts?)\b"
)
GROUP_BEFORE = re.compile(r"\b(?:groups?|arms?|cohorts?|placebo|controls?)\s*[,;:]?\s*$", re.IGNORECASE)
VALUE_BEFORE = re.compile(r"(?:\d\s?(?:%|mm|cm|kg|points?|mmHg|min|mmol/L|bpm|s)|±\s?[\d.]+)\s*$")
NOTHING_BETWEEN = re.compile(
    r"\s*(?:(?:a|an|the|in|on|of|from|all|only|total|of|about|approximately|further|another|additional)\s+){0,4}"
)
BY_GROUP = re.compile(
    r"\b(?:each|\w+)\s(?:group|arm)\s(?:had|contained|comprised|included|consisted\sof|of|with|was|were)\s(?:\w+\s)?$"
)
NAMED_BEHIND = re.compile(r"\s?\((?:the\s)?[\w +/-]{1,40}\s(?:group|arm)\b")
SEX = frozenset("men women males females male female boys girls".split())
CARRIED = frozenset({"planned", "withdrawn", "completed", "analysed", "screened"})
EARLY = frozenset({"title", "background", "objective", "methods", "body"})


class Role(NamedTuple):
    """The role of a count, and the name of what settled it."""

    role: str
    why: str


def roles_of(clause: Clause, counts: tuple[Count, ...], known_total: int) -> tuple[Role, ...]:
    """The roles of a sentence's counts, in order; `known_total` is the largest total so far."""
    roles: list[Role] = []
    for place in range(len(counts)):
        roles.append(_role_of(clause, counts, place, roles, known_total))
    return tuple(roles)


def _role_of(clause: Clause, counts: tuple[Count, ...], place: int, done: list[Role], known_total: int) -> Role:
    count = counts[place]
    whole = next((i for i in range(place) if counts[i].numeral == count.part_of), None)
    if count.hyphened or count.shape == "each" or clause.each_group(count):
        return done[-1] if done and done[-1].role in CARRIED else Role("arm", "each")
    if whole is not None and (part := _as_part(clause, counts, place, done[whole])):
        return part
    bracket = clause.bracket_of(count.start)
    if bracket is not None:
        return _bracketed(clause, counts, place, bracket)
    role = _settled(clause, count, _predicate(clause, counts, place), known_total)
    parts = [other for other in counts if other.part_of == count.numeral]
    if not parts or role.role in CARRIED:
        return role
    named = role.role == "event" and clause.bracket_of(parts[0].start) is not None
    return role if named else Role("total", "parts")


def _as_part(clause: Clause, counts: tuple[Count, ...], place: int, whole: Role) -> Role | None:
    """The role of a count that adds up with others to the whole: what the whole has, or an arm."""
    count = counts[place]
    if count.of is not None:
        return None
    if clause.bracket_of(count.start) is None:
        predicate = _predicate(clause, counts, place)
        if predicate.hit and predicate.hit.role not in {"assigned", "received", "enrolled"}:
            return None
        return None if count.percent is not None and predicate.hit is None else Role("arm", "part")
    if whole.role in {"event", *CARRIED} and not clause.named(count):
        return Role(whole.role, "part")
    return Role("subgroup" if count.noun in SEX else "arm", "part")


class Predicate(NamedTuple):
    """A cue, where it was found ("behind", "before", "shared"), and the text that follows it up to the next count."""

    hit: Hit | None
    where: str
    target: str


def _predicate(clause: Clause, counts: tuple[Count, ...], place: int) -> Predicate:
    count = counts[place]
    behind = clause.outside(count.end, _clause_end(clause, counts, place))
    lead = _lead(clause.outside(clause.start, count.start))
    if hit := _governing(lead):
        return Predicate(hit, "leading", behind)
    if hit := predicate_behind(behind):
        return Predicate(hit, "behind", behind[hit.end :])
    if hit := predicate_before(lead):
        return Predicate(hit, "before", behind)
    if hit := predicate_behind(clause.outside(count.end, clause.end)):
        return Predicate(hit, "shared", behind)
    return Predicate(None, "section", behind)


def _governing(lead: str) -> Hit | None:
    """The firm cue that stands directly before a count ("we enrolled 120 women")."""
    hits = cues_in(lead)
    return hits[-1] if hits and hits[-1].firm and NOTHING_BETWEEN.fullmatch(lead[hits[-1].end :]) else None


def _lead(before: str) -> str:
    """What of the text before a count can hold its predicate: not the leading adverbial, not another clause."""
    start = match.end() if (match := LEADING.match(before)) else 0
    for fence in BACK_FENCE.finditer(before, start):
        start = fence.end()
    return before[start:]


def _clause_end(clause: Clause, counts: tuple[Count, ...], place: int) -> int:
    """Where the clause behind a count ends: at a fence, or at the next count outside brackets."""
    count = counts[place]
    later = (other.start for other in counts[place + 1 :] if other.start >= count.end)
    end = next((start for start in later if clause.bracket_of(start) is None), clause.end)
    fence = FENCE.search(clause.outside(count.end, end))
    return count.end + fence.start() if fence else end


def _settled(clause: Clause, count: Count, predicate: Predicate, known_total: int) -> Role:
    """The role that a predicate gives."""
    partial = count.of is not None or count.percent is not None
    left = clause.outside(clause.start, count.start)
    role = predicate.hit.role if predicate.hit else ""
    if role in CARRIED:
        return Role(role, predicate.where)
    if not partial and (_in_one_group(clause, count, left) or _one_each(clause)):
        return Role("arm", "group")
    if role in {"assigned", "enrolled", "received"}:
        role = _of_groups(role, predicate, partial)
    if not partial and ALL_BEFORE.search(left) and (role != "arm" or TOTAL_OF.search(left)):
        return Role("total", "all")
    if role in {"subgroup", "event", ""} and not partial and PARTITIVE.search(left):
        return Role("total" if count.value >= known_total else "subgroup", "partitive")
    if role:
        return Role(role, predicate.where)
    if count.noun == "controls" and not partial:
        return Role("arm", "controls")
    if count.shape == "whom":
        return Role("subgroup", "whom")
    if partial:
        return Role("event", "share")
    return Role("total" if clause.sentence.section in EARLY else "subgroup", "section")


def _in_one_group(clause: Clause, count: Count, left: str) -> bool:
    """Whether the count is said to be in one group ("40 patients in the control group", "each group had 36")."""
    behind = clause.outside(count.end, clause.end)
    named = NAMED_BEHIND.match(clause.scan, count.end, clause.end)
    return bool(PLACED.match(behind) or BY_GROUP.search(left) or named)


def _one_each(clause: Clause) -> bool:
    """Whether the sentence deals its counts out ("32 and 31 subjects … the A and B arms, respectively")."""
    return "respectively" in clause.open and re.search(r"\b(?:arms|groups)\b", clause.open) is not None


def _of_groups(role: str, predicate: Predicate, partial: bool) -> str:
    """Total or arm, for people who were assigned, enrolled or treated."""
    target = predicate.target
    if role == "assigned":
        return "arm" if one_group(target) else "total"
    if partial and predicate.where != "leading":
        return "total" if role == "enrolled" and predicate.where == "behind" else "event"
    if role == "enrolled":
        return "arm" if predicate.where != "leading" and PLACED.match(target) else "total"
    return "total" if re.search(r"\b(?:or|either|versus|vs)\b", target) else "arm"


def _bracketed(clause: Clause, counts: tuple[Count, ...], place: int, bracket: tuple[int, int]) -> Role:
    """A count in brackets: what the bracket says itself, else what stands before it."""
    count = counts[place]
    later = [other.start for other in counts[place + 1 :] if other.start < bracket[1]]
    inside = predicate_behind(clause.scan[count.end : min([bracket[1], *later])])
    if inside is not None and inside.role in CARRIED:
        return Role(inside.role, "bracket")
    before = clause.outside(clause.start, bracket[0])
    if count.shape == "n" and VALUE_BEFORE.search(clause.scan[clause.start : bracket[0]]):
        return Role("analysed", "bracket")
    if count.shape == "n" and _is_apposition(clause, count, before):
        return _settled(clause, count, _predicate(clause, counts, place), 0)
    if count.percent is not None or count.of is not None:
        return Role("event", "bracket")
    if count.noun in SEX and any(other.end >= len(before.rstrip()) + clause.start for other in counts[:place]):
        return Role("subgroup", "bracket")
    last = predicate_before(_lead(before))
    if count.shape == "label" and not any(hit.role in {"assigned", "received", "enrolled"} for hit in cues_in(before)):
        return Role("event", "label")
    if last and last.role in {"event", *CARRIED} and not GROUP_BEFORE.search(before) and not clause.named(count):
        return Role(last.role, "bracket")
    return Role("arm", "bracket")


def _is_apposition(clause: Clause, count: Count, before: str) -> bool:
    """Whether "(n = 70)" counts the people that the sentence is about, not a group that it names."""
    if ENDS_IN_PEOPLE.search(before):
        return True
    if GROUP_BEFORE.search(before) or clause.named(count):
        return False
    hits = [hit for hit in cues_in(before) if hit.role in {"assigned", "received", "enrolled"} and not hit.leads]
    since = before[hits[-1].end :] if hits else before
    people = list(PEOPLE.finditer(since))
    return not since.strip() or bool(people and not re.search(r"\b(?:group|arm)\b", since[people[-1].end() :]))
