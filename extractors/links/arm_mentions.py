"""Where a text names its groups.

Found without knowing any name: a head noun ("the IL-2 and control arms", "Group A"), "HAART-controls", "IL-2 patients",
a size in brackets ("lisinopril (n = 9)"). Allocations have a room of their own (arm_allocations). With the names
known, their bare mentions ("n = 507 for sitagliptin", "X vs placebo") are found in a second scan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractors import lexicon
from extractors.links.arm_allocations import allocated, treated
from extractors.links.arm_names import JOINERS, STOPS, Named, apart, is_name, is_treatment, may_stand_bare
from extractors.links.page import Page
from extractors.model import Sentence
from extractors.traced_text import CleanSpan

ANCHOR = re.compile(
    r"\b(?:(?P<head>groups?|arms?|recipients?|cohorts?)|(?P<controls>controls|vaccinees)"
    r"|(?P<people>patients?|subjects?|participants?|women|children))\b"
)
LABEL = r"(?:[A-Z]{1,2}\d?|[IVX]{1,4}|\d)\b(?!\.\d|\s?%|')"
NUMBER_BEHIND = re.compile(r"\s" + LABEL)
NUMBERED_NEXT = re.compile(rf"\s?(?:,\s?(?:and\s)?|and|or|vs\.?|versus|to)\s?({LABEL})(?!\s[a-z]{{2,12}}s\b)")
SIZE = re.compile(r"[(\[]n\s?=")
ELLIPTICAL = re.compile(
    r"\b(?:in|for)\sthe\s(?P<name>[\w/+-]{2,30})\s(?:and|versus|vs\.?|compared\swith)\s[^.;]{1,60}\b(?:in|for)\sthe\s$"
)
"""Before the second name of "in the early and 240 cells/uL in the deferred arm"."""
SIZE_AFTER = re.compile(
    r"(?:[(\[,;]\s?|\b(?:and|versus|vs\.?)\s)(?P<name>[\w+/-]{2,40})(?:\sgroup|\sarm)?[:,]?\sn\s?=\s?(?=\d)"
)
COUNTED_IN_BRACKET = re.compile(
    r"(?:\(|[,;]\s(?:and\s)?)(?=\d{1,6}\s)\d+\s(?P<name>[a-z][\w+/-]{1,39})(?=\)|[,;]\s(?:and\s)?\d)"
)
NO_GROUPS = frozenset(
    "weeks months days years hours males females boys girls cases deaths events visits sites centres centers".split()
)
AMOUNT_OF = re.compile(r"\d[\d.]{0,7}(?:%\s\S+|\s(?:mg|μg|mcg|g|IU|MIU|U|mL)(?:/\w+)?)")
"""An amount that belongs to a name: the "2%" of "2% gel", the "20" of "20 mg group"."""
LONGEST_IN_ROW = 12
SIZE_OF = re.compile(r"n\s?=\s?\d[\d,]{0,6}\s(?:for|in|on|with|receiving|given)\s(?:the\s)?(?P<name>[\w+/-]{2,40})")
WORD_BEFORE = re.compile(r"[\w+/-]{2,40}(?:\s(?:alone|only))?(?=\s?$)")
DOSED_BEFORE = re.compile(
    r"(?P<name>[A-Za-z][\w+/-]{1,39})\s\d[\d.,/]{0,9}[\s-]?(?:mg|g|μg|mcg|IU|MIU|U|mL|ml|million)\b(?!.*\b(?:with|or)\b)"
    r"[^()\[\];]{0,40}$"
)
"""The drug before a dose before a size: "indacaterol 150 ug o.d. (n = 211)"."""
SIZED = frozenset("intervention control controls treatment placebo experimental comparison active sham drug".split())
"""Names that a size beside them makes an arm, though they are no treatment: "(intervention n = 40)"."""
SHORT_FORM = re.compile(r"(?:\s(?:group|arm|therapy|treatment))?\s\((?P<name>[A-Z][\w/+-]{1,11})(?=[;,)])")
DEFINED = re.compile(r"(?P<name>[\w+/-]{4,40})\s\((?P<short>[A-Z][\w/-]{1,9})\)")
NO_TREATMENT_TAIL = re.compile(
    r"-(?:naive|infected|positive|negative|experienced|exposed|uninfected|na.ve)$", re.IGNORECASE
)
NOT_GIVEN = re.compile(r"-?(?:naive|infected|experienced|resistant|sensitive|related)\b")


class Mentions(NamedTuple):
    """Every mention of a group, in order; and each allocation's list of names."""

    all: tuple[Named, ...]
    allocations: tuple[tuple[Named, ...], ...]


def mentions_on(page: Page) -> Mentions:
    """What the text itself marks as groups, those named by treatment, and the bare mentions of names so found."""
    allocations = tuple(allocated(page))
    strong = [*_anchored(page), *_with_size(page), *(named for names in allocations for named in names)]
    strong += _abbreviated(page, strong)
    given = tuple(treated(page))
    names = {named.name for named in (*strong, *given)} | {"placebo"} | _defined(page)
    return Mentions(apart([*strong, *given, *_bare(page, names)]), allocations)


def _abbreviated(page: Page, found: Iterable[Named]) -> list[Named]:
    """The short forms that brackets give to names: "continuous treatment (CT; n = 111)"."""
    matches = ((named, SHORT_FORM.match(page.scan, named.at.end)) for named in found)
    return [
        Named(match["name"], CleanSpan(*match.span("name")), True, named.reach) for named, match in matches if match
    ]


def _defined(page: Page) -> set[str]:
    """The abbreviations that the text gives to drugs: "hydroxyurea (HU)"."""
    drugs = lexicon.load("drugs")
    return {match["short"] for match in DEFINED.finditer(page.scan) if drugs.term(match["name"])}


def _bare(page: Page, names: Iterable[str]) -> Iterator[Named]:
    """Every place of names already known, whatever stands round them."""
    for name in sorted(filter(may_stand_bare, names)):
        exact = len(name) <= 3 or name.isupper()
        text, wanted = (page.scan, name) if exact else (page.lowered, name.lower())
        at = text.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            if _stands_alone(page, at, end, plural=not exact):
                yield Named(page.scan[at:end], CleanSpan(at, end), False)
            at = text.find(wanted, end)


def _stands_alone(page: Page, start: int, end: int, *, plural: bool) -> bool:
    before, after = page.scan[start - 1 : start], page.lowered[end : end + 14]
    if before and (before.isalnum() or before in "+-/_"):
        return False
    behind = after[1:] if plural and after[:1] == "s" else after
    if behind[:1].isalnum() or behind[:1] in {"/", "_"} or NOT_GIVEN.match(behind):
        return False
    return page.sentence_over(start) is not None


def _anchored(page: Page) -> Iterator[Named]:
    """The names beside the nouns "group", "arm", "controls", "patients" …, in one scan."""
    for match in ANCHOR.finditer(page.lowered):
        sentence = page.sentence_over(match.start())
        if sentence is None:
            continue
        low = max(sentence.start, match.start() - 110)
        if match["head"]:
            yield from _with_head(page.scan, low, match, sentence)
        else:
            yield from _with_people(page.scan, low, match)
        if match["controls"]:
            yield _controls(page.scan, low, match)


def _with_head(scan: str, low: int, match: re.Match[str], sentence: Sentence) -> Iterator[Named]:
    plural = match[0].endswith("s")
    for start, end in _names_left_of(scan, low, match.start(), plural=plural):
        if is_name(scan[start:end], plural=plural):
            yield Named(scan[start:end], CleanSpan(start, end), True)
        if elliptical := ELLIPTICAL.search(scan, low, start):
            yield Named(elliptical["name"], CleanSpan(*elliptical.span("name")), True)
    if numbered := NUMBER_BEHIND.match(scan, match.end(), sentence.end):
        yield Named(scan[match.start() : numbered.end()], CleanSpan(match.start(), numbered.end()), True)
        at = numbered.end()
        while plural and (following := NUMBERED_NEXT.match(scan, at, sentence.end)):
            yield Named(following[1], CleanSpan(*following.span(1)), True)
            at = following.end()


def _controls(scan: str, low: int, match: re.Match[str]) -> Named:
    """Controls are a group by themselves; "HAART-controls" says of what."""
    start = match.start()
    if scan[start - 1 : start] == "-" and (word := WORD_BEFORE.search(scan, low, start - 1)):
        start = word.start()
    return Named(scan[start : match.end()], CleanSpan(start, match.end()), True)


def _with_people(scan: str, low: int, match: re.Match[str]) -> Iterator[Named]:
    """Treatments that patients are named after: "IL-2 and HAART-control patients"."""
    word = WORD_BEFORE.search(scan, low, match.start())
    if word is None or not _names_people(word[0]):
        return
    for start, end in _names_left_of(scan, low, match.start(), plural=True):
        if is_name(scan[start:end], plural=True) and _names_people(scan[start:end].split()[-1]):
            yield Named(scan[start:end], CleanSpan(start, end), True)


def _names_people(name: str) -> bool:
    return NO_TREATMENT_TAIL.search(name) is None and name.casefold() not in STOPS and is_treatment(name)


def _with_size(page: Page) -> Iterator[Named]:
    """A treatment beside its size: "lisinopril (n = 9)", "n = 9 for lisinopril"."""
    for match in SIZE.finditer(page.lowered):
        word = WORD_BEFORE.search(page.scan, max(0, match.start() - 42), match.start())
        if word and word[0].casefold() not in STOPS and is_treatment(word[0]):
            yield Named(word[0], CleanSpan(*word.span()), True)
            continue
        dosed = DOSED_BEFORE.search(page.scan, max(0, match.start() - 100), match.start())
        if dosed and is_treatment(dosed["name"]):
            yield Named(dosed["name"], CleanSpan(*dosed.span("name")), True, match.end())
    for match in SIZE_OF.finditer(page.lowered):
        name = page.scan[match.start("name") : match.end("name")]
        if name.casefold() not in STOPS and is_treatment(name):
            yield Named(name, CleanSpan(*match.span("name")), True)
    yield from _sized_in_a_row(page)


def _sized_in_a_row(page: Page) -> Iterator[Named]:
    """Names that bear sizes in one row, whatever they are: "(DTG, n = 36; TBR, n = 37)", "(41 triple, 42 short)"."""
    for pattern in (SIZE_AFTER, COUNTED_IN_BRACKET):
        row: list[re.Match[str]] = []
        for match in pattern.finditer(page.lowered):
            near = row and match.start() - row[-1].end() <= LONGEST_IN_ROW
            row = [*row, match] if near else [match]
            if len(row) == 1 and pattern is COUNTED_IN_BRACKET and not match[0].startswith("("):
                row = []
                continue
            single = is_treatment(match["name"]) or match["name"] in SIZED
            for sized in row[-2:] if len(row) > 1 else [match] if single else []:
                at = CleanSpan(*sized.span("name"))
                if sized["name"] not in STOPS and sized["name"] not in NO_GROUPS:
                    yield Named(page.scan[at.start : at.end], at, True)


def _names_left_of(scan: str, low: int, head: int, *, plural: bool) -> Iterator[tuple[int, int]]:
    """The spans of the names before a head noun, the nearest first; several where "and" or "vs" joins them."""
    tokens = list(re.finditer(r"[^\s,;:]+|[,;:]", scan[low:head]))
    name: list[re.Match[str]] = []
    joined = False
    for position in range(len(tokens) - 1, -1, -1):
        printed = tokens[position][0]
        word = printed.strip("()[]'\"").casefold()
        if name and _joins(printed, word, plural=plural, joined=joined):
            yield from _span_of(name, low)
            name, joined = [], True
        elif (word == "the" and name and plural and position and tokens[position - 1][0] in JOINERS) or (
            not name and printed == "," and joined
        ):
            continue
        elif name and AMOUNT_OF.fullmatch(f"{printed} {name[0][0]}"):
            name.insert(0, tokens[position])
        elif word in JOINERS or word in STOPS or len(name) >= 5 or not _belongs(printed, word, first=not name):
            break
        else:
            name.insert(0, tokens[position])
    yield from _span_of(name, low)


def _joins(printed: str, word: str, *, plural: bool, joined: bool) -> bool:
    """Whether a word joins two names before one noun: "A and B arms", "A, B and C groups", "A vs. B arm"."""
    if word in JOINERS:
        return plural or word in {"vs", "vs.", "versus"}
    return printed == "," and plural and joined


def _belongs(printed: str, word: str, *, first: bool) -> bool:
    """Whether a word can be part of a group's name."""
    if not word or printed in ";:," or printed.endswith(".") or (printed.endswith((")", "]")) and not first):
        return False
    if word.endswith("ly") and word not in {"early", "weekly", "daily", "monthly", "only"} and "-" not in word:
        return False
    return re.fullmatch(r"[<>=≤≥±]*[\d.,%/]+(?:\(.*)?", word) is None


def _span_of(name: list[re.Match[str]], low: int) -> Iterator[tuple[int, int]]:
    if name:
        opening = len(name[0][0]) - len(name[0][0].lstrip("([\"'"))
        closing = len(name[-1][0]) - len(name[-1][0].rstrip(")]\"'-"))
        if closing and any("(" in token[0] for token in name[1:]):
            closing = 0
        start, end = low + name[0].start() + opening, low + name[-1].end() - closing
        if start < end:
            yield start, end
