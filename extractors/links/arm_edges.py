"""What a found name of a group really spans: numbering, counts of sessions and loose words cut off its ends.

The rooms that find names look for what stands before "group" or behind "randomized to"; each takes a word too many now
and then. Here all names pass once: "2) yoga" is yoga, "cream containing" is cream, "cm margin" gets its number
back, and what is no name at all ("included", "larger patient", "two") is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from extractors.links.arm_names import Named, is_treatment
from extractors.traced_text import CleanSpan

OPENING = re.compile(
    r"(?:\(?(?:\d|[ivx]{1,3})\)\s?|(?:groups|arms|cohorts)\s(?=\w{1,4}\Z)"
    r"|(?:(?:once|twice)[\s-]daily|match(?:ing|ed)|identical)\s(?=placebo)|(?:or|and|plus|vs\.?|versus)\s(?=\S)|[-–—]\s"
    r"|(?:(?:double|single)-)?blind(?:ed)?\s|open-label\s|(?:the\s)?"
    r"(?:(?:equal|equivalent|same|similar)\s(?:volume|amount|quantity|dose)|addition|sessions?|dosing"
    r"|administration|use|courses?|hours)\sof\s(?:both\s)?)+",
    re.IGNORECASE,
)
"""Before a name: numbering, what joins it to another name, how it was given, how much of it there is."""
CLOSING = re.compile(
    r"(?:\s(?:delivered|provided|administered|given|based|containing|with|of|to|in|for|by|on|from|at|and|or|plus|using)"
    r"|[-–—]|\s?×)+\Z"
)
PARTICIPLE = re.compile(r"(?<=\w)\s(?!treated)[a-z]{3,12}ed\Z")
TAKES_PREPOSITION = re.compile(r"\s(?:to|on|upon|at|by|in|with)\s(?!\d)")
"""Behind a participle that tells more of a name before it: "adults exposed to noise", "training aimed at balance"."""
UNIT = re.compile(
    r"(?:(?:cm|mm|mg|g|μg|ug|mcg|ml|iu|miu|u|gy|cgy|mmol|grams?)(?:/(?:kg|day|d|m2|min|h|week))*"
    r"|000(?:[\s-](?:iu|u|mg|μg))?)(?![\w/+-])(?:\sof\s)?\s?",
    re.IGNORECASE,
)
NUMBER_BEFORE = re.compile(r"\d[\d.,]{0,9}[\s,-]\Z")
LONGEST_NUMBER = 12
DECIMALS = re.compile(r"(?<=\d)\.\d")
"""Behind a name: that it ends in the middle of a number."""
SIZED = re.compile(r"\s?\([nN]\s?=")
"""Behind an amount: that it names those who got it, "40 mg (n = 20)"; without it or "group" it is a dose only."""
NO_NAMES = frozenset(
    """
    and or two three four five six seven eight nine ten first second third fourth fifth sixth following according
    identical similar included randomization randomisation years months weeks days hours minutes patient
    participant subject staff target specific possible larger smaller small large asked underwent performed
    examined evaluated daily weekly biweekly monthly twice-weekly once-weekly regimens regimen therapy therapies means
    day week month year dosing addition sessions session selected severe moderate mild male female
    males females boys girls mothers infants newborns neonates parents baseline specimens samples self int
    international national
    danish mexican asian japanese chinese korean european american african caucasian white black hispanic indian
    am pm m/min min/day days/week min/week genotype genotypes ethnic racial racial/ethnic
    """.split()
)
"""Words that name no group by themselves."""
NO_OPENING = frozenset(
    """
    according achieve achieved addressing consisting providing performed underwent examined reduces reduced rated asked
    enrol enroll enrolled accommodate included int larger smaller specific target old following evaluated and or than
    their its his her vice sequence sequences maximum maximal peak randomization randomisation
    postoperative international
    """.split()
)
"""Words that open no name of several words."""
NO_CLOSING = frozenset("genotype genotypes phenotype weight open-label double-blind single-blind".split())
"""Words that close no name: what people are, and how a trial was done."""
RHYTHMS = frozenset("weekly daily monthly once twice".split())
"""Before "dose": how often all groups got theirs."""
STATES = ("-resistant", "-refractory", "-dependent", "-sensitive", "-intolerant", "-responsive")
"""How what people are ends."""
ILLS = re.compile(
    r"(?!glyc)\w{2,20}(?:osis|itis|a?emia|rrho?ea|algia|penia|uria|ache|pathy|plegia|edema|cele|oma|spasm)s?\b|nausea"
    r"|vomiting|fatigue"
    r"|asthenia|bleeding|dizziness|insomnia|rash|cough|fractures?|recurrence|relapse",
    re.IGNORECASE,
)
"""What people had rather than were given: "12% with nausea, 9% with acidosis"."""
LETTERS = re.compile(r"[^\W\d_]{2}")
CODE = re.compile(r"(?:group|arm|cohort)?s?\s?\w{1,3}", re.IGNORECASE)


def mended(scan: str, found: Iterable[Named]) -> Iterator[Named]:
    """The names without what does not belong to them; those left out that name nothing."""
    for named in found:
        printed = scan[named.at.start : named.at.end]
        edges = _edges(printed)
        if edges is None:
            continue
        start, end = named.at.start + edges[0], _without_participle(scan, *(named.at.start + edge for edge in edges))
        if DECIMALS.match(scan, end):
            continue
        if unit := UNIT.match(printed, edges[0], edges[1]):
            start = _past_unit(scan, start, end, named.at.start + unit.end())
            if start < 0 or (unit.end() == edges[1] and not named.head and not SIZED.match(scan, end)):
                continue
        yield named if (start, end) == named.at else named._replace(name=scan[start:end], at=CleanSpan(start, end))


@lru_cache(maxsize=4096)
def _edges(name: str) -> tuple[int, int] | None:
    """Where the name begins and ends in what was found; None where there is none."""
    opening, closing = OPENING.match(name), CLOSING.search(name)
    start, end = opening.end() if opening else 0, closing.start() if closing else len(name)
    words = name[start:end].casefold().split()
    if not words or words[0] in NO_OPENING or (len(words) == 1 and words[0].strip("-") in NO_NAMES):
        return None
    kept = name[start:end]
    if (
        (words[-1] in {"dose", "doses"} and all(word in RHYTHMS for word in words[:-1]) and len(words) > 1)
        or words[-1] in NO_CLOSING
        or words[-1].endswith(STATES)
        or ILLS.fullmatch(words[-1])
        or any(not _closes(kept, *pair) for pair in ("()", "[]"))
    ):
        return None
    return (start, end) if LETTERS.search(kept) or CODE.fullmatch(kept) else None


def _without_participle(scan: str, start: int, end: int) -> int:
    """Where a name ends whose last word only goes on about it."""
    told = PARTICIPLE.search(scan, start, end) if scan.endswith("ed", start, end) else None
    return told.start() if told and TAKES_PREPOSITION.match(scan, end) else end


def _closes(name: str, opening: str, closing: str) -> bool:
    """Whether each bracket in a name that closes has been opened, and the other way round."""
    if closing not in name and opening not in name:
        return True
    return name.count(opening) == name.count(closing) and name.find(opening) < name.find(closing)


def _past_unit(scan: str, start: int, end: int, past: int) -> int:
    """Where a name begins that opens with a unit: at its treatment, else at the unit's number; -1 without one."""
    if past < end and is_treatment(scan[past:end]):
        return past
    number = NUMBER_BEFORE.search(scan, max(0, start - LONGEST_NUMBER), start)
    return number.start() if number else -1
