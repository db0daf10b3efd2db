"""Groups told by what their people did: "those who continued", "the stoppers", where the text has such arms.

An arm called "stop" or "continued therapy" is meant by all who did so; what is said of them is told by the stem of the
verb. Where people's doings bear sizes side by side ("who could stop (n = 74) and who carried on (n = 72)") they are the
arms' names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from extractors.links.arm_leads import led_by
from extractors.links.arm_names import Named, is_treatment
from extractors.links.page import Page
from extractors.traced_text import CleanSpan

PEOPLE = (
    r"(?:those|patients?|participants?|subjects?|people|adults?|women|men|children|mothers|individuals|persons|volunteers"
    r"|infants?|recipients?)"
)
DOER = re.compile(
    rf"(?:{PEOPLE}(?:\s(?:who|that))?|who)\s(?:(?:had|have|were|was|did|could|then|only|simply|just|already|still|\w{{3,12}}ly)\s){{0,2}}"
    r"(?P<did>[a-z][a-z-]{3,17})\b(?!\s(?:to|the\sstudy|the\strial)\b)(?:\s(?P<how>immediately|early|late))?"
)
"""People and what they did. "Those who continued to drink" did something else."""
OBJECT = re.compile(
    r"\s(?:(?:the|their|its|all|any|study|antiretroviral|daily|oral)\s){0,2}(?!(?:had|has|have|were|was|is|are|did|do|and|or|but|than|at|after|by"
    r"|in|on|off|up|out|from|for|until|till|within|with|without|during|to|rose|fell|lost|grew|went|as|who|while|whereas|vs|versus"
    r"|compared|against|if|when|because|though|early|late|immediately|later|again|treatment|therapy|therapies|drugs?|art|cart|haart"
    r"|medication|medicines?|prophylaxis|regimens?|it|them|this|these|pills?|tablets?|groups?|arms?|showed|kept|saw|got|did|died)\b)"
    r"(?P<word>[a-z][a-z-]+)"
)
"""What people did it to."""
AGENTS = re.compile(r"\b(?P<did>[a-z]{3,12}(?:er|or)s)\b(?!')")
SIZED = re.compile(
    r"\bwho\s(?:(?:could|would|should|had|were|was|did|to|be)\s){0,3}"
    r"(?P<name>[a-z][a-z-]{2,20}(?:\s(?:on|up|off|out))?(?:\s[a-z][a-z-]{2,20}){0,2}?)\s[(\[]n\s?=\s?\d{1,6}[)\]]"
)
TO_DO = re.compile(
    r"(?:randomi[sz]ed|assigned|allocated)\s[^.;]{0,40}?\bto\s(?:either\s)?(?P<one>[a-z]{4,12})\b[^.;]{0,60}?"
    r"\b(?:or|versus|vs\.?|and)\s(?:to\s)?(?P<two>[a-z]{4,12})\b"
)
"""Two doings that people were allocated to: "randomised to stop or continue fluconazole"."""
WITH_WHAT = re.compile(r"\s(?:(?:to|on|with|from|the)\s){0,2}(?P<what>[\w/+-]{3,40})")
NEXT_SIZED = 24
"""Characters between two such doings with sizes."""
DEEDS = frozenset(
    """
    stop continu discontinu interrupt defer delay wait switch chang maintain carry pause withdraw taper resum restart
    intensify simplify add start immedy early late remain stay keep quit abstain vaccin exercis fast
    supplement boost deescal escal rest walk swim circumcis
    """.split()
)
"""Stems of what groups do; what all of them do in every trial ("treat", "receive", "complete") tells none."""
ENDINGS = (
    "ifications", "ification", "ations", "ation", "ements", "ement", "ions", "ion", "ings", "ing", "ated", "ates",
    "ate", "ers", "ors", "er", "or", "ied", "ies", "ed", "als", "al", "ous", "ance", "ment", "es", "e", "s",
)  # fmt: skip
WHOLE = {"ification": "ify", "ifications": "ify", "ied": "y", "ies": "y"}
AGENT_ENDS = frozenset(("er", "or"))
LONGEST_NAME = 4
"""Words of an arm's name that may be told by one of them."""


def doers(page: Page, known: Iterable[Named]) -> Iterator[Named]:
    """The people who did what a known arm is called after, each with the name that is meant."""
    by_deed: dict[str, Named] = {}
    for named in sorted(known, key=lambda named: named.at):
        words = named.name.casefold().replace("-", " ").split()
        for word in words if len(words) <= LONGEST_NAME else ():
            if (stem := stem_of(word)) in DEEDS:
                by_deed.setdefault(stem, named)
    if not by_deed:
        return
    for agents in AGENTS.finditer(page.lowered):
        if (meant := by_deed.get(stem_of(agents["did"]))) and page.sentence_number(agents.start()) >= 0:
            yield Named(meant.name, CleanSpan(*agents.span()), True)
    for match in led_by(page.leads.giving, DOER, page.lowered):
        deeds = [word for word in (match.groupdict().get("how"), match["did"]) if word]
        meant = next(filter(None, (by_deed.get(stem_of(word)) for word in deeds)), None)
        if meant and _may_mean(page, match, meant):
            yield Named(meant.name, CleanSpan(*match.span()), True, meant=meant.at)


def allocated_deeds(page: Page) -> Iterator[Named]:
    """The two doings that people were allocated to, each the name of a group; its treatment, if told, comes first."""
    for match in led_by(page.leads.allocating, TO_DO, page.lowered):
        if stem_of(match["one"]) in DEEDS and stem_of(match["two"]) in DEEDS and match["one"] != match["two"]:
            alone = not _are_of_treatments(page, match)
            for part in ("one", "two") if page.sentence_number(match.start()) >= 0 else ():
                yield Named(page.scan[slice(*match.span(part))], CleanSpan(*match.span(part)), alone)


def _are_of_treatments(page: Page, match: re.Match[str]) -> bool:
    """Whether each doing has its own treatment, which names the group: "to switch to X or to remain on Y"."""
    followed = (WITH_WHAT.match(page.lowered, match.end(part)) for part in ("one", "two"))
    return all(what and is_treatment(page.scan[slice(*what.span("what"))]) for what in followed)


def sized_doers(page: Page) -> Iterator[Named]:
    """What people did, each with its size, side by side."""
    found = list(SIZED.finditer(page.lowered)) if " who " in page.lowered and "n" in page.lowered else []
    for place, match in enumerate(found):
        near = any(
            other.start() - one.end() <= NEXT_SIZED
            for one, other in ((found[max(place - 1, 0)], match), (match, found[min(place + 1, len(found) - 1)]))
            if one is not other
        )
        if near and page.sentence_number(match.start()) >= 0:
            at = CleanSpan(*match.span("name"))
            yield Named(page.scan[at.start : at.end], at, True)


def _may_mean(page: Page, match: re.Match[str], meant: Named) -> bool:
    """Whether a doing can be an arm's."""
    if page.sentence_number(match.start()) < 0 or _is_told(match, meant):
        return False
    return not _is_of_something_else(page.lowered, match.end())


def _is_of_something_else(lowered: str, end: int) -> bool:
    """Whether people did it to something that no trial's arms differ in: "women who stopped breastfeeding"."""
    behind = OBJECT.match(lowered, end)
    return behind is not None and not behind["word"].endswith("ed") and not is_treatment(behind["word"])


def _is_told(match: re.Match[str], meant: Named) -> bool:
    """Whether a doing is the place where the arm has its name from."""
    return match.start() < meant.at.end and meant.at.start < match.end()


@lru_cache(maxsize=4096)
def stem_of(word: str) -> str:
    """What the words of one doing share: "stop" of "stopped", "stopping", "stoppers"; "continu" of "continuation"."""
    word = word if word in DEEDS else word.removesuffix("ly")
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 + (ending in AGENT_ENDS):
            word = word.removesuffix(ending) + WHOLE.get(ending, "")
            break
    if word.endswith("i"):
        return f"{word[:-1]}y"
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] in "prtnm" else word
