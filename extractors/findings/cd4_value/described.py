"""Groups that a sentence itself sets side by side, whatever they are: "lower in migrants (198) than in others (361)".

A trial's arms are known from its inventory. A cohort, or a newspaper, compares people whom it describes where it gives
their numbers: "those on three drugs gained 193 cells, compared with 68 for AZT alone". A description names a group only
where another group stands beside it with a number of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.findings.cd4_value.meaning import Meaning
from extractors.findings.cd4_value.pages import Page
from extractors.findings.cd4_value.words import PERSONS
from extractors.links.annotated import AnnotatedText

CONTRAST = (" than ", " vs", " versus ", " compared ", " against ", " while ", " whereas ", " but ", " and ", ";")
"""One of these is in whatever sets groups side by side."""
GIVEN = (
    r"(?:who\s(?:(?:were|had|was|got)\s)?|on\s|given\s|receiving\s|taking\s|treated\swith\s|under\s|off\s|getting\s"
    r"|(?=(?:without|treated|still|never|with|not)\s))"
)
STOP = (
    r"(?=\s?(?:[,;.()\[\]]|$)|\s(?:and|but|while|whereas|than|versus|vs\.?|compared|had|has|have|gained|lost|rose|fell|reached"
    r"|averaged|was|were|saw|showed|went|at|by|after|over|to|the\s(?:mean|median|average|CD4|count)|CD4|counts?|it|they)\b)"
)
WORD = r"(?!(?:CD4|HIV|RNA|both|all|each|either|baseline|week|month|an?|the|in|for|among)\b)[^\s,;.()\[\]\d]{2,24}"
SOME_WORDS = rf"(?:the\s|an?\s)?{WORD}(?:\s(?:the\s)?{WORD}){{0,3}}?"
PEOPLE_GIVEN = rf"(?:the\s)?(?:{PERSONS}|those|ones)\s(?!who\s(?:have|are)\s){GIVEN}(?P<given>{SOME_WORDS}){STOP}"
PEOPLE_BEING = (
    rf"(?:the\s)?(?P<being>(?:{WORD}\s){{0,3}}?(?:[a-z-]{{3,16}}(?<!s)s|men|women|children)"
    rf"(?:\swho\s{WORD}(?:\s{WORD}){{0,3}}?)?){STOP}"
)
BEHIND = re.compile(
    rf"(?:\s[^\s,;.()]{{1,10}}){{0,2}}?\s(?:in|among|for)\s(?:{PEOPLE_GIVEN}|{PEOPLE_BEING})", re.IGNORECASE
)
"""The group right behind a number."""
BRACKET = re.compile(
    rf"\b(?:in|among|for)\s(?:{PEOPLE_GIVEN}|{PEOPLE_BEING})\s?[(\[](?:(?:mean|median)[\s,;:]{{0,2}})?\Z", re.IGNORECASE
)
"""The group before the bracket that a number opens."""
KIND_OF_PEOPLE = (
    r"(?:the\s)?(?P<being>(?:(?!the\b)[\w-]{3,20}\s){0,2}?(?:[a-z-]{3,14}(?:ers|ors|ants|als|ees|ists|ients)|men|women|children|mothers|boys|girls"
    r"|controls|cases|babies|athletes|migrants))"
)
LABEL = KIND_OF_PEOPLE.replace("being", "label")
VERB = r"(?:had|has|have|gained|lost|rose|fell|reached|averaged|was|were|saw|showed|went)"
LED = re.compile(
    rf"(?:\A|[;,]\s|\b(?:while|whereas|but|and)\s)(?:[Ii]n|[Aa]mong|[Ff]or)\s{PEOPLE_GIVEN},?\s(?:CD4|[^;()\d]){{0,50}}\Z",
    re.IGNORECASE,
)
"""The group that a number's clause is led by."""
OF_THOSE = re.compile(rf"\bof\s{PEOPLE_GIVEN}\s{VERB}\b(?:CD4|[^;()\d]){{0,40}}\Z", re.IGNORECASE)
"""The group whose count a number is: "the mean count of those who never switched was"."""
SUBJECT = re.compile(
    rf"(?:\A|[,;]\s(?:and\s|but\s|while\s|whereas\s)?|\b(?:while|whereas|but|and|weeks|months|years)\s)"
    rf"(?:{PEOPLE_GIVEN}|{KIND_OF_PEOPLE})\s{VERB}\b(?:CD4|[^;()\d]){{0,50}}\Z"
    rf"|(?:\b(?:while|whereas|but|and|vs\.?|versus)|;)\s(?:in\s|for\s)?{LABEL}\s(?:{VERB}\s)?(?:only\s)?\Z",
    re.IGNORECASE,
)
"""The group that a number's clause begins with."""
LONGEST = 120
NO_GROUPS = re.compile(
    r"\b(?:weeks?|months?|years?|days?|cells|counts?|groups|arms|regimens|studies|trials|patients|participants|subjects"
    r"|individuals|persons|analys[ei]s|terms|visits|levels|values|others|measurements|samples|results|lymphocytes|cases|did|not)\Z",
    re.IGNORECASE,
)


def with_described(
    text: AnnotatedText, page: Page, meanings: Sequence[Meaning], named: Sequence[str | None]
) -> list[str | None]:
    """The groups of a page's numbers, with those that its sentence describes side by side."""
    told = [number for number, meaning in enumerate(meanings) if meaning.kind in {"level", "change"}]
    open_to = [number for number in told if named[number] is None]
    said = page.scan[page.sentence.start : page.sentence.end]
    if not open_to or len(told) < 2 or not any(sign in said for sign in CONTRAST):
        return list(named)
    found = {number: name for number in open_to if (name := _described(text, page, number))}
    others = {name for name in named if name}
    if len({*found.values(), *others}) < 2 or len({meanings[number].kind for number in told}) > 1:
        return list(named)
    return [found.get(number, name) for number, name in enumerate(named)]


def _described(text: AnnotatedText, page: Page, number: int) -> str | None:
    """The group that a number's own words describe."""
    measure = page.measures[number]
    start = page.measures[number - 1].end if number else page.sentence.start
    end = page.measures[number + 1].at.start if number + 1 < len(page.measures) else page.sentence.end
    head = page.scan[max(start, measure.at.start - LONGEST) : measure.at.start]
    low = measure.at.start - len(head)
    if match := BRACKET.search(head) or SUBJECT.search(head) or LED.search(head) or OF_THOSE.search(head):
        return _name(text, match, low)
    behind = BEHIND.match(page.scan, measure.end, end)
    return _name(text, behind, 0) if behind else None


def _name(text: AnnotatedText, match: re.Match[str], low: int) -> str | None:
    """The words that name the group."""
    group = next((name for name in ("given", "being", "label") if match.groupdict().get(name)), None)
    if group is None or NO_GROUPS.search(match[group]):
        return None
    start, end = match.span(group)
    return text.text[low + start : low + end]
