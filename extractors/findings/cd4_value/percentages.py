"""Which percentages are the CD4 cell's: a CD4 percentage, a change of CD4 in per cent, a difference in per cent."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.findings.cd4_value import going_on, words
from extractors.findings.cd4_value.analytes import Mention
from extractors.findings.cd4_value.measures import Measure
from extractors.model import Sentence

POINTS = re.compile(r"points?\b", re.IGNORECASE)
HIGHER = re.compile(
    r"\s(?:higher|lower|greater|larger|smaller)\b(?!\s(?:risk|rate|odds|chance|probability|proportion|mortality))"
    r"|\s(?:more|fewer|less)\s(?:CD4|T[\s-]?4|T[\s-]cells)",
    re.IGNORECASE,
)
OF_LYMPHOCYTES = re.compile(
    r"(?:\s(?:to|and|vs\.?|versus)\s\d{1,2}(?:\.\d+)?\s?%(?:\s?(?:±|\+/-)\s?\d[\d.]*\s?%?)?)?\s(?:of|among)\s"
    r"(?:(?:all|total|the|their|peripheral|circulating|blood|CD3\S{0,2})\s){0,3}(?:T[\s-]?)?"
    r"(?:lymphocytes|T[\s-]cells|cells)\b",
    re.IGNORECASE,
)


COUNTED_BEFORE = re.compile(r"\d\s?$")
"""An analyte that is itself the unit of a number ("200 CD4 cells (30% of …)") has no percentage behind it."""


AS_A_SHARE = re.compile(r"\bas\san?\s(?:proportion|percentage|per\scent|percent|fraction|share)\b[^.;\d]{0,50}$")


STRATA = re.compile(r"\b(?:categor(?:y|ies)|strat(?:um|a)|(?:sub-?)?groups?|bands?)\b", re.IGNORECASE)


BRACKETS = frozenset(("(", "["))
RESTATING = frozenset(("(", "[", "or", ",", ", or", "(or", ";", "/"))
COUNT_AND_SHARE = re.compile(
    r"\b(?:counts?|cells?|CD4)\s(?:and|[/+])\s(?:CD4\S{0,2}\s)?(?:percentages?|per\scent|percent|CD4\s?%|%)",
    re.IGNORECASE,
)


class Setting(NamedTuple):
    """What stands round a percentage: the analyte named before it, the words between (blanked), before and after."""

    before: Mention | None
    word: str
    between: str
    head: str
    after: str


def share_said(head: str) -> str:
    """The words right before an analyte, or "percent" where those before it make it a share: "As a proportion, …"."""
    return "percent" if "as a" in head and AS_A_SHARE.search(head) else head[-16:]


def restates(scan: str, sentence: Sentence, count: Measure, measure: Measure) -> bool:
    """Whether a percentage tells a count once more: "+226 cells/mm3 (+83%)", "212 cells/mm3 (14%)", "212 and 14%"."""
    between = scan[count.end : measure.at.start].strip()
    bounded = bool(count.comparator) or measure.high is not None
    if between in {"and", "/"} and not bounded:
        return COUNT_AND_SHARE.search(scan, sentence.start, count.at.start) is not None
    if between in BRACKETS and count.volume and not bounded and count.high is None:
        closes = scan[measure.end : measure.end + 1] in {")", "]"}
        return closes and words.OF_PEOPLE.match(scan, measure.end + 1, sentence.end) is None
    return (measure.signed and between in RESTATING) or (measure.comparator is not None and between == "or by")


def is_percentage(measure: Measure, setting: Setting, printed: str) -> bool:
    """Whether a percentage is a CD4 percentage or a change of CD4 in per cent."""
    if measure.high is None and abs(measure.value) > 1000:
        return False
    before, between, after = setting.before, setting.between, setting.after
    if words.PERCENT_CHANGE_AFTER.match(after):
        return True
    named = before is not None and (before.what == "percentage" or words.DIRECTLY.fullmatch(between) is not None)
    if words.OF_PEOPLE.match(after) and not (named and measure.comparator):
        return False
    if before is None or not before.is_cd4 or before.what == "ratio":
        follows = words.CD4_AFTER_PERCENT.match(after)
        return follows is not None and words.PERCENT_LED.search(setting.head) is not None
    if before.what == "percentage" or "percent" in setting.word:
        points = POINTS.search(printed) is not None and ";" not in between and len(between) < 120
        return points or words.is_neutral(between) or going_on.has_own_predicate(between)
    return _of_the_count(measure, setting)


def _of_the_count(measure: Measure, setting: Setting) -> bool:
    """Whether a percentage is what a CD4 count rose or fell by, or the cells' share of the lymphocytes."""
    between, after = setting.between, setting.after
    counted = COUNTED_BEFORE.search(setting.word) is not None
    if (words.DIRECTLY.fullmatch(between) and not counted) or (
        measure.comparator and not STRATA.sub("", between).strip(" (,:of")
    ):
        return True
    if words.CHANGE_NOUN.match(after) and setting.before is not None and setting.before.what == "cd4":
        return True
    if HIGHER.match(after) or OF_LYMPHOCYTES.match(after):
        return words.is_neutral(between)
    led = words.PERCENT_LED.search(setting.head) or words.DIRECT_CHANGE.search(setting.head)
    return led is not None and words.is_neutral(between)


def may_go_on(measure: Measure, known: Measure) -> bool:
    """Whether a number can be a percentage that goes on from one of the CD4 cell's: no value from a limit."""
    if measure.unit != "%" or (known.unit or "%") != "%":
        return False
    return not known.comparator or measure.comparator is not None or measure.high is not None
