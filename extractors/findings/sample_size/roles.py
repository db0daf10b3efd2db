"""The cues of a clause (see cues): found, told apart as predicates and as descriptions, and asked who leads whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors.findings.sample_size.cues import Cue
from extractors.findings.sample_size.openings import cues_of
from extractors.findings.sample_size.people import is_people

SEVERAL = re.compile(
    r"""\b(?: or | versus | vs | either | another\s(?:group|arm)
      | groups | arms | cohorts | between | [12]\s?:\s?[123] | treatments | regimens
      | one\sof | (?<![\w-]) (?: two | three | four | five | six | [2-6] )\s
        (?! years | months | weeks | days | h\b | hours | mg | g\b | ml | cycles | doses | times | courses ) ) \b
      | \bcompared\s(?:with|to)\s(?=[A-Za-z])
      | \band\s(?:the\s|an?\s)?(?: group | arm | cohort | control | placebo | intervention )""",
    re.VERBOSE | re.IGNORECASE,
)
RELATIVE = re.compile(r"\b(?:who|whose|that|with)\s(?:\w+\s){0,2}$")
PARTICIPLE = re.compile(
    r"(?:given|receiving|treated|assigned|allocated|randomi[sz]ed|enrol+ed|recruited|included|selected|admitted"
    r"|referred"
    r"|registered|taking|vaccinated|immuni[sz]ed)\b",
    re.IGNORECASE,
)
""" "patients given A": says who they are where another predicate says what became of them."""
DENIED = re.compile(r"\b(?:[Ww]ithout|[Nn]o|[Nn]or)\s(?:any\s|further\s|other\s)?\Z")
""" "without any loss to follow-up"."""
OF_NUMBER = re.compile(r"\bof\s(?:the\s)?(?:[\d,]{1,9}|two|three|four|five|six|seven|eight|nine|ten)\s{1,24}$")
OF_PEOPLE = re.compile(r"(?P<noun>[\w-]+)(?:\s\w+ly|\s{2,80})?\s$")
CAUSING = ("led", "lead", "caus", "requir", "prompt")
""" "Events that led to withdrawal were seen in 6": the relative clause tells what became of the 6."""
EARLIER = ("after being ", "before being ", "since being ", "without being ", "despite being ")
"""Before a cue: that it only dates what was done: "who lost weight after being randomized to diet"."""
ALLOCATING = frozenset({"assigned", "received", "enrolled"})
NEAR = 32
"""Characters within which a cue that only describes still leads to a count."""
TARGET = re.compile(
    r"(?!\s(?:in|into|to|for)\s(?:the|this|our)\s(?:[\w-]+,?\s){0,5}?(?:study|trial)\b(?!\s(?:group|arm)))[\s,]{0,3}"
    r"(?:\w+\s)?(?:to|into|for|the)\s|\s[A-Z]{2,}|\san?\s(?:[\w-]+\s){1,4}(?:group|arm)\b"
)
SEVERAL_KINDS = re.compile(r"\b(?:or|either|versus|vs)\b", re.IGNORECASE)


class Hit(NamedTuple):
    """A cue in a text; `describes` where it only says who is counted ("women who had not had a mammogram").

    `attributive`: so does "given" in "patients given A", as long as there is another predicate.
    """

    role: str
    firm: bool
    leads: bool
    start: int
    end: int
    describes: bool = False
    attributive: bool = False
    state: bool = False
    light: bool = False


def cues_in(text: str, offset: int = 0) -> tuple[Hit, ...]:
    """The cues of a text that begins at `offset`, in order."""
    hits: list[Hit] = []
    for start, end, cue in cues_of(text):
        if cue.role == "withdrawn" and DENIED.search(text, max(0, start - 16), start):
            continue
        hit = _hit(cue, text, start, end, offset)
        if (
            hit.attributive
            and cue.firm
            and hits
            and hits[-1].attributive
            and not text[hits[-1].end - offset : start].strip()
        ):
            hit = hit._replace(attributive=False)  # "those who were randomized withdrew"
        hits.append(hit)
    return tuple(hits)


def _hit(cue: Cue, text: str, start: int, end: int, offset: int) -> Hit:
    before = text[max(0, start - 40) : start]
    relative = ("wh" in before or "th" in before) and RELATIVE.search(before) is not None
    describes = relative and cue.role in {"event", "subgroup"}
    if relative and cue.role == "withdrawn" and text.startswith(CAUSING, start):
        relative = False
    earlier = before.endswith(EARLIER)
    attributive = not describes and (
        relative or earlier or (cue.role in ALLOCATING and _is_attributive(text[start:end], before))
    )
    return Hit(
        cue.role, cue.firm, cue.leads, start + offset, end + offset, describes, attributive, cue.state, cue.light
    )


def _is_attributive(cue: str, before: str) -> bool:
    """Whether a participle stands right behind the noun of people that it describes."""
    if not PARTICIPLE.match(cue):
        return False
    near = before.rfind(" ", 0, before.rfind(" ", 0, len(before.rstrip())))
    noun = OF_PEOPLE.search(before, max(0, near)) if before[-1:].isspace() else None
    return (noun is not None and is_people(noun["noun"].split("-")[-1])) or OF_NUMBER.search(before) is not None


def predicate_behind(hits: Sequence[Hit]) -> Hit | None:
    """The predicate of the count before these cues: the first firm one, failing that the first."""
    if not hits:
        return None
    fit = [hit for hit in hits if not (hit.leads or hit.describes or hit.attributive)]
    firm = [hit for hit in fit if hit.firm]
    if firm and firm[0].role == "screened":
        chosen = [hit for hit in hits if hit.role == "enrolled" and hit.attributive and hit.start > firm[0].start]
        if chosen:
            return chosen[0]
    if firm and firm[0].role in {"completed", "screened", "enrolled"}:
        return next((hit for hit in firm if hit.role == "assigned"), firm[0])
    return firm[0] if firm else fit[0] if fit else None


def predicate_before(hits: Sequence[Hit], at: int) -> Hit | None:
    """What leads to the count at an offset behind these cues: the last if near or firm, else the last firm one."""
    if not hits:
        return None
    hits = [hit for hit in hits if not (hit.attributive or hit.describes)] or hits
    if hits and hits[-1].light and (lost := [hit for hit in hits if hit.role == "withdrawn" and not hit.leads]):
        return lost[-1]
    if not hits or hits[-1].firm or at - hits[-1].end < NEAR:
        return hits[-1] if hits else None
    return next((hit for hit in reversed(hits) if hit.firm), hits[-1])


def one_group(target: str) -> bool:
    """Whether what follows "assigned" names a single group ("to the decision board", not "to A or B")."""
    return TARGET.match(target) is not None and not SEVERAL.search(target)
