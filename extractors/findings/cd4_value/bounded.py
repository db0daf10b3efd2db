"""What a number with a bound says: nearly always a limit, but "counts rose by more than 200" tells what happened.

It is a change or a level only where it is told of counts or of whole groups: what some of the people had is a limit.
"""

from __future__ import annotations

import re

from extractors.findings.cd4_value.cues import UP
from extractors.findings.cd4_value.measures import Measure

OF_SOME = re.compile(
    r"\b(?:if|when|whenever|unless|until|once|whether|who|whose|defin\w+|criteri\w+|end[\s-]?points?|outcomes?"
    r"|respon(?:ders?|ses?|ded)"
    r"|proportions?|percentages?|numbers?|probability|likelihood|odds|chance|risk|failure|time\sto|eligib\w+|inclusion"
    r"|achiev\w+|experienc\w+|reach\w*|attain\w*|target\w*|aim\w*|goals?|power\w*|those|patients|subjects|participants"
    r"|persons|individuals|women|men|children|infants|adults|people|volunteers|mothers|recipients|cases|of\s(?:them|these|whom))\b"
    r"|%|\bhad\b",
    re.IGNORECASE,
)
"""Before a bound: that it tells some of the people from the others."""
ROSE_BY = re.compile(
    r"\b(?:(?:counts?|cells|lymphocytes|levels?|CD4\S{0,2}|therapy|treatment|drugs?|it|this|both|combinations?|regimens?)"
    r"[^.;,]{0,40}?\s(?:rose|increased|climbed|improved|grew|went\sup|jumped|raised|boosted|gained)"
    r"(?:\s[^.;,]{1,40})?\sby\s$"
    r"|\b(?:raised|increased|boosted|lifted)\s(?:the\s|their\s)?(?:mean\s|median\s|average\s)?CD4[^.;,\d]{0,30}\sby\s$"
    r"|\b(?:counts?|cells|typical\s\w+|average\s\w+)[^.;,\d]{0,20}?\sgained\s$)",
    re.IGNORECASE,
)
GAIN_OF = re.compile(rf"(?:{UP})(?:\sin\s(?:the\s)?(?:CD4|T[\s-]cell)[^.;,\d]{{0,20}})?\sof\s$", re.IGNORECASE)
IN_ALL = re.compile(
    r"(?:,?\s(?:was|were)\s(?:seen|observed|noted|recorded|reported|found))?"
    r"\s(?:in|for|with|across|on|under)\s(?:both|all|each|either)\s(?:the\s|of\sthe\s)?(?:\w+\s)?(?:arms?|groups?|regimens?"
    r"|drugs?|treatments?)\b",
    re.IGNORECASE,
)
IN_SOME = re.compile(
    r"[^.;,\d]{0,30}\s(?:in|among|for)\s(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|most|many|half|some)\b)",
    re.IGNORECASE,
)
LEVEL_AT = re.compile(
    r"\b(?:means?|medians?|averages?)\b(?!\sof\s\d)(?:\s[\w+/()-]{1,20}){0,8}?"
    r"\s(?:was|were|remained|stayed|stood|counts?\sof)\s(?:(?:at|still|always|well|just)\s){0,2}$",
    re.IGNORECASE,
)
ENTRY = re.compile(r"\b(?:with|whose|if|when|until)\s(?:an?\s|the\s|their\s)?(?:mean|median|average)", re.IGNORECASE)


def bounded_kind(measure: Measure, head: str, window: str, after: str) -> str:
    """The kind of a number with a bound, by the words before it in its sentence and right behind it."""
    if measure.high is not None:
        return "threshold"
    if LEVEL_AT.search(window):
        return "threshold" if ENTRY.search(window) or (measure.unit == "%" and "percent" not in window) else "level"
    if measure.comparator not in {">", ">="}:
        return "threshold"
    if IN_SOME.match(after):
        return "threshold"
    if ROSE_BY.search(window) and not OF_SOME.search(_clause(head)):
        return "change"
    if GAIN_OF.search(window) and IN_ALL.match(after) and not OF_SOME.search(_clause(head)):
        return "change"
    return "threshold"


def _clause(head: str) -> str:
    """The words of a number's own clause before it."""
    return re.split(r"[;,]\s", head)[-1]
