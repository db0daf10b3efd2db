"""The roles of a whole and of the parts that add up to it: a group each, what the whole did, or strata."""

from __future__ import annotations

import re

from extractors.findings.sample_size.brackets import is_trouble
from extractors.findings.sample_size.case import CARRIED, SEX, TOLD, Role
from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.predicates import Predicate, predicate_of
from extractors.findings.sample_size.roles import ALLOCATING, SEVERAL
from extractors.findings.sample_size.sizes import is_at_site
from extractors.findings.sample_size.strata import are_strata, both_sexes
from extractors.traced_text import CleanSpan

COUNTED_OFF = re.compile(r"\b(?:analy[sz]ed|(?:completed|finished)(?:\s(?:the|this|all)\s\w+)?)\s?\Z")
"""Said right before a bracket that lists the groups, it is said of each of them."""
AILING = re.compile(r"\swith(?:out)?\s")
""" "24 patients (12 with asthma and 12 with rhinitis)"."""
OF_THESE = re.compile(r"\sof\s(?:these|those)\s")
MERE_VERB = re.compile(
    r"\s(?:were|was|had\sbeen)\s(?:\w+ly\s)?(?:followed|seen|observed|monitored|tested|traced|alive)\b"
)
""" "Of 98 infants, 12 were excluded; 86 were followed": no groups, though they add up."""
BREAK = re.compile(r"[:;]")
GROUP_OPENS = re.compile(r"(?:[^.;:]{0,80}[–—-]\s)?(?P<name>(?:[Gg]roup|[Aa]rm)\s[A-Z0-9]{1,3})\s?:\s")
""" "Group A: two screws were placed in 10 patients"."""
BY_CAUSE = re.compile(r"\s(?:because|due\sto|owing\sto|on\saccount|by|at\stheir|for)\b")


def whole_of(counts: tuple[Count, ...], place: int) -> int | None:
    """The place of the count before that this one is a part of."""
    part_of = counts[place].part_of
    return None if part_of is None else next((i for i in range(place) if counts[i].numeral == part_of), None)


def as_whole(clause: Clause, counts: tuple[Count, ...], count: Count, role: Role) -> Role:
    """A count whose parts follow is a total, unless its fate is told or the parts only divide an outcome."""
    if role.role == "total" and GROUP_OPENS.match(clause.scan, clause.start, count.start):
        return Role("arm", "opened")
    if role.role in CARRIED or (role == Role("arm", "group") and both_sexes(clause, counts)):
        return role
    part = next((other for other in counts if other.part_of is not None and other.part_of == count.numeral), None)
    if part is None:
        return role
    if count.percent is not None and role.role in {"event", "subgroup"}:
        return role
    if role.role == "event" and (clause.bracket_of(part.start) is not None or _is_told(clause, counts, count)):
        return role
    if OF_THESE.search(clause.scan, count.start, count.end):
        return Role("subgroup", "parts")
    return Role("total", "parts")


def _is_told(clause: Clause, counts: tuple[Count, ...], count: Count) -> bool:
    """Whether what befell a count is divided behind a colon, or is a share of a whole ("in 9 (8%): 2 on A, 7 on B")."""
    if clause.scan.startswith(":", count.end) or count.of is not None or count.percent is not None:
        return True
    return (
        ":"
        in clause.scan[count.end : max(count.end, *(other.start for other in counts if other.part_of == count.numeral))]
    )


def as_part(clause: Clause, counts: tuple[Count, ...], place: int, whole: Role) -> Role | None:
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
        if hit is None and MERE_VERB.match(clause.scan, count.end, clause.end):
            return None
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
    if count.shape == "n" and are_strata(clause, bracket[0]):
        return Role("subgroup", "stratified")
    if count.shape == "n" and is_at_site(clause, counts, bracket[0]):
        return Role("subgroup", "site")
    if is_trouble(clause, count, bracket):
        return Role("event", "trouble")
    if count.shape == "n" and _are_dealt_out_later(clause, counts, bracket[0]):
        return Role("subgroup", "strata")
    if whole.role in CARRIED and _is_behind_colon(clause, counts, place):
        return Role(whole.role, "part")
    if whole.role in CARRIED and COUNTED_OFF.search(clause.scan, max(clause.start, bracket[0] - 40), bracket[0]):
        return Role(whole.role, "part")
    if whole.role in TOLD and not clause.named(count) and not _is_listed_arm(clause, count, whole):
        return Role(whole.role, "part")
    if count.shape == "part" and AILING.match(clause.scan, count.end) and _tells_no_group(clause, count):
        return Role("subgroup", "ailing")
    beside = tuple(other for other in counts if bracket[0] < other.start < bracket[1])
    if count.noun and _are_kin(beside) and _tells_no_group(clause, count):
        return Role("subgroup", "kin")
    divided = both_sexes(clause, beside)
    by_sex = count.noun in SEX and (divided or not _is_behind_group(clause, bracket[0]))
    return Role("subgroup" if by_sex else "arm", "part")


def _are_kin(beside: tuple[Count, ...]) -> bool:
    """Whether those in one bracket are of different kinds ("180 people (90 mothers and 90 infants)")."""
    nouns = {count.noun for count in beside}
    return len(nouns) > 1 and "" not in nouns and not nouns & (SEX | {"controls", "control", "cases", "recipients"})


def _are_dealt_out_later(clause: Clause, counts: tuple[Count, ...], at: int) -> bool:
    """ "Patients with A (n = 50) and B (n = 50) were assigned to X or Y": strata, of which the groups were made."""
    given = {"assigned", "received"}
    if any(hit.role in given for hit in clause.cues(clause.start, at)):
        return False
    later = [hit for hit in clause.cues(counts[-1].end, clause.end) if hit.role == "assigned" and not hit.attributive]
    return bool(later) and SEVERAL.search(clause.outside(later[0].end, clause.end)) is not None


def _names_no_group(predicate: Predicate) -> bool:
    """ "198 agreed, 12 moved away and 186 were randomised": these add up, but are no groups."""
    hit = predicate.hit
    alone = predicate.where == "behind" and not predicate.target.strip(" .")
    return alone and hit is not None and hit.role in ALLOCATING


def _is_behind_colon(clause: Clause, counts: tuple[Count, ...], place: int) -> bool:
    """Whether a colon stands between a whole and this part of it."""
    whole = whole_of(counts, place)
    return whole is not None and BREAK.search(clause.outside(counts[whole].end, counts[place].start)) is not None


def _tells_no_group(clause: Clause, count: Count) -> bool:
    """Whether no group is told for a count."""
    return clause.text.arms.arm_of(CleanSpan(count.start, count.end), clause.sentence) is None


def _is_behind_group(clause: Clause, at: int) -> bool:
    """Whether the bracket at `at` follows the allocation of its group ("assigned to diet (40 women) or to rest")."""
    return any(hit.role == "assigned" and not hit.attributive for hit in clause.cues(clause.start, at))


def _is_listed_arm(clause: Clause, count: Count, whole: Role) -> bool:
    """Whether men or women who completed are listed: the groups' sizes."""
    return whole.role == "completed" and count.noun in SEX
