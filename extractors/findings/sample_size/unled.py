"""The role of a count that has no predicate which any cue knows: by its form, its verb, its section."""

from __future__ import annotations

import re

from extractors.findings.sample_size.case import EARLY, LATE, Case
from extractors.findings.sample_size.leading import HEADING_IN
from extractors.findings.sample_size.people import ends_in_people
from extractors.links.arm_names import is_treatment

BEFELL = re.compile(
    r"\s(?:\w+ly\s)?(?!(?:aged|lived|resided|belonged|attended|preferred|used|based|located|matched|infected|exposed"
    r"|crossed"
    r"|linked|named|defined|followed|needed|scheduled|represented|compared|indicated|tested|paired|remained"
    r"|continued)\b)"
    r"[a-z]{3,20}ed\b(?!(?:(?!\sand\b|\swho\b)[^,;.]){0,60}\s(?:was|were|had|did)\b)"
    r"|\s(?:not|never|with|without|in|from|on)\s[^,;.]{1,80}?\s[a-z]{3,20}ed\s(?:an?|no|their|his|her)\s"
)
""" "Eleven participants seroconverted": a finite verb that no cue knows tells in the results what befell them."""
WHO_THEY_WERE = re.compile(
    r"(?:The\s|All\s|Our\s)?(?:[Pp]articipants|[Ss]ubjects|[Pp]atients|[Vv]olunteers)\swere\s(?!random|assign|alloc)"
)

FIRST_TOLD = re.compile(r"(?:There\swere|We\s[a-z]{3,12}|The\s(?:mean|median|average)\s[\w\s]{1,30}?\sof\sthe)\s")

TREATED = re.compile(
    r"\s(?:(?:were|was)\s(?:\w+ly\s)?(?:instructed|asked|advised|applied|trained|offered|supplied|exposed|operated"
    r"|taught"
    r"|subjected|managed|told|encouraged|injected|fed|supplemented|immersed|prescribed)|used|consumed|performed|wore"
    r"|drank|ate)\b"
)
COMPARED_WITH = re.compile(
    r"\b(?:was|were)\s(?:\w+\s)?compared\s(?:to|with)\s(?:(?:those|that|data)\s(?:of|from)\s)?(?:\w+\s)?\Z"
)
""" "The patients' values were compared to 24 healthy subjects"."""
OUTCOME_BEFORE = re.compile(
    r"\b(?:responses?|remissions?|(?:stable|progressive)\sdisease|progressions?|failures?|relapses?|recurrences?"
    r"|deaths?)[\s,:(]*\Z",
    re.IGNORECASE,
)
""" "Complete response, n = 9; partial response, n = 22"."""

DESCRIBED = re.compile(
    r"\s(?:already\s|newly\s|first\s)?(?:diagnosed|infected|born|living|pregnant|breast-?feeding|on|with|without)\b"
)
HEADED = re.compile(
    r"(?:\A|[.;•]\s)\s{0,3}(?:•\s)?[A-Z][^:;.\d]{3,60}(?:\d\s[^:;.\d]{3,60})?:\s(?:\d{1,5}\s(?:vs\.?|versus|and)\s)?\Z"
)
RATIO_BEHIND = re.compile(r"\s?[(\[,;]?\s?(?:randomi[sz]ed\s)?\d\s?:\s?\d")
""" "open-label; n = 120 (2:1)"."""
EITHER = frozenset({"either", "one"})
GOT = re.compile(r"\s(?:\w+ly\s|also\s)?got\s(?:the\s|an?\s)?(?P<what>[\w+/-]{2,30})")
""" "Thirty got lamivudine", "two got the flu"."""


def by_itself(case: Case) -> str:
    """Without any predicate: the form of the count, then the section."""
    if case.partial:
        return "event"
    if role := _by_form(case):
        return role
    if role := _got(case):
        return role
    if _is_described_part(case):
        return "subgroup"
    if _is_behind_heading(case) or _befell(case) or _is_case_of_ill(case):
        return "event"
    if COMPARED_WITH.search(case.left[-60:]) or _is_treated(case):
        return "arm"
    if case.clause.sentence.section == "body" and case.count.value < case.largest:
        return "subgroup"
    return "total" if case.clause.sentence.section in EARLY or _is_first_told(case) else "subgroup"


def _got(case: Case) -> str:
    """ "Thirty got lamivudine" is a group, "thirty got either drug" all, "two got the flu" an outcome."""
    got = GOT.match(case.clause.open, case.count.end - case.clause.start)
    if got is None:
        return "event" if case.count.value == 1 and case.largest > 1 else ""
    if got["what"] in EITHER:
        return "total"
    return "arm" if is_treatment(got["what"]) else "event"


def _by_form(case: Case) -> str:
    """What the form of a count says: a size in a bracket, controls, some of those before."""
    count = case.count
    if count.shape == "n" and WHO_THEY_WERE.match(case.left):
        return "total"
    if count.shape == "n" and RATIO_BEHIND.match(case.clause.scan, count.end, case.clause.end):
        return "total"
    if count.shape == "n" and OUTCOME_BEFORE.search(case.left):
        return "event"
    if count.noun == "controls" or (count.shape == "n" and not ends_in_people(case.left)):
        return "arm"
    return "subgroup" if count.shape == "whom" else ""


def _is_described_part(case: Case) -> bool:
    """ "92 pregnant women, 61 diagnosed in pregnancy": some of those told of right before."""
    before = [count.value for count in case.counts if count.start < case.count.start]
    if not before or before[-1] <= case.count.value or not case.left.endswith(", "):
        return False
    return DESCRIBED.match(case.clause.open, case.count.end - case.clause.start) is not None


def _is_behind_heading(case: Case) -> bool:
    """ "Neonatal anaemia: 13 infants": in the results, those who had what stands before the colon."""
    if HEADING_IN.fullmatch(case.left):
        return True
    some = case.clause.sentence.section == "results" and case.count.value < case.largest
    return some and HEADED.search(case.left) is not None


def _is_first_told(case: Case) -> bool:
    """ "There were 84 patients (42 for each group)": where nobody was counted before, all there were."""
    count = case.count
    if (
        case.largest > count.value
        or not count.noun
        or any(other.value >= count.value for other in case.counts if other is not count)
    ):
        return False
    return FIRST_TOLD.fullmatch(case.left) is not None


def _is_case_of_ill(case: Case) -> bool:
    """ "there were 12 PR cases", "9 cases of gout": in the results, some of a larger number."""
    if case.count.noun not in {"cases", "case"}:
        return False
    some = case.clause.sentence.section == "results" and case.count.value < case.largest
    return some or case.clause.scan.startswith(" of ", case.count.end)


def _is_treated(case: Case) -> bool:
    """ "Nine subjects were instructed to walk": in the methods, what some of a larger number did."""
    if case.clause.sentence.section != "methods" or case.count.value >= case.largest or len(case.counts) > 1:
        return False
    return TREATED.match(case.clause.open, case.count.end - case.clause.start) is not None


def _befell(case: Case) -> bool:
    """Whether a finite verb tells in the results what befell some of the participants."""
    earlier = [count.value for count in case.counts if count.start < case.count.start]
    if case.clause.sentence.section not in LATE or max([case.largest, *earlier]) <= case.count.value:
        return False
    if case.left.endswith(("remaining ", "other ")):
        return False
    return BEFELL.match(case.clause.open, case.count.end - case.clause.start) is not None
