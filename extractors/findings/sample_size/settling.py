"""The roles of all counts of a sentence: forms that settle a role, parts of a whole, brackets, then the predicate."""

from __future__ import annotations

import re

from extractors.findings.sample_size.case import CARRIED, Case, Role
from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.decisions import WHO_THEY_WERE, decide
from extractors.findings.sample_size.people import ends_in_people, people_in
from extractors.findings.sample_size.predicates import lead_start, predicate_of
from extractors.findings.sample_size.roles import ALLOCATING, PARTICIPLE, cues_in, predicate_before, predicate_behind

GROUP_BEFORE = re.compile(r"\b(?:groups?|arms?|cohorts?|placebo|controls?)\s*[,;:]?\s*$", re.IGNORECASE)
VALUE_BEFORE = re.compile(r"(?:\d\s?(?:%|mm|cm|kg|points?|mmHg|min|mmol/L|bpm|s)|±\s?[\d.]+)\s*$")
QUANTIFIED = re.compile(
    r"\b(?:most|half|majority|nearly\sall|almost\sall|thirds|quarters|many|rest|remainder)\b[^,;.]{0,40}$",
    re.IGNORECASE,
)
""" "Most patients (92 of 104) were naive": the bracket counts the subject."""
COMPARISON = re.compile(
    r"(?:\bcompared\s(?:with|to)|\bversus|\bvs\.?|\bagainst)\s(?:only\s)?(?:in\s)?\Z", re.IGNORECASE
)
REASON = re.compile(r"\b(?:because|due\sto|owing\sto|reasons?)\b")
FEW = 10
TOLD = CARRIED | {"event"}
CLOSE = 48
"""Characters within which a predicate still rules a share in brackets."""
JOINED = re.compile(r"(?:\band|\bor|\bvs\.?|\bversus|,)\s(?:(?:in|by|among)\s)?$")
COMPARED = re.compile(r"\d\s(?:vs\.?|versus|compared\swith|v\.?)\s", re.IGNORECASE)
SEX = frozenset("men women males females male female boys girls".split())


def roles_of(clause: Clause, counts: tuple[Count, ...], largest: int) -> tuple[Role, ...]:
    """The roles of a sentence's counts, in order; `largest` is the largest count of the document so far."""
    roles: list[Role] = []
    for place in range(len(counts)):
        roles.append(_role_of(clause, counts, place, roles, largest))
    return tuple(roles)


def dealt_out(counts: tuple[Count, ...], roles: tuple[Role, ...], total: int) -> tuple[Role, ...]:
    """The roles, with what adds up to a total of an earlier sentence read as its arms."""
    plain = [
        place
        for place, (count, role) in enumerate(zip(counts, roles, strict=True))
        if role.role in {"total", "subgroup", "event"}
        and count.of is None
        and count.percent is None
        and count.noun not in SEX
    ]
    if (
        len(plain) < 2
        or all(roles[place].role == "event" for place in plain)
        or sum(counts[place].value for place in plain) != total
    ):
        return roles
    return tuple(Role("arm", "sum") if place in plain else role for place, role in enumerate(roles))


def _role_of(clause: Clause, counts: tuple[Count, ...], place: int, done: list[Role], largest: int) -> Role:
    count = counts[place]
    if count.shape == "list" and place + 1 < len(counts) and counts[place + 1].shape != "list":
        return _role_of(clause, counts, place + 1, [*done, Role("", "")], largest)
    if count.shape == "ellipsis" and done and done[-1].role not in {"total", ""}:
        return Role(done[-1].role, "shared")
    near = max(clause.start, count.start - 32)
    if done and done[-1].role in TOLD and COMPARISON.search(clause.scan, near, count.start):
        return Role(done[-1].role, "compared")
    if count.hyphened or count.shape == "each" or clause.each_group(count) or _of_groups(clause, count):
        hit = predicate_of(clause, counts, place).hit
        if hit is not None and hit.role == "planned":
            return Role("planned", "each")
        return done[-1] if done and done[-1].role in CARRIED else Role("arm", "each")
    whole = _whole_of(counts, place)
    if whole is not None and (part := _as_part(clause, counts, place, done[whole])):
        return part
    bracket = clause.bracket_of(count.start)
    if bracket is not None:
        return _bracketed(clause, counts, place, bracket)
    role = decide(Case(clause, count, predicate_of(clause, counts, place), largest, counts))
    if role.role == "arm" and done and done[-1].role == "event" and _goes_on_with(clause, counts, place):
        return Role("event", "shared")
    if (
        done
        and done[-1].role == "withdrawn"
        and role.role not in CARRIED
        and count.value < FEW
        and REASON.search(clause.open)
    ):
        return Role("withdrawn", "reason")
    return _as_whole(clause, counts, count, role)


def _whole_of(counts: tuple[Count, ...], place: int) -> int | None:
    """The place of the count before that this one is a part of."""
    part_of = counts[place].part_of
    return None if part_of is None else next((i for i in range(place) if counts[i].numeral == part_of), None)


def _goes_on_with(clause: Clause, counts: tuple[Count, ...], place: int) -> bool:
    """Whether a bare number goes on with the count before it ("in 12 women given A and 5 given B")."""
    count = counts[place]
    between = clause.outside(counts[place - 1].end, count.start)
    return (
        not count.noun
        and JOINED.search(between) is not None
        and PARTICIPLE.match(clause.scan, count.end + 1, clause.end) is not None
    )


def _of_groups(clause: Clause, count: Count) -> bool:
    """ "four groups of 40 patients" """
    return clause.scan.endswith("groups of ", clause.start, count.start)


def _as_whole(clause: Clause, counts: tuple[Count, ...], count: Count, role: Role) -> Role:
    """A count whose parts follow is a total, unless its fate is told or the parts only divide an outcome."""
    if role.role in CARRIED:
        return role
    part = next((other for other in counts if other.part_of is not None and other.part_of == count.numeral), None)
    if part is None:
        return role
    divided = role.role == "event" and clause.bracket_of(part.start) is not None
    return role if divided else Role("total", "parts")


def _as_part(clause: Clause, counts: tuple[Count, ...], place: int, whole: Role) -> Role | None:
    """The role of a count that adds up with others to a whole: what the whole has, or an arm."""
    count = counts[place]
    if count.of is not None:
        return None
    if clause.bracket_of(count.start) is None:
        hit = predicate_of(clause, counts, place).hit
        other_fate = hit is not None and hit.role not in ALLOCATING
        return None if other_fate or (count.percent is not None and hit is None) else Role("arm", "part")
    if whole.role in TOLD and not clause.named(count) and not _is_listed_arm(clause, count, whole):
        return Role(whole.role, "part")
    return Role("subgroup" if count.noun in SEX else "arm", "part")


def _is_listed_arm(clause: Clause, count: Count, whole: Role) -> bool:
    """Whether those analysed are listed by group ("(182 exemestane, 189 tamoxifen)"): the groups' sizes."""
    return whole.role in {"analysed", "completed"} and not clause.scan.startswith(" for ", count.end)


def _bracketed(clause: Clause, counts: tuple[Count, ...], place: int, bracket: tuple[int, int]) -> Role:
    """A count in brackets: what the bracket says itself, else what stands before it."""
    count = counts[place]
    later = [other.start for other in counts[place + 1 :] if other.start < bracket[1]]
    inside = predicate_behind(cues_in(clause.scan[count.end : min([bracket[1], *later])]))
    if inside is not None and inside.role in CARRIED:
        return Role(inside.role, "bracket")
    before = clause.outside(clause.start, bracket[0])
    if COMPARED.search(clause.scan, bracket[0], bracket[1]) and not any(
        hit.role in ALLOCATING for hit in clause.cues(clause.start, bracket[0])
    ):
        return Role("event", "compared")
    if count.shape == "n" and VALUE_BEFORE.search(clause.scan[max(clause.start, bracket[0] - 24) : bracket[0]]):
        return Role("analysed", "value")
    if count.shape == "n" and _is_apposition(clause, count, bracket[0]):
        return decide(Case(clause, count, predicate_of(clause, counts, place), 0))
    if QUANTIFIED.search(before):
        return decide(Case(clause, count, predicate_of(clause, counts, place), 0, counts))
    if count.percent is not None or count.of is not None:
        led = predicate_before(clause.cues(lead_start(clause, bracket[0]), bracket[0]), bracket[0])
        if led is not None and led.role in CARRIED and not led.attributive and bracket[0] - led.end < CLOSE:
            return Role(led.role, "bracket")
        return Role("arm" if _is_allocated(clause, count, bracket[0]) else "event", "bracket")
    if count.noun in SEX and any(other.end >= len(before.rstrip()) + clause.start for other in counts[:place]):
        return Role("subgroup", "bracket")
    return Role(_led_by(clause, count, bracket[0]), "bracket")


def _is_allocated(clause: Clause, count: Count, at: int) -> bool:
    """Whether the bracket at `at` gives a group's size with its share ("to the diet group (40%; n = 19)")."""
    hits = clause.cues(clause.start, at)
    return (
        count.shape == "n"
        and bool(hits)
        and hits[-1].role == "assigned"
        and GROUP_BEFORE.search(clause.outside(at - 24, at)) is not None
    )


def _led_by(clause: Clause, count: Count, at: int) -> str:
    """The role that the text before the bracket at `at` gives the bare count in it: an arm, or the outcome told."""
    if count.shape == "label" and not any(hit.role in ALLOCATING for hit in clause.cues(clause.start, at)):
        told = predicate_before(clause.cues(lead_start(clause, at), at), at)
        return told.role if told and told.role in CARRIED else "event"
    if GROUP_BEFORE.search(clause.outside(at - 24, at)) or clause.named(count):
        return "arm"
    last = predicate_before(clause.cues(lead_start(clause, at), at), at)
    if last is None and count.shape in {"noun", "ellipsis"}:
        told = predicate_behind(clause.cues(at, clause.end))
        return "event" if told and told.role == "event" else "arm"
    return last.role if last and not last.describes and last.role in TOLD else "arm"


def _is_apposition(clause: Clause, count: Count, at: int) -> bool:
    """Whether "(n = 70)" at `at` counts the people that the sentence is about, not a group that it names."""
    before = clause.outside(clause.start, at)
    if ends_in_people(before) or WHO_THEY_WERE.match(before):
        return True
    if GROUP_BEFORE.search(clause.outside(at - 24, at)) or clause.named(count):
        return False
    hits = [hit for hit in clause.cues(clause.start, at) if hit.role in ALLOCATING and not hit.leads]
    since = clause.outside(hits[-1].end if hits else clause.start, at)
    last = people_in(since)
    return not since.strip() or (last is not None and not re.search(r"\b(?:group|arm)\b", since[last:]))
