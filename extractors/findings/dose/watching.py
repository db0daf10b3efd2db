"""Whether a period belongs to watching the patients, or to how long an effect lasts, rather than to giving a drug."""

from __future__ import annotations

import re

WATCHING = re.compile(
    r"""
    \b (?: follow(?:ed|ing|s)?(?:[\s-]up)? | surviv\w{0,5} | observ\w{0,5} | monitor\w{0,4} | assess\w{0,4}
        | measur\w{0,5} | evaluat\w{0,4} | record\w{0,3} | history | abstinen\w{0,3} | fast(?:ed|ing)
        | washout | wash-out | visits?
        | collected | samples? | sampling | scan\w{0,4} | performed | examin\w{0,6} | questionnaires?
        | diary | hospitali[sz]\w{0,4}
        | counts? | tests? | readings | persist\w{0,4} | checked | aged | compared | reviewed ) \b [^.;()]{0,40} $
    """,
    re.VERBOSE | re.IGNORECASE,
)
GIVING = re.compile(
    r"""
    \b (?: given | administered | receiv\w{2,3} | taken? | treated | treatment | dos(?:e|es|ed|ing) | inject\w{1,4}
        | infus\w{1,4} | daily | therapy | repeated | efficacy | safety | effects? ) \b
    | \d \s? m?g \b
    """,
    re.VERBOSE | re.IGNORECASE,
)


EFFECT_KEPT = re.compile(
    r"\b(?:effects?|efficacy|improvements?|benefits?|relief|protection|immunity|responses?|reductions?|remissions?"
    r"|gains?)\b[^.;()]{0,40}"
    r"\b(?:maintained|sustained|lasted|lasting|persisted|remained|durable)\b[^.;()]{0,20}$",
    re.IGNORECASE,
)


def is_watched(scan: str, start: int, at: int) -> bool:
    """Whether a period belongs to watching the patients rather than to giving the drug."""
    before = scan[max(start, at - 60) : at]
    if EFFECT_KEPT.search(before):
        return True
    watching = WATCHING.search(before)
    return watching is not None and GIVING.search(before, watching.start()) is None


def is_effect(scan: str, start: int, match: re.Match[str]) -> bool:
    """Whether hours are how long an effect lasted ("bronchodilation over 24 hours")."""
    if not (match["unit"] or "").lower().startswith("h"):
        return False
    return GIVING.search(scan[max(start, match.start() - 60) : match.start()]) is None
