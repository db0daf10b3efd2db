"""People told by a limit that they pass, and what they had later: "those above 350 reached 712".

Also limits at which people are treated, and what did not change.
"""

from __future__ import annotations

import re

from extractors.findings.cd4_value.going_on import DIGIT, HEDGE, LEAST_OF_THEM, PEOPLE, VERB, WHITHER, is_round
from extractors.findings.cd4_value.measures import Measure

PERSONS = rf"(?:who|whoever|whose|anyone|anybody|everyone|nobody|they|he|she|we|{PEOPLE})"
WHO_PASSED = re.compile(
    rf"\b{PERSONS}\s(?:(?:in|of)\s(?:that|this|the|each|either)\s\w+\s)?(?:[\w']{{1,12}}\s){{0,3}}?"
    r"(?:were|was|are|is|fell|falls?|fallen|dropp?(?:ed|s)?|slid|dipped|went|got|gets?|rose|climb(?:ed|s)?|it|stay(?:ed|s)?"
    r"|remain(?:ed|s)?|started|starts?|began|begins?)\s(?:(?:back|still|already|well|just|treatment|therapy|drugs)\s){0,2}$",
    re.IGNORECASE,
)
"""Before a limit that people are or come below: "whoever fell below 300", "until they were under 200"."""
NADIR = re.compile(
    r"\b(?:nadirs?|lowest(?:-ever)?)\s(?:(?:values?|counts?|levels?|points?|ever)\s){0,2}(?:(?:of|was|were|is)\s)?$",
    re.IGNORECASE,
)
TREATED_AT = re.compile(
    r"\b(?:start|begin|initiat|treat|commenc|stop|interrupt|resum|defer|delay)\w*\s(?:(?:treatment|therapy|ART|HAART|drugs"
    r"|people|patients|adults|them|it|everyone)\s){0,2}(?:(?:at|when|if|once|with)\s)?(?:between\s)?$",
    re.IGNORECASE,
)
"""Before a limit at which people are treated: "advise starting between 350 and 200"."""
THOSE_WITHIN = re.compile(
    rf"(?:\A|[.;:]\s|,\s(?:and|but|while|whereas)\s|\b(?:while|whereas|but|and)\s)(?:(?:the|most|all|many)\s)?{PEOPLE}"
    r"\s(?!\d)[^.;,]{1,70}\Z",
    re.IGNORECASE,
)
MOVED = re.compile(
    rf",?\s(?:(?:had|have|then|later|still|also|on\saverage|only|\w+ly)\s){{0,2}}{VERB}{WHITHER}\s{HEDGE}\Z",
    re.IGNORECASE,
)
WAS = re.compile(r"\b(?:was|were|is|are)\s", re.IGNORECASE)
UNMOVED = re.compile(
    r"\b(?:unchanged|stable|static|flat|constant|steady|the\ssame|(?:little|no|nothing|hardly|not|barely)\s[^.;\d]{0,24}?\bchange\w*)"
    r"(?!\s(?:in|of)\s)[^.;\d]{0,30}\((?:from\s)?(?:\d{3,4}\s(?:and|vs\.?|to|then)\s)?$",
    re.IGNORECASE,
)


def is_passed_by_people(head: str, measure: Measure) -> bool:
    """Whether a limit of the size of a CD4 count's is one that people come to, or that their lowest count has."""
    if measure.value < LEAST_OF_THEM or not is_round(measure, "cells/uL"):
        return False
    return any(said.search(head) for said in (WHO_PASSED, NADIR, TREATED_AT))


def is_unmoved(head: str, measure: Measure) -> bool:
    """Whether a number in a bracket is what did not change: "nothing much changed (731 and 744)"."""
    return 100 <= measure.value < 2000 and UNMOVED.search(head) is not None


def is_of_those_within(head: str, known: Measure, between: str) -> bool:
    """Whether a number is what people had later who were told by a count: "those above 350 reached 712"."""
    if len(between) > 80 or DIGIT.search(between) or WAS.search(between) or MOVED.fullmatch(between) is None:
        return False
    return known.unit != "%" and THOSE_WITHIN.search(head) is not None
