"""The roles of all counts of a sentence: forms that settle a role, parts of a whole, brackets, then the predicate."""

from __future__ import annotations

import re

from extractors.findings.sample_size.brackets import bracketed, is_trouble
from extractors.findings.sample_size.case import CARRIED, SEX, TOLD, Case, Role
from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.decisions import decide
from extractors.findings.sample_size.predicates import Predicate, predicate_of
from extractors.findings.sample_size.roles import ALLOCATING, PARTICIPLE
from extractors.findings.sample_size.sizes import is_at_site
from extractors.findings.sample_size.strata import both_sexes, sex_of

COMPARISON = re.compile(
    r"(?:\bcompared\s(?:with|to)|\bversus|\bvs\.?|\bagainst)\s(?:only\s)?(?:in\s)?\Z", re.IGNORECASE
)
REASON = re.compile(r"\b(?:because|due\sto|owing\sto|reasons?)\b")
ORGANS = frozenset("eyes ears knees hips shoulders feet limbs legs hands teeth kidneys breasts".split())
FEW = 10
COUNTED_OFF = re.compile(r"\b(?:analy[sz]ed|(?:completed|finished)(?:\s(?:the|this|all)\s\w+)?)\s?\Z")
"""Said right before a bracket that lists the groups, it is said of each of them."""
AT_SITE = re.compile(
    r"\b(?:recruited|enrol+ed|included|seen|treated|came|were)\s(?:in|at|from)\s(?!Group|Arm|Cohort|[A-Z]\b)[A-Z][a-z]{3,}"
    r"(?!\s(?:group|arm))"
)
TOLD_OF_EACH = re.compile(r"\s(?:in|from|of)\s(?:each|both|either)\s(?:\w+\s)?(?:group|arm)s?\s(?:\w+ly\s)?\Z")
WHO_COMPLETED = re.compile(r"[^,;.]{4,48}\s(?:who|that)\s(?:had\s)?completed\b")
EACH_IN = re.compile(r"\seach\s(?:in|on|from)\b")
""" "One patient each in A and B relapsed": as many in each group, and what befell them."""
BY_CAUSE = re.compile(r"\s(?:because|due\sto|owing\sto|on\saccount|by|at\stheir|for)\b")
JOINED = re.compile(r"(?:\band|\bor|\bvs\.?|\bversus|,)\s(?:(?:in|by|among)\s)?$")


def roles_of(clause: Clause, counts: tuple[Count, ...], largest: int) -> tuple[Role, ...]:
    """The roles of a sentence's counts, in order; `largest` is the largest count of the document so far."""
    roles: list[Role] = []
    for place in range(len(counts)):
        roles.append(_role_of(clause, counts, place, roles, largest))
    return tuple(roles)


def dealt_out(clause: Clause, counts: tuple[Count, ...], roles: tuple[Role, ...], total: int) -> tuple[Role, ...]:
    """The roles, with what adds up to a total of an earlier sentence read as its arms."""
    both = both_sexes(clause, counts)
    plain = [
        place
        for place, (count, role) in enumerate(zip(counts, roles, strict=True))
        if role.role in {"total", "subgroup", "event"}
        and count.of is None
        and count.percent is None
        and count.noun not in SEX
        and not (both and sex_of(clause, count))
    ]
    if (
        len(plain) < 2
        or all(roles[place].role == "event" for place in plain)
        or sum(counts[place].value for place in plain) != total
    ):
        return roles
    dealt = Role("subgroup", "site") if AT_SITE.search(clause.open) else Role("arm", "sum")
    return tuple(dealt if place in plain else role for place, role in enumerate(roles))


def _role_of(clause: Clause, counts: tuple[Count, ...], place: int, done: list[Role], largest: int) -> Role:
    count = counts[place]
    if count.shape == "list" and place + 1 < len(counts):
        return _role_of(clause, counts, place + 1, [*done, Role("", "")], largest)
    if count.shape == "ellipsis" and done and done[-1].role not in {"total", ""} and _is_level(clause, counts, place):
        return Role(_own_fate(clause, counts, place) or done[-1].role, "shared")
    near = max(clause.start, count.start - 32)
    if done and done[-1].role in TOLD and COMPARISON.search(clause.scan, near, count.start):
        return Role(done[-1].role, "compared")
    if count.hyphened or count.shape == "each" or clause.each_group(count) or _of_groups(clause, count):
        return _of_each(clause, counts, place, done)
    whole = _whole_of(counts, place)
    if whole is not None and (part := _as_part(clause, counts, place, done[whole])):
        return part
    bracket = clause.bracket_of(count.start)
    if bracket is not None:
        again = done and _says_again(counts, place, bracket)
        return done[-1] if again else bracketed(clause, counts, place, bracket)
    role = decide(Case(clause, count, predicate_of(clause, counts, place), largest, counts))
    if role.role == "arm" and done and done[-1].role == "event" and _goes_on_with(clause, counts, place, done[-1]):
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


def _own_fate(clause: Clause, counts: tuple[Count, ...], place: int) -> str:
    """The fate that leads to a bare number alone ("fever rose in 9 men and led to withdrawal in 2")."""
    start = counts[place - 1].end
    fates = [hit for hit in clause.cues(start, counts[place].start) if hit.role in CARRIED and not hit.attributive]
    return fates[-1].role if fates and " and " in clause.outside(start, fates[-1].start + 1) else ""


def _says_again(counts: tuple[Count, ...], place: int, bracket: tuple[int, int]) -> bool:
    """Whether a bracket counts the same people by their eyes, or the eyes by their people ("30 eyes (26 patients)")."""
    count, before = counts[place], counts[place - 1]
    if count.start != bracket[0] + 1 or count.end != bracket[1] - 1 or bracket[0] - before.end != 1:
        return False
    return (count.noun in ORGANS) != (before.noun in ORGANS) and bool(count.noun and before.noun)


def _of_each(clause: Clause, counts: tuple[Count, ...], place: int, done: list[Role]) -> Role:
    """The role of a count that is said of each group."""
    hit = predicate_of(clause, counts, place).hit
    if hit is not None and hit.role == "planned":
        return Role("planned", "each")
    if WHO_COMPLETED.match(clause.scan, counts[place].end, clause.end):
        return Role("completed", "each")
    if (
        hit is not None
        and hit.role in CARRIED
        and not hit.leads
        and TOLD_OF_EACH.match(clause.scan, counts[place].end, hit.start)
    ):
        return Role(hit.role, "each")
    few = counts[place].value < FEW and clause.scan.endswith("in ", clause.start, counts[place].start)
    if few and hit is not None and hit.role == "event" and hit.end < counts[place].start:
        return Role("event", "each")  # "bleeding occurred in one patient in each group"
    if hit is not None and hit.role in TOLD and EACH_IN.match(clause.scan, counts[place].end, clause.end):
        return Role(hit.role, "each")
    aside = clause.bracket_of(counts[place].start) is not None
    return done[-1] if done and done[-1].role in (TOLD if aside else CARRIED) else Role("arm", "each")


def _is_level(clause: Clause, counts: tuple[Count, ...], place: int) -> bool:
    """Whether a count stands in brackets as the one before it does: "(30 in each), 27 in A" is no list."""
    return clause.bracket_of(counts[place].start) is not None or clause.bracket_of(counts[place - 1].start) is None


def _whole_of(counts: tuple[Count, ...], place: int) -> int | None:
    """The place of the count before that this one is a part of."""
    part_of = counts[place].part_of
    return None if part_of is None else next((i for i in range(place) if counts[i].numeral == part_of), None)


def _goes_on_with(clause: Clause, counts: tuple[Count, ...], place: int, before: Role) -> bool:
    """Whether a number goes on with the one before it ("in 12 women given A and 5 given B", "9 in A and 5 in B")."""
    count = counts[place]
    between = clause.outside(counts[place - 1].end, count.start)
    if count.noun not in {"", counts[place - 1].noun} or JOINED.search(between) is None:
        return False
    return before.why == "group" or PARTICIPLE.match(clause.scan, count.end + 1, clause.end) is not None


def _of_groups(clause: Clause, count: Count) -> bool:
    """ "four groups of 40 patients" """
    return clause.scan.endswith("groups of ", clause.start, count.start)


def _as_whole(clause: Clause, counts: tuple[Count, ...], count: Count, role: Role) -> Role:
    """A count whose parts follow is a total, unless its fate is told or the parts only divide an outcome."""
    if role.role in CARRIED or (role == Role("arm", "group") and both_sexes(clause, counts)):
        return role
    part = next((other for other in counts if other.part_of is not None and other.part_of == count.numeral), None)
    if part is None:
        return role
    if role.role == "event" and (clause.bracket_of(part.start) is not None or _is_told(clause, counts, count)):
        return role
    return Role("total", "parts")


def _is_told(clause: Clause, counts: tuple[Count, ...], count: Count) -> bool:
    """Whether what befell a count is divided behind a colon, or is a share of a whole ("in 9 (8%): 2 on A, 7 on B")."""
    if clause.scan.startswith(":", count.end) or count.of is not None or count.percent is not None:
        return True
    return (
        ":"
        in clause.scan[count.end : max(count.end, *(other.start for other in counts if other.part_of == count.numeral))]
    )


def _as_part(clause: Clause, counts: tuple[Count, ...], place: int, whole: Role) -> Role | None:
    """The role of a count that adds up with others to a whole: what the whole has, or an arm."""
    count = counts[place]
    if count.of is not None:
        return None
    bracket = clause.bracket_of(count.start)
    if bracket is None:
        predicate = predicate_of(clause, counts, place)
        hit = predicate.hit
        if _names_no_group(predicate):
            return None
        if count.noun in SEX or (whole.role == "screened" and hit is not None and hit.role in {"assigned", "enrolled"}):
            return None
        if whole.role == "withdrawn" and BY_CAUSE.match(clause.scan, count.end, clause.end):
            return Role("withdrawn", "reason")
        other_fate = hit is not None and hit.role not in ALLOCATING
        if whole.role in TOLD and hit is None and count.percent is None and _is_behind_colon(clause, counts, place):
            return Role(whole.role, "part")
        return None if other_fate or (count.percent is not None and hit is None) else Role("arm", "part")
    return _as_part_aside(clause, counts, place, whole, bracket)


def _as_part_aside(
    clause: Clause, counts: tuple[Count, ...], place: int, whole: Role, bracket: tuple[int, int]
) -> Role:
    """The role of a part in brackets; men and women in one bracket are no groups."""
    count = counts[place]
    if count.shape == "n" and is_at_site(clause, counts, bracket[0]):
        return Role("subgroup", "site")
    if is_trouble(clause, count, bracket):
        return Role("event", "trouble")
    if whole.role in CARRIED and COUNTED_OFF.search(clause.scan, max(clause.start, bracket[0] - 40), bracket[0]):
        return Role(whole.role, "part")
    if whole.role in TOLD and not clause.named(count) and not _is_listed_arm(clause, count, whole):
        return Role(whole.role, "part")
    beside = tuple(other for other in counts if bracket[0] < other.start < bracket[1])
    divided = both_sexes(clause, beside)
    by_sex = count.noun in SEX and (divided or not _is_behind_group(clause, bracket[0]))
    return Role("subgroup" if by_sex else "arm", "part")


def _names_no_group(predicate: Predicate) -> bool:
    """ "198 agreed, 12 moved away and 186 were randomised": these add up, but are no groups."""
    hit = predicate.hit
    alone = predicate.where == "behind" and not predicate.target.strip(" .")
    return alone and hit is not None and hit.role in ALLOCATING


def _is_behind_colon(clause: Clause, counts: tuple[Count, ...], place: int) -> bool:
    """Whether a colon stands between a whole and this part of it."""
    whole = _whole_of(counts, place)
    return whole is not None and ":" in clause.outside(counts[whole].end, counts[place].start)


def _is_behind_group(clause: Clause, at: int) -> bool:
    """Whether the bracket at `at` follows the allocation of its group ("assigned to diet (40 women) or to rest")."""
    return any(hit.role == "assigned" and not hit.attributive for hit in clause.cues(clause.start, at))


def _is_listed_arm(clause: Clause, count: Count, whole: Role) -> bool:
    """Whether those evaluable are listed by group ("(182 exemestane, 189 tamoxifen)"): the groups' sizes."""
    return whole.role in {"analysed", "completed"} and not clause.scan.startswith(" for ", count.end)
