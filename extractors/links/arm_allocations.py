"""The treatments that an allocation lists: "randomized to receive either X (n = 33) or Y", and who was given what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.links.arm_items import LONGEST_REACH, OR, listed
from extractors.links.arm_leads import led_by
from extractors.links.arm_names import Named
from extractors.links.page import Page
from extractors.traced_text import CleanSpan

ALLOCATION = re.compile(
    r"""
    (?: randomi[sz]ed | assigned | allocated | divided | selected )
    \b (?: [^.;()\[\]] | \([^()]{0,80}\) ){0,120}?
    \s(?: (?<!relation\s) to | into | between(?!\s(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)) ) \s
    (?: receive \s | receiving \s | be \s (?:treated \s with | given) \s | treatment \s with \s
      | continue \s (?:with \s)? )?
    """,
    re.VERBOSE,
)
ALLOCATES = re.compile(
    r"\b(?:were|was|be|been|and|then|we|investigators|authors|clinicians|randomly|patients|subjects|participants|women"
    r"|men|"
    r"adults|children)\s(?:\w{1,12}ly\s)?$"
)
"""Before the verb: what makes it an allocation of the trial's people rather than an adjective."""
CHOICE = re.compile(r"(?:either|both)\s")
CHOOSES = re.compile(
    r"(?:\b(?:received?|underwent|given|took|started|assigned|plus|treated\swith|comparing|compared)|:)\s$"
)
BOTH, UNDERWENT = "both ", ("underwent ", "plus ")
""" "Underwent both" tells what all had."""
AMOUNT = re.compile(r"\s?\d[\d.,]{0,9}[\s-]?[\w/%μ]{1,10}(?:\s(?:per|a)\s\w{1,8})?")
TELLS_BEFORE = re.compile(
    r"(?:^|[\s(,])(?P<told>(?:oral|intravenous|subcutaneous|intramuscular|topical|inhaled|intrathecal|epidural|daily"
    r"|weekly|monthly"
    r"|single-dose|immediate|continuous|continued|intermittent|additional"
    r"|\d[\d.,]{0,7}[\s-]?(?:mg|g|μg|mcg|ug|ml|iu|u)(?:/(?:kg|day|d|m2))*(?:\sof)?)\s)\Z",
    re.IGNORECASE,
)


def allocated(page: Page) -> Iterator[tuple[Named, ...]]:
    """The treatments of each allocation that lists at least two, in order."""
    for start in _starts(page):
        sentence = page.sentence_over(start)
        names = tuple(listed(page.scan, _past_either(page.lowered, start), sentence.end)) if sentence else ()
        if len(names) >= 2:
            yield _told_apart(page.scan, names)


def _starts(page: Page) -> Iterator[int]:
    """Where what an allocation lists begins: behind "randomized to receive", behind "received either"."""
    verbs = (at for at in page.leads.allocating if ALLOCATES.search(page.lowered, _verb_before(page.lowered, at), at))
    for match in led_by(verbs, ALLOCATION, page.lowered):
        yield match.end()
    for match in led_by(page.leads.choosing, CHOICE, page.lowered):
        if match[0] == BOTH and page.lowered.endswith(UNDERWENT, 0, match.start()):
            continue
        if CHOOSES.search(page.lowered, max(0, match.start() - 16), match.start()):
            yield match.end()


def _verb_before(lowered: str, start: int) -> int:
    """Where the word before begins, and the one before that where the first is an adverb: "were randomly …"."""
    low = max(0, start - 30)
    word = lowered.rfind(" ", low, start - 1)
    if lowered.startswith("ly", start - 3):
        word = lowered.rfind(" ", low, word)
    return max(low, word)


def _past_either(lowered: str, start: int) -> int:
    """Where the choice begins: "to lamivudine plus either efavirenz or …" chooses after "either"."""
    either = lowered.find(" either ", start, start + LONGEST_REACH)
    return either + len(" either ") if either >= 0 and not any(word in lowered[start:either] for word in OR) else start


def _told_apart(scan: str, names: tuple[Named, ...]) -> tuple[Named, ...]:
    """Groups given one drug are told apart by its amount or its way: "zidovudine 500 mg", "oral iron"."""
    printed = [named.name.casefold() for named in names]
    if len(set(printed)) == len(printed):
        return names
    return tuple(
        _told_by_more(scan, named) if printed.count(name) > 1 else named
        for named, name in zip(names, printed, strict=True)
    )


def _told_by_more(scan: str, named: Named) -> Named:
    """The name with its amount behind it, else with the word or amount before it."""
    start, end = named.at
    if amount := AMOUNT.match(scan, end, max(named.reach, end)):
        end = amount.end()
    elif before := TELLS_BEFORE.search(scan, max(0, start - 24), start):
        start = before.start("told")
    return named._replace(name=scan[start:end], at=CleanSpan(start, end))
