"""Groups named one after the other behind their figures: "8% (4/49) with X 50 mg, 12% (6/49) with Y, 6% with placebo".

No noun says "group" here and the lexicon need not know the drugs: that the names stand in one row, each behind a figure
of its own, and that one of them is a treatment, is what tells. So it is with people: "153 received X and 154 Y".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractors.links.arm_leads import led_by
from extractors.links.arm_names import NEVER_IN_NAME, STOPS, Named, is_treatment
from extractors.links.page import Page
from extractors.traced_text import CleanSpan

NAME = (
    r"[a-z][\w+/-]{1,30}"
    r"(?:\s(?:plus|\+)\s[a-z][\w+/-]{1,30}|\s(?!and\b|or\b|vs\b)[a-z][\w+/-]{1,20}){0,2}?"
)
AMOUNT = r"(?P<amount>\s\d[\d.,]{0,7}[\s-]?(?:mg|g|μg|mcg|ug|ml|iu|miu|u|gy|%)\b(?:/(?:kg|day|d|m2))*)?"
NOUN = r"(?:\s(?:groups?|arms?|therapy|treatment|alone|only|recipients))?"
PEOPLE = r"(?:\s(?:patients|subjects|participants|women|men|children|infants|adults|individuals|volunteers))?"
ENDS = (
    r"(?=[,;.)]|\s[(\[\d]|\s(?:and|vs|versus|compared|than|or|but|while|whereas|at|in|for|during|daily|once|twice"
    r"|weekly"
    r"|every|before|after|over|until)\b|$)"
)
SCHEDULE = r"(?:\s(?:daily|once|twice|weekly|for|every|over)\b[^.;,()]{0,30}?)?"
CELLS = r"(?:\s(?:cells?|copies|lymphocytes)(?:\s?/\s?[\wμ^]{1,4}|\sper\s\w{2,12}(?:\s\w{2,12})?)?)?"
BEHIND_FIGURE = re.compile(
    rf"[\d%)]{CELLS}{PEOPLE}\s(?P<link>with|on|for|in|to|from|receiving|given|taking)\s(?:the\s)?"
    rf"(?P<name>{NAME}){AMOUNT}{NOUN}{ENDS}"
)
COUNT = (
    r"(?:\d{1,6}(?:[\s,]\d{3})?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w{3,5})?)"
    r"(?:\s\([^()]{1,20}\))?"
)
GIVEN = (
    r"(?:receiv(?:ed|ing)|given|taking|took|assigned|allocated|randomi[sz]ed)\s(?:to\s)?"
    r"(?:(?:continue|switch|remain)(?:\sto|\son|\swith)?\s)?(?:receive\s)?(?:the\s|an?\s)?"
    r"(?:\d[\d.,]{0,7}[\s-]?(?:mg|g|μg|mcg|ug|ml|iu|miu|u)\s(?:of\s)?)?"
)
FIRST_GIVEN = re.compile(
    rf"{GIVEN}(?P<name>{NAME}){AMOUNT}{NOUN}{SCHEDULE}(?:\s[(\[][^()\[\]]{{1,60}}[)\]])?"
    rf"(?=,?\s(?:and\s|while\s|versus\s|vs\.?\s)?{COUNT}\s)"
)
NEXT_GIVEN = re.compile(
    rf"{NOUN}{SCHEDULE}(?:\s[(\[][^()\[\]]{{1,60}}[)\]])?,?\s(?:and\s|while\s|versus\s|vs\.?\s)?{COUNT}{PEOPLE}"
    rf"(?:\s(?:were\s|was\s)?(?:\w+ly\s)?{GIVEN}|\s(?:to|on|with)\s(?:the\s)?|(?P<bare>\s))"
    rf"(?P<name>{NAME}){AMOUNT}{NOUN}{ENDS}"
)
TWO_COUNTS = re.compile(
    r"(?<=[\s(])\d{1,4}\s(?P<name>[a-z][\w+/-]{1,20}(?:\s[a-z][\w+/-]{1,20})?)\sand\s\d{1,4}\s"
    r"(?P<other>[a-z][\w+/-]{1,20}(?:\s[a-z][\w+/-]{1,20})?)\s"
    r"(?:patients|subjects|participants|recipients|volunteers)\b"
)
"""Two counts of people named after treatments: "71 early ART and 72 late ART subjects"."""
SECOND_COUNT = re.compile(r"and\s\d{1,4}\s[a-z]")
"""In the midst of such counts: what a scan skips to fast."""
LONGEST_COUNTED, LONGEST_PEOPLE = 50, 70
"""Characters of the first count, and of what stands behind the number of the second."""
SWITCHED = re.compile(
    r"continued\s(?:with\s|on\s|to\sreceive\s)?(?P<name>[a-z][\w+/-]{2,30})(?:\s\([^()]{1,80}\))?,?\s(?:or|and)\s(?:\d{1,4}\s)?"
    r"(?:were\s)?(?:switched|changed)\sto\s(?P<other>[a-z][\w+/-]{2,30})"
)
""" "Patients continued X (100 mg every four hours) or switched to Y"."""
COUNTED = re.compile(rf"\b{COUNT}(?:\s[\w-]{{1,20}}){{0,2}}\s(?:were\s|was\s)?(?:\w{{1,12}}ly\s)?\Z")
"""Before the verb: whose treatment it is ("153 were assigned …")."""
SPELT = re.compile(r"[A-Z]{2}|[A-Z].*\d|\d.*[A-Z]")
UNIT = re.compile(r"\bcells?\b|copies|/(?:mm|ml|l|kg|dl|[μu]l)", re.IGNORECASE)
PLAIN_LINKS = frozenset({"in", "for", "from"})
"""Links that as often lead to a place, a sex or a purpose: behind them only known treatments and codes are names."""
TIMELY = frozenset(
    "immediate deferred early delayed late intermittent continuous standard intensive conservative".split()
)
NO_TREATMENTS = frozenset(
    """
    treatment therapy switch continue follow-up time time-point
    baseline entry admission discharge average median mean range age aged
    respect regard reference hiv aids diabetes cancer asthma hypertension disease infection symptoms pain fever
    """.split()
)
LONGEST_STEP = 60
"""Characters from one name of a row to the next figure's."""
LONGEST_ROW = 8


def in_series(page: Page) -> Iterator[Named]:
    """The names of each row of figures, and of each row of people given one treatment or another."""
    yield from _of_two_counts(page)
    yield from _switched(page)
    for row in _rows(page, _behind_figures(page)):
        if _is_of_treatments(page, row):
            yield from _told(page, [match for match in row if _may_name(page, match)])
    for first in led_by(page.leads.given, FIRST_GIVEN, page.lowered):
        if COUNTED.search(page.lowered, max(0, first.start() - 70), first.start()):
            row = _going_on(page, first)
            if len(row) > 1 and _is_of_treatments(page, row):
                yield from _told(page, row)


def _switched(page: Page) -> Iterator[Named]:
    """What people continued, and what others of them were switched to."""
    at = page.lowered.find("continued ")
    while at >= 0:
        if (match := SWITCHED.match(page.lowered, at)) and page.sentence_number(at) >= 0:
            for name in ("name", "other"):
                if is_treatment(page.scan[match.start(name) : match.end(name)]):
                    span = CleanSpan(*match.span(name))
                    yield Named(page.scan[span.start : span.end], span, False)
        at = page.lowered.find("continued ", at + 1)


def _of_two_counts(page: Page) -> Iterator[Named]:
    """Two treatments that people are named after, each with its count."""
    for match in _two_counts(page.lowered):
        pair = [page.scan[match.start(name) : match.end(name)] for name in ("name", "other")]
        told = all(is_treatment(name) or is_treatment(name.split()[-1]) for name in pair)
        if told and page.sentence_number(match.start()) >= 0 and not any(UNIT.search(name) for name in pair):
            for name in ("name", "other"):
                at = CleanSpan(*match.span(name))
                yield Named(page.scan[at.start : at.end], at, True)


def _two_counts(lowered: str) -> Iterator[re.Match[str]]:
    """What TWO_COUNTS finds, looked for only round "and" and a number."""
    end = 0
    for second in SECOND_COUNT.finditer(lowered):
        low = max(end, second.start() - LONGEST_COUNTED)
        if match := TWO_COUNTS.search(lowered, low, second.end() + LONGEST_PEOPLE):
            end = match.end()
            yield match


def _behind_figures(page: Page) -> Iterator[re.Match[str]]:
    """What BEHIND_FIGURE finds, tried only where white space follows a figure, a percent sign or a bracket."""
    lowered = page.lowered
    places = [end - 1 for end in page.figures if lowered[end : end + 1].isspace()]
    for sign in "%)":
        at = lowered.find(sign)
        while at >= 0:
            if lowered[at + 1 : at + 2].isspace():
                places.append(at)
            at = lowered.find(sign, at + 1)
    return led_by(sorted(places), BEHIND_FIGURE, lowered)


def _rows(page: Page, found: Iterable[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The runs of two or more figures with names that one sentence links in the same way."""
    row: list[re.Match[str]] = []
    for match in found:
        if row and not _goes_on(page, row[-1], match):
            if len(row) > 1:
                yield row
            row = []
        row.append(match)
    if len(row) > 1:
        yield row


def _goes_on(page: Page, one: re.Match[str], other: re.Match[str]) -> bool:
    near = other.start() - one.end() <= LONGEST_STEP and one["link"] == other["link"]
    return near and page.sentence_number(one.start()) == page.sentence_number(other.start()) >= 0


def _going_on(page: Page, first: re.Match[str]) -> list[re.Match[str]]:
    """The row that begins with a first treatment: each next one has a count before it."""
    row: list[re.Match[str]] = []
    following: re.Match[str] | None = first
    while following and len(row) < LONGEST_ROW and _may_name(page, following):
        row.append(following)
        following = NEXT_GIVEN.match(page.lowered, following.end())
    return row


def _is_of_treatments(page: Page, row: Sequence[re.Match[str]]) -> bool:
    """Whether a row's names are groups: one is a treatment, or all are codes that the text made up."""
    names = [_printed(page, match) for match in row]
    if len({name.casefold() for name in names}) < 2 and not any(character.isdigit() for character in row[0][0][3:]):
        return False
    return any(is_treatment(name) or name.casefold() in TIMELY for name in names) or all(map(SPELT.search, names))


def _may_name(page: Page, match: re.Match[str]) -> bool:
    """Whether a member of a row of treatments is one itself."""
    name = _printed(page, match)
    words = name.casefold().split()
    if any(word in STOPS for word in name.split()) or UNIT.search(name):
        return False
    if is_treatment(name) or SPELT.search(name):
        return words[0] not in NO_TREATMENTS
    if name.casefold() in TIMELY:
        return True
    groups = match.groupdict()
    plain = groups.get("link") in PLAIN_LINKS or groups.get("bare") is not None
    return not plain and not any(word in NEVER_IN_NAME or word in NO_TREATMENTS for word in words)


def _printed(page: Page, match: re.Match[str]) -> str:
    return page.scan[match.start("name") : match.end("name")]


def _told(page: Page, row: Sequence[re.Match[str]]) -> Iterator[Named]:
    """The names of a row; one that stands there twice, with its amount: "X 25 mg" and "X 50 mg"."""
    printed = [_printed(page, match).casefold() for match in row]
    for match, name in zip(row, printed, strict=True):
        end = match.end("amount") if printed.count(name) > 1 and match["amount"] else match.end("name")
        at = CleanSpan(match.start("name"), end)
        yield Named(page.scan[at.start : at.end], at, False)
