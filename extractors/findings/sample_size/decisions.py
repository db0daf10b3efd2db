"""From the predicate of a count to its role: DECISIONS, an ordered table of rules, the first that answers wins."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.people import ends_in_people
from extractors.findings.sample_size.predicates import PARTITIVE, Predicate
from extractors.findings.sample_size.roles import SEVERAL_KINDS, one_group

ALL_BEFORE = re.compile(r"\b(?:all|total\sof|overall,?|in\sall,?|in\stotal,?|sample\sof)\s(?:the\s)?$", re.IGNORECASE)
TOTAL_OF = re.compile(r"\btotal\sof\s(?:the\s)?$", re.IGNORECASE)
REST_BEFORE = re.compile(r"\b(?:other|including|these|those)\s$", re.IGNORECASE)
PLACED = re.compile(
    r"\s(?:in|under|on|to|into|within)\s(?:the\s|an?\s)?(?:(?:[\w/+-]{1,30}\s){1,6}?(?:group|arm|cohort)|(?:group|arm|cohort)\s\w{1,3})\b",
    re.IGNORECASE,
)
BY_GROUP = re.compile(
    r"\b(?:each|\w+)\s(?:group|arm)\s(?:each\s)?(?:had|contained|comprised|included|consisted\sof|of|with)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
NAMED_BEHIND = re.compile(r"\s?[(\[](?:the\s)?(?!\d)[^()\[\]\d]{1,40}\s(?:group|arm)[)\]]", re.IGNORECASE)
PLURAL_GROUPS = re.compile(r"\b(?:arms|groups)\b")
CARRIED = frozenset({"planned", "withdrawn", "completed", "analysed", "screened"})
"""Roles that win over every other and pass on to the parts of a count."""
EARLY = frozenset({"title", "background", "objective", "methods", "body"})


@dataclass(frozen=True, slots=True)
class Case:
    """A count with its predicate; `largest` is the largest count of the document so far."""

    clause: Clause
    count: Count
    predicate: Predicate
    largest: int

    @property
    def cue(self) -> str:
        """The predicate's role, "" where there is none."""
        return self.predicate.hit.role if self.predicate.hit else ""

    @property
    def partial(self) -> bool:
        """Whether the count is a numerator: it has a denominator or a percentage."""
        return self.count.of is not None or self.count.percent is not None

    @property
    def left(self) -> str:
        """The sentence up to the count, without brackets."""
        return self.clause.outside(self.clause.start, self.count.start)


class Role(NamedTuple):
    """The role of a count, and the name of what settled it."""

    role: str
    why: str


def _fate(case: Case) -> str:
    """Lost, completed, analysed, screened, planned: the predicate says all."""
    return case.cue if case.cue in CARRIED else ""


def _in_one_group(case: Case) -> str:
    """ "40 patients in the control group", "each group had 36", "57 patients (the control group)"."""
    if case.partial or case.cue == "event":
        return ""
    end = case.count.end
    behind = case.clause.outside(end, min(end + 200, case.clause.end))
    named = NAMED_BEHIND.match(case.clause.scan, end, case.clause.end)
    return "arm" if PLACED.match(behind) or BY_GROUP.search(case.left[-80:]) or named else ""


def _dealt_out(case: Case) -> str:
    """ "32 and 31 subjects were enrolled under the A and B arms, respectively"."""
    whole = case.clause.open
    return "arm" if not case.partial and "respectively" in whole and PLURAL_GROUPS.search(whole) else ""


def _rest(case: Case) -> str:
    """ "the other three continued", "including three with unresectable disease", "these 12 women"."""
    return "subgroup" if not case.partial and REST_BEFORE.search(case.left[-20:]) else ""


def _total_of(case: Case) -> str:
    """ "A total of 131 people were treated"."""
    return "total" if not case.partial and TOTAL_OF.search(case.left[-20:]) else ""


def _assigned(case: Case) -> str:
    """ "were randomized to A or B" is a total, "were assigned to A" an arm."""
    if case.cue != "assigned":
        return ""
    return "arm" if one_group(case.predicate.target) else "total"


def _some_of(case: Case) -> str:
    """ "137 (26.8%) received second-line therapy": an outcome, unless they were taken in ("81 (85%) consented")."""
    if not case.partial or case.cue not in {"received", "enrolled"} or case.predicate.where == "leading":
        return ""
    return "total" if case.cue == "enrolled" and case.predicate.where == "behind" else "event"


def _enrolled(case: Case) -> str:
    if case.cue != "enrolled":
        return ""
    return "arm" if case.predicate.where != "leading" and PLACED.match(case.predicate.target) else "total"


def _received(case: Case) -> str:
    """ "83 patients received A" is an arm, "180 patients received A or B" a total."""
    if case.cue != "received":
        return ""
    return "total" if SEVERAL_KINDS.search(case.predicate.target) else "arm"


def _all_of(case: Case) -> str:
    """ "All 21 patients were male"."""
    return "total" if not case.partial and ALL_BEFORE.search(case.left[-20:]) else ""


def _partitive(case: Case) -> str:
    """ "Of the 1066 patients, …" """
    if case.partial or not PARTITIVE.search(case.left[-40:]):
        return ""
    return "total" if case.count.value >= case.largest else "subgroup"


def _described(case: Case) -> str:
    return case.cue


def _by_itself(case: Case) -> str:
    """Without any predicate: the form of the count, then the section."""
    if case.partial:
        return "event"
    if case.count.noun == "controls" or (case.count.shape == "n" and not ends_in_people(case.left)):
        return "arm"
    if case.count.shape == "whom":
        return "subgroup"
    return "total" if case.clause.sentence.section in EARLY else "subgroup"


DECISIONS: tuple[tuple[str, Callable[[Case], str]], ...] = (
    ("fate", _fate),
    ("group", _in_one_group),
    ("dealt_out", _dealt_out),
    ("rest", _rest),
    ("total_of", _total_of),
    ("assigned", _assigned),
    ("some_of", _some_of),
    ("enrolled", _enrolled),
    ("received", _received),
    ("all_of", _all_of),
    ("partitive", _partitive),
    ("described", _described),
    ("by_itself", _by_itself),
)


def decide(case: Case) -> Role:
    """The role of a count outside brackets."""
    answers = ((decision(case), name) for name, decision in DECISIONS)
    return next(Role(role, name) for role, name in answers if role)
