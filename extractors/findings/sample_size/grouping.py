"""What the words round a count say of its group: "57 in the control group", "each group had 36", "(group A)"."""

from __future__ import annotations

import re

from extractors.findings.sample_size.case import CARRIED, LATE, Case
from extractors.findings.sample_size.predicates import PARTITIVE
from extractors.findings.sample_size.strata import both_sexes

PLACED = re.compile(
    r"(?!\s++from\s[^,;()]{1,60}\bcohort\b|\s(?:in|of)\s(?:the\s|an?\s)?(?:\w+\s)?age\sgroups?\b)"
    r"(?:\s(?:were|was)(?:\s(?:enrol+ed|included|recruited|placed|put))?)?\s++"
    r"(?:in|under|on|to|into|within|from|of|as|for)\s(?:the\s|an?\s)?"
    r"(?:(?:[\w/+™-]{1,30}\s){1,6}?(?:group|arm|cohort)|(?:group|arm|cohort)\s\w{1,3})\b",
    re.IGNORECASE,
)
BEFELL_IN = re.compile(
    r"\b(?:was|were)\s(?:\w+ly\s|not\s)?(?!randomi|assign|alloc|enrol|includ|recruit|treat|placed|inserted|implanted"
    r"|used|given"
    r"|performed|done|administered|applied|carried|compared|studied)[a-z]{4,20}\s(?:only\s)?in\s(?:the\s)?\Z"
    r"|\b(?:occurrence|presence|success|failure)\s(?:rates?\s)?in\s\Z"
)
""" "Removal was possible in 17 eyes in group 1"."""
TOLD_BEHIND = re.compile(
    r"\s(?:\w+ly\s)?(?!receiv|complet|includ|random|analy|assess|evaluat|enrol|start|followed|used|treated|allocat"
    r"|assign)"
    r"[a-z]{2,20}ed\s(?!to\b|with\b|in\b|by\b|on\b)"
)
MADE = re.compile(r"\s(?:never\s\w+|did\snot|made|fell|rose|lost|won|kept|went|got|saw|felt|came|became)\b")
BY_GROUP = re.compile(
    r"(?:^|[;,]\s(?:and\s|while\s|whereas\s)?|\b(?:and|while|whereas)\s)(?:in\s)?(?:the\s)?(?:group|arm)[\s-]?"
    r"(?!of\b|at\b)[A-Z0-9]{1,3}\s?(?:,|:|-)\s$"
    r"|(?:\b(?:and|while|whereas)|,)\s(?:the\s)?[\w-]+\s(?:group|arm)\s$"
    r"|\b(?:each|\w+)\s(?:group|arm)\s(?:each\s)?(?:had|contain(?:ed|s)|compris(?:ed|es)|included|consist(?:ed|s)\sof"
    r"|of|with)\s(?:\w+\s)?$"
    r"|\b(?:group|arm)\s[A-Z0-9]{1,3}\s{1,40}(?:had|contained|comprised|comprising|included|(?:was\s)?"
    r"(?:composed|comprised)\sof|consist(?:ed|ing)\sof)\s$",
    re.IGNORECASE,
)
EACH_OF_GROUPS = re.compile(
    r"\beach\s(?:group\s|arm\s)?(?:containing|comprising|including|consisting\sof|composed\sof|with|of)\s(?:\w+\s)?\Z"
)
""" "divided into two groups, each containing 60 subjects"."""
AS_GROUP = re.compile(
    r"[^;.]{0,240}?\b(?:included|selected|enrol+ed|served|recruited|taken|acted)\sas\san?\s(?P<name>[\w-]{3,20})\s(?:group|arm)\b"
)
""" "45 newborns with pneumonia … were included as an observation group"."""
NAMED_BEHIND = re.compile(
    r"\s?[(\[](?:the\s)?(?:(?!\d)[^()\[\]\d]{1,40}\s(?:group|arm)|(?:group|arm)\s[A-Z0-9]{1,3})[)\]]", re.IGNORECASE
)
GROUP_TAG = re.compile(r"[(\[](?:the\s)?(?:[Gg]roup|[Aa]rm|[Cc]ohort)[\s-][A-Z0-9]{1,4}[)\]]")
FEWEST = 2
"""No group of a trial is as small as that."""
PLURAL_GROUPS = re.compile(r"\b(?:arms|groups)\b")
FEWEST_OF_GROUP = 10
GROUP_SET = re.compile(
    r"\s(?:(?:on|given|receiving|taking|assigned\sto|allocated\sto)\s(?!average|the\sother|treatment|therapy)"
    r"|(?:who|that)\s(?:had\s)?(?:stopped|interrupted|stayed|continued|carried\son|went\son|kept|switched|deferred|delayed|waited|paused)\b)"
)


def definite_group(case: Case) -> str:
    """ "The 88 men on placebo gained nothing", "the 90 who stopped fared worse than the 92 who went on": groups."""
    count, clause = case.count, case.clause
    if case.partial or count.value < FEWEST_OF_GROUP or clause.sentence.section not in LATE:
        return ""
    beside = [
        other for other in case.counts if other is not count and clause.scan.endswith(("the ", "The "), 0, other.start)
    ]
    if count.value >= case.largest and not beside:
        return ""
    if (
        not case.left.lower().endswith("the ")
        or PARTITIVE.search(case.left[-40:])
        or case.left.lower().endswith(" of the ")
    ):
        return ""
    return "arm" if GROUP_SET.match(clause.open, count.end - clause.start) else ""


def in_one_group(case: Case) -> str:
    """ "40 patients in the control group", "each group had 36", "57 patients (the control group)"."""
    if case.partial or (case.cue == "event" and not _is_had_in_methods(case)):
        return ""
    if " as a" in case.clause.open and AS_GROUP.match(case.clause.outside(case.count.end, case.clause.end)):
        return "arm"
    return _placed_in_one(case)


def _placed_in_one(case: Case) -> str:
    """ "40 patients in the control group": an arm, or those of it whom something befell."""
    if case.count.noun in {"male", "female"} and both_sexes(case.clause, case.counts):
        return ""
    end = case.count.end
    behind = case.clause.outside(end, min(end + 200, case.clause.end))
    named = NAMED_BEHIND.match(case.clause.scan, end, case.clause.end)
    if "each" in case.left[-60:] and EACH_OF_GROUPS.search(case.left[-60:]) and PLURAL_GROUPS.search(case.left):
        return "arm"
    placed = PLACED.match(behind) if _speaks_of_groups(behind) else None
    if _is_of_few(case, placed or named) or (placed and _befell_placed(case, behind, placed)):
        return "event"
    led = BY_GROUP.search(case.left[-80:]) if _speaks_of_groups(case.left[-80:]) else None
    if (
        led
        and case.cue != "assigned"
        and case.count.value >= case.largest
        and f" {case.left.lower()}".endswith(" a group of ")
    ):
        return ""
    if led and case.clause.sentence.section == "results" and TOLD_BEHIND.match(behind):
        return "event"
    return "arm" if placed or led or named else ""


def _is_of_few(case: Case, told: re.Match[str] | None) -> bool:
    """Whether one or two of a group are told of: whom something befell."""
    return bool(told) and case.count.value <= FEWEST and case.clause.sentence.section in LATE and case.cue != "assigned"


def _befell_placed(case: Case, behind: str, placed: re.Match[str]) -> bool:
    """Whether some of a group are told of by what befell them ("17 eyes in group 1 healed")."""
    section = case.clause.sentence.section
    some = section in LATE and case.count.value < case.largest
    if some and (case.count.noun in {"cases", "case"} or MADE.match(behind, placed.end())):
        return True
    if section != "results":
        return False
    return (BEFELL_IN.search(case.left[-60:]) or TOLD_BEHIND.match(behind, placed.end())) is not None


def _speaks_of_groups(stretch: str) -> bool:
    """Whether a stretch of text can hold "group", "arm" or "cohort"; asked first, because it is cheap."""
    small = stretch.lower()
    return "group" in small or "arm" in small or "cohort" in small


def _is_had_in_methods(case: Case) -> bool:
    """ "Sixty patients in the control group had saline": in the methods, what a group had is its treatment."""
    hit = case.predicate.hit
    return case.clause.sentence.section == "methods" and hit is not None and hit.state


def tagged(case: Case) -> str:
    """ "23 adults with acute pain who could not stand (group A), 19 adults …": who makes up each group."""
    if case.partial or case.clause.sentence.section != "methods" or case.cue in CARRIED - {"analysed"}:
        return ""
    later = [count.start for count in case.counts if count.start > case.count.start]
    tags = GROUP_TAG.findall(case.clause.scan, case.count.end, min([*later, case.clause.end]))
    return "arm" if len(tags) == 1 and case.count.noun else ""


def dealt_out(case: Case) -> str:
    """ "24 and 26 subjects were enrolled in the A and B arms, respectively"."""
    whole = case.clause.open
    level = [count for count in case.counts if case.clause.bracket_of(count.start) is None]
    several = not case.partial and len(level) > 1 and not _befell(case)
    if not several or "respectively" not in whole:
        return ""
    if PLURAL_GROUPS.search(whole):
        return "arm"
    return "subgroup" if case.cue == "enrolled" and len(level) == len(case.counts) == 2 else ""


def _befell(case: Case) -> bool:
    """Whether a verb tells what became of them, in the results ("5 and 6 patients in the A and B arms died")."""
    hit = case.predicate.hit
    if hit is None or hit.role != "event" or hit.attributive or (hit.state and case.predicate.where == "before"):
        return False
    return case.clause.sentence.section == "results"
