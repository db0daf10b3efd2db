"""The groups of those whom something befell, where the arm inventory ties none to them.

By what they were given ("eleven patients allocated land exercise", "of the group receiving usual care (20/339)"), by a
bracket right behind them that says the group in short ("1 dog (cold incision)"), or by the programme they completed.
"""

from __future__ import annotations

import re

from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.label_names import checked

PEOPLE = (
    r"(?:group|patients|women|men|those|participants|subjects|children|infants|adults|individuals|volunteers|people)"
)
WERE_GIVEN = (
    r"\s(?:(?:that|who)\s)?(?:(?:had|were|was)\s)?(?:been\s)?"
    r"(?:treated\swith|receiving|received|given|allocated(?:\sto)?|assigned(?:\sto)?|randomi[sz]ed\sto)\s"
    r"(?:receive\s)?(?:(?:the|an?|either|only)\s)?"
)
WORD = (
    r"(?!(?:\w+ed|[a-z]+pt|the|for|in|during|over|at|on|after|before|who|which|and|or|than|while|as|per|by|were|had)\b)"
    r"[^\s,;:()\[\].]+(?:\.\d[^\s,;:()\[\].]*)?"
)
WORDS = rf"(?P<name>{WORD}(?:\s{WORD}){{0,5}}?)"
JOINS = (
    r"\s?[(\[,;:]|\s(?:and|or|versus|vs\.?|compared|than|was|were|had|have|did|for|during|over|every|once|twice|in|at|on"
    r"|as|after|before|until|per|who|which|while|whereas|from|by|if|when)\b"
)
VERB = r"\s(?:\w+ed|withdrew|did|was|were|had|have|died)\b"
BEFORE_BRACKET = re.compile(rf"\b{PEOPLE}{WERE_GIVEN}{WORDS}\s?\Z", re.IGNORECASE)
RIGHT_BEHIND = re.compile(rf"(?:\s{PEOPLE})?{WERE_GIVEN}{WORDS}(?={VERB})", re.IGNORECASE)
FARTHER_BEHIND = re.compile(
    rf"[^,;.()]{{0,60}}?\s(?:in|of|from|among)\s(?:the\s)?{PEOPLE}{WERE_GIVEN}{WORDS}(?={JOINS}|\.?\s?\Z)",
    re.IGNORECASE,
)
TAG = re.compile(r"\s\((?P<name>[^()\[\]\d]{3,40})\)")
PROGRAMME = re.compile(
    r"(?:\scompleted|\sfinished|\sattended)\sthe\s(?P<name>intervention|control|experimental|comparison)\s"
    r"(?:program(?:me)?|condition|protocol|diet|sessions)\b"
)
PLACED = re.compile(
    r"\s(?:(?:enrol+ed|recruited|included|treated|randomi[sz]ed|allocated)\s)?(?:in|into|to|under|receiving)\s(?:(?:the|an?)\s)?"
    r"(?P<name>[^,;.()\d]{2,60}?)(?:\s(?:group|arm))?(?=\s\(|,?\sand\s\d|\s(?:were|was)\b)"
)
CARE = re.compile(r"\b(?:care|treatment|therapy|control|intervention|program(?:me)?|placebo|[A-Z]{3,}[\w-]*)\b")
GENERIC = frozenset("drug drugs treatment treatments therapy medication medicine intervention it both".split())
GIVES = ("treated", "receiv", "given", "allocated", "assigned", "randomi")
LONGEST = 100
MOST_ARMS = 24
"""Groups among which a name is looked for; no trial has more."""


def group_told_of(clause: Clause, count: Count) -> str | None:
    """The name of the group that a count's own words tell, or None."""
    scan, low = clause.scan, max(clause.start, count.start - LONGEST)
    if tag := TAG.match(scan, count.end, clause.end):
        return tag["name"] if _is_short_for_arm(clause, tag["name"]) else None
    if programme := PROGRAMME.match(scan, count.end, clause.end):
        return programme["name"] if _is_short_for_arm(clause, programme["name"]) else None
    if not any(word in clause.open for word in GIVES):
        return None
    bracket = clause.bracket_of(count.start)
    if bracket is not None:
        match = BEFORE_BRACKET.search(scan, low, bracket[0])
    else:
        match = (
            RIGHT_BEHIND.match(scan, count.end, clause.end) if count.noun or count.of else None
        ) or FARTHER_BEHIND.match(scan, count.end, clause.end)
    if match is None or (match["name"].casefold() in GENERIC and not _is_short_for_arm(clause, match["name"])):
        return None
    return checked(match["name"])


def placed_in(clause: Clause, count: Count) -> str:
    """What people were taken into, behind their count ("26 patients enrolled in usual care and 24 in …"), or ""."""
    match = PLACED.match(clause.scan, count.end, clause.end) if count.noun else None
    return (checked(match["name"]) or "") if match else ""


def _is_short_for_arm(clause: Clause, name: str) -> bool:
    """Whether every word of a name is one of a known group's name."""
    words = set(name.casefold().split())
    known = (name for arm in clause.text.arms.arms[:MOST_ARMS] for name in (arm.name, *arm.aliases))
    return any(words <= set(name.casefold().split()) for name in known)
