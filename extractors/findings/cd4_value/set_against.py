"""A level set against an earlier one: "229 cells/mm3, compared with 123 cells/mm3 at baseline".

What looks like a list of two that shares the time behind it is two points in time.
"""

from __future__ import annotations

import re

from extractors.findings.cd4_value.measures import Measure
from extractors.links.annotated import AnnotatedText
from extractors.links.times import TimeMention
from extractors.model import Sentence

COMPARED = re.compile(
    r"[\s,;(]{1,3}(?:as\s)?(?:versus|vs\.?|v\.?|against|(?:as\s)?compared\s(?:with|to)|in\scomparison\s(?:with|to)"
    r"|up\sfrom|down\sfrom)\s(?:an?\s|the\s)?(?:(?:mean|median|average)\s)?(?:of\s)?(?:only\s|just\s)?",
    re.IGNORECASE,
)
OWN_UNIT = re.compile(r"cell|/")
START = re.compile(r"base|entry|enrol|inclusion|screening|pre-|before|prior", re.IGNORECASE)
"""What a later level is compared with. "Randomization" and "start" are as often what a time is counted from."""


def is_set_against_start(
    text: AnnotatedText,
    sentence: Sentence,
    pair: tuple[Measure, Measure],
    shared: TimeMention,
    times: tuple[TimeMention, ...],
) -> bool:
    """Whether the time behind a pair is the second's alone: a later one is named before it, or nothing else differs."""
    first, second = pair
    if not START.search(shared.name) or COMPARED.fullmatch(text.scan, first.end, second.at.start) is None:
        return False
    if any(t.at.end <= first.at.start and not START.search(t.name) and not t.name.startswith("per ") for t in times):
        return True
    groups = {mention.name for mention in text.arms.mentions_between(sentence.start, sentence.end)}
    return len(groups) < 2 and all(OWN_UNIT.search(text.scan, measure.start, measure.end) for measure in pair)
