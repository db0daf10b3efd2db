"""Who the counted are: men or women, of one origin, healthy ones beside patients, those who do one thing or another."""

from __future__ import annotations

import re

from extractors.findings.sample_size.case import Case
from extractors.findings.sample_size.counts import Clause, Count

MEN = frozenset("men males male boys".split())
WOMEN = frozenset("women females female girls".split())
OF_ONE_SEX = re.compile(r"\b(?P<sex>female|male|women|men)\b")
WHO_ARE = re.compile(
    r"\s?(?:(?:were|was|are|of\sthem|participants|patients|subjects|being)\s){0,2}"
    r"(?:males?|females?|men|women|boys|girls|whites?|blacks?|caucasians?|asians?|hispanics?|latin[oa]s?|japanese"
    r"|chinese"
    r"|african[\s-]americans?|european|(?:clinical\s)?stages?\s[0-4IV]{1,3}|"
    r"(?:current|former|never|ever|ex-?)\s?smokers|smokers|non-?smokers|diabetics?)\b",
    re.IGNORECASE,
)
WELL = re.compile(r"\b(?:healthy|normal|untreated|matched|controls?)\b", re.IGNORECASE)
CONTROLS = re.compile(r"\bcontrols?\b", re.IGNORECASE)
JOINED = re.compile(r"[^.;:]{0,120}?(?:,|\band|\bwith|\bversus|\bvs\.?|\bto)\s(?:\w+\s)?\Z")
DOING = re.compile(
    r"\b(?:those|patients|participants|subjects|women|men|children|adults|individuals|people|infants)\s(?:not\s)?"
    r"(?!receiv|tak|us(?:ing|ed)\b|undergo|giv|treat|be(?:ing)?\b|allocat|assign|random|complet|enrol)"
    r"(?:[a-z]{3,16}ing|with|without|who\s\w+)\b[^()\[\];,]{0,40}\Z"
    r"|\b(?:[Nn]on-?)?(?:[Rr]esponders|[Ss]mokers|[Ss]urvivors|[Aa]dherers|[Rr]elapsers|[Dd]rinkers|[Uu]sers)\s?\Z"
)
STRATIFIED = re.compile(
    r"\b(?:stratified\s(?:by|according\sto)|(?:classified|categori[sz]ed|graded)\s(?:as|by|according\sto))\s[^;]{2,90}\Z"
)
TRAITS = ("had", "have", "has", "reported", "were", "was")
MEAN_AGE = re.compile(r"\b(?:mean|median|average)\s(?:\w+\s)?age\b|\bcharacteristics\b", re.IGNORECASE)
LATER = re.compile(
    r"\b(?:after|following|during|died|responded|relapsed|improved|adverse|response|complications?|recurrence)\b",
    re.IGNORECASE,
)
"""In a sentence of what befell people, what they had is no trait."""
FOLLOWED_UP = re.compile(r"\s(?:was|were|had\sbeen)\s(?:\w+ly\s)?(?:followed[\s-]up|retained|reassessed|re-assessed)\b")


def sex_of(clause: Clause, count: Count) -> str:
    """ "men" or "women" where one sex is counted ("85 men", "31 female patients"), else ""."""
    if count.noun in MEN | WOMEN:
        return "men" if count.noun in MEN else "women"
    named = OF_ONE_SEX.search(clause.scan, count.start, count.end) if count.noun else None
    return "" if named is None else "men" if named["sex"] in MEN else "women"


def both_sexes(clause: Clause, counts: tuple[Count, ...]) -> bool:
    """Whether a sentence counts men and women."""
    return len({sex_of(clause, count) for count in counts} - {""}) > 1


def divides(clause: Clause, counts: tuple[Count, ...], place: int, bracket: tuple[int, int]) -> bool:
    """Whether men or women in a bracket are some before it: "40 adults (23 men)", "pupils (4 girls; 3 boys)"."""
    if both_sexes(clause, tuple([count for count in counts if bracket[0] < count.start < bracket[1]])):
        return True
    count = counts[place]
    alone = (count.start, count.end) == (bracket[0] + 1, bracket[1] - 1)
    if count.percent is not None and not alone and clause.scan.startswith((";", ",", ")"), count.end):
        return True
    before = clause.start + len(clause.outside(clause.start, bracket[0]).rstrip())
    return any(other.end >= before for other in counts[:place])


def are_strata(clause: Clause, at: int) -> bool:
    """Whether the bracket at `at` counts those of one kind ("were classified as mild (n = 80) or severe (n = 45)")."""
    return STRATIFIED.search(clause.outside(clause.start, at)) is not None


def among_traits(case: Case) -> bool:
    """ "31 (73%) were women, 16 (53%) were widowed and 11 (37%) had finished school": what people are, one by one."""
    if LATER.search(case.clause.open):
        return False
    hit = case.predicate.hit
    start = hit.start if hit is not None and case.predicate.where == "behind" else case.count.end + 1
    if not case.clause.scan.startswith(TRAITS, start):
        return False
    others = [count for count in case.counts if count is not case.count and count.percent is not None]
    traits = any(WHO_ARE.match(case.clause.scan, count.end, case.clause.end) for count in others)
    return traits or MEAN_AGE.search(case.clause.open) is not None


def who_are(case: Case) -> str:
    """ "539 (88%) male; 324 (53%) Japanese": what some of them are."""
    return "subgroup" if case.partial and WHO_ARE.match(case.clause.scan, case.count.end, case.clause.end) else ""


def share_of_sexes(case: Case) -> str:
    """ "36 (78.3%) women and 10 (21.7%) men": all people, divided."""
    if case.count.percent is None or not sex_of(case.clause, case.count):
        return ""
    shares = {sex_of(case.clause, count): count.percent for count in case.counts if count.percent is not None}
    men, women = shares.get("men"), shares.get("women")
    return "subgroup" if men is not None and women is not None and abs(men + women - 100) < 1 else ""


def followed_up(case: Case) -> str:
    """ "412 of 517 (80%) were followed up at 16 years": those who were seen to the end."""
    if not case.partial or case.clause.sentence.section != "results":
        return ""
    return "completed" if FOLLOWED_UP.match(case.clause.open, case.count.end - case.clause.start) else ""


def beside_healthy(case: Case) -> str:
    """ "23 patients and 20 healthy children": two strata; with "controls", two groups."""
    if case.partial or len(case.counts) < 2 or not case.count.noun or case.cue == "event":
        return ""
    clause, place = case.clause, case.counts.index(case.count)
    near = case.counts[max(0, place - 1) : place + 2]
    well = [count for count in near if count.noun and WELL.search(clause.scan, count.start, count.end)]
    if len(well) != 1 or (case.count not in well and well[0].start < case.count.start):
        return ""
    first = near[near.index(well[0]) - 1] if near.index(well[0]) else None
    if first is None or not first.noun or not JOINED.fullmatch(clause.outside(first.end, well[0].start)):
        return ""
    return "arm" if CONTROLS.search(clause.scan, well[0].start, well[0].end + 9) else "subgroup"


def those_doing(clause: Clause, at: int) -> bool:
    """Whether the bracket at `at` counts people by what they do ("those relapsing (N = 94)"), not by their group."""
    return DOING.search(clause.outside(max(clause.start, at - 80), at)) is not None
