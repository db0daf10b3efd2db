"""The items of a list of treatments: "X 5 mg (n = 33), Y, or Z", read from its beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.links.arm_names import NEVER_IN_NAME, STOPS, Named
from extractors.traced_text import CleanSpan

LEAD = re.compile(
    r"(?:\d[\d.,]{0,7}[\s-]?(?:mg|g|μg|mcg|ug|ml|iu|u)(?:/(?:kg|day|d|m2))*\s(?:of\s)?"
    r"(?!or\b|and\b|vs|once|twice|daily|per\b|every)(?=[a-z]{4})|"
    r"(?:either|the|an?|to|receive|receiving|with|of|one|two|three|four|following|intermittent|treatment|groups?|"
    r"arms?|switch|switching|continue|continued|continuing|continuation\sof|ongoing|remain|stay|on|add|adding|maintain|undergo|use|have|take|on|treatments?|additional|oral|orally"
    r"|intravenously|subcutaneously|intramuscularly|intranasally|topically|intrathecal|epidural|intravenous|"
    r"subcutaneous|daily|once|twice|single-dose|immediate|initiation|study|months?|weeks?|days?|years?|cycles?|\d+"
    r"|(?:diets|regimens|conditions|strategies|interventions|programs|programmes)(?=:))"
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
ITEM_AND = r"""
    ,\s (?= (?:the\s|an?\s)?
        (?: (?! (?:and|or|who|which|that|were|was|are|had|have|with|each|all|both|then|followed|at|in|for|by|to|from
              |while|given|receiving|after|before|during|respectively|including|but|where|when|whose|as)\b )
            [\w+/.%-]{1,24}+ (?:\s|(?=[,(\[])) ){1,5}
        (?: [(\[] [^()\[\]]{1,60} [)\]] )? ,? (?:\s|(?<=\s)) (?:JOINER) \s )
"""
"""A comma between two items of a list that goes on: "ketamine, midazolam, or saline"."""
NEXT_IN_CHOICE = re.compile(ITEM_AND.replace("JOINER", "or"), re.VERBOSE)
NEXT_IN_ROW = re.compile(ITEM_AND.replace("JOINER", "or|and"), re.VERBOSE)
"""In a row of groups "and" ends the list, too; behind "to receive" it joins what one group gets."""
NEXT_ITEM = re.compile(r"\s(?:or|versus|vs\.?|and)\s|,\s(?:or|and)\s|,\s(?=(?:the\s)?[\w-]{1,30}\s?\([nN]\s?=)")
NEXT_CHOICE = re.compile(r",?\s(?:or|versus|vs\.?)\s|,\s(?=(?:the\s)?[\w-]{1,30}\s?\([nN]\s?=)")
"""What joins a further treatment where "or" has joined two: an "and" then only goes on describing the last."""
OR = (" or ", " versus ", " vs ")
UNTIL = re.compile(r"\s(?:until|unless|if|when|because|and\s(?:were|was|had|underwent))\b", re.IGNORECASE)
CLOSED = re.compile(r"[(\[](?:[^()\[\]]|[(\[][^()\[\]]{0,80}[)\]]){0,200}[)\]]")
"""A bracket, with those inside it."""
PLAIN_RUN = re.compile(r"[^(\[ ,;]+")
AFTER_SIZE = re.compile(r",\s")
FATES = frozenset("withdrew died dropped refused declined relapsed responded failed moved developed completed".split())
"""How an item begins that tells what became of some: "31 to zinc and 29 to placebo, and 3 withdrew"."""
VERBS = frozenset("stop interrupt discontinue defer withhold stay remain simplify intensify".split())
"""What people were told to do, which is no group's name without what they did it to."""
LONGEST_NAME = 90
LONGEST_REACH = 120
LONGEST_GAP = 240
"""Characters between two treatments of one allocation: doses, schedules, sizes in brackets."""


def listed(scan: str, at: int, end: int) -> Iterator[Named]:
    """The treatments of a list that begins at `at`, in order."""
    in_row = scan.endswith("into ", 0, at)
    following: int | None = at
    for _ in range(6):
        if following is None:
            return
        lead = LEAD.match(scan, following, end)
        start = lead.end() if lead else following
        in_row = in_row or (lead is not None and ":" in lead[0])
        ending = NAME_END.search(scan, start, end)
        stop = ending.start() if ending else end
        tail = NAME_TAIL.search(scan, start, stop)
        stop = tail.start() if tail and tail.start() > start else stop
        name = scan[start:stop].rstrip().removesuffix(" of")
        if not _is_listed_name(name):
            return
        chosen = scan.endswith(OR, at, start - len(lead[0]) if lead else start)
        following = _next_item(scan, stop, end, chosen=chosen, in_row=in_row)
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


def _next_item(scan: str, at: int, end: int, *, chosen: bool, in_row: bool) -> int | None:
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
            joined = (
                (NEXT_CHOICE if chosen else NEXT_ITEM).match(scan, position, limit)
                or (
                    character == ","
                    and (NEXT_IN_ROW if in_row and not chosen else NEXT_IN_CHOICE).match(scan, position, limit)
                )
                or (scan[position - 1] in ")]" and AFTER_SIZE.match(scan, position, limit))
            )
            if joined:
                return joined.end()
            position += 1
        elif character == ";":
            return None
        else:
            position = PLAIN_RUN.match(scan, position, limit).end()  # type: ignore[union-attr]
    return None
