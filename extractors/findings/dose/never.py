"""What has a number and a unit of drugs and is no dose: levels, laboratory values, weights, volumes lost, thresholds."""

from __future__ import annotations

import re

from extractors.findings.dose.amounts import Amount
from extractors.model import Sentence

CONCENTRATION = frozenset({"dL", "L", "g", "mmol"})
VOLUMES = frozenset({"mL", "L", "ul"})
LEVEL_BEFORE = re.compile(
    r"\b(?:concentrations?|(?<!dose\s)levels?|trough|cmax|cmin|auc\w{0,8}|plasma|serum|haemoglobin|hemoglobin|hb|glucose|cholesterol|creatinine|clearance"
    r"|albumin|bilirubin|ferritin|triglycerides?|ldl(?:-c)?|hdl(?:-c)?|psa|crp|hcg|gfr|egfr|fev1|fvc|pef|protein(?:uria)?|excretion|calcium\slevels?"
    r"|weigh\w{0,4}|birth-?\s?weight|body\sweight|weight|blood\sloss|loss\sof|lost|drain\w{0,3}|output|residual|intake"
    r"|volume|ejection|secretion|exudate|mass|bmi|tidal|mic\w{0,3}|ic50|ec50|detection|cut-?off|threshold|viral\sload|fluid\sbalance|bleeding|urin\w{1,3}|sputum|milk|meal"
    r"|energy|differences?|changes?|specimen)\b[^;.]{0,36}$",
    re.IGNORECASE,
)
CONSUMED_BEFORE = re.compile(r"\b(?:consumption|requirements?|use\sof|usage|amount\sof|need\sfor)\b[^;]{0,120}$", re.IGNORECASE)
DOSE_BETWEEN = re.compile(r"\b(?:dos(?:e|es|age|ing|ed)|received?|receiving|given|administered|randomi[sz]ed|assigned|daily|treated\swith|injections?|infusions?|supplement\w{0,7})\b", re.IGNORECASE)
LEVEL_AFTER = re.compile(
    r"\s?(?:of\s)?(?:(?:total|mean|estimated|intraoperative|packed|whole|red)\s)?(?:blood|urine|loss|weight|birth\sweight|haemoglobin|hemoglobin|plasma\b|drainage|ascites|pleural|fluid|lighter|heavier|lost|tissue|stools?|muscle|fat\b|tumou?r)"
    r"|\s(?:weight|body)\b|\s(?:lower|higher|less|more|greater)\b|\s(?:reduction|decrease|increase|gain|change)\b",
    re.IGNORECASE,
)
COMPARED_BEFORE = re.compile(r"(?:[<>≤≥]|\b(?:above|below|under|exceed\w{0,3}|greater\sthan|less\sthan|more\sthan|higher\sthan|lower\sthan|at\sleast|by|than))\s?$", re.IGNORECASE)
DILUENT_BEFORE = re.compile(r"(?:\d\s?(?:mg|μg|mcg|g|IU|U|units|MIU)[\w/]{0,6}|diluted|dissolved|suspended|made\sup|mixed|reconstituted)\s(?:in|to|with)\s(?:a\s(?:total\s|final\s)?volume\sof\s)?$", re.IGNORECASE)


def is_barred(scan: str, sentence: Sentence, amount: Amount) -> bool:
    """Whether the unit, or the words round it, tell that an amount is no dose, whatever drug stands near."""
    unit = amount.unit
    if unit.name == "kg" or unit.name in {"kcal", "ppm", "nmol"}:
        return True
    parts = set(unit.per.split("/"))
    if parts & CONCENTRATION or (unit.name == "mL" and "min" in parts) or (unit.name == "ng" and "mL" in parts):
        return True
    if unit.name in VOLUMES and DILUENT_BEFORE.search(scan, max(sentence.start, amount.at.start - 60), amount.at.start):
        return True
    before = scan[max(sentence.start, amount.at.start - 140) : amount.at.start]
    consumed = CONSUMED_BEFORE.search(before)
    if consumed and not DOSE_BETWEEN.search(before, consumed.start()):
        return True
    level = LEVEL_BEFORE.search(before)
    if level and not DOSE_BETWEEN.search(before, level.start()) :
        return True
    return LEVEL_AFTER.match(scan, amount.at.end, sentence.end) is not None
