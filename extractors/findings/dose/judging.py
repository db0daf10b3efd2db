"""Whether an amount is a dose: the evidence of a name beside it, of a regimen, of words of giving."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from extractors.findings.dose.amounts import Amount
from extractors.findings.dose.naming import FAR_LEFT, FOR_KNOWN, LEFT_UNKNOWN, Named
from extractors.findings.dose.page import Page
from extractors.findings.dose.regimen import Mention
from extractors.findings.dose.strengths import LONGEST_COMBINED, SOLVED, is_combined

FLAGS = re.VERBOSE | re.IGNORECASE
GIVING = re.compile(
    r"""
    \b (?: receiv\w{1,3} | gave | given | got | administ\w{1,8} | randomi[sz]\w{1,6} | assign\w{0,4}
      | allocat\w{1,3} | treat(?:ed|ments?)?
        | dos(?:e|es|ed|age|ages|ing) | supplement\w{0,7} | inject\w{1,4} | infus\w{1,4} | tak(?:e|en|ing)
        | took | therapy
        | prescri\w{1,5} | daily | weekly | once | twice | prophyla\w{1,4} | premedicat\w{1,4}
        | induc\w{1,4} | vaccin\w{1,7}
        | immuni[sz]\w{1,6} | ingest\w{1,4} | consum\w{1,4} | add(?:ed|ing|ition) | plus | placebo | versus
        | vs | bolus
        | sedat\w{1,3} | spray\w{0,3} | appl\w{1,4} | efficacy | combin\w{1,6} ) \b
    """,
    re.VERBOSE,
)
DOSE_NEAR_BEFORE = re.compile(
    r"""
    \b (?: dos(?:e|es|age|ages|ing) | given | administered | receiv(?:e|ed|ing) | inject\w{1,4}
      | infus\w{1,4} | randomi[sz]ed\sto | took | tak(?:es?|en|ing) | got
        | escalated | increased | titrated | bolus | consist(?:ed|ing|s)\sof ) \b [^;.]{0,40} $
    """,
    re.VERBOSE,
)
DOSE_OF = re.compile(r"\bdos(?:e|es|age)\s(?:was\s|is\s|of\s|at\s)(?:[\w-]{1,12}\s)?$")
DOSES_LISTED = re.compile(r"\b(?:doses|dose\slevels|dosages)\s?(?:of\s|[(:]\s?)(?:[^;.()]|\.\d){0,30}$")
"""What stands before amounts that are compared ("at two different doses (0.60 mL vs 0.30 mL)")."""
DOSE_NEXT = re.compile(
    r"\s(?:(?:single|daily|booster|loading|initial|maintenance|test|bolus|starting|intra\w{3,12}|subcutaneous|oral|im"
    r"|iv|sc)\s){0,2}dos(?:e|es|age)\b",
    re.IGNORECASE,
)
DRUGS_LETTERS = re.compile(r"[(\[](?:[A-Z][\w-]{1,11},\s)?(?:one\s|a\s)?$")
CLOSES = re.compile(r"\s?[)\],;]|\s(?:intra\w{3,12}|subcutaneous\w{0,2}|oral\w{0,2}|once)\b")
TOPICAL = re.compile(
    r"\b(?:topical\w{0,2}|vehicle|creams?|gels?"
    r"|ointments?|lotions?|foam|solutions?|eye\s?drops|applied|an(?:a)?esthetics?)\b",
    re.IGNORECASE,
)
CHANGED_TO = re.compile(
    r"\b(?:lowered|reduced|decreased|raised|increased|rising|increasing|tapered|tapering|cut|halved"
    r"|doubled|stepped\s(?:up|down))\sto\s(?:[a-z]{1,7}\s)?$"
)
GIVEN_NEXT = re.compile(
    r"\s(?:was|were)\s(?:then\s|subsequently\s)?(?:repeated|administered|given|injected|infused|readministered)\b"
)
DOSE_AFTER = re.compile(
    r"""
    (?: \s? [^\s;.]{1,12} (?=\s) ){0,2} [\s-]?
    (?: dos(?:e|es|ing|age) | groups? | arms? | bolus | infusion | injection | tablets? | capsules? | once
      | twice | daily | bid | tid
      | qd ) \b
    """,
    FLAGS,
)
SOLUTION = re.compile(
    r"""
    \b (?: gels? | creams? | ointments? | solutions? | drops? | lotions? | foam | spray | mouthwash | mouth\s?rinse
      | rinse | paste | varnish
        | emulsion | shampoo | patch | suspensions? | eye | topical\w{0,2} | injection | infiltration | block
        | epidural | spinal
        | inhal\w{1,5} | hyperbaric | isobaric | microemulsion | enema | irrigation | toothpaste | dentifrice
        | wipes? | scrub ) \b
    """,
    re.VERBOSE,
)
INHALED = frozenset({"puff", "inhalation", "spray"})
MILLION = 1_000_000
"""Units: so many are of a cytokine or a vaccine, and no other thing's."""
MOST_OF_SOLVED = 10
"""Percent: above it a bare percentage beside a drug is an outcome."""
MOST_OF_COMBINED = 30
LEAST_KNOWN = 67
"""A known name farther from its amount than this score tells is no evidence."""
MEASURES_OF_OTHER_THINGS = frozenset({"mL", "L", "g", "U", "ul", "mmol", "mEq", "ng", "nmol", "umol", "cell"})
GROUP = re.compile(r"\b(?:groups?|arms?|patients)\b")
SOLUTION_NEXT = re.compile(r"\s(?:vaginal\s|topical\s)?(?:gel|cream|ointment|solution|lotion|eye\sdrops)s?\b")
OTHER_STRENGTHS = re.compile(r"^(?:,?\s(?:or|and|vs|versus|,)?\s?[\d.]{1,5}\s?%){1,4}")
DISSOLVED = re.compile(
    r"\s(?:vaginal\s|nasal\s|topical\s|ophthalmic\s)?(?:gel|cream|ointment|solution|drops|spray|foam|lotion)s?\b"
)
APART = re.compile(r"\b(?:for|in|and|group|versus|vs|with|was|were|on)\b")
BESIDE = re.compile(r"\s(?:of\s)?")


def is_dose(page: Page, amount: Amount, named: Named | None, regimen: Mapping[str, Mention]) -> bool:
    """Whether what stands round an amount makes it a dose."""
    if amount.key in page.established:
        return True
    if amount.unit.name == "%":
        return _is_strength(page, amount, named)
    if amount.unit.name == "cell":
        return amount.unit.per == "kg" or (named is not None and named.known and named.score > FAR_LEFT)
    giving = _tells_of_giving(page.lower)
    if named is None or named.score <= FAR_LEFT:
        return _is_spoken_of_as_dose(page, amount, regimen, giving)
    if amount.unit.name in MEASURES_OF_OTHER_THINGS and not _per_body(amount):
        return _is_measured_out(page, amount, named, bool(regimen), giving)
    if named.known:
        return named.score >= LEAST_KNOWN
    return giving or amount.slashed or bool(regimen) or bool(amount.unit.per)


@lru_cache(maxsize=256)
def _tells_of_giving(sentence: str) -> bool:
    """Whether a sentence (lower case) speaks of giving anything."""
    return GIVING.search(sentence) is not None


def _is_measured_out(page: Page, amount: Amount, named: Named, regimen: bool, giving: bool) -> bool:
    """Whether a volume, a weight in grams or units, which outcomes have as well, is an amount given."""
    if GROUP.search(page.scan, min(named.at.end, amount.at.start), amount.at.start):
        return False
    if named.known:
        return named.score > FOR_KNOWN
    if giving and _is_in_bracket_of_drug(page, amount):
        return True
    return regimen or (giving and (amount.unit.per == "day" or named.score >= LEFT_UNKNOWN - 2))


def _is_in_bracket_of_drug(page: Page, amount: Amount) -> bool:
    """Whether an amount stands in the brackets behind a known drug, alone or after its letters ("(PPV, 0.5 mL)")."""
    opened = DRUGS_LETTERS.search(page.scan, max(page.sentence.start, amount.at.start - 20), amount.at.start)
    if opened is None or not CLOSES.match(page.scan, amount.at.end):
        return False
    return any(0 <= opened.start() - drug.at.end <= 1 for drug in page.drugs)


def _per_body(amount: Amount) -> bool:
    first = amount.unit.per.split("/")[0]
    return first == "kg" or (first == "m2" and amount.unit.name not in {"mL", "L"})


def _is_spoken_of_as_dose(page: Page, amount: Amount, regimen: Mapping[str, Mention], giving: bool) -> bool:
    """Whether an amount with no drug beside it is a dose all the same ("a dose of 20 mg", "the 20 mg group")."""
    before = page.scan[max(page.sentence.start, amount.at.start - 60) : amount.at.start].lower()
    near = DOSE_NEAR_BEFORE.search(before) is not None or _is_changed_dose(page, amount, before)
    after = DOSE_AFTER.match(page.scan, amount.at.end, page.sentence.end) is not None
    if amount.unit.name == "U" and giving and {"frequency", "route"} & set(regimen) and (amount.value or 0) >= MILLION:
        return True
    if amount.unit.name in MEASURES_OF_OTHER_THINGS and not _per_body(amount):
        if amount.unit.per == "h" and amount.unit.name == "mL" and "route" in regimen and not amount.spread:
            return True
        described = bool({"frequency", "route"} & set(regimen)) or amount.unit.per in {"day", "h"}
        described = described or DOSE_OF.search(before) is not None
        if DOSES_LISTED.search(before):
            return True
        return (near and described) or DOSE_NEXT.match(page.scan, amount.at.end, page.sentence.end) is not None
    if amount.unit.pieces:
        return (near and (after or bool(regimen))) or (amount.unit.name in INHALED and "frequency" in regimen)
    after = after or GIVEN_NEXT.match(page.scan, amount.at.end, page.sentence.end) is not None
    return near or after or (giving and (_per_body(amount) or bool(regimen))) or _touches_route(page, amount, regimen)


def _is_changed_dose(page: Page, amount: Amount, before: str) -> bool:
    """Whether an amount is what an earlier one of the sentence was changed to ("3 mg/d, then lowered to 1.5 mg/d")."""
    if " to " not in before[-12:] or CHANGED_TO.search(before) is None:
        return False
    alike = (other for other in page.amounts if other.at.end <= amount.at.start)
    ours = (amount.unit.name, amount.unit.per.removesuffix("day"))
    return any((other.unit.name, other.unit.per.removesuffix("day")) == ours for other in alike)


def _touches_route(page: Page, amount: Amount, regimen: Mapping[str, Mention]) -> bool:
    """Whether a route stands right before an amount ("intranasal (3 mg)")."""
    route = regimen.get("route")
    return route is not None and page.scan[route.at.end : amount.at.start] in {" (", " "}


def _is_strength(page: Page, amount: Amount, named: Named | None) -> bool:
    """Whether a percentage is a drug's strength ("0.5% bupivacaine", "lidocaine gel 2%") and no outcome."""
    if named is None or named.score <= FAR_LEFT or amount.value is None or amount.value > 100:
        touching = SOLUTION_NEXT.match(page.scan, amount.at.end) is not None
        return touching and amount.value is not None and amount.value <= MOST_OF_SOLVED
    if amount.value <= MOST_OF_COMBINED and is_combined(page.scan, *amount.at) and _is_of_topicals(page, amount):
        return True
    low, high = sorted((amount.at, named.at))
    between = OTHER_STRENGTHS.sub("", page.scan[low.end : high.start])
    if APART.search(between) or len(between) > 25:
        return False
    beside = (page.scan[other.at.end : amount.at.start] for other in page.amounts if other.at.end <= amount.at.start)
    if amount.value <= 30 and any(BESIDE.fullmatch(gap) for gap in beside):
        return True
    near = page.scan[
        max(page.sentence.start, amount.at.start - 30) : min(page.sentence.end, amount.at.end + 50)
    ].lower()
    solution = SOLUTION.search(near) is not None or _is_dissolved(page.scan, named.name)
    if not named.known:
        return solution and named.score >= LEFT_UNKNOWN - 5 and amount.value <= 25
    drug = next((drug for drug in page.drugs if drug.at.start < named.at.end and named.at.start < drug.at.end), None)
    return solution or (drug is not None and drug.drug_class in SOLVED and amount.value <= MOST_OF_SOLVED)


def _is_of_topicals(page: Page, amount: Amount) -> bool:
    """Whether a known drug ends within a combination's length before an amount, in a text of things applied."""
    if TOPICAL.search(page.scan) is None:
        return False
    return any(0 < amount.at.start - drug.at.end < LONGEST_COMBINED for drug in page.drugs)


@lru_cache(maxsize=64)
def _is_dissolved(scan: str, name: str) -> bool:
    """Whether the document calls a name a gel, a cream or a solution anywhere."""
    at = scan.find(name) if name else -1
    while at >= 0:
        if DISSOLVED.match(scan, at + len(name)):
            return True
        at = scan.find(name, at + 1)
    return False
