"""The order in which a text introduces its groups, and which names mean one group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractors.links import lists
from extractors.links.arm_mentions import Mentions
from extractors.links.arm_names import ArmMention, Named
from extractors.links.page import Page
from extractors.model import Sentence
from extractors.traced_text import CleanSpan

SIZE_BEHIND = re.compile(r"[^;()\[\]]{0,40}[(\[,]\s?(?:n\s?=\s?)?\d{1,6}[)\];,]", re.IGNORECASE)
"""A size not far behind a name: "placebo group (n = 40)", "(placebo, n=40)"."""
LABELLED = re.compile(r"(?:(?:group|arm|cohort)s?\s)?(\w{1,3})", re.IGNORECASE)
"""A group that bears a letter or number: "Group A", the "B" of "arms A and B"."""
BULLETS = ("•", "·", "▪", "●", "◦", "- ", "* ")
MOST_ITEMS = 5
COUNT_BEFORE = re.compile(r"[(,;]\s?\d{1,6}\s$")
WORD = re.compile(r"[^\W_]+")
SHORT_FORM = re.compile(r"\s?\([A-Z][\w/+-]{0,9}\)\Z")
"""The short form in brackets at the end of a name: "usual care (UC)"."""
DROPPED = frozenset(
    "group groups arm arms the a an of patients subjects recipients cohort alone only treated treatment therapy".split()
)
OF_PLACEBO = frozenset(
    "matching matched identical corresponding inert oral once twice daily weekly pill pills tablet tablets capsule"
    " capsules treatment therapy allocated intervention interventions injection injections".split()
)
"""Beside "placebo": what tells no other group."""


@lru_cache(maxsize=4096)
def key_of(name: str) -> frozenset[str]:
    """What two names of one group have in common: their words, without "group", "the", a plural s."""
    if label := LABELLED.fullmatch(name):
        return frozenset({label[1].casefold()})
    words = WORD.findall(without_short_form(name).casefold())
    kept = [word[:-1] if len(word) > 4 and word.endswith("s") else word for word in words if word not in DROPPED]
    if "placebo" in kept:
        kept = [word for word in kept if word not in OF_PLACEBO]
    return frozenset(kept or words)


def without_short_form(name: str) -> str:
    """The name without what a bracket at its end calls it in short."""
    return SHORT_FORM.sub("", name) if name.endswith(")") else name


def order_of(page: Page, found: Mentions, placed: Sequence[ArmMention]) -> tuple[str, ...]:
    """The order of the comparison: that of the first sizes or the first allocation, whichever lists more groups.

    Without either it is that of the first list of groups, or of the first sentence that names two.
    """
    allocated = tuple(_name_of(named, placed) for named in found.allocations[0]) if found.allocations else ()
    sized = _first_sized(page, placed)
    if allocated or sized:
        return sized if len(sized) >= len(allocated) else allocated
    for group in lists.runs_joined(page.scan, placed):
        return tuple(mention.name for mention in group)
    return _first_side_by_side(page, placed)


def _name_of(named: Named, placed: Sequence[ArmMention]) -> str:
    """The name of an allocated group: what a bracket behind it calls the group, or its treatment."""
    inside = named.at.end + len(" (")
    return next((mention.name for mention in placed if mention.head and mention.at.start == inside), named.name)


def _first_sized(page: Page, placed: Sequence[ArmMention]) -> tuple[str, ...]:
    """The groups of the first sentence that gives two or more of them a size."""
    for together in _in_one_sentence(page, placed):
        sized = [mention for mention in together if _is_sized(page.scan, mention)]
        if len({mention.arm for mention in sized}) > 1:
            return tuple(mention.name for mention in sized)
    return ()


def _in_one_sentence(page: Page, placed: Sequence[ArmMention]) -> Iterator[list[ArmMention]]:
    """The mentions of each sentence that names two groups or more; those of all headings together, too."""
    by_sentence: dict[int, list[ArmMention]] = {}
    for mention in placed:
        by_sentence.setdefault(page.sentence_number(mention.at.start), []).append(mention)
    return (together for together in by_sentence.values() if len({mention.arm for mention in together}) > 1)


def _is_sized(scan: str, mention: ArmMention) -> bool:
    """Whether a size stands behind a group, or before it in a bracket: "(412 triple, 411 short-course)"."""
    start, end = mention.at
    if SIZE_BEHIND.match(scan, end):
        return True
    return scan.startswith((",", ";", ")"), end) and COUNT_BEFORE.search(scan, max(0, start - 9), start) is not None


def _first_side_by_side(page: Page, placed: Sequence[ArmMention]) -> tuple[str, ...]:
    """The groups of the first sentence that names two or more of them as groups; in the order they were first met."""
    arms = next((named for named in by_sentence(page, placed).values() if len(named) > 1), {})
    first: dict[int, str] = {}
    for together in _in_one_sentence(page, placed) if arms else ():
        first = {}
        for mention in together:
            if mention.arm in arms:
                first.setdefault(mention.arm, mention.name)
        if len(first) == len(arms):
            break
    return tuple(first.values())


def by_sentence(page: Page, mentions: Sequence[ArmMention]) -> dict[int, dict[int, ArmMention]]:
    """The first mention of each arm named with its noun, by the sentence's number."""
    found: dict[int, dict[int, ArmMention]] = {}
    for mention in mentions:
        if mention.head:
            found.setdefault(page.sentence_number(mention.at.start), {}).setdefault(mention.arm, mention)
    return found


def _item_before(page: Page, number: int, named: int) -> int:
    """The number of the last sentence that names a group, if only items of the list stand between; else as given."""
    if named < max(0, number - MOST_ITEMS):
        return number
    items = page.sentences[named : number + 1]
    return named if all(page.scan.startswith(BULLETS, item.start) for item in items) else number


def distance_to(group: Sequence[ArmMention], values: Sequence[CleanSpan]) -> int:
    """How far a list of groups stands from a list of values, in characters."""
    after = group[0].at.start - values[-1].end
    return after if after >= 0 else max(0, values[0].start - group[-1].at.end)


def named_right_before(page: Page, earlier: Sequence[ArmMention], sentence: Sentence, count: int) -> tuple[str, ...]:
    """The groups that the sentence before names, in order of their first mention; () where they are not so many.

    An item of a list goes on from the last item that names any.
    """
    number = page.sentence_number(sentence.start) - 1
    if earlier and page.scan.startswith(BULLETS, sentence.start):
        number = _item_before(page, number, page.sentence_number(earlier[-1].at.start))
    first: dict[int, str] = {}
    for mention in reversed(earlier):
        if page.sentence_number(mention.at.start) != number:
            break
        first = {mention.arm: mention.name, **{arm: name for arm, name in first.items() if arm != mention.arm}}
    return tuple(first.values()) if len(first) == count else ()
