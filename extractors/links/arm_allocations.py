"""The treatments that an allocation lists: "randomized to receive either X (n = 33) or Y", and who was given what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.links.arm_leads import led_by
from extractors.links.arm_names import NEVER_IN_NAME, NOT_GIVEN, STOPS, Named, is_treatment
from extractors.links.page import Page
from extractors.traced_text import CleanSpan

ALLOCATION = re.compile(
    r"""
    (?: randomi[sz]ed | assigned | allocated | divided | selected )
    \b (?: [^.;()\[\]] | \([^()]{0,80}\) ){0,120}?
    \s(?: to | into | between(?!\s(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)) ) \s
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
CHOOSES = re.compile(r"(?:\b(?:received?|given|took|started|assigned|treated\swith|comparing|compared)|:)\s$")
LEAD = re.compile(
    r"(?:\d[\d.,]{0,7}[\s-]?(?:mg|g|μg|mcg|ug|ml|iu|u)(?:/(?:kg|day|d|m2))*\s(?:of\s)?"
    r"(?!or\b|and\b|vs|once|twice|daily|per\b|every)(?=[a-z]{4})|"
    r"(?:either|the|an?|to|receive|receiving|with|of|one|two|three|four|following|intermittent|treatment|groups?|"
    r"arms?|switch|switching|continue|continued|continuing|continuation\sof|ongoing|remain|stay|on|add|adding|maintain|undergo|use|have|take|on|treatments?|additional|oral|orally"
    r"|intravenously|subcutaneously|intramuscularly|intranasally|topically|intrathecal|epidural|intravenous|"
    r"subcutaneous|daily|once|twice|single-dose|immediate|initiation|study|months?|weeks?|days?|years?|cycles?|\d+)"
    r"(?:\s|(?=[:,]))|"
    r"[:,]\s?){0,8}",
    re.IGNORECASE,
)
NAME_END = re.compile(
    r"[(\[;:.]|,|\s(?:or|versus|vs\.?|and|for|during|over|every|once|twice|daily|weekly|in|at|on|as|using|after|before|"
    r"until|per|who|which|was|were|had|have|has|showed|experienced|did|could|would|from|by|to|if|when|until|unless"
    r"|given|each|three|"
    r"tablets?|capsules?|followed)\b|\s(?=[\d<>])",
    re.IGNORECASE,
)
NAME_TAIL = re.compile(r"\s(?:groups?|arms?|therapy|treatment|regimens?|recipients?)$", re.IGNORECASE)
NEXT_ITEM = re.compile(r"\s(?:or|versus|vs\.?|and)\s|,\s(?:or|and)\s|,\s(?=(?:the\s)?[\w-]{1,30}\s?\([nN]\s?=)")
NEXT_CHOICE = re.compile(r",?\s(?:or|versus|vs\.?)\s|,\s(?=(?:the\s)?[\w-]{1,30}\s?\([nN]\s?=)")
"""What joins a further treatment where "or" has joined two: an "and" then only goes on describing the last."""
OR = (" or ", " versus ", " vs ")
UNTIL = re.compile(r"\s(?:until|unless|if|when|because|and\s(?:were|was|had|underwent))\b", re.IGNORECASE)
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
BEFORE_TRIAL = ("previously ", "previously been ", "prior ", "formerly ", "ever ", "already ")
"""Before "treated with": that it was not the trial that gave it."""
VERBS = frozenset("stop interrupt discontinue defer withhold stay remain simplify intensify".split())
"""What people were told to do, which is no group's name without what they did it to."""
IN_BRACKETS = re.compile(r"\((?P<name>[\w+/-]{2,40})\)")
COUNTED = re.compile(r"(?<![\d.,-])(?<!factor )(?<!type )\d[\d.,]{0,6}%?(?:\s[^\s()\d,;][^\s(),;]{0,11}){0,2}\s\Z")
"""A number before a bracket: "12 patients (lamivudine)"; not that of a name: "interleukin-10 (IL-10)"."""
AMOUNT = re.compile(r"\s?\d[\d.,]{0,9}[\s-]?[\w/%μ]{1,10}(?:\s(?:per|a)\s\w{1,8})?")
TELLS_BEFORE = re.compile(
    r"(?:^|[\s(,])(?P<told>(?:oral|intravenous|subcutaneous|intramuscular|topical|inhaled|intrathecal|epidural|daily"
    r"|weekly|monthly"
    r"|single-dose|immediate|continuous|continued|intermittent|additional"
    r"|\d[\d.,]{0,7}[\s-]?(?:mg|g|μg|mcg|ug|ml|iu|u)(?:/(?:kg|day|d|m2))*(?:\sof)?)\s)\Z",
    re.IGNORECASE,
)
CLOSED = re.compile(r"[(\[](?:[^()\[\]]|[(\[][^()\[\]]{0,80}[)\]]){0,200}[)\]]")
"""A bracket, with those inside it."""
PLAIN_RUN = re.compile(r"[^(\[ ,;]+")
AFTER_SIZE = re.compile(r",\s")
FATES = frozenset("withdrew died dropped refused declined relapsed responded failed moved developed completed".split())
"""How an item begins that tells what became of some: "31 to zinc and 29 to placebo, and 3 withdrew"."""
LONGEST_NAME = 90
LONGEST_REACH = 120
LONGEST_GAP = 240
"""Characters between two treatments of one allocation: doses, schedules, sizes in brackets."""


def allocated(page: Page) -> Iterator[tuple[Named, ...]]:
    """The treatments of each allocation that lists at least two, in order."""
    for start in _starts(page):
        sentence = page.sentence_over(start)
        names = tuple(_listed(page.scan, _past_either(page.lowered, start), sentence.end)) if sentence else ()
        if len(names) >= 2:
            yield _told_apart(page.scan, names)


def _starts(page: Page) -> Iterator[int]:
    """Where what an allocation lists begins: behind "randomized to receive", behind "received either"."""
    verbs = (at for at in page.leads.allocating if ALLOCATES.search(page.lowered, _verb_before(page.lowered, at), at))
    for match in led_by(verbs, ALLOCATION, page.lowered):
        yield match.end()
    for match in led_by(page.leads.choosing, CHOICE, page.lowered):
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


def treated(page: Page) -> Iterator[Named]:
    """The drugs and regimens that the text says people were given."""
    for match in led_by(page.leads.giving, TREATED, page.lowered):
        if NOT_GIVEN.match(page.lowered, match.end()) or page.lowered.endswith(BEFORE_TRIAL, 0, match.start()):
            continue
        if is_treatment(_name(page, match)) and page.sentence_number(match.start()) >= 0:
            yield _named(page, match)
            following = TREATED_NEXT.match(page.lowered, match.end())
            if following and (is_treatment(_name(page, following)) or _name(page, following).isupper()):
                yield _named(page, following)
    for match in IN_BRACKETS.finditer(page.lowered):
        if not is_treatment(_name(page, match)):
            continue
        counted = COUNTED.search(page.lowered, max(0, match.start() - 30), match.start())
        if counted and page.sentence_number(counted.start()) >= 0:
            yield _named(page, match)


def _name(page: Page, match: re.Match[str]) -> str:
    return page.scan[match.start("name") : match.end("name")]


def _named(page: Page, match: re.Match[str]) -> Named:
    return Named(_name(page, match), CleanSpan(*match.span("name")), False)


def _listed(scan: str, at: int, end: int) -> Iterator[Named]:
    following: int | None = at
    for _ in range(6):
        if following is None:
            return
        lead = LEAD.match(scan, following, end)
        start = lead.end() if lead else following
        ending = NAME_END.search(scan, start, end)
        stop = ending.start() if ending else end
        tail = NAME_TAIL.search(scan, start, stop)
        stop = tail.start() if tail and tail.start() > start else stop
        name = scan[start:stop].rstrip().removesuffix(" of")
        if not _is_listed_name(name):
            return
        following = _next_item(scan, stop, end, chosen=scan.endswith(OR, at, start - len(lead[0]) if lead else start))
        reach = following if following is not None else min(end, stop + LONGEST_REACH)
        yield Named(name, CleanSpan(start, start + len(name)), False, reach)


def _is_listed_name(name: str) -> bool:
    words = name.casefold().split()
    if not any(character.isalpha() for character in name):
        return False
    if not 2 <= len(name) <= LONGEST_NAME or not 1 <= len(words) <= 9:
        return False
    if name.casefold() in {"both", "neither", "none"}:
        return True
    if words[0] == "no" and len(words) > 1:
        words = words[1:]
    if len(words) == 1 and words[0] in VERBS:
        return False
    return words[0] not in STOPS and words[0] not in FATES and not any(word in NEVER_IN_NAME for word in words)


def _next_item(scan: str, at: int, end: int, *, chosen: bool) -> int | None:
    """Where the next treatment begins: past brackets, doses and schedules, after "or" or "and"; None at the end."""
    position, limit = at, min(end, at + LONGEST_GAP)
    while position < limit:
        character = scan[position]
        if character in "([":
            closed = CLOSED.match(scan, position, limit)
            if closed is None:
                return None
            position = closed.end()
        elif character in " ,":
            if UNTIL.match(scan, position, limit):
                return None
            joined = (NEXT_CHOICE if chosen else NEXT_ITEM).match(scan, position, limit) or (
                scan[position - 1] in ")]" and AFTER_SIZE.match(scan, position, limit)
            )
            if joined:
                return joined.end()
            position += 1
        elif character == ";":
            return None
        else:
            position = PLAIN_RUN.match(scan, position, limit).end()  # type: ignore[union-attr]
    return None
