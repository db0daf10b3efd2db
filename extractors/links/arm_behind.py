"""Whether a group named behind a number is the number's: "12 (30%) of the women in the zinc arm", "8% with X 50 mg"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.links.arm_names import ArmMention
from extractors.model import Sentence
from extractors.traced_text import CleanSpan

NOUNS = (
    r"(?:patients?|subjects?|participants?|women|men|children|infants?|adults|individuals|controls?|groups?|arms?|"
    r"recipients?|eyes|cases|persons|people|volunteers|regimens?|conditions?)"
)
GIVEN = (
    r"(?:(?:who|that|were|was|are|had|been|have|being)\s){0,3}(?:\w+ly\s)?"
    r"(?:received|started|randomi[sz]ed|assigned|allocated|treated|given|prescribed|continued|took|used|consumed"
    r"|underwent|entered|initiated|completed|enrolled|included|recruited"
    r"|stopped|discontinued|interrupted|ceased|withdrew\sfrom|tolerated|left|quit)(?:\s\w{3,12}ly)?(?:\sto)?"
    r"(?:\s(?:switch|continue|remain)(?:\sto|\son|\swith)?)?(?:\sreceive)?"
    r"(?:\swith|\son|\sin)?"
)
BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
ADJACENT = re.compile(r"\s*(?:[(\[][^()\[\]]{1,40}[)\]])?\s*")
DIRECTLY = re.compile(
    r"\s(?:(?:to(?:\s(?:receive|undergo))?|for|in|from|under|on|with|receiving|given)\s(?:the\s|an?\s)?)?"
)
"""Between a number and its name: "12 PHF subjects", "(n = 31 to zinc, n = 33 to placebo)", "8 in the zinc group"."""
NAME_IN_BRACKET = re.compile(r"%?(?:\s?[^\s()\d,;][^\s(),;]{0,11}){0,3}\s?\((?:the\s)?", re.IGNORECASE)
TAIL = re.compile(
    rf"""
    (?: [^\s.;,()\d]{{1,12}} )?                                          # the rest of a unit, a percent sign
    (?: \s*[(\[][^()\[\]]{{1,60}}[)\]] )?                                # "(35%)"
    (?: \s(?:[\w+%/^-]{{1,24}}\s){{0,2}}{NOUNS} )?                       # "heavy smokers"
    (?: \s(?:of|per)\s(?:the|these|whom|them|cubic)\b[\w\s-]{{0,30}}? )? # "of the patients", "per cubic millimetre"
    (?: \scells\sper\s[\wμ]{{1,11}} )? (?: \s[\w/^-]{{1,14}} ){{0,2}}
    \s(?: in | for | among | with | on | from | under | during | of | receiving | taking | using | given | administered
      | to
      | treated\swith | {GIVEN} )
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
PARALLEL = re.compile(r"\b(?:and|or|but)\s(?:of|in|with|from|on|for|under|among)\s", re.IGNORECASE)
"""Between a number and a name: that the name opens another phrase like the number's: "of X in 4 and of Y in 1"."""
NEGATED = re.compile(
    r"\b(?:each|no|without|neither|(?:not|never|declin\w+|refus\w+)"
    r"(?:\s(?:been\s)?(?:given|receiv\w+|treated|assigned|allocated"
    r"|randomi\w+|on|tak\w+|us\w+)(?:\s(?:with|to))?)?)\s(?:[\w-]+\s)?\Z",
    re.IGNORECASE,
)
"""Right before a name: that the people did without it."""
SET_AGAINST = re.compile(
    r"\b(?:while|whereas|versus|vs|compared|than|superior|non-?inferior|inferior|relative|similar|equivalent|comparable)\b",
    re.IGNORECASE,
)
"""Between a number and a name: that the number is set against the group named."""
PLURAL_NOUN = re.compile(r"\s(?:groups|arms|cohorts|recipients|regimens)\b(?!,?\srespectively)")
ALLOCATED = re.compile(r"\b(?:assigned|allocated|randomi[sz]ed|divided)\b", re.IGNORECASE)
SUMMED = re.compile(r"\s?(?:,|,?\s(?:and|or))\s(?:the\s)?")
TIMED = re.compile(r"\b(?:base\sline|weeks?|months?|days?|years?|hours?|h|visit|baseline|entry)\b", re.IGNORECASE)
TIME = re.compile(
    r",?\s(?:at|by|after|during|over|until|through|from|in|within)\s(?:the\s)?(?:first\s|end\sof\s)?"
    r"(?:(?:weeks?|months?|days?|years?|visit)\s\d{1,4}(?:(?:,|\sand|,\sand)\s\d{1,4}){0,3}|\d{1,4}[\s-](?:weeks?|months?|days?|years?|hours?|h)\b"
    r"(?:\sof\s(?:treatment|therapy|follow-?up)|\slater)?|baseline|entry)\b"
    r"|\s(?:a|per|each)\s(?:year|month|week)\b|/(?:year|yr|month)\b|\s(?:above|below|over)\s(?:the\s|their\s)?base[\s-]?line(?:\svalues?)?\b",
    re.IGNORECASE,
)
"""A time point on the way to the group: "341 cells/uL at 12 months in the zinc arm"."""
LONGEST_TAIL = 130
"""Characters between a number and the group behind it."""
OTHER = re.compile(
    r"(?:\s?[(\[][^()\[\]]{1,40}[)\]])?(?:\s[\w%/^-]{1,16}){0,3}?\s(?:in|of|among)\sthe\s(?:others?|rest)\b",
    re.IGNORECASE,
)


def _without_time(gap: str) -> str:
    """What leads to a group, without the time points in it."""
    return TIME.sub("", gap) if TIMED.search(gap) else gap


def follows(scan: str, end: int, mention: ArmMention) -> bool:
    """Whether a name after the number is tied to it."""
    if not end <= mention.at.start <= end + LONGEST_TAIL:
        return False
    gap = scan[end : mention.at.start]
    if NEGATED.search(gap) or PARALLEL.search(gap):
        return False
    if ADJACENT.fullmatch(gap) or NAME_IN_BRACKET.fullmatch(gap):
        return True
    if TAIL.fullmatch(gap):
        return SET_AGAINST.search(gap) is None
    plain = _without_time(BRACKETED.sub("", gap))
    if OTHER_CLAUSE.search(plain):
        return False
    return TAIL.fullmatch(plain) is not None or (mention.head and HEADED_TAIL.fullmatch(plain) is not None)


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
