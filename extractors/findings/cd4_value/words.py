"""The words round CD4 numbers: the neutral ones, links of lists, and those that say that a number is no measure."""

from __future__ import annotations

import re

from extractors.findings.cd4_value.analytes import Mention
from extractors.findings.cd4_value.cues import DOWN, UP
from extractors.findings.cd4_value.group_names import GROUP_BY_NUMBER
from extractors.findings.cd4_value.measures import Measure

PERSONS = (
    r"(?:patients|participants|subjects|women|men|children|adults|people|persons|individuals|volunteers|recipients"
    r"|controls|mothers|infants|girls|boys|responders|adolescents)"
)
NEUTRAL = frozenset(
    """
    a an the of in at to from by and or was were is are be been being has have had having as with for
    than on into its their his her this these that which who whose also only but while whereas both each
    all respectively respective corresponding cd4 cd4+ cd4s t t-cell t-cells cell cells count counts
    counted number numbers level levels value values lymphocyte lymphocytes absolute total percentage
    percentages percent ratio ratios result results measurement measurements median medians mean means
    average averages averaged averaging overall approximately about around roughly nearly almost
    estimated adjusted sd se sem iqr interquartile range ranged ranging standard deviation error ci
    confidence interval quartile baseline base-line base line pre-treatment pretreatment initial nadir
    entry current lowest final latest screening pre-art pre-haart study increase increases increased
    increasing rise rises rose risen rising gain gains gained fall falls fell fallen falling drop drops
    dropped decline declines declined declining decrease decreases decreased decreasing loss losses lost
    reduction reductions reduced change changes changed changing change-from-baseline improvement
    improvements improved recovery recovered difference differences differed slope reach reached
    reaching attained attain achieve achieved remain remained remaining remains stayed stable went
    climbed grew significantly significant slightly markedly substantially higher lower greater smaller
    more less fewer larger group groups arm arms patients participants subjects women men children
    mothers adults individuals those recipients infants people control controls treatment treated
    therapy placebo follow-up after before versus vs compared comparison between among during through
    until similar comparable low high very just even still up down over point points time plasma blood
    peripheral positive helper whole entire between-group mean-change end course one two three other
    others first second third least most not no we observed reported found seen noted recorded showed
    shown documented experienced additional further subsequent immediate deferred early late year
    four five six seven eight nine ten ones older younger however then again typical begun began started
    crept creeping slid slide sliding tumbled dipped dip edged inched slipped soared plunged plummeted
    jumped surged sank shrank rebounded drifted moved stood stand stands lay hovered doubled tripled
    quadrupled halved settled peaked plateaued put added adding add made make makes accounted represented
    comprised constituted formed some rather those whom instead off onto toward towards back being
    regained lowest maximum minimum peak quarter half third fifth parallel contrast against per now step
    never categorised categorized stratified divided grouped classified split strata stratum category
    categories entry criteria criterion threshold cutoff cut-off limit normalised normalized
    moment date unchanged constant static flat steady same move moved got ended
    bottomed bounced came come occurred happened
    within over later thereafter subsequently did do does they them such an typically hand once set set-point
    """.split()
)
WORD = re.compile(r"[^\W\d_][\w+'-]*")
DIGIT = re.compile(r"\d")
LIST_LINK = re.compile(
    r"\s?(?:,\s?)?(?:and|or|vs\.?|versus|v\.?|compared\s(?:with|to)|against|but(?:\sonly)?|to|;|,|/|&"
    r"|-)(?:\s(?:an?|only|approximately|about))?\s?"
    r"|\s?,\s(?:and|or|respectively,?)\s?",
    re.IGNORECASE,
)
PURE_LINK = re.compile(
    r"\s?[)\]]?\s?(?:,\s?)?(?:and|or|vs\.?|versus|v\.?|compared\s(?:with|to)|against|;|,|/|&)(?:\s(?:an?|only"
    r"|approximately|about|of|by|was|were))?\s?",
    re.IGNORECASE,
)
CONNECTS = re.compile(
    r"\b(?:and|or|vs|versus|to|compared|but|from|whereas|while|than|against)\b|[,;)(→]", re.IGNORECASE
)
PAIRING = re.compile(
    r"(?:\s(?:T\s)?(?:cells?|lymphocytes?)?(?:counts?)?)?\s?(?:,|and|/|,\sand)\s?(?:the\s)?", re.IGNORECASE
)
CHANGE = rf"(?:{UP}|{DOWN}|chang\w*|higher|lower|greater)"
PERCENT_LED = re.compile(
    rf"\b{CHANGE}(?:\s[\w+()/-]+){{0,14}}?(?:\s(?:by|of|was|were|averaged|=|from|to)|:|\s?\()\s?"
    r"(?:(?:an?|the|only|about|approximately|nearly|mean|median|average|of|at\sleast|more\sthan|less\sthan"
    r"|up\sto|additional)\s|[<>≥≤]\s?){0,4}$",
    re.IGNORECASE,
)
CHANGE_NOUN = re.compile(
    r"[\s-](?:increase|decrease|rise|gain|decline|fall|drop|loss|reduction|improvement)s?\b(?!\s(?:in|of)\s)",
    re.IGNORECASE,
)
PERCENT_CHANGE_AFTER = re.compile(
    r"[\s-](?!ha[ds]|have|show|achiev|experienc|reach)(?:\w+\s){0,2}?(?:increase|decrease|rise|gain|decline|fall|drop|loss|reduction|change|improvement"
    r"|recovery)s?\s"
    r"(?:from\s(?:the\s)?baseline\s)?(?:in|of|from|for)\s(?:(?:the|their|absolute|mean|median|total|baseline"
    r"|peripheral|blood)\s){0,3}CD4",
    re.IGNORECASE,
)
CD4_AFTER_PERCENT = re.compile(
    r"\s(?:of|in|from|above|over|below)\s(?:(?:the|their|absolute|mean|median|baseline|initial"
    r"|pre-?treatment)\s){0,3}CD4",
    re.IGNORECASE,
)
DIRECT_CHANGE = re.compile(
    rf"\b(?:{UP}|{DOWN})\s(?:(?:by|about|approximately|nearly|some|an?|only)\s){{0,3}}$", re.IGNORECASE
)
DIRECTLY = re.compile(
    r"\s?(?:(?:count|value|level|nadir)s?\s)?(?:was|were|of|is|=|:|\()?\s?(?:an?\s|the\s|median\s|mean\s"
    r"|average\s|of\s|about\s|approximately\s){0,4}",
    re.IGNORECASE,
)
OF_PEOPLE = re.compile(
    r"\s?[)\]]?\s(?:of(?!\s(?:(?:all|total|the)\s)?(?:lymphocytes|T[\s-]cells|peripheral))|had|achieved|were"
    r"|reached|versus\s\d+%?\sof)\b(?!\s(?:baseline|the\sbaseline|their\sbaseline|\d))"
    r"|(?:\s(?:vs\.?|versus|and|or)\s\d{1,3}(?:\.\d+)?\s?%)?\s(?:patients|participants|subjects|women|men|children"
    r"|responders|probability|chance|risk|confidence|CI|power|sensitivity)\b",
    re.IGNORECASE,
)
LEADS = re.compile(
    r"\s?|(?:,?\srespectively,?)?[\s-](?:(?:increase|gain|rise|decrease|decline|loss|fall|drop|change"
    r"|reduction)s?\s)?(?:from\sbaseline\s)?"
    r"(?:higher\s|lower\s)?(?:in|of|for|the)\s(?:(?:the|their|mean|median|absolute|total|baseline|peripheral"
    r"|blood|circulating)\s){0,4}",
    re.IGNORECASE,
)
VERB_OF_PEOPLE = re.compile(
    r"\s(?:of\s(?:them|these|whom)\s)?(?:had|who|died|received|developed|experienced|completed|started|stopped|needed"
    r"|required|withdrew|discontinued|did|(?:were|was)\s(?:\w+ly\s)?(?:randomi[sz]ed|assigned|allocated|enrolled|recruited"
    r"|included|given|treated|followed|screened|started))\b",
    re.IGNORECASE,
)
ELLIPSIS = re.compile(
    rf"\b(?:{CHANGE}|counts?|cells|values?|levels?|medians?|means?|averag\w+|difference|threshold|T[\s-]cells?)\b",
    re.IGNORECASE,
)
CHANGE_OR_DIFFERENCE = re.compile(rf"\b(?:{CHANGE}|differen)", re.IGNORECASE)
CHANGED_CELLS = re.compile(
    rf"\b(?:{UP}|{DOWN}|changes?|changed)(?:\s(?:was|were|is|of|by|averaged|about|just|only|roughly|around|some|an?|average|typical)){{0,4}}\s$",
    re.IGNORECASE,
)
"""Before a number of cells, in a text that speaks of no cells but CD4 cells: "the gain was just 28 cells"."""
RISE_OF = re.compile(rf"(?:An?|The)\s(?:\w+\s)?(?:{UP}|{DOWN})\s(?:of|by)\s", re.IGNORECASE)
WAS_SEEN = re.compile(
    r"(?:\sor\smore)?\s(?:was|were|occurred|is|did|in\s(?!\w+\s(?:weight|load|viral|HIV)))", re.IGNORECASE
)
NEW_SUBJECT = re.compile(r"\b(?:with|who|which|that|had|in)\s?$", re.IGNORECASE)
COUNT_BEFORE = re.compile(r"\b(?:counts?|levels?|values?)(?:\s(?:of|was|were))?\s$", re.IGNORECASE)
COUNTS_PEOPLE = re.compile(
    rf"\s(?:(?!(?:in|for|among|with|of|on|and|or|versus|vs|to|at|by|from|the|than|but|when|while)\b)[\w-]{{1,20}}\s)?"
    rf"{PERSONS}\b",
    re.IGNORECASE,
)
NUMBER_WITH = re.compile(
    r"\b(?:number|proportion|percentage|share|fraction)s?\s(?:of\s\w+\s)?"
    r"(?:with|who|whose|having|below|above)\b",
    re.IGNORECASE,
)
MOVES = re.compile(rf"\b(?:{UP}|{DOWN}|went|was|were|grew)\b", re.IGNORECASE)
STOP = re.compile(r"[.;!?](?:\s|$)")


def is_neutral(between: str) -> bool:
    """Whether only neutral words stand in a stretch between the CD4 cell's name and a number; no other number."""
    between = GROUP_BY_NUMBER.sub(" ", between)
    if len(between) > 160 or DIGIT.search(between):
        return False
    if STOP.search(between) and "vs." not in between:
        return False
    return all(word in NEUTRAL or word.endswith("ly") for word in WORD.findall(between.lower()))


def leads_to_analyte(between: str) -> bool:
    """Whether the words after a number lead straight to the analyte that it counts ("50 cells/mm3 increase in CD4")."""
    return LEADS.fullmatch(between) is not None


def counts_those_within(scan: str, limit: Measure, measure: Measure, start: int) -> bool:
    """Whether a number behind a limit counts people: "the number with CD4 below 200 rose from 12 to 30"."""
    between = scan[limit.end : measure.at.start]
    if len(between) > 60 or MOVES.search(between) is None:
        return False
    return NUMBER_WITH.search(scan, max(start, limit.at.start - 90), limit.at.start) is not None


def may_be_elided(scan: str, measure: Measure) -> bool:
    """Whether a number of cells can be the CD4 cell's though the sentence does not name it."""
    return measure.volume or ELLIPSIS.search(scan, max(0, measure.start - 120), measure.end + 40) is not None


def is_plausible(unit: str, measure: Measure) -> bool:
    """Whether a number printed without a unit can be one of this unit at all."""
    if unit == "ratio":
        return abs(measure.value) < 20
    if unit == "%":
        return abs(measure.value) <= 100
    return abs(measure.value) >= 10 or measure.value == measure.value.to_integral_value() or measure.signed


def unit_of(mention: Mention, measure: Measure) -> str:
    """The unit that an unprinted one stands for."""
    if mention.what == "ratio":
        return "ratio"
    return "%" if mention.what == "percentage" else "cells/uL"
