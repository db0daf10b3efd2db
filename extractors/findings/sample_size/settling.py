"""The roles of all counts of a sentence: forms that settle a role, parts of a whole, brackets, then the predicate."""

from __future__ import annotations

import re
from itertools import pairwise

from extractors.findings.sample_size.brackets import bracketed
from extractors.findings.sample_size.case import CARRIED, SEX, TOLD, Case, Role
from extractors.findings.sample_size.compared import as_sides
from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.decisions import decide
from extractors.findings.sample_size.each_group import is_of_groups, of_each
from extractors.findings.sample_size.parts import as_part, as_whole, whole_of
from extractors.findings.sample_size.passed_on import passed_on
from extractors.findings.sample_size.predicates import predicate_of
from extractors.findings.sample_size.roles import PARTICIPLE
from extractors.findings.sample_size.sizes import is_assigned
from extractors.findings.sample_size.strata import both_sexes, sex_of
from extractors.findings.sample_size.told_of import CARE, placed_in

COMPARISON = re.compile(
    r"(?:\bcompared\s(?:with|to)|\bversus|\bvs\.?|\bagainst)\s(?:only\s)?(?:in\s)?\Z", re.IGNORECASE
)
REASON = re.compile(r"\b(?:because|due\sto|owing\sto|reasons?)\b")
REASONS_TOLD = re.compile(
    r"\b(?:reasons?|causes?)\s(?:given\s|cited\s|reported\s)?(?:for|of)\s(?:the\s|their\s|study\s|early\s|premature\s|not\s){0,2}"
    r"(?:exclusions?|withdrawals?|discontinu\w+|drop(?:ping)?[\s-]?outs?|(?:screen(?:ing)?|enrol+ment)\sfailures?|attrition"
    r"|losses|leaving|stopping|withdrawing|excluding|non-?(?:completion|enrol+ment|participation|inclusion)"
    r"|(?:being\s)?(?:randomi[sz]ed|enrol+ed|included|eligible))\b[^.;]{0,60}?\b(?:were|was|included)\b",
    re.IGNORECASE,
)
"""Before numbers: that they count off why people left or were kept out."""
ORGANS = frozenset("eyes ears knees hips shoulders feet limbs legs hands teeth kidneys breasts".split())
OF_ALL = re.compile(
    r"\b(?:groups|arms|patients|participants|subjects|adults|women|men|children|total|overall|all)\s?\Z"
)
FEW = 10
FEWEST = 2
AT_SITE = re.compile(
    r"\b(?:recruited|enrol+ed|included|seen|treated|came|were)\s(?:in|at|from)\s(?!Group|Arm|Cohort|[A-Z]\b)[A-Z][a-z]{3,}"
    r"(?!\s(?:group|arm))"
)
BANDS = re.compile(
    r"[<>≤≥]\s?\d|\b(?:strat(?:um|a)|categor(?:y|ies)|bands?|quartiles?|tertiles?|quintiles?|stages?|grades?|class(?:es)?"
    r"|genotypes?|subtypes?|mild|moderate|severe)\b",
    re.IGNORECASE,
)
"""What divides people by what they are: "CD4 count was <50, 50-199 and ≥200 in 412, 803 and 611, respectively"."""
TRIAL_BEFORE = re.compile(
    r"(?:\b(?i:trial|study)(?:\s(?:\d|[A-Z]|I{2,3}))?|\b(?!Group|Arm|Cohort)[A-Z][\w-]{2,24}\s\d|\b[A-Z]{4,}(?:-?\d)?)\s?\Z"
)
""" "In OCTAVE Induction 1 (N = 598) and 2 (N = 541)": each is all that a trial had."""
BESIDE = re.compile(r"[\s)\]]*,?\s?(?:and|or|versus|vs\.?|,)\s")
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
    if BANDS.search(clause.open) and not clause.text.arms.mentions_between(clause.start, clause.end):
        dealt = Role("subgroup", "bands")
    return tuple(dealt if place in plain else role for place, role in enumerate(roles))


def set_apart(clause: Clause, counts: tuple[Count, ...], roles: tuple[Role, ...], largest: int) -> tuple[Role, ...]:
    """The roles, with sizes in several brackets of one sentence read as sides: no two of them are all there were.

    So are counts of people each called by a group ("74 early and 55 late patients were included").
    """
    roles = as_sides(clause, counts, _called_by_groups(clause, counts, roles))
    sides = [
        place
        for place, (count, role) in enumerate(zip(counts, roles, strict=True))
        if count.shape == "n" and role.role == "total" and role.why != "sum"
    ]
    if len(sides) > 2 and 2 * max(sized := [counts[place].value for place in sides]) == sum(sized):
        sides.pop(sized.index(max(sized)))
    if len(sides) < 2:
        return roles
    between = [clause.outside(counts[one].end, counts[next_].start) for one, next_ in pairwise(sides)]
    first = clause.bracket_of(counts[sides[0]].start)
    of_trials = first is not None and TRIAL_BEFORE.search(clause.outside(clause.start, first[0]))
    if (
        not of_trials
        and clause.sentence.section == "results"
        and largest > max(counts[place].value for place in sides) // 2
    ):
        return tuple(Role("subgroup", "side") if place in sides else role for place, role in enumerate(roles))
    if of_trials or not all(BESIDE.match(words) for words in between):
        return roles
    names = clause.text.arms.mentions_between(clause.start, counts[sides[-1]].start)
    grouped = is_assigned(clause) or len({mention.name for mention in names}) >= len(sides)
    side = Role("arm" if grouped else "subgroup", "side")
    return tuple(side if place in sides else role for place, role in enumerate(roles))


def _called_by_groups(clause: Clause, counts: tuple[Count, ...], roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """The roles, with totals that stand side by side, each with the name of a group of its own, read as groups."""
    plain = [
        place for place, role in enumerate(roles) if role.role == "total" and counts[place].shape in {"noun", "list"}
    ]
    if len(plain) < 2:
        return roles
    called = {place: _called(clause, counts[place]) for place in plain}
    named = [place for place in plain if called[place]]
    known = any(
        CARE.search(called[place]) or clause.text.arms.mentions_between(counts[place].start, counts[place].end + 2)
        for place in named
    )
    if (
        not known
        or len({called[place] for place in named}) < 2
        or not all(
            BESIDE.fullmatch(clause.outside(counts[one].end, counts[two].start).rpartition(called[one])[2])
            for one, two in pairwise(named)
        )
    ):
        return roles
    return tuple(Role("arm", "called") if place in named else role for place, role in enumerate(roles))


def _called(clause: Clause, count: Count) -> str:
    """The name of the group that stands right behind a number ("74 early patients"), or ""."""
    at = clause.text.numerals[count.numeral].end + 1
    near = clause.text.arms.mentions_between(at, at + 1)
    return clause.scan[near[0].at.start : near[0].at.end] if near else placed_in(clause, count)


def _role_of(clause: Clause, counts: tuple[Count, ...], place: int, done: list[Role], largest: int) -> Role:
    count = counts[place]
    if count.shape == "list" and place + 1 < len(counts):
        return _role_of(clause, counts, place + 1, [*done, Role("", "")], largest)
    if count.shape == "ellipsis" and done and done[-1].role not in {"total", ""} and _is_level(clause, counts, place):
        return Role(_own_fate(clause, counts, place) or done[-1].role, "shared")
    near = max(clause.start, count.start - 32)
    if done and done[-1].role in TOLD and COMPARISON.search(clause.scan, near, count.start):
        return Role(done[-1].role, "compared")
    if count.hyphened or count.shape == "each" or clause.each_group(count) or is_of_groups(clause, count):
        return of_each(clause, counts, place, done)
    if passed := passed_on(clause, counts, place, done) or _as_reason(clause, count):
        return passed
    whole = whole_of(counts, place)
    if whole is not None and (part := as_part(clause, counts, place, done[whole])):
        return part
    bracket = clause.bracket_of(count.start)
    if bracket is not None:
        return _in_bracket(clause, counts, place, done, bracket)
    role = decide(Case(clause, count, predicate_of(clause, counts, place), largest, counts))
    if role.role == "arm" and _is_told(clause, counts, place, done, largest):
        return Role("event", "shared")
    if (
        done
        and done[-1].role == "withdrawn"
        and role.role not in CARRIED
        and count.value < FEW
        and REASON.search(clause.open)
    ):
        return Role("withdrawn", "reason")
    return as_whole(clause, counts, count, role)


def _as_reason(clause: Clause, count: Count) -> Role | None:
    """The role of those told as a reason why people left: "reasons for exclusion were age (n = 9) and …"."""
    if count.of is not None or "for" not in clause.open:
        return None
    return Role("withdrawn", "reason") if REASONS_TOLD.search(clause.scan, clause.start, count.start) else None


def _in_bracket(
    clause: Clause, counts: tuple[Count, ...], place: int, done: list[Role], bracket: tuple[int, int]
) -> Role:
    if done and _says_again(counts, place, bracket):
        return done[-1]
    summed = _sums_up(counts, place, done) and OF_ALL.search(clause.outside(bracket[0] - 24, bracket[0]))
    return Role("total", "sum") if summed else bracketed(clause, counts, place, bracket)


def _is_told(clause: Clause, counts: tuple[Count, ...], place: int, done: list[Role], largest: int) -> bool:
    """Whether what seems a group is one or two whom something befell, or goes on with those whom it befell."""
    if len(counts) == 1 and counts[0].value <= FEWEST and clause.sentence.section == "results" and largest > FEW:
        return True  # "one patient treated by plates had tooth damage"
    return bool(done) and done[-1].role == "event" and _goes_on_with(clause, counts, place, done[-1])


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


def _sums_up(counts: tuple[Count, ...], place: int, done: list[Role]) -> bool:
    """Whether a size is that of the groups before it together ("A (n = 80) and B (n = 79) groups (N = 159)")."""
    arms = [count.value for count, role in zip(counts, done, strict=False) if count.shape == "n" and role.role == "arm"]
    return counts[place].shape == "n" and len(arms) > 1 and sum(arms) == counts[place].value


def _is_level(clause: Clause, counts: tuple[Count, ...], place: int) -> bool:
    """Whether a count stands in brackets as the one before it does: "(30 in each), 27 in A" is no list."""
    return clause.bracket_of(counts[place].start) is not None or clause.bracket_of(counts[place - 1].start) is None


def _goes_on_with(clause: Clause, counts: tuple[Count, ...], place: int, before: Role) -> bool:
    """Whether a number goes on with the one before it ("in 12 women given A and 5 given B", "9 in A and 5 in B")."""
    count = counts[place]
    between = clause.outside(counts[place - 1].end, count.start)
    if count.noun not in {"", counts[place - 1].noun} or JOINED.search(between) is None:
        return False
    return before.why == "group" or PARTICIPLE.match(clause.scan, count.end + 1, clause.end) is not None
