"""Which of a sentence's groups a number is tied to: by a bracket, by touching, by "in the …", or by its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.links import lists
from extractors.model import Sentence
from extractors.traced_text import CleanSpan


class ArmMention(NamedTuple):
    """A place that names a group; `name` as the text has it, without "group" or "arm"."""

    name: str
    at: CleanSpan
    arm: int
    """Index into the inventory's arms."""
    head: bool
    """Whether a noun such as "group" stands with the name."""
    reach: int = 0
    """Where the name's stretch of an allocation ends; 0 outside one."""


NOUNS = (
    r"(?:patients?|subjects?|participants?|women|men|children|infants?|adults|individuals|controls?|groups?|arms?|"
    r"recipients?|eyes|cases|persons|people|volunteers|regimens?)"
)
GIVEN = (
    r"(?:(?:who|that|were|was|are|had|been|have|being)\s){0,3}(?:\w+ly\s)?"
    r"(?:received|started|randomi[sz]ed|assigned|allocated|treated|given|prescribed|continued|took|underwent|entered|"
    r"initiated|completed|enrolled|included|recruited|entered)(?:\sto)?(?:\sreceive)?(?:\swith|\son|\sin)?"
)
BEFORE_BRACKET = re.compile(
    rf"[-\s]*(?:(?:treated|treatment|therapy|alone|only|regimen|control)[\s-]*)?(?:{NOUNS})?"
    r"(?:\s?\d[\d.,]{0,9}[\s-]?[\w/%μ-]{1,12}(?:\s[\w/.-]{1,12}){0,6})?[\s,]*",  # "drug 300 ug once daily (n = …"
    re.IGNORECASE,
)
IN_BRACKET = re.compile(rf"\s*(?:{NOUNS})?\s*[:,;=-]?\s*(?:[nN]\s?[=:]?\s*)?")
COLON_BEFORE = re.compile(rf"\s?(?:{NOUNS})?\s?:\s?(?:[nN]\s?=\s?)?")
BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
ADJACENT = re.compile(r"\s*(?:[(\[][^()\[\]]{1,40}[)\]])?\s*")
DIRECTLY = re.compile(r"\s(?:(?:to|for|on|with|receiving|given)\s(?:the\s)?)?")
"""Between a number and the name it is for: "12 PHF subjects", "(n = 31 to zinc, n = 33 to placebo)"."""
NAME_IN_BRACKET = re.compile(r"%?(?:\s?[^\s()\d,;][^\s(),;]{0,11}){0,2}\s?\((?:the\s)?", re.IGNORECASE)
TAIL = re.compile(
    rf"""
    (?: [^\s.;,()\d]{{1,12}} )?                                          # the rest of a unit, a percent sign
    (?: \s*[(\[][^()\[\]]{{1,60}}[)\]] )?                                # "(35%)"
    (?: \s(?:[\w+%/^-]{{1,24}}\s){{0,2}}{NOUNS} )?                       # "heavy smokers"
    (?: \s(?:of|per)\s(?:the|these|whom|them|cubic)\b[\w\s-]{{0,30}}? )? # "of the patients", "per cubic millimetre"
    (?: \s[\w/^-]{{1,14}} ){{0,2}}
    \s(?: in | for | among | with | on | from | under | of | receiving | taking | given | to | treated\swith | {GIVEN} )
    \s(?: the\s | an?\s | either\s )? (?: first\sof\s\w{{1,9}}\s )? (?: combination\sof\s )?
    (?: [\w-]{{1,24}}\s | \d[\d.,]{{0,7}}[\s-]?[\w/%μ]{{1,9}}\s(?:of\s)? )?                # "received 400 mg of drug"
    """,
    re.VERBOSE | re.IGNORECASE,
)
HEADED_TAIL = re.compile(r"[^.;,\d]{0,110}\b(?:in|from|under|of|on|for|as|to)\s(?:the\s|an?\s)?", re.IGNORECASE)
OTHER_CLAUSE = re.compile(
    r"\b(?:but|while|whereas|versus|vs|compared|than|or)\b"
    r"|\band\b(?!\s(?:were\s)?(?:\w+ly\s)?(?:assigned|allocated|randomi[sz]ed|received|treated|entered|included)\b)",
    re.IGNORECASE,
)
NEW_CLAUSE = re.compile(r"[,;]\s|\band\b|\bbut\b|\bwhile\b|\bwhereas\b")
PEOPLE = re.compile(rf"^\s(?:[\w-]+\s){{0,2}}{NOUNS}\b", re.IGNORECASE)
CODE = re.compile(r"(?:group|arm|cohort)\s\w{1,3}|[A-Z]|[IVX]{1,4}|\d", re.IGNORECASE)
GOVERNS = re.compile(
    r"(?:^|[;:]\s|\b(?:in|among|for|on|with|receiving|received|given|taking|under|to|while|whereas|and|but)\s"
    r"(?:the\s|those\s)?)$",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\b(?:than|versus|vs\.?|compared\s(?:with|to))\s(?:(?:in|for|with|on)\s)?(?:the\s)?$", re.IGNORECASE
)
COMPARISON = re.compile(
    r"\b(?:compared\s(?:with|to)|versus|vs\.?|as\sopposed\sto|against|in\scontrast\s(?:to|with)|than)\s", re.IGNORECASE
)
OTHER = re.compile(
    r"(?:\s?[(\[][^()\[\]]{1,40}[)\]])?(?:\s[\w%/^-]{1,16}){0,3}?\s(?:in|of|among)\sthe\s(?:others?|rest)\b",
    re.IGNORECASE,
)
BRACKET_ENDS = re.compile(r"[)\]]")
PLURAL_NOUN = re.compile(r"\s(?:groups|arms|cohorts|recipients|regimens)\b(?!,?\srespectively)")
ALLOCATED = re.compile(r"\b(?:assigned|allocated|randomi[sz]ed|divided)\b", re.IGNORECASE)
SUMMED = re.compile(r"\s?(?:,|,?\s(?:and|or))\s(?:the\s)?")
OWN_TREATMENT = re.compile(
    r"""
    (?: \s?[(\[][^()\[\]]{1,40}[)\]] )?
    (?: \s(?:to|on)\s(?=[a-z])                                                 # "5 to X"
      | \s(?-i:(?=[\w/+-]*[A-Z][\w/+-]*[A-Z]) (?!HIV|CD|AIDS|WHO|RNA|DNA) )    # "14 sdNVP"
      | (?:\s[\w-]{1,20}){0,2}? \s (?:who\s|that\s)? (?:(?:were|was|had\sbeen)\s)? (?:\w+ly\s)?
        (?: received | took | treated\swith | given | underwent | (?:assigned|allocated|randomi[sz]ed)\sto ) \s
    )
    (?! th(?:is|ese|ose)\b | it\b | an?\s(?:mean|median)\b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Behind a count: that its people were given something of their own; they are not of the group named before."""
GROUP_NOUN = re.compile(r"\s(?:group|arm)\b", re.IGNORECASE)
TIMED = re.compile(r"\b(?:weeks?|months?|days?|years?|hours?|h|visit|baseline|entry)\b", re.IGNORECASE)
TIME = re.compile(
    r",?\s(?:at|by|after|during|over|until|through|from|in|within)\s(?:the\s)?(?:first\s|end\sof\s)?"
    r"(?:(?:weeks?|months?|days?|years?|visit)\s\d{1,4}|\d{1,4}[\s-](?:weeks?|months?|days?|years?|hours?|h)\b"
    r"(?:\sof\s(?:treatment|therapy|follow-?up)|\slater)?|baseline|entry)\b",
    re.IGNORECASE,
)
"""A time point on the way to the group: "341 cells/uL at 12 months in the zinc arm"."""
LONGEST_TAIL = 130
"""Characters between a number and the group behind it."""
LONGEST_NUMERAL = 60
LONGEST_NOUN = 11
"""Characters of " treatment " between a name and its short form in brackets."""


def attached(scan: str, at: CleanSpan, sentence: Sentence, near: Sequence[ArmMention]) -> ArmMention | None:
    """The mention that the number is tied to by a bracket, by touching it, or by "in the …"."""
    before = [mention for mention in near if mention.at.end <= at.start]
    after = [mention for mention in near if mention.at.start >= at.end]
    if after and DIRECTLY.fullmatch(scan, at.end, after[0].at.start):
        return after[0]
    if mention := _round_bracket(scan, at, sentence, before):
        return mention
    if before and COLON_BEFORE.fullmatch(scan, before[-1].at.end, at.start):
        return before[-1]
    within = [mention for mention in near if mention.at.start >= at.start and mention.at.end <= at.end]
    if within:
        return within[0]
    return after[0] if after and follows(scan, at.end, after[0]) else None


def is_of_all(scan: str, at: CleanSpan, mention: ArmMention, joined: Sequence[tuple[ArmMention, ...]]) -> bool:
    """Whether one number stands before several groups under one noun: "one each in the zinc and placebo groups"."""
    for group in joined:
        if group[0] == mention and mention.at.start >= at.end:
            plural = PLURAL_NOUN.match(scan, group[-1].at.end) is not None and _is_summed(scan, group)
            return plural or is_allocated(scan, at.end, mention)
    return False


def is_allocated(scan: str, end: int, mention: ArmMention) -> bool:
    """Whether people are allocated between a number and a group: "8 women, were randomly assigned to a …"."""
    return ALLOCATED.search(scan, end, mention.at.start) is not None


def _is_summed(scan: str, group: Sequence[ArmMention]) -> bool:
    """Whether "and" or a comma stands between each two names, and nothing that sets them apart."""
    gaps = (scan[one.at.end : other.at.start] for one, other in pairwise(group))
    return all(SUMMED.fullmatch(gap) for gap in gaps)


def is_the_other(scan: str, at: CleanSpan, sentence: Sentence) -> bool:
    """Whether a number is said to be that of "the other" group."""
    return OTHER.match(scan, at.end, sentence.end) is not None


def governing(
    scan: str,
    at: CleanSpan,
    sentence: Sentence,
    near: Sequence[ArmMention],
    joined: Sequence[tuple[ArmMention, ...]],
) -> ArmMention | None:
    """The mention that governs the number's clause: the nearest one before it, unless it is one of several (`joined`).

    A bare name governs only as the sentence's subject or behind a preposition: "cycles of IL-2" names no group.
    """
    before = (mention for mention in reversed(near) if mention.at.end <= at.start)
    nearest = next((mention for mention in before if not _is_aside(scan, mention, at, sentence, near)), None)
    if nearest is None or any(nearest in group for group in joined):
        return None
    if OWN_TREATMENT.match(scan, at.end, sentence.end):
        return None
    lead = scan[max(sentence.start, nearest.at.start - 30) : nearest.at.start]
    if (
        COMPARED.search(lead)
        or COMPARISON.search(scan, nearest.at.end, at.start)
        or _measures_another(scan, at, nearest, sentence)
    ):
        return None
    return nearest if nearest.head or lead.endswith(", ") or GOVERNS.search(lead) else None


def _is_aside(scan: str, mention: ArmMention, at: CleanSpan, sentence: Sentence, near: Sequence[ArmMention]) -> bool:
    """Whether a mention stands in a bracket closed before the number, and is no short form of the name before it."""
    if not BRACKET_ENDS.search(scan, mention.at.end, at.start):
        return False
    opening = lists.bracket_round(scan, mention.at.start, sentence.start)
    if opening is None:
        return False
    return not any(0 <= opening - named.at.end <= LONGEST_NOUN and opening == mention.at.start - 1 for named in near)


def _measures_another(scan: str, at: CleanSpan, mention: ArmMention, sentence: Sentence) -> bool:
    """Whether the mention ends the measure of a number before it: "rose to 916 cells/mm3 in the IL-2 group and fell …".

    A count of people ("107 women who received HAART had …") makes the group the subject instead.
    """
    low = max(sentence.start, mention.at.start - LONGEST_TAIL - LONGEST_NUMERAL)
    last = lists.last_numeral(scan, low, mention.at.start)
    if last is None or mention.at.start - last > LONGEST_TAIL or not NEW_CLAUSE.search(scan, mention.at.end, at.start):
        return False
    gap = scan[last : mention.at.start]
    return TAIL.fullmatch(gap) is not None and PEOPLE.search(gap) is None


def _round_bracket(scan: str, at: CleanSpan, sentence: Sentence, before: Sequence[ArmMention]) -> ArmMention | None:
    """The mention that a bracket round the number stands behind ("(35 mm [n = 22])" are two), or holds before it."""
    inner = at.start
    opening = lists.bracket_round(scan, inner, sentence.start)
    while opening is not None:
        inside = [mention for mention in before if opening < mention.at.start < inner]
        outside = [mention for mention in before if mention.at.end <= opening]
        owner = outside[-1] if outside and BEFORE_BRACKET.fullmatch(scan, outside[-1].at.end, opening) else None
        if inside and IN_BRACKET.fullmatch(scan, inside[-1].at.end, inner):
            described = owner and (CODE.fullmatch(inside[-1].name) or GROUP_NOUN.search(scan, owner.at.end, opening))
            return owner if described and not GROUP_NOUN.search(scan, inside[-1].at.start, inner) else inside[-1]
        if inside or owner:
            return None if inside else owner
        if outside and outside[-1].at.end < opening < outside[-1].reach:
            return outside[-1]
        inner, opening = opening, lists.bracket_round(scan, opening, sentence.start)
    return None


def _without_time(gap: str) -> str:
    """What leads to a group, without the time points in it."""
    return TIME.sub("", gap) if TIMED.search(gap) else gap


def follows(scan: str, end: int, mention: ArmMention) -> bool:
    """Whether a name after the number is tied to it."""
    if not end <= mention.at.start <= end + LONGEST_TAIL:
        return False
    gap = scan[end : mention.at.start]
    if ADJACENT.fullmatch(gap) or TAIL.fullmatch(gap) or NAME_IN_BRACKET.fullmatch(gap):
        return True
    plain = _without_time(BRACKETED.sub("", gap))
    if OTHER_CLAUSE.search(plain):
        return False
    return TAIL.fullmatch(plain) is not None or (mention.head and HEADED_TAIL.fullmatch(plain) is not None)
