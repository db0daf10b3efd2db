"""What the words right beside a count say of its role: "all 21", "the other three", "57 in the control group"."""

from __future__ import annotations

import re

from extractors.findings.sample_size.case import CARRIED, LATE, Case
from extractors.findings.sample_size.predicates import PARTITIVE
from extractors.findings.sample_size.strata import both_sexes, sex_of

ALL_BEFORE = re.compile(r"\b(?:all|total\sof|overall,?|in\sall,?|in\stotal,?|sample\sof)\s(?:the\s)?$", re.IGNORECASE)
EVERY_ONE = re.compile(r"\ball\s(?:the\s)?$", re.IGNORECASE)
RELATIVE = re.compile(r"\s(?:who|whose)\b")
TOTAL_OF = re.compile(r"\btotal\sof\s(?:the\s)?$", re.IGNORECASE)
REST_BEFORE = re.compile(
    r"\b(?:other|including|these|those|subset\sof|subgroup\sof|subcohort\sof|substudy\sof)\s$", re.IGNORECASE
)
STUDY_INCLUDING = re.compile(
    r"\b(?:trial|study|cohort|survey|analysis|sample|series|programme|program)\s(?:\w+\s)?including\s$", re.IGNORECASE
)
INCLUDING = re.compile(r"\bincluding\s$")
WITH_TRAIT = re.compile(r"\s(?:with|without|whose)\s[^,;.]{3,120},\s(?=[a-z])")
ANY_OF = re.compile(r"\b(?:any|none|neither)\sof\s(?:the|these|those|our)\s$", re.IGNORECASE)
ET_AL = re.compile(r"\bet\sal\b")
GOVERNED = re.compile(r"\b(?:in|among|of|with)\s$")
QUALIFIED_BEHIND = re.compile(r"\s(?:analy[sz]ed|evaluated|assessed)(?=\s(?:was|were|had|is|are|did)\b|\s?[,.;)])")
PART_OF = re.compile(r"\b(?:half|most|some|many|majority|third|quarter)\sof\s(?:the|these|those|our)\s$", re.IGNORECASE)
AMONG_COUNTED = re.compile(
    r"\b(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten)\s(?:[\w-]+\s){0,2}?"
    r"(?:deaths|cases)\s"
    r"(?:occurred\s|(?:was|were)\s\w+\s)?among\s(?:the\s|all\s)?$"
)
QUALIFIED = (
    ("analysed", re.compile(r"\b(?:evaluable|assessable|analy[sz]able|evaluated|analy[sz]ed)\b", re.IGNORECASE)),
    ("withdrawn", re.compile(r"\b(?:excluded|withdrawn|ineligible)\b", re.IGNORECASE)),
    ("subgroup", re.compile(r"\b(?:remaining|representative|selected)\b", re.IGNORECASE)),
)
""" "282 evaluable subjects": the noun phrase itself says it, where no predicate does."""
ENROLLED = re.compile(r"\s(?:enrol+ed|randomi[sz]ed|recruited|included)\b", re.IGNORECASE)
MEASURED = re.compile(
    r"\b(?:was|were)\s(?:\w+ly\s)?(?:measured|assessed|determined|evaluated|analy[sz]ed|recorded|obtained|performed|available)\b"
)
ALL_WERE = re.compile(
    r"\s(?:were|had|showed|became)\s(?!\w{0,12}(?:randomi|assign|enrol|recruit|includ|treat|receiv|stud|given|HIV|prior|previous))"
    r"(?!men\b|women\b|male|female|aged|white|black|cauc|on\s|na[iï]ve|infect|older|younger|of\s|between|from\s|in\s)"
)
ONE_SEX = frozenset("man male boy woman female girl".split())
PLACED = re.compile(
    r"(?!\s++from\s[^,;()]{1,60}\bcohort\b|\s(?:in|of)\s(?:the\s|an?\s)?(?:\w+\s)?age\sgroups?\b)"
    r"(?:\s(?:were|was)(?:\s(?:enrol+ed|included|recruited|placed|put))?)?\s++(?:in|under|on|to|into|within|from|of|as)\s(?:the\s|an?\s)?(?:(?:[\w/+-]{1,30}\s){1,6}?(?:group|arm|cohort)|(?:group|arm|cohort)\s\w{1,3})\b",
    re.IGNORECASE,
)
TOLD_BEHIND = re.compile(
    r"\s(?:\w+ly\s)?(?!receiv|complet|includ|random|analy|assess|evaluat|enrol|start|followed|used|treated|allocat|assign)"
    r"[a-z]{2,20}ed\s(?!to\b|with\b|in\b|by\b|on\b)"
)
BY_GROUP = re.compile(
    r"(?:^|[;,]\s(?:and\s|while\s|whereas\s)?|\b(?:and|while|whereas)\s)(?:in\s)?(?:the\s)?(?:group|arm)[\s-]?(?!of\b|at\b)[A-Z0-9]{1,3}\s?(?:,|:|-)\s$"
    r"|(?:\b(?:and|while|whereas)|,)\s(?:the\s)?[\w-]+\s(?:group|arm)\s$"
    r"|\b(?:each|\w+)\s(?:group|arm)\s(?:each\s)?(?:had|contain(?:ed|s)|compris(?:ed|es)|included|consist(?:ed|s)\sof|of|with)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
EACH_OF_GROUPS = re.compile(
    r"\beach\s(?:group\s|arm\s)?(?:containing|comprising|including|consisting\sof|composed\sof|with|of)\s(?:\w+\s)?\Z"
)
""" "divided into two groups, each containing 60 subjects"."""
NAMED_BEHIND = re.compile(r"\s?[(\[](?:the\s)?(?!\d)[^()\[\]\d]{1,40}\s(?:group|arm)[)\]]", re.IGNORECASE)
GROUP_TAG = re.compile(r"[(\[](?:the\s)?(?:[Gg]roup|[Aa]rm|[Cc]ohort)[\s-][A-Z0-9]{1,4}[)\]]")
PLURAL_GROUPS = re.compile(r"\b(?:arms|groups)\b")


def named_enrolled(case: Case) -> str:
    """ "the interim analysis of the 58 enrolled patients"."""
    if case.partial or case.predicate.where not in {"leading", "section"}:
        return ""
    return "total" if ENROLLED.search(case.clause.scan[case.count.start : case.count.end]) else ""


def measured(case: Case) -> str:
    """ "In 237 (63%) patients included in the trial, function was measured"."""
    end = case.count.end
    led = case.partial and case.left.strip() in {"In", "For", "From"}
    return "analysed" if led and MEASURED.search(case.clause.outside(end, case.clause.end)) else ""


def in_one_group(case: Case) -> str:
    """ "40 patients in the control group", "each group had 36", "57 patients (the control group)"."""
    if case.partial or (case.cue == "event" and not _is_had_in_methods(case)):
        return ""
    end = case.count.end
    behind = case.clause.outside(end, min(end + 200, case.clause.end))
    named = NAMED_BEHIND.match(case.clause.scan, end, case.clause.end)
    if EACH_OF_GROUPS.search(case.left[-60:]) and PLURAL_GROUPS.search(case.left):
        return "arm"
    placed = PLACED.match(behind)
    if placed and case.clause.sentence.section == "results" and TOLD_BEHIND.match(behind, placed.end()):
        return "event"
    led = BY_GROUP.search(case.left[-80:])
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


def part_of(case: Case) -> str:
    """ "Half of the 80 volunteers", "5 deaths among 121 women": those that something is said of a part of."""
    if case.partial or not (PART_OF.search(case.left[-24:]) or AMONG_COUNTED.search(case.left[-80:])):
        return ""
    if PLACED.match(case.clause.outside(case.count.end, case.clause.end)):
        return "arm"
    return "total" if case.count.value >= case.largest else "subgroup"


def dealt_out(case: Case) -> str:
    """ "24 and 26 subjects were enrolled in the A and B arms, respectively"."""
    whole = case.clause.open
    several = not case.partial and len(case.counts) > 1
    return "arm" if several and "respectively" in whole and PLURAL_GROUPS.search(whole) else ""


def qualified(case: Case) -> str:
    """ "31 assessable patients", "the 15 remaining patients"."""
    quote = case.clause.scan[case.count.start : case.count.end]
    if QUALIFIED_BEHIND.match(case.clause.scan, case.count.end, case.clause.end):
        return "analysed"
    return next((role for role, words in QUALIFIED if words.search(quote)), "")


def by_sex(case: Case) -> str:
    """ "85 men and 37 women", "only one woman"."""
    if (
        case.count.value == 1
        and case.count.noun in ONE_SEX
        and case.cue != "event"
        and case.left[-5:].lower() == "only "
    ):
        return "subgroup"
    if case.partial or case.cue == "event" or not sex_of(case.clause, case.count):
        return ""
    if _is_aside(case):
        return "subgroup"
    return "subgroup" if both_sexes(case.clause, case.counts) else ""


def _is_aside(case: Case) -> bool:
    """ "40 patients, 23 females, aged 51 years": those of one sex of the people counted right before."""
    before = [count for count in case.counts if count.start < case.count.start]
    if not before or before[-1].value <= case.count.value or sex_of(case.clause, before[-1]):
        return False
    scan = case.clause.scan
    return scan.endswith((", ", "(", "["), 0, case.count.start) and scan.startswith(
        (",", ")", "]", ";"), case.count.end
    )


def rest(case: Case) -> str:
    """ "the other three continued", "including three with unresectable disease", "these 12 women"."""
    if case.partial or not REST_BEFORE.search(case.left[-20:]) or STUDY_INCLUDING.search(case.left[-40:]):
        return ""
    early = case.clause.sentence.section in {"title", "objective", "methods"} and len(case.counts) == 1
    whole = case.clause.sentence.section == "conclusions" or (early and INCLUDING.search(case.left[-12:]))
    return "total" if whole and case.count.value >= case.largest else "subgroup"


def definite(case: Case) -> str:
    """ "The 54 participants were female": what all of them are."""
    if case.partial or case.left.strip() not in {"The", "Our", "These"} or case.count.value < case.largest:
        return ""
    return "total" if case.cue in {"subgroup", ""} and not RELATIVE.match(case.clause.scan, case.count.end) else ""


def in_those(case: Case) -> str:
    """ "In 75 adults with no retinopathy at entry, the rate was lower": a stratum that an outcome is given of."""
    if case.partial or case.left.strip() not in {"In", "For", "Among"} or case.clause.sentence.section != "results":
        return ""
    if case.cue in {"assigned", "received"} or not case.count.noun:
        return ""
    return "subgroup" if WITH_TRAIT.match(case.clause.open, case.count.end - case.clause.start) else ""


def any_of(case: Case) -> str:
    """ "in none of the 9 infants", "any of the five women": those that are asked after."""
    if case.partial or not ANY_OF.search(case.left[-24:]) or case.cue in {"assigned", "received"}:
        return ""
    if PLACED.match(case.clause.outside(case.count.end, case.clause.end)):
        return "arm"
    wholes = [case.largest, *(count.of or count.value for count in case.counts)]
    return "total" if case.largest and case.count.value >= max(wholes) else "subgroup"


def cited(case: Case) -> str:
    """ "Ito et al found a median of 9 years in 60 untreated women": the size of a study that is cited."""
    if case.partial or case.cue not in {"event", ""} or not GOVERNED.search(case.left[-24:]) or not case.count.noun:
        return ""
    return "total" if ET_AL.search(case.left) and not RELATIVE.match(case.clause.scan, case.count.end) else ""


def total_of(case: Case) -> str:
    """ "A total of 131 people were treated"."""
    if case.partial or not TOTAL_OF.search(case.left[-20:]):
        return ""
    return "event" if case.cue == "event" and case.count.value < case.largest else "total"


def all_of(case: Case) -> str:
    """ "All 21 patients were male"; an outcome in the results ("all 16 subjects survived")."""
    if case.partial or not ALL_BEFORE.search(case.left[-20:]):
        return ""
    hit = case.predicate.hit
    if case.cue == "subgroup" and not EVERY_ONE.search(case.left[-20:]):
        return ""
    if case.clause.sentence.section not in LATE or case.clause.before_treatment:
        return "total"
    told = (hit is not None and hit.role == "event") or ALL_WERE.match(
        case.clause.outside(case.count.end, case.clause.end)
    )
    return "event" if told else "total"


def partitive(case: Case) -> str:
    """ "Of the 1066 patients, …" """
    if case.partial or not PARTITIVE.search(case.left[-40:]):
        return ""
    restricted = (
        case.clause.sentence.section == "results" and not case.cue and RELATIVE.match(case.clause.scan, case.count.end)
    )
    return "total" if case.count.value >= case.largest and not restricted else "subgroup"
