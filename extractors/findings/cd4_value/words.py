"""The words round CD4 numbers: the neutral ones, links of lists, and those that say that a number is no measure."""

from __future__ import annotations

import re

from extractors.findings.cd4_value.analytes import Mention
from extractors.findings.cd4_value.cues import DOWN, UP
from extractors.findings.cd4_value.group_names import GROUP_BY_NUMBER, names_group
from extractors.findings.cd4_value.measures import Measure

PERSONS = (
    r"(?:patients|participants|subjects|women|men|children|adults|people|persons|individuals|volunteers|recipients"
    r"|controls|mothers|infants|girls|boys|responders|adolescents)"
)
MOST_CELLS = 6000
"""No CD4 count is higher, an infant's neither: what is, counts copies or cells in a flask."""
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
YEAR_BEFORE = re.compile(r"\b(?:in|since|until|during|by|after|before|and|to|from|through)\s$", re.IGNORECASE)
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
NO_VALUE_WORDS = frozenset(
    """figure table grade stage phase visit visits cd hiv type regimen step part stratum study site center centre
    protocol trial day week month year class category in among or ors hr hrs rr rrs hazard odds""".split()
)
NO_VALUE_BEFORE = re.compile(
    rf"(?:\bn\s?=|\bP\s?[=<>]|[$#§]|\[|\bHIV-|\b(?:{'|'.join(sorted(NO_VALUE_WORDS))}))\s?$", re.IGNORECASE
)
MAY_FOLLOW = re.compile(
    r"\s(?:above|below|over|under)\s(?:the\s|their\s)?(?:base|pre-?t|entry)|\s?(?:$|-(?![a-z])(?!\s?log)|[,;:.)\]\[(<>=≤≥±/—→](?!\s?log)|\s(?:and|or|vs|versus|v|to|in|at|after|for|with|by|from"
    r"|(?:an?|one|two|three|four|five|six|nine|ten|twelve|eighteen|\d{1,2})\s(?:weeks?|months?|years?)\s(?:later|after|into|on)"
    r"|compared|between|among|during|on|through|until|"
    r"respectively|per|when|while|whereas|but|than|was|were|is|are|as|had|who|before|within|over|if|without"
    r"|prior|upon|not|did|versus|"
    r"increase|decrease|gain|rise|points?|higher|lower|more|greater|fewer|less|did|cohort|group|received"
    r"|irrespective|regardless|because|since|following|despite|this|that|which|"
    r"reached|achieved|increased|decreased|remained|showed|randomi[sz]ed|enrolled|on|strata|stratum|and/or"
    r"|threshold|the|initiating|starting|rather|then|later|again|overall|nearly|almost|against"
    r"|thereafter|throughout|respectively|while|once|so|it|they|halved|doubled|predict\w*|irrespective|regardless|also|instead)\b)",
    re.IGNORECASE,
)
LIMIT_FOLLOWED = re.compile(
    rf"\s(?!(?:[\w-]{{1,20}}\s)?{PERSONS}\b|(?:[\w-]{{1,20}}\s)?(?:years?|yrs?|months?|weeks?|days?|hours?|minutes?|mg|g|kg|ml|ng|pg"
    r"|copies|deaths?|events?|cent(?:er|re)s|sites|samples?|times|cases|visits|doses|cycles|courses|log(?:10)?|IU"
    r"|infections?|pregnan\w+|points?|fold|episodes|trials|studies|countries|hospitals|clinics|tests?|units?)\b)[a-z]",
    re.IGNORECASE,
)
"""What may follow a limit printed without a unit: any word but what would be counted or measured by it."""
VERB_OF_PEOPLE = re.compile(
    r"\s(?:of\s(?:them|these|whom)\s)?(?:had|who|died|received|developed|experienced|completed|started|stopped|needed"
    r"|required|withdrew|discontinued|did|(?:were|was)\s(?:\w+ly\s)?(?:randomi[sz]ed|assigned|allocated|enrolled|recruited"
    r"|included|given|treated|followed|screened|started))\b",
    re.IGNORECASE,
)
NO_VALUE_AFTER = re.compile(
    r"\s(?:fewer|less|more|greater|higher|lower)\sthan\s\d|\s?(?:[/-]\s?\d{1,3}\s?\(|\(\s?\d{1,3}(?:\.\d+)?\s?%(?!\s(?:above|below|over|under|had|with|were|having|[<>≤≥]))|(?:of|out\sof)\s\d|(?:and|or|to|vs\.?|versus|,"
    r"|-)\s\d{1,4}(?:\.\d+)?\s?(?:patients|participants|subjects|women|men|children|years|%\sof))",
    re.IGNORECASE,
)
ELLIPSIS = re.compile(
    rf"\b(?:{CHANGE}|counts?|cells|values?|levels?|medians?|means?|averag\w+|difference|threshold|T[\s-]cells?)\b",
    re.IGNORECASE,
)
CHANGE_OR_DIFFERENCE = re.compile(rf"\b(?:{CHANGE}|differen)", re.IGNORECASE)
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


def may_stand_alone(scan: str, measure: Measure, end: int) -> bool:
    """Whether a number without a unit can be a measure at all, by what stands next to it."""
    if measure.unit is not None or abs(measure.value) > MOST_CELLS or scan[measure.start].isalpha():
        return False
    if 1980 <= measure.value < 2040 and YEAR_BEFORE.search(scan, max(0, measure.start - 9), measure.start):
        return False
    if _is_no_value_before(scan, measure.start) or _is_ratio(scan, measure):
        return False
    if names_group(scan, measure.start, measure.value):
        return False
    after = scan[measure.end : min(end, measure.end + 40)]
    bounded = measure.comparator is not None or measure.high is not None
    follows = LIMIT_FOLLOWED.match(after) if bounded else None
    return (follows or MAY_FOLLOW.match(after)) is not None and NO_VALUE_AFTER.match(after) is None


def _is_ratio(scan: str, measure: Measure) -> bool:
    """Whether a number is one side of "1:1"."""
    low, high = measure.start, measure.end
    before = scan[low - 1 : low] == ":" and scan[low - 2 : low - 1].isdigit()
    return before or (scan[high : high + 1] == ":" and scan[high + 1 : high + 2].isdigit())


def _is_no_value_before(scan: str, at: int) -> bool:
    """Whether what stands before a number makes it something else: "n =", "stage", "week", "hazard"."""
    low = max(0, at - 14)
    _, space, word = scan[low:at].rstrip().rpartition(" ")
    if space and word.isalpha():
        return word.lower() in NO_VALUE_WORDS
    return NO_VALUE_BEFORE.search(scan, low, at) is not None


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
