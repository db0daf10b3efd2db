"""Where a text names its groups: found without knowing any name, then the bare mentions of the names so found.

Nouns, sizes and allocations have rooms of their own (arm_nouns, arm_sizes, arm_allocations); here the abbreviations
that the text gives to names, and the second scan for bare mentions ("X vs placebo").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors import lexicon
from extractors.links.arm_against import set_against
from extractors.links.arm_allocations import allocated
from extractors.links.arm_doers import allocated_deeds, doers, sized_doers
from extractors.links.arm_edges import mended
from extractors.links.arm_labels import behind_figures, in_own_brackets
from extractors.links.arm_leads import led_by
from extractors.links.arm_names import (
    MEASURED_NAME,
    NOT_GIVEN,
    Named,
    apart,
    is_control_name,
    may_stand_bare,
    word_before,
)
from extractors.links.arm_nouns import beside_nouns, in_conditions
from extractors.links.arm_rows import in_rows
from extractors.links.arm_series import in_series
from extractors.links.arm_sizes import beside_sizes
from extractors.links.arm_sums import in_sums
from extractors.links.arm_tags import in_tags
from extractors.links.arm_treated import treated
from extractors.links.page import Page
from extractors.traced_text import CleanSpan

PEOPLE = re.compile(r"(?:patients|subjects|participants|women|children)\b")
RECEIVED = re.compile(r"receiv(?:ed|ing)\sthe\s(?P<name>[\w-]{4,30})\b")
SHORT_FORM = re.compile(r"(?:\s(?:group|arm|therapy|treatment))?\s\((?P<name>[A-Z][\w/+-]{1,11})(?=[;,)])")
GIVEN_IT = ("-treated ", " treated ")
"""Behind a bare name: that people were given it: "zinc-treated foals"."""
CONTROLLED = ("-control", " control")
"""Behind "placebo": that it describes the trial."""
LABEL_OPENS = re.compile(r"[(\[;]\s?\Z")
LABEL_CLOSES = re.compile(r"[,;:]\s?[nN]\s?=\s?\d{1,6}\s?[)\];]")
IN_THE = re.compile(
    r"\b(?:in|among)\sthe\s(?P<name>intervention|control|experimental|comparison)"
    r"(?=\s(?:received|had|were|was|completed|showed|reported)\b|[,;)]|\s\(|\.\s)"
)
"""A name too common to stand alone, where the sentence goes on as behind a group: "in the intervention received"."""
SHORT = re.compile(r"\((?P<short>[A-Z][\w/-]{1,9})\)")
DOSED = re.compile(r"(?P<drug>[^\W\d][\w-]{5,30})\s\d[\d.,]{0,7}[\s-]?(?:mg|g|μg|mcg|ug|ml|IU|U)")
"""A group named after a drug and its dose: the drug alone is known by it, too."""
MEASURED = frozenset(
    """
    protein proteins peptide glucose cholesterol cholecystokinin creatinine hormone enzyme cortisol leptin oxygen factor
    hemoglobin haemoglobin albumin triglycerides triglyceride homocysteine ferritin fibrinogen interleukin urea acid
    syndrome cytomegalovirus immunoglobulin thyroxine interleukin-1 interleukin-4 interleukin-5 interleukin-6
    interleukin-8 interleukin-10 interleukin-13 interleukin-17
    """.split()
)
"""Substances that the lexicon knows and that an abbreviation behind them makes something measured: "protein (CRP)"."""
NOT_OF_GROUP = (
    "no ",
    "without ",
    "any ",
    "+ ",
    " plus ",
    "resistance to ",
    "resistant to ",
    "intolerant to ",
    "intolerance to ",
    "allergic to ",
    "allergy to ",
    "add-on to ",
    "added to ",
    "addition to ",
    "combination with ",
    "combined with ",
)
"""Before a bare name: that a group is described by what it lacks, or people by what harms them; or a combination."""
WITH_ANOTHER = (" + ", " plus ")
"""Behind a bare name: that it is only a part of what a group got."""


class Mentions(NamedTuple):
    """Every mention of a group, in order; and each allocation's list of names."""

    all: tuple[Named, ...]
    allocations: tuple[tuple[Named, ...], ...]


def mentions_on(page: Page) -> Mentions:
    """What the text itself marks as groups, those named by treatment, and the bare mentions of names so found."""
    allocations = tuple(tuple(mended(page.scan, names)) for names in allocated(page))
    listed = [named for names in allocations for named in names]
    sized = (named for named in beside_sizes(page) if _is_label(page.scan, named) or not _is_of_listed(named, listed))
    strong = [*mended(page.scan, (*beside_nouns(page), *in_conditions(page), *sized)), *listed]
    strong += (*sized_doers(page), *allocated_deeds(page), *in_own_brackets(page), *in_tags(page), *in_sums(page))
    strong += _abbreviated(page, strong)
    given = [*mended(page.scan, (*treated(page), *in_series(page), *set_against(page)))]
    given += [row for row in mended(page.scan, in_rows(page)) if not _is_named(row, (*strong, *given))]
    names = {named.name for named in (*strong, *given)} | {"placebo"}
    dosed = Counter(found["drug"] for name in names if (found := DOSED.fullmatch(name)))
    names |= _defined(page) | dosed.keys()
    known = {named.name for named in strong if named.head}
    bare = [*_bare(page, names)]
    if any(is_control_name(name) and not name.casefold().endswith(("placebo", "controls")) for name in known):
        bare = _without_design(page.lowered, bare)
    umbrellas = {drug.casefold() for drug, count in dosed.items() if count > 1}
    if umbrellas:
        given = [named for named in given if named.name.casefold() not in umbrellas]
        bare = [named for named in bare if named.head or named.name.casefold() not in umbrellas]
    every = apart([*strong, *given, *bare, *_with_people(page, known), *doers(page, strong)])
    return Mentions(every, tuple(names for names in allocations if len(names) > 1))


def _without_design(lowered: str, bare: list[Named]) -> list[Named]:
    """The bare names without "placebo" where only "placebo-controlled" has it: other controls are the ones meant."""
    placebos = [named for named in bare if named.name.casefold() == "placebo"]
    if all(lowered.startswith(CONTROLLED, named.at.end) for named in placebos):
        return [named for named in bare if named not in placebos]
    return bare


def _is_label(scan: str, sized: Named) -> bool:
    """Whether nothing but a name and its size stand in an item of a bracket: "(zinc, n = 48; usual diet, n = 47)"."""
    return LABEL_OPENS.search(scan, max(0, sized.at.start - 2), sized.at.start) is not None and (
        LABEL_CLOSES.match(scan, sized.at.end) is not None
    )


def _is_of_listed(sized: Named, listed: Sequence[Named]) -> bool:
    """Whether a word before a size says what an allocated group got, or is the name of one without its amount."""
    covering = [named for named in listed if named.at.start <= sized.at.start and sized.at.end <= named.at.end]
    if any(named.at.start == sized.at.start or _is_told_by_more(sized.name, listed) for named in covering):
        return sized.at != covering[0].at
    return any(named.at.end < sized.at.start and sized.at.end < named.reach for named in listed)


def _is_named(row: Named, found: Iterable[Named]) -> bool:
    """Whether a name that stands in a row was found otherwise, whole or in part."""
    return any(named.at.start < row.at.end and row.at.start < named.at.end for named in found)


def _is_told_by_more(name: str, listed: Iterable[Named]) -> bool:
    """Whether two allocated groups are named by the same word and one more: "oral iron", "intravenous iron"."""
    return sum(named.name.casefold().endswith(f" {name.casefold()}") for named in listed) > 1


def _abbreviated(page: Page, found: Iterable[Named]) -> list[Named]:
    """The short forms that brackets give to names: "continuous treatment (CT; n = 111)"."""
    matches = ((named, SHORT_FORM.match(page.scan, named.at.end)) for named in found)
    return [
        Named(match["name"], CleanSpan(*match.span("name")), True, named.reach) for named, match in matches if match
    ]


def _defined(page: Page) -> set[str]:
    """The abbreviations that the text gives to drugs: "hydroxyurea (HU)"."""
    drugs = lexicon.load("drugs")
    found = set()
    for match in SHORT.finditer(page.scan):
        word = word_before(page.scan, max(0, match.start() - 42), match.start())
        if (
            word
            and page.lowered[word.start : word.end] not in MEASURED
            and drugs.term(page.scan[word.start : word.end])
        ):
            found.add(match["short"])
    return found


def _bare(page: Page, names: Iterable[str]) -> Iterator[Named]:
    """Every place of names already known, whatever stands round them."""
    for name in sorted(filter(may_stand_bare, names)):
        exact = len(name) <= 3 or name.isupper()
        text, wanted = (page.scan, name) if exact else (page.lowered, name.lower())
        at = text.find(wanted)
        if MEASURED_NAME.fullmatch(name):
            yield from _in_brackets(page, wanted.replace("-", " "))
        while at >= 0:
            end = at + len(wanted)
            if _stands_alone(page.lowered, at, end, plural=not exact) and page.sentence_number(at) >= 0:
                yield Named(page.scan[at:end], CleanSpan(at, end), page.lowered.startswith(GIVEN_IT, end))
            at = text.find(wanted, end)


def _in_brackets(page: Page, dose: str) -> Iterator[Named]:
    """Where a bracket holds nothing but the dose that a group is named after: "39 (500 mg) and 31 (1500 mg)"."""
    at = page.lowered.find(f"({dose})")
    while at >= 0:
        start, end = at + 1, at + 1 + len(dose)
        if page.sentence_number(at) >= 0:
            yield Named(page.scan[start:end], CleanSpan(start, end), True)
        at = page.lowered.find(f"({dose})", end)


def _with_people(page: Page, names: Iterable[str]) -> Iterator[Named]:
    """The names too common to stand alone, where people are named after them: "of 61 experimental patients"."""
    common = {name.lower() for name in names if not may_stand_bare(name)}
    if not common:
        return
    for match in led_by(page.leads.nouns, PEOPLE, page.lowered):
        at = word_before(page.scan, max(0, match.start() - 42), match.start())
        if at and page.lowered[at.start : at.end] in common and page.sentence_number(at.start) >= 0:
            yield Named(page.scan[at.start : at.end], at, True)
    yield from behind_figures(page, common)
    for match in IN_THE.finditer(page.lowered) if " the intervention" in page.lowered else ():
        if match["name"] in common and page.sentence_number(match.start()) >= 0:
            at = CleanSpan(*match.span("name"))
            yield Named(page.scan[at.start : at.end], at, True)
    for match in led_by(page.leads.given, RECEIVED, page.lowered):
        if match["name"] in common and page.sentence_number(match.start()) >= 0:
            at = CleanSpan(*match.span("name"))
            yield Named(page.scan[at.start : at.end], at, True)


def _stands_alone(lowered: str, start: int, end: int, *, plural: bool) -> bool:
    """Whether a name is a word by itself, or its plural, and not part of a compound that says something else."""
    if start and ((before := lowered[start - 1]).isalnum() or before in "+-/_"):
        return False
    if lowered.endswith(NOT_OF_GROUP, 0, start) or lowered.startswith(WITH_ANOTHER, end):
        return False
    if plural and lowered.startswith("s", end):
        end += 1
    behind = lowered[end : end + 1]
    if behind in {"-", " "}:
        return NOT_GIVEN.match(lowered, end) is None
    return not (behind.isalnum() or behind in {"/", "_"})
