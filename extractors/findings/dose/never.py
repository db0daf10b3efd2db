"""What has a number and a unit of drugs and is no dose: levels, laboratory values, weights, volumes lost, limits."""

from __future__ import annotations

import re

from extractors.findings.dose.amounts import Amount
from extractors.model import Sentence

NEVER_DOSED_IN = frozenset({"kg", "kcal", "ppm", "nmol"})
FORMULATED_IN = frozenset({"umol", "nmol", "U", "mg"})
ARM_SIZE_AFTER = re.compile(r"\s?[;,]\s?[nN]\s?=\s?\d")
NAME_OPENED = re.compile(r"(?:[A-Z][\w-]{2,12}|\([A-Z]\)|insulin\s[a-z]{4,12})\s?[(\[]$")
INJECTED = re.compile(r"\b(?:injections?|infusions?|formulations?|injected|infused)\sof\b")
CONCENTRATION = frozenset({"dL", "L", "g", "mmol"})
VOLUMES = frozenset({"mL", "L", "ul"})
FLAGS = re.VERBOSE | re.IGNORECASE
LEVEL_BEFORE = re.compile(
    r"""
    \b (?: (?<!at\sa\s)concentrations? | (?<!dose\s)levels? | trough | cmax | cmin
        | auc\w{0,8} (?! \s (?:of\s)? \d (?:\.\d)? (?:\s|,|\)) (?!\s?[mnμ]?g) ) | plasma | serum
        | area\sunder\sthe\s(?:[\w-]{1,16}\s){0,2}curve
      | clearance | e?gfr | fev1
        | fvc | pef | proteinuria | excretion | birth-?\s?weight
        | (?<!according\sto\s)(?<!irrespective\sof\s)(?<!regardless\sof\s)(?<!based\son\s)(?<!\bby\s)
          (?<!\bbody\s)(?<!kg\s)(?:body\s)?(?<!kg\sbody\s)weigh\w{0,4}(?!-)(?![^;.]{0,24}\d\s?kg\b)
        | blood\sloss | loss\sof | lost
        | drain\w{0,3} | output | residual | intake | volume | ejection | secretion | exudate | mass | bmi
        | tidal | mics?(?!\s?/) | mic[59]0
        | [ie]c50 | detection | cut-?off | threshold | viral\sload | fluid\sbalance | bleeding
        | urin\w{1,3} | sputum | energy
        | differences? | changes? | specimens? | samples? | aliquots? | biops\w{1,3}
        | (?:venous|peripheral|whole)\sblood | tit(?:er|re)s? | geometric\smeans? | figures? | antibod\w{1,3}
        | venipuncture | phlebotom\w{1,3} | withdrawn | drawn | aspirat\w{1,3} ) \b (?: [^;.] | [.]\d | vs[.] ){0,36} $
    """,
    re.VERBOSE,
)
ANALYTE_BEFORE = re.compile(
    r"""
    \b (?: ha?emoglobin | hb | glucose | cholesterol | creatinine | albumin | bilirubin | ferritin
      | triglycerides? | [lh]dl(?:-c)?
        | psa | crp | b?-?hcg | insulin | cortisol | lactate | transaminases? | alt | ast
        | ck(?:-mb)? ) \b [^;.]{0,36} $
    """,
    re.VERBOSE,
)
ANALYTES_MEASURED_IN = frozenset({"mmol", "umol", "mEq", "ng", "mu"})
CONSUMED_BEFORE = re.compile(
    r"\b(?:consumption|requirements?|usage|amount\sof|need\sfor)\b(?!\sof\s$)(?!.*\bcomparing\swith\b)[^;]{0,120}$"
)
CONSUMED = ("consum", "require", "usage", "amount", "need")
"""What it holds; asked first, because it is cheap."""
DOSE_BETWEEN = re.compile(
    r"""
    \b (?: dos(?:e|es|age|ing|ed) | receiv(?:e|ed|ing) | took | given | administered | randomi[sz]ed | assigned
        | daily | treated\swith | injections? | infusions? | supplement\w{0,7} ) \b
    """,
    re.VERBOSE,
)
LOST_BEFORE = re.compile(r"\b(?:volumes?|loss|drainage|output|bleeding|fev1|capacity|urine|diameter|index)\b")
DIFFERENCE_WAS = re.compile(
    r"\b(?:differences?|changes?|improvements?|gains?)\b[^;]{0,120}\b(?:was|were|of|by)\s(?:\w+\s)?\Z"
)
BETWEEN_DOSES = re.compile(
    r"differences?\s(?:(?:in|of)\s[\w\s-]{1,40}\s)?between\s(?:[\w/-]+\s){1,2}"
    r"(?:\d[\d.]*\s?\S{1,6}\s(?:and|or|versus|vs[.]?)\s(?:[\w/-]+\s){0,2})?\Z"
)
""" "The difference between X 150 ug and placebo": a dose, named between two groups."""
GIVEN_BETWEEN = re.compile(r"\b(?:receiv\w{1,3}|given|administered|infus\w{1,4}|inject\w{1,4})\b")
OTHER_DIVISOR = re.compile(
    r"\s?/\s?(?:[cmdk]m(?:[23³²]|\([23]\))?\b|m(?:[3³]|\(3\))|[mun]?mol|100?"
    r"(?!\d|\s?min|\s?-?(?:mg|μg|mcg|g|iu|miu)\b)|\d{1,4}\s?k?cal|creat|mmhg|person)",
    re.IGNORECASE,
)
LEVEL_AFTER = re.compile(
    r"""
    \s? (?:of\s)? (?: (?:total|mean|estimated|intraoperative|packed|whole|red|venous|peripheral|heparini[sz]ed
      |anticoagulated|edta|fasting|maternal|cord) \s ){0,2}
    (?: blood | urine | loss | weight | birth\sweight | ha?emoglobin | plasma\b | drainage | ascites
      | pleural | fluid | lighter
      | heavier | lost | tissue | stools? | muscle | fat\b | tumou?r )
    | \s (?: (?:was|were) \s (?:\w{2,12}\s)? (?: collected | drawn | withdrawn | obtained | aspirated | sampled
      | measured | centrifuged | discarded | stored | assayed | detected | removed )
    | body | lower | higher | less | more | greater | reduction | decrease | increase | gain | change ) \b
    """,
    FLAGS,
)
TESTED_AFTER = re.compile(
    r"\s?[,;]\s?(?:[pP]\s?[=<>≤≥]|9\d\s?%\s?CI\b)|\s?[(\[]\s?(?:9\d\s?%\s?)?(?:CI|confidence|IQR|SEM?|SD)\b"
)
MOVED_BY = re.compile(
    r"\b(?:fell|rose|dropped|declined|decreas\w{1,3}|increas\w{1,3}|reduc\w{1,3}|lowered|gained|lost)\sby\s$"
)
LEVELS_MOVED = re.compile(r"\b(?:levels?|concentrations?|activity)\b[^.;(]{0,100}\b(?:from|to|of|was|were)\s$")
LEVEL_OF_BLOOD = re.compile(
    r"\b(?:plasma|serum|ig[agm]\d?|antibod(?:y|ies)|tit(?:er|re)s?|c(?:max|min|trough|τ)|troughs?)\b"
    r"(?!.*\b(?:inject|infus|instill|administ|receiv|given|dose of|at a))[^;]{0,110}"
    r"\b(?:was|were|of|median|mean|is|from|to|vs|versus|ig[agm]\d?)[\s\[(.=:]{1,3}\Z"
)
"""Before a concentration: "mean plasma X concentration at the end of the night of 1.4 μg/mL"."""
LIMIT_BEFORE = re.compile(
    r"""
    (?: [<>≤≥] | \b (?: above | below | under | exceed\w{0,3} | (?:greater|less|more|higher|lower)\sthan
      | at\sleast | by | than ) )
    \s? $
    """,
    re.VERBOSE,
)
AREA = re.compile(r"\bauc\b(?!\s(?:of\s)?\d\b)(?!.*\b(?:dose|given|receiv|inject|infus))")
PER_VOLUME = (LIMIT_BEFORE, LEVELS_MOVED, LEVEL_OF_BLOOD, AREA)
"""What makes an amount per mL a level."""
DILUENT_BEFORE = re.compile(
    r"""
    (?: \d\s?(?:mg|μg|mcg|g|iu|u|units|miu)[\w/]{0,6} | diluted | dissolved | suspended | made\sup | mixed
      | reconstituted )
    \s (?:in|to|with) \s (?: a\s(?:total\s|final\s)?volume\sof\s )? $
    """,
    re.VERBOSE,
)


SPOKEN_OF_AGAIN = frozenset({"mg", "ug", "IU"})
MEASURED = re.compile(
    r"""
    (?: \b (?: was | were | is | of | to | by | from | mean | median | approximately | about | only | averag\w{1,4}
        | reach\w{1,4} | exceed\w{0,3} | under | over | above | below | total\w{0,3} | than ) \s
      | [(\[=<>≤≥±,:;+-] \s? ) $
    """,
    FLAGS,
)
"""What stands before a result rather than before a dose."""


def is_barred(scan: str, sentence: Sentence, amount: Amount) -> bool:
    """Whether the unit, or the words round it, tell that an amount is no dose, whatever drug stands near."""
    if _is_formulation(scan, sentence, amount):
        return False
    if _is_of_other_unit(scan, sentence, amount) or scan[amount.at.start] in "+-":
        return True
    before = scan[max(sentence.start, amount.at.start - 140) : amount.at.start].lower()
    if amount.unit.per == "mL" and any(told.search(before) for told in PER_VOLUME):
        return True
    if before.endswith("by ") and MOVED_BY.search(before) and "dos" not in before[-80:]:
        return True
    if amount.unit.name in VOLUMES and _is_other_volume(before, amount):
        return True
    per_volume = amount.unit.per == "mL" or (not amount.unit.per and amount.unit.name in ANALYTES_MEASURED_IN)
    near = max(0, len(before) - 64)
    for found in (
        CONSUMED_BEFORE.search(before) if _may_be_consumed(scan, before, amount) else None,
        LEVEL_BEFORE.search(before, near),
        ANALYTE_BEFORE.search(before, near) if per_volume else None,
    ):
        if found and not (DOSE_BETWEEN.search(before, found.start()) or BETWEEN_DOSES.match(before, found.start())):
            return True
    return _is_result(scan, sentence, amount)


def _may_be_consumed(scan: str, before: str, amount: Amount) -> bool:
    """Whether words of consumption stand before an amount; "use of coffee (5 mg/kg of caffeine)" tells a dose."""
    if before.endswith("(") and scan.startswith(" of ", amount.unit.end):
        return False
    return any(word in before for word in CONSUMED)


def _is_result(scan: str, sentence: Sentence, amount: Amount) -> bool:
    """Whether what follows tells a result: "300 mL lost", "258 vs. 367 mg/kg; P < 0.001", "1.2 IU/kg (95% CI ...)"."""
    end = amount.unit.end
    return any(after.match(scan, end, sentence.end) for after in (TESTED_AFTER, LEVEL_AFTER))


def may_be_named_again(scan: str, sentence: Sentence, amount: Amount) -> bool:
    """Whether a barred amount may still be a dose spoken of again: "levels of 0.2 IU/mL at 40 mg", "with X 40 mg"."""
    if amount.unit.name not in SPOKEN_OF_AGAIN or amount.spread or _is_of_other_unit(scan, sentence, amount):
        return False
    if scan[amount.at.start] in "+-" or _is_result(scan, sentence, amount):
        return False
    return MEASURED.search(scan, max(sentence.start, amount.at.start - 24), amount.at.start) is None


def _is_of_other_unit(scan: str, sentence: Sentence, amount: Amount) -> bool:
    """Whether no dose is ever printed in this unit ("kg", "mg/dL", "mL/min", "cells/mm3")."""
    unit, parts = amount.unit, set(amount.unit.per.split("/"))
    if unit.name in NEVER_DOSED_IN or parts & CONCENTRATION or OTHER_DIVISOR.match(scan, unit.end, sentence.end):
        return True
    return (unit.name == "mL" and "min" in parts) or (unit.name == "ng" and "mL" in parts)


def _is_formulation(scan: str, sentence: Sentence, amount: Amount) -> bool:
    """Whether a strength is what tells an arm's formulation: "received injections of X (600 umol/L; n = 59)"."""
    unit, start = amount.unit, amount.at.start
    if unit.name not in FORMULATED_IN or unit.per not in {"L", "mL"}:
        return False
    if not ARM_SIZE_AFTER.match(scan, unit.end, sentence.end):
        return False
    if not NAME_OPENED.search(scan, max(sentence.start, start - 24), start):
        return False
    return INJECTED.search(scan, sentence.start, start) is not None


def _is_other_volume(before: str, amount: Amount) -> bool:
    """Whether a volume is what was lost, measured or diluted into, or a limit, rather than what was given."""
    if amount.spread or DILUENT_BEFORE.search(before) or LIMIT_BEFORE.search(before):
        return True
    if DIFFERENCE_WAS.search(before):
        return True
    lost = LOST_BEFORE.search(before)
    return lost is not None and GIVEN_BETWEEN.search(before, lost.start()) is None
