"""What the words right beside a count say of its role: "all 21", "the other three", "any of the five women"."""

from __future__ import annotations

import re

from extractors.findings.sample_size.case import LATE, Case
from extractors.findings.sample_size.grouping import PLACED
from extractors.findings.sample_size.predicates import PARTITIVE
from extractors.findings.sample_size.roles import one_group
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
ANY_OF = re.compile(
    r"\b(?:any|none|neither)\sof\s(?:the|these|those|our)\s$"
    r"|\bno\s(?:[\w-]+\s){1,4}?(?:occurred|(?:was|were)\s\w+)\s(?:in|among)\s(?:the|these|all)\s$",
    re.IGNORECASE,
)
""" "none of the 9 infants", "no deaths occurred in the 45 children"."""
ET_AL = re.compile(r"\bet\sal\b")
GOVERNED = re.compile(r"\b(?:in|among|of|with)\s$")
QUALIFIED_BEHIND = re.compile(r"\s(?:analy[sz]ed|evaluated|assessed)(?=\s(?:was|were|had|is|are|did)\b|\s?[,.;)])")
PART_OF = re.compile(
    r"\b(?:half|most|some|many|majority|third|quarter)\sof\s(?:the|these|those|our)\s$|(?:%|per\s?cent)\s{1,24}of\s(?:the|these|our)\s$",
    re.IGNORECASE,
)
AMONG_COUNTED = re.compile(
    r"\b(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten)\s(?:[\w-]+\s){0,2}?"
    r"(?:deaths|cases)\s"
    r"(?:occurred\s|(?:was|were)\s\w+\s)?among\s(?:the\s|all\s)?$"
)
QUALIFIED = (
    ("analysed", re.compile(r"\b(?:evaluable|assessable|analy[sz]able|evaluated|analy[sz]ed)\b", re.IGNORECASE)),
    ("withdrawn", re.compile(r"\b(?:excluded|withdrawn|ineligible)\b", re.IGNORECASE)),
    ("subgroup", re.compile(r"\b(?:remaining|representative|(?<!randomly\s)selected)\b", re.IGNORECASE)),
)
""" "282 evaluable subjects": the noun phrase itself says it, where no predicate does."""
ENROLLED = re.compile(r"\s(?:enrol+ed|randomi[sz]ed|recruited|included)\b", re.IGNORECASE)
MEASURED = re.compile(
    r"\b(?:was|were)\s(?:\w+ly\s)?(?:measured|assessed|determined|evaluated|analy[sz]ed|recorded|obtained|performed"
    r"|available)\b"
)
ALL_WERE = re.compile(
    r"\s(?:were|had|showed|became)\s(?!\w{0,12}(?:randomi|assign|enrol|recruit|includ|treat|receiv|stud|given|HIV"
    r"|prior|previous))"
    r"(?!men\b|women\b|male|female|aged|white|black|cauc|on\s|na[iï]ve|infect|older|younger|of\s|between|from\s|in\s)"
)
TAKEN_IN = frozenset({"assigned", "enrolled", "received", "analysed", "completed", "withdrawn"})
OFFERED = ("referred", "eligible", "scheduled", "admitted")
""" "Of 696 referred people, 328 were randomized": who stood ready to be taken in."""
ONE_SEX = frozenset("man male boy woman female girl".split())


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


def part_of(case: Case) -> str:
    """ "Half of the 80 volunteers", "5 deaths among 121 women": those that something is said of a part of."""
    if case.partial or not (PART_OF.search(case.left[-40:]) or AMONG_COUNTED.search(case.left[-80:])):
        return ""
    if PLACED.match(case.clause.outside(case.count.end, case.clause.end)):
        return "arm"
    return "total" if case.count.value >= case.largest else "subgroup"


def qualified(case: Case) -> str:
    """ "31 assessable patients", "the 15 remaining patients"."""
    if case.count.noun == "completers":
        return "completed"
    quote = case.clause.scan[case.count.start : case.count.end]
    if QUALIFIED_BEHIND.match(case.clause.scan, case.count.end, case.clause.end):
        return "screened" if PARTITIVE.search(case.left[-40:]) and _are_chosen_later(case) else "analysed"
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
    if case.partial or not sex_of(case.clause, case.count) or (case.cue == "event" and not _presented(case)):
        return ""
    if _is_aside(case):
        return "subgroup"
    return "subgroup" if both_sexes(case.clause, case.counts) else ""


def _presented(case: Case) -> bool:
    """ "Seven women and nine men presented with burns": who they were."""
    hit = case.predicate.hit
    return hit is not None and case.clause.scan.startswith("presented", hit.start) and case.predicate.where != "before"


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
    if case.partial or not ANY_OF.search(case.left[-70:]) or case.cue in {"assigned", "received"}:
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
    if _is_chosen_from(case):
        return "screened"
    restricted = (
        case.clause.sentence.section == "results" and not case.cue and RELATIVE.match(case.clause.scan, case.count.end)
    )
    return "total" if case.count.value >= case.largest and not restricted else "subgroup"


def _are_chosen_later(case: Case) -> bool:
    """ "Of 340 patients assessed, 112 were not eligible and 200 were randomised"."""
    hits = case.clause.cues(case.count.end, case.clause.end)
    return any(hit.role in {"assigned", "enrolled"} and not (hit.attributive or hit.leads) for hit in hits)


def _is_chosen_from(case: Case) -> bool:
    """ "Of 696 people referred, 328 were randomized": those from whom the participants were chosen."""
    clause, count = case.clause, case.count
    later = [other for other in case.counts if other.start > count.end]
    if not later or count.value < case.largest or later[0].part_of is not None:
        return False
    taken = [hit for hit in clause.cues(count.start, later[0].start) if hit.role in TAKEN_IN]
    if any(not (hit.end <= count.end and clause.scan.startswith(OFFERED, hit.start)) for hit in taken):
        return False
    ends = [*(other.start for other in later[1:]), clause.end]
    found = clause.cues(later[0].end, ends[0])
    hits = [hit for hit in found if not (hit.attributive or hit.describes or hit.leads)]
    if len(hits) > 1 and hits[0].role in {"event", "subgroup"} and clause.scan.endswith("and were ", 0, hits[1].start):
        del hits[0]  # "105 had low mood and were recruited"
    if not hits or hits[0].role not in {"assigned", "enrolled"}:
        return False
    return hits[0].role == "enrolled" or not one_group(clause.outside(hits[0].end, ends[0]))
