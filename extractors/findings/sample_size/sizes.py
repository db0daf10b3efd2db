"""Which "(n = 73)" is no group's size: that of the trial, of its people, of a site, of those a value is of."""

from __future__ import annotations

import re

from extractors.findings.sample_size.case import CARRIED, EARLY, TOLD, Case, Role
from extractors.findings.sample_size.compared import SET_AGAINST
from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.decisions import decide
from extractors.findings.sample_size.people import SITES, ends_in_people, people_behind, people_in
from extractors.findings.sample_size.predicates import predicate_of
from extractors.findings.sample_size.roles import ALLOCATING
from extractors.findings.sample_size.strata import those_doing
from extractors.findings.sample_size.unled import WHO_THEY_WERE

GROUP_BEFORE = re.compile(r"\b(?:groups?|arms?|cohorts?|placebo|controls?)\s*[,;:]?\s*$", re.IGNORECASE)
STUDY_BEFORE = re.compile(r"\b(?:trials?|stud(?:y|ies))\s?\Z")
STUDY_ABOUT = re.compile(
    r"\b(?:trial|study)\s(?:that\s)?(?:examin|evaluat|investigat|test|assess|compar|explor)(?:ing|ed|es)\b"
)
DRAWN_FROM = re.compile(r"\b(?:recruited|drawn|selected|enrol+ed|came)\s(?:\w+\s)?from\b")
FEWEST_SITES = 2
BEHIND = 40
"""Characters within which the name behind a size ends."""
ANALYSIS = re.compile(r"\banalys[ie]s\b", re.IGNORECASE)
CONTRASTING = re.compile(r"\b(?:to\scompare|comparing|evaluating|contrasting|to\scontrast)\b", re.IGNORECASE)
LATER_ON = re.compile(
    r"\b(?:[Aa]t|[Bb]y|[Aa]fter)\s(?:the\s)?(?:[\w-]+\s){0,3}"
    r"(?:follow-?up|(?:weeks?|months?|years?)(?:\s\d{1,3})?)\s?\Z"
)
""" "At 2-month follow-up (n = 60) the outcomes were assessed"."""
TARGET_BEFORE = re.compile(
    r"\b(?:(?:recruitment|enrol+ment|accrual|sample(?:\ssize)?)\s(?:target|goal)|(?:target|required|planned)\ssample"
    r"(?:\ssize)?)\s?\Z",
    re.IGNORECASE,
)
NAME_ENDS = re.compile(r"(?:\s(?:group|arm)[,;)\]]|[;)\]])")
TARGET_INSIDE = re.compile(
    r"[(\[](?:target|goal|planned|required|needed|aim)(?:ed)?[:,]?\s(?:of\s|was\s|n\s?=\s?)?\Z", re.IGNORECASE
)
""" "recruitment (target 50 patients)"."""
SUBSET_BEFORE = re.compile(
    r"\b(?:subset|subsample|sub-sample|sub-?group|remainder)\s?"
    r"(?:of\s(?:the(?:se)?\s)?(?:participants|patients|subjects)\s?)?\Z"
)
GRADE_BEFORE = re.compile(
    r"\b(?:normal|impaired|mild|moderate|severe|(?:mildly|moderately|severely)(?:\sor\s\w+ly)?\simpaired)"
    r"(?:\s(?:renal|hepatic|kidney|liver))?(?:\s(?:function|impairment|insufficiency|disease|dysfunction))?\s?\Z"
)
""" "Normal (n = 10), mild (n = 8) and moderate renal impairment (n = 9)": strata."""
NAME_INSIDE = re.compile(r"[A-Z][\w+-]{1,30}(?:\s[\w+-]{1,20}){0,2}[,:;]?\s")
""" "(HealthWatch, n = 282)": the size of what the bracket names."""
DATA_BEFORE = re.compile(r"\b[Dd]ata\s?\Z")
VALUE_BEFORE = re.compile(
    r"(?:[pP]\s?[<=>]\s?0?\.\d{1,5}|\d\s?(?:%|mm|cm|kg|points?|mmHg|min|mmol/L|bpm|s)|±\s?[\d.]+)\s*$"
)
TESTED = re.compile(
    r"\b(?:ANOVA|ANCOVA|[tT]-test|regression|correlation|[rR2]\s?=\s?[-.\d]{2,6}|[pP]\s?[<=>]\s?[.\d]{2,7})[,;]\s\Z"
)
""" "(repeated measures ANOVA, N = 37)": those that a test was made on."""
TESTED_BEHIND = re.compile(r"[,;]\s(?:(?:r|R2|ρ|rho)\s?=|[^()\[\];=\d]{0,40}\b[pP]\s?[<=>])")
MEASURED = re.compile(
    r"\b(?:scores?|baseline|exit|relation|values?|levels?|(?:weeks?|months?|years?|days?|visits?)\s\d{1,4})\s?\Z",
    re.IGNORECASE,
)
""" "At baseline (n = 49) and exit (n = 39) the mean was …": those measured."""
CONTROLS_BEFORE = re.compile(r"\bcontrols?\s*\Z", re.IGNORECASE)


def is_at_site(clause: Clause, counts: tuple[Count, ...], at: int) -> bool:
    """Whether brackets divide people by where they came from ("three centres (Oslo, n = 73; Bergen, n = 60)")."""
    if len([count for count in counts if count.shape == "n"]) < FEWEST_SITES:
        return False
    if not (is_behind_site(clause, at) or DRAWN_FROM.search(clause.outside(clause.start, at))):
        return False
    return not any(hit.role == "assigned" and not hit.attributive for hit in clause.cues(clause.start, at))


def is_behind_site(clause: Clause, at: int) -> bool:
    words = clause.scan[max(clause.start, at - 32) : at].split()
    return bool(words) and words[-1].lower() in SITES


def size_of(clause: Clause, counts: tuple[Count, ...], place: int, bracket: tuple[int, int]) -> Role | None:
    """The role of an "n = 73" that is no group's size, or None."""
    count = counts[place]
    if measured := _of_values(clause, count, bracket):
        return measured
    if side := _side_of(clause, counts, bracket):
        return side
    before = clause.outside(bracket[0] - 40, bracket[0])
    if TARGET_BEFORE.search(before):
        return Role("planned", "target")
    if LATER_ON.search(before) or DATA_BEFORE.search(before) or MEASURED.search(before):
        return Role("analysed", "later")
    doing = not clause.named(count) and those_doing(clause, bracket[0]) and not _allots(clause, count)
    if doing and not _ends_alone(clause, counts, bracket):
        return Role("subgroup", "doing")
    if SUBSET_BEFORE.search(before) or (GRADE_BEFORE.search(before) and not is_assigned(clause)):
        return Role("subgroup", "subset")
    if _is_of_study(clause, counts, bracket):
        return Role("total", "study")
    if _is_object(clause, bracket[0]) and len(counts) == 1:
        return Role("total", "object")
    if SET_AGAINST.match(clause.scan, bracket[1]) or not _is_apposition(clause, count, bracket[0]):
        return None
    return _apposed(clause, counts, place, bracket)


def _ends_alone(clause: Clause, counts: tuple[Count, ...], bracket: tuple[int, int]) -> bool:
    """ "We did a one-group study among women with goitre (n = 105).": in the methods, all there were."""
    at_end = not clause.scan[bracket[1] : clause.end].strip(" .")
    return at_end and len(counts) == 1 and clause.sentence.section in EARLY


def _of_values(clause: Clause, count: Count, bracket: tuple[int, int]) -> Role | None:
    """Those whose values a bracket is of: "36.4% (n = 90)", "(repeated measures ANOVA, N = 37)"."""
    if VALUE_BEFORE.search(clause.scan[max(clause.start, bracket[0] - 24) : bracket[0]]):
        return Role("analysed", "value")
    tested = TESTED.search(clause.scan, bracket[0], count.start) or TESTED_BEHIND.match(clause.scan, count.end)
    if tested and not GROUP_BEFORE.search(clause.outside(bracket[0] - 24, bracket[0])):
        return Role("analysed", "tested")
    return None


def _apposed(clause: Clause, counts: tuple[Count, ...], place: int, bracket: tuple[int, int]) -> Role:
    """The role of those whom the sentence is about; all there were where it ends with them and only describes."""
    known = counts if clause.sentence.section in EARLY else ()
    role = decide(Case(clause, counts[place], predicate_of(clause, counts, place), 0, known))
    at_end = len(known) == 1 and not clause.scan[bracket[1] : clause.end].strip(" .")
    return Role("total", "at_end") if at_end and role.role == "subgroup" else role


def _side_of(clause: Clause, counts: tuple[Count, ...], bracket: tuple[int, int]) -> Role | None:
    """The role of one side of several: a group named behind its size, people of a site, one set against another."""
    if _is_named_behind(clause, counts, bracket):
        return Role("arm", "behind")
    if is_at_site(clause, counts, bracket[0]):
        return Role("subgroup", "site")
    return Role("arm", "contrasted") if len(counts) > 1 and _is_contrasted(clause, bracket[0]) else None


def _is_named_behind(clause: Clause, counts: tuple[Count, ...], bracket: tuple[int, int]) -> bool:
    """Whether a bracket names groups behind their sizes ("(n = 65, Group B)", "(n = 264, X; n = 262, Y)")."""
    inside = [count for count in counts if bracket[0] < count.start < bracket[1]]
    if any(count.shape != "n" for count in inside) or not any(_has_name(clause, count, bracket[1]) for count in inside):
        return False
    return not any(hit.role in TOLD for hit in clause.cues(clause.start, bracket[0]))


def _has_name(clause: Clause, count: Count, end: int) -> bool:
    """Whether nothing but a group's name stands between a count and the next sign."""
    near = clause.text.arms.mentions_between(count.end, min(count.end + BEHIND, end))
    return (
        bool(near)
        and near[0].at.start <= count.end + len(", ")
        and NAME_ENDS.match(clause.scan, near[0].at.end) is not None
    )


def _is_contrasted(clause: Clause, at: int) -> bool:
    """Whether an analysis sets those in brackets against others ("was used to compare X (n = 99) with Y (n = 95)")."""
    before = clause.outside(clause.start, at)
    last = [match.end() for match in CONTRASTING.finditer(before)]
    if not last or not ANALYSIS.search(before, 0, last[-1]):
        return False
    return people_in(before[last[-1] :]) is None


def _is_of_study(clause: Clause, counts: tuple[Count, ...], bracket: tuple[int, int]) -> bool:
    """Whether the only "(n = 82)" of a sentence is the size of the trial that it names."""
    before = clause.outside(clause.start, bracket[0])
    inside = clause.scan[bracket[0] + 1 : counts[0].start]
    if (
        len(counts) > 1
        or NAME_INSIDE.fullmatch(inside)
        or any(hit.role in CARRIED | {"assigned"} for hit in clause.cues(clause.start, bracket[0]))
    ):
        return False
    if STUDY_BEFORE.search(before):
        return True
    at_end = not clause.scan[bracket[1] : clause.end].strip(" .")
    return at_end and STUDY_ABOUT.search(before) is not None


def _is_object(clause: Clause, at: int) -> bool:
    """Whether the bracket at `at` counts whom "we assigned" ("assigned women due for surgery (N = 230) to A or B")."""
    close = next(end for start, end in clause.brackets if start == at)
    if not clause.scan.startswith(" to ", close):
        return False
    hits = [hit for hit in clause.cues(clause.start, at) if hit.role == "assigned"]
    return bool(hits) and people_behind(clause.scan, hits[-1].end, at, single=False) is not None


def _is_apposition(clause: Clause, count: Count, at: int) -> bool:
    """Whether "(n = 70)" at `at` counts the people that the sentence is about, not a group that it names."""
    before = clause.outside(clause.start, at)
    if (ends_in_people(before) and not CONTROLS_BEFORE.search(before)) or WHO_THEY_WERE.match(before):
        return True
    if GROUP_BEFORE.search(clause.outside(at - 24, at)) or clause.named(count):
        return False
    hits = [
        hit
        for hit in clause.cues(clause.start, at)
        if hit.role in ALLOCATING and not (hit.leads or (hit.attributive and hit.role == "enrolled"))
    ]
    since = clause.outside(hits[-1].end if hits else clause.start, at)
    last = people_in(since)
    return not since.strip() or (last is not None and not re.search(r"\b(?:group|arm)\b", since[last:]))


def is_assigned(clause: Clause) -> bool:
    """Whether the sentence assigns people to groups."""
    return any(hit.role == "assigned" and not hit.attributive for hit in clause.cues(clause.start, clause.end))


def _allots(clause: Clause, count: Count) -> bool:
    """Whether the sentence allots treatments; of a size without a whole, whether it assigns people to them."""
    return (
        is_assigned(clause)
        if count.of is None
        else any(hit.role in ALLOCATING for hit in clause.cues(clause.start, clause.end))
    )
