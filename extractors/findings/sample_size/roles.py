"""The words that give a count its role: one table of cues, read over a clause.

A cue higher in the table wins where two begin at one place. `firm` cues are predicates in their own right (was lost,
completed, were randomized); the others describe (received, had, with) and yield to a firm cue of the same clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple


class Cue(NamedTuple):
    """Words that give a role; `leads` where they can only stand before the count ("an analysis of 38 patients").

    "assigned" and "received" still ask to how many groups, the others are roles.
    """

    role: str
    firm: bool
    words: str
    leads: bool = False


BE = r"(?:was|were|are|is|been|being|be)\s(?:\w+ly\s)?"
STUDY = r"(?:study|trial|protocol|programme|program|intervention|treatment|follow-?up)"
NOT_ADJECTIVE = (
    r"(?!\s(?:controlled|clinical|trials?|double|study|phase|placebo|cross|pilot|open|parallel|therapy|treatment"
    r"|group|arm|to\swhich))"
)
CUES = (
    Cue("withdrawn", True, r"lost\s(?:to|from|for|during)\s(?:follow|the\sstudy|observation)|lost-to-follow"),
    Cue("withdrawn", True, r"excluded|withdrew|withdrawn|withdrawals?(?=\s(?:of|in|from|for|due|because)|:)"),
    Cue("withdrawn", True, r"exclusion\sof", leads=True),
    Cue(
        "withdrawn",
        True,
        r"drop(?:ped)?[\s-]?outs?|(?:had\s)?discontinued|left\sthe\s(?:study|trial)|no-show|non-?completers",
    ),
    Cue(
        "withdrawn",
        True,
        r"declined|refused|did\snot\s(?:complete|receive|start|return|attend|meet|participate|wish|begin)|removed|stopped",
    ),
    Cue(
        "withdrawn",
        True,
        r"missed\s(?:the|a|their|one)|failed\sto\s(?:return|complete|attend)|screen(?:ing)?\sfail\w*|ineligible|not\seligible",
    ),
    Cue(
        "screened",
        True,
        rf"{BE}(?:screened|approached|invited|contacted|identified|interviewed\sfor|considered\sfor)|screened(?!\spositive)",
    ),
    Cue(
        "planned",
        True,
        r"(?:had\sbeen|were|was|is|are|originally|initially)\splanned|planned|(?:is|are|was|were)\s(?:required|needed|necessary)|to\s(?:detect|achieve)\sa",
    ),
    Cue(
        "planned",
        True,
        r"(?:needed|required|planned|necessary|estimated|calculated|aimed\sto\s(?:recruit|enrol+))|powered|sample\ssize\s(?:calculation|estimate)",
        leads=True,
    ),
    Cue("screened", True, r"assessed\sfor\seligibility|approached|eligibility\sscreening|underwent\sscreening"),
    Cue(
        "completed",
        True,
        rf"complet(?:ed|ing)(?=[,.;:)]|\s(?:the|all|both|this|our|\d|{STUDY}|\w+\sweeks|and|at)|$)(?!\sat\sleast)|finished",
    ),
    Cue("completed", True, rf"completion\sof\sthe\s{STUDY}", leads=True),
    Cue(
        "completed",
        True,
        r"reached\s(?:(?:week|month)\s)?\d+\s(?:weeks|months|years)|remained\sin\sthe\s(?:study|trial)",
    ),
    Cue(
        "analysed",
        True,
        rf"{BE}(?:\w+\s)?(?:analy[sz]ed|evaluated(?!\sin\sa)|assessed(?!\sfor\seligib))|(?:finally|thus|and)\s(?:analy[sz]ed|evaluated)",
    ),
    Cue(
        "analysed",
        True,
        r"(?:in|for|into)\s(?:the\s|this\s|our\s|an?\s|these\s)?(?:[\w-]+\s){0,4}analys[ie]s|evaluable|assessable|analy[sz]able",
    ),
    Cue("analysed", True, r"available\sfor|remained\sfor|qualified\sfor\s(?:the\s)?analysis"),
    Cue(
        "analysed",
        True,
        r"(?:data|samples|results|information|measurements)\s(?:\w+\s)?(?:were|was|are|is)\s(?:\w+ly\s)?"
        r"(?:available|obtained|analy[sz]ed|collected)|data\s(?:from|on|for)",
        leads=True,
    ),
    Cue(
        "analysed",
        True,
        r"analys[ie]s\s(?:\w+\s)?(?:included|comprised|involved|of|consisted|was|were)"
        r"|(?:efficacy|safety|treat|protocol|ITT|evaluation)\s(?:population|set|data|sample)",
        leads=True,
    ),
    Cue("assigned", True, rf"(?:re-?)?randomi[sz]ed{NOT_ADJECTIVE}|randomi[sz]ation\sof|randomi[sz]ing"),
    Cue(
        "assigned",
        True,
        r"assigned|allocated|divided|distributed|stratified|(?:classified|categori[sz]ed|separated|split|grouped)\s(?:in|into)",
    ),
    Cue(
        "enrolled",
        True,
        r"enrol+(?:s|ed|ing|ment)?\b|recruit(?:s|ed|ing|ment)?|included(?!\sin\s(?:the\s|this\s|our\s|an?\s)?(?:[\w-]+\s){0,4}analys)|participat(?:ed|ing|e)|entered|registered|accrued",
    ),
    Cue(
        "enrolled",
        True,
        r"studied|selected|consented|agreed|took\spart|qualified|eligible|met\sthe\sinclusion|admitted|referred",
    ),
    Cue("enrolled", True, r"involv(?:ed|ing)|includes|inclusion\sof|compris(?:ed|ing)|consisted\sof", leads=True),
    Cue(
        "enrolled",
        True,
        r"(?:conducted|performed|carried\sout|undertaken|done)\s(?:on|in|with|among|a)"
        r"|(?:trial|study|survey|cohort|sample|series)\s(?:of|in|with|on|among|was|were|included|consisted)",
        leads=True,
    ),
    Cue("enrolled", True, r"examined|compared|evaluated|investigated", leads=True),
    Cue("enrolled", True, r"will\sbe|scheduled|had\s(?:an?\s)?(?:mean|median|average)"),
    Cue(
        "received",
        False,
        r"received|receiving|treated\s(?:with|by)|given|underwent|continued\s(?:on|to\sreceive|with|ongoing)|initiated|switched"
        r"|shifted|served\sas|started",
    ),
    Cue(
        "received",
        False,
        rf"{BE}(?:treated|given|administered|started|maintained|managed|vaccinated|immuni[sz]ed|on\s(?:placebo|active))|used\s(?:as|the)\scontrols?",
    ),
    Cue(
        "subgroup",
        False,
        rf"{BE}(?:men|women|male|female|boys|girls|black|white|caucasian|asian|smokers|aged|older|younger|classified"
        r"|at\swho|in\sstage|on(?=\s)|taking|currently)",
    ),
    Cue(
        "subgroup",
        False,
        r"met|without\sfulfilling|prescribed|fulfilled|(?:had|reported|with)\s(?:a\s)?(?:history|prior|previous|pre-?existing|baseline)"
        r"|at\sbaseline|continued\sin",
    ),
    Cue(
        "event",
        False,
        r"died|deaths?|developed|experienced|responded|relapsed|achieved|occurred|observed|seen|reported|suffered|showed|demonstrated"
        r"|presented|detected|noted|(?:was|were)\sdiagnosed|found|became|remain(?:ed)?|attained|improved|required|needed|conceived|gained|survived",
    ),
    Cue(
        "event",
        False,
        r"had|have|has|hospitali[sz]ed|confirmed|complained|tolerated|returned|progressed|recovered|adverse\sevents|side\seffects"
        r"|toxicit\w+|complications|(?:was|were)\spositive|alive",
    ),
)
_ALTERNATIVES = "|".join(f"(?P<_{number}>{cue.words})" for number, cue in enumerate(CUES))
_CUE = re.compile(rf"(?<![\w-])(?=[a-zA-Z])(?:{_ALTERNATIVES})(?!\w)", re.IGNORECASE)
SEVERAL = re.compile(
    r"""\b(?: or | versus | vs | either | groups | arms | cohorts | between | [12]\s?:\s?[123] | treatments | regimens
      | one\sof | (?: two | three | four | five | six | [2-6] )\s
        (?! years | months | weeks | days | h\b | hours | mg | g\b | ml | cycles | doses | times | courses ) ) \b
      | \band\s(?:the\s|an?\s)?(?: group | arm | cohort | control | placebo | intervention )""",
    re.VERBOSE | re.IGNORECASE,
)
RELATIVE = re.compile(r"\b(?:who|whose|that|with)\s(?:\w+\s){0,2}$")
NEAR = 32
"""Characters within which a cue that only describes still leads to a count."""
TARGET = re.compile(r"[\s,]{0,3}(?:\w+\s)?(?:to|into|for|the)\s|\s[A-Z]{2,}")
SEVERAL_KINDS = re.compile(r"\b(?:or|either|versus|vs)\b", re.IGNORECASE)


class Hit(NamedTuple):
    """A cue in a text; `describes` where it only says who is counted ("women who had not had a mammogram")."""

    role: str
    firm: bool
    leads: bool
    start: int
    end: int
    describes: bool = False


def cues_in(text: str, offset: int = 0) -> tuple[Hit, ...]:
    """The cues of a text that begins at `offset`, in order."""
    return tuple(_hit(match, offset) for match in _CUE.finditer(text))


def _hit(match: re.Match[str], offset: int) -> Hit:
    cue = CUES[int((match.lastgroup or "_0")[1:])]
    start, end = match.span()
    before = match.string[max(0, start - 40) : start]
    describes = cue.role in {"event", "subgroup"} and RELATIVE.search(before) is not None
    return Hit(cue.role, cue.firm, cue.leads, start + offset, end + offset, describes)


def predicate_behind(hits: Sequence[Hit]) -> Hit | None:
    """The predicate of the count before these cues: the first firm one, failing that the first."""
    fit = [hit for hit in hits if not hit.leads and not hit.describes]
    return next((hit for hit in fit if hit.firm), fit[0] if fit else None)


def predicate_before(hits: Sequence[Hit], at: int) -> Hit | None:
    """What leads to the count at an offset behind these cues: the last if near or firm, else the last firm one."""
    if not hits or hits[-1].firm or at - hits[-1].end < NEAR:
        return hits[-1] if hits else None
    return next((hit for hit in reversed(hits) if hit.firm), hits[-1])


def one_group(target: str) -> bool:
    """Whether what follows "assigned" names a single group ("to the decision board", not "to A or B")."""
    return TARGET.match(target) is not None and not SEVERAL.search(target)
