"""The drugs and regimens that people are said to have been given, outside an allocation: "30 received X and 31 Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.links.arm_leads import led_by
from extractors.links.arm_names import NOT_GIVEN, Named, is_drug, is_treatment
from extractors.links.page import Page
from extractors.traced_text import CleanSpan

WHOLE = (
    r"(?:usual|standard|routine|supportive)\scare\b"
    r"|(?:antiretroviral|antiviral|conventional|standard|medical|hormonal|supportive|adjuvant|replacement|radiation"
    r"|behaviou?ral|physical)\s(?:therapy|treatment)\b"
)
"""What something was given beside, which is nothing without its noun."""
GIVEN = r"[\w+/-]{2,40}(?:\s(?:therapy|treatment)(?=\s(?:plus|alone|only)\b))?"
TREATED = re.compile(
    r"(?:treated\swith|receiv(?:ed|ing|e)|given|taking|took|prescribed|continued\son|started|initiated|under|"
    r"randomi[sz]ed\sto|assigned\sto|who\swith|(?:patients|subjects|participants|women|men|children|adults|infants"
    r"|people|volunteers|those)\s"
    r"(?:on|with|under|using|administered))\s"
    r"(?:(?:the|either|an?|only|first|of|three|two|four|combination|short-course|long-term|intermittent|monthly"
    r"|therapy|adjunctive|"
    r"daily|oral)\s){0,4}"
    rf"(?P<name>(?:usual|standard|routine|supportive)\scare\b"
    rf"|{GIVEN}(?:\s(?:plus|\+)\s(?:an?\s)?(?:{WHOLE}|{GIVEN})){{0,3}}(?:\s(?:alone|only)\b)?)",
)
TREATED_NEXT = re.compile(
    r"\s(?:and|or|vs\.?|versus)\s(?P<name>[\w+/-]{2,40})(?=[,.;]|\s(?:respectively|were|was|had))"
)
OR_NEXT = re.compile(
    r"\sor\s(?P<name>[\w+/-]{2,40})(?=\s(?:according|by|in|at|for|as|daily|once|twice|from|during|every|on|until)\b|\s[(\d])"
)
ONE_MORE = re.compile(r"\s[a-z][\w-]{1,20}")
BEFORE_TRIAL = ("previously ", "previously been ", "prior ", "formerly ", "ever ", "already ")
"""Before "treated with": that it was not the trial that gave it."""
IN_BRACKETS = re.compile(r"\((?P<name>[\w+/-]{2,40})\)")
COUNTED = re.compile(r"(?<![\d.,-])(?<!factor )(?<!type )\d[\d.,]{0,6}%?(?:\s[^\s()\d,;][^\s(),;]{0,11}){0,2}\s\Z")
"""A number before a bracket: "12 patients (lamivudine)"; not that of a name: "interleukin-10 (IL-10)"."""


def treated(page: Page) -> Iterator[Named]:
    """The drugs and regimens that the text says people were given."""
    for match in led_by(page.leads.giving, TREATED, page.lowered):
        if NOT_GIVEN.match(page.lowered, match.end()) or page.lowered.endswith(BEFORE_TRIAL, 0, match.start()):
            continue
        if page.sentence_number(match.start()) < 0:
            continue
        if is_treatment(_name(page, match)):
            yield _named(page, match)
            yield from _next_treated(page, match.end())
        elif (more := ONE_MORE.match(page.lowered, match.end())) and not is_treatment(more[0].strip()):
            name = page.scan[match.start("name") : more.end()]
            if is_drug(name):
                yield Named(name, CleanSpan(match.start("name"), more.end()), False)
    for match in IN_BRACKETS.finditer(page.lowered):
        if not is_treatment(_name(page, match)):
            continue
        counted = COUNTED.search(page.lowered, max(0, match.start() - 30), match.start())
        if counted and page.sentence_number(counted.start()) >= 0:
            yield _named(page, match)


def _next_treated(page: Page, at: int) -> Iterator[Named]:
    """What others were given: "X and Y, respectively", "X or Y according to a list"."""
    following = TREATED_NEXT.match(page.lowered, at)
    if following and (is_treatment(_name(page, following)) or _name(page, following).isupper()):
        yield _named(page, following)
    elif (choice := OR_NEXT.match(page.lowered, at)) and is_treatment(_name(page, choice)):
        yield _named(page, choice)


def _name(page: Page, match: re.Match[str]) -> str:
    return page.scan[match.start("name") : match.end("name")]


def _named(page: Page, match: re.Match[str]) -> Named:
    return Named(_name(page, match), CleanSpan(*match.span("name")), False)
