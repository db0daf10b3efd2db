"""Whose a sentence's counts are: the group of each, as the arm inventory, its own words or the whole tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from extractors.findings.sample_size.apart import told_apart
from extractors.findings.sample_size.case import SEX, Role
from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.inherited import Sizes
from extractors.findings.sample_size.labels import tag_of, with_labels
from extractors.findings.sample_size.own_names import in_own_bracket
from extractors.findings.sample_size.told_of import placed_in
from extractors.traced_text import CleanSpan

PLANNED = "planned"
"""A size that was wanted, not reached: no record, so that no reader takes it for a total."""
LEADS_IN = (", ", ": ", " ", " (")
LONGEST_NAME = 60
CLOSE = 24
"""Characters between a count and the group that stands close behind it."""
WITHOUT_ARM = frozenset({"total", "screened"})
SETS = frozenset({"ITT", "MITT", "PP", "FAS", "PPS"})
"""Names of the sets of an analysis: no groups."""
OWN_NAME = re.compile(
    r"\s(?P<name>intervention|experimental|control|placebo|treatment)"
    r"(?=,?\s(?:and|or|vs\.?|versus)\s\d|\s(?:group\s|arm\s)?(?:patients|participants|subjects|women|men|children)\b|[;)]|,\s(?:and|\d))"
)
"""A group's common name right behind a count: "59 intervention and 57 control, …"."""
LETTER_TAG = re.compile(r"[(\[](?:the\s)?(?P<name>(?:[Gg]roup|[Aa]rm|[Cc]ohort)[\s-][A-Z0-9]{1,4})[)\]]")


class Told(NamedTuple):
    """What a sentence tells: its counts, their roles and groups."""

    clause: Clause
    counts: tuple[Count, ...]
    roles: tuple[Role, ...]
    arms: tuple[str | None, ...]

    def seen_from(self, counts: Sequence[Count], roles: Sequence[Role]) -> Told:
        """The first counts of a document as the next sentence shows them.

        "Sixty patients treated with X …. Thirty were assigned to Y and 30 to Z": what seemed a group was all of them.
        """
        arms = [count.value for count, role in zip(counts, roles, strict=True) if role.role == "arm"]
        if len(self.counts) != 1 or self.roles[0].role != "arm" or len(arms) < 2 or sum(arms) != self.counts[0].value:
            return self
        return self._replace(roles=(Role("total", "dealt_out_next"),), arms=(None,))


def arms_of(
    clause: Clause, counts: Sequence[Count], roles: Sequence[Role], sizes: Sizes, wholes: Collection[int | None]
) -> tuple[str | None, ...]:
    """The groups of a sentence's counts; one that the sentence divides into groups has no group of its own."""
    arms: list[str | None] = []
    for count, role in zip(counts, roles, strict=True):
        arm = None if role.role == PLANNED or count.numeral in wholes else _arm(clause, count, role, sizes)
        if role.role != PLANNED:
            sizes.remember(clause, count, role.role, arm)
        arms.append(arm)
    return with_labels(clause, counts, roles, told_apart(clause, counts, roles, arms) if len(counts) > 1 else arms)


def _arm(clause: Clause, count: Count, role: Role, sizes: Sizes) -> str | None:
    """The group's name: the label in the quote ("Group A: 26"), else what the arm inventory or the whole says."""
    if role.role in WITHOUT_ARM or role.why == "site":
        return None
    if own := _named_by_role(clause, count, role) or in_own_bracket(clause, count):
        return own
    if count.of is None and (clause.each_group(count) or clause.scan.startswith(":", count.end)):
        return None
    if count.shape == "label":
        return clause.text.text[count.start : clause.text.numerals[count.numeral].start].rstrip(" :=,\u00a0")
    if count.of is not None and clause.scan[count.end - 1] == ")":
        inside = clause.text.arms.mentions_between(count.start, clause.scan.rfind("(", count.start, count.end))
        if len(inside) == 1:
            return inside[0].name
    name = clause.text.arms.arm_of(CleanSpan(count.start, count.end), clause.sentence)
    if name is not None and (name.upper() in SETS or (count.noun in SEX and name.lower() in SEX)):
        return None
    if name is not None and count.shape == "ellipsis" and not _is_beside(clause, count, name):
        return None
    if name is not None and not (_is_tied(clause, count, name) or sizes.may_hold(name, count, role.role)):
        return None
    return name or _own_arm(clause, count) or sizes.arm_of(clause, count) or tag_of(clause, count, role)


def _named_by_role(clause: Clause, count: Count, role: Role) -> str | None:
    """The name by which the role was told: a tag behind the people, or what they were taken into."""
    if role.why == "called":
        return placed_in(clause, count) or None
    tag = LETTER_TAG.search(clause.scan, count.end, clause.end) if role.why == "tagged" else None
    return clause.text.text[tag.start("name") : tag.end("name")] if tag else None


def _is_tied(clause: Clause, count: Count, name: str) -> bool:
    """Whether the name stands close behind a count ("25 in Group 2"): then it is the count's, whatever was told."""
    before = clause.text.arms.mentions_between(max(clause.start, count.start - LONGEST_NAME), count.start)
    if before and before[-1].name == name and clause.scan[before[-1].at.end : count.start] in LEADS_IN:
        return True
    near = clause.text.arms.mentions_between(count.end, count.end + CLOSE)
    return bool(near) and near[0].name == name


def _is_beside(clause: Clause, count: Count, name: str) -> bool:
    """Whether the name stands between a count's own bracket and the bracket before it ("A (421), B 500 mg (449)")."""
    bracket = clause.bracket_of(count.start)
    if bracket is None:
        return True
    done = max((end for start, end in clause.brackets if end <= bracket[0]), default=clause.start)
    return name in clause.text.text[done : bracket[1]]


def _own_arm(clause: Clause, count: Count) -> str | None:
    """The group named inside the quote or right behind it ("26 active participants", "71 early and 72 late ones")."""
    near = clause.text.arms.mentions_between(count.start, count.end + 2)
    if len(near) == 1:
        return near[0].name
    word = OWN_NAME.match(clause.scan, count.end, clause.end)
    return clause.text.text[word.start("name") : word.end("name")] if word else None
