"""Groups named by a noun beside the name: "the IL-2 and control arms", "Group A", "HAART-controls", "IL-2 patients"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.links.arm_leads import led_by
from extractors.links.arm_names import (
    JOINERS,
    STOPS,
    Named,
    is_control_name,
    is_name,
    is_treatment,
    word_before,
)
from extractors.links.arm_no_groups import is_any, is_kind_of_thing, is_limb, is_society, is_study, is_whole
from extractors.links.page import Page
from extractors.model import Sentence
from extractors.traced_text import CleanSpan

ANCHOR = re.compile(
    r"(?:groups?|arms?|recipients?|cohorts?|controls|vaccinees|patients?|subjects?|participants?|women|children)\b"
)
CONTROLS = frozenset({"controls", "vaccinees"})
PEOPLE = frozenset("patient patients subject subjects participant participants women children".split())
TOKEN = re.compile(r"[^\s,;:]+|[,;:]")
NUMBER = re.compile(r"[<>=≤≥±]*[\d.,%/]+(?:\(.*)?")
LABEL = r"(?!CD\d|T[48]\b|(?:OR|RR|HR|CI|SD|SE|VL|BP)\b)(?:[A-Z]{1,2}\d?|[IVX]{1,4}|\d)\b(?!\.\d|\s?%|')"
"""Letters and numbers that groups bear, not what is told of a group: "in the zinc group CD4 counts rose"."""
NUMBER_BEHIND = re.compile(r"[\s-]" + LABEL)
NUMBERED_NEXT = re.compile(
    rf"(?:\s\([^()]{{1,30}}\))?\s?(?:,\s?(?:and\s)?|and|or|vs\.?|versus|to)\s?({LABEL})(?!\s[a-z]{{2,12}}s\b)"
)
ELLIPTICAL = re.compile(
    r"\b(?:in|for)\sthe\s(?P<name>[\w/+-]{2,30})\s(?:and|versus|vs\.?|compared\swith)\s[^.;]{1,60}\b(?:in|for)\sthe\s$"
)
"""Before the second name of "in the early and 240 cells/uL in the deferred arm"."""
AMOUNT_OF = re.compile(r"\d[\d.]{0,7}(?:%\s\S+|\s(?:mg|μg|mcg|g|IU|MIU|U|mL)(?:/\w+)?)")
"""An amount that belongs to a name: the "2%" of "2% gel", the "20" of "20 mg group"."""
BEFORE_NO = frozenset({"the", "a", "or", "and", "versus", "vs", "vs."})
"""Before "no" where it begins a name: "in the no radiotherapy group"."""
SINGLE = frozenset({"dose", "session", "injection", "shot"})
"""Behind "single" where it begins a name: "in the single dose group"."""
UNIT = re.compile(r"(?:mg|g|μg|ug|mcg|ml|iu|miu|u|gy|cgy|mmol)(?:/\w{1,5}){0,2}")
TOLD_IN_ORDER = (", respectively", " respectively")
"""Behind a noun in the singular that stands for several: "in the zinc and sham arm, respectively"."""
COUNTED = re.compile(r"(?<=\d)\s(?:[A-Z]{2,}\s)?(?:patients?|subjects?|cases?|men|women|children|participants?)\b")
"""Behind a number: that it counts people, "in the control group 1 patient"."""
CONDITION = " condition"
CONDITIONS = frozenset("intervention control experimental treatment comparison placebo sham waitlist wait-list".split())
OPENING, CLOSING = "([\"'‘“", ")]\"'-’”"
"""Brackets and quotation marks round a name."""
OF_AGE = ("age ", "Age ", "aged ")
"""Before "group 6 to 12 years": that a number behind it is no label."""
NO_TREATMENT_TAIL = re.compile(
    r"-(?:naive|infected|positive|negative|experienced|exposed|uninfected|na.ve)$", re.IGNORECASE
)


def beside_nouns(page: Page) -> Iterator[Named]:
    """The names beside the nouns "group", "arm", "controls", "patients" …."""
    for match in led_by(page.leads.nouns, ANCHOR, page.lowered):
        start = match.start()
        sentence = page.sentence_over(start)
        if sentence is None:
            continue
        low = max(sentence.start, start - 110)
        if match[0] not in CONTROLS and match[0] not in PEOPLE:
            yield from _with_head(page.scan, low, match, sentence)
        elif _is_people_named(page.scan, low, start):
            yield from _with_people(page.scan, low, start)
        if match[0] in CONTROLS:
            yield _controls(page.scan, low, match)


def in_conditions(page: Page) -> Iterator[Named]:
    """The groups that a trial calls conditions: "the intervention condition"."""
    at = page.lowered.find(CONDITION)
    while at >= 0:
        word = word_before(page.scan, max(0, at - 30), at)
        plural = page.lowered.startswith("s", at + len(CONDITION))
        if word and not plural and page.lowered[word.start : word.end] in CONDITIONS and page.sentence_over(at):
            yield Named(page.scan[word.start : word.end], word, True)
        at = page.lowered.find(CONDITION, at + 1)


def _with_head(scan: str, low: int, match: re.Match[str], sentence: Sentence) -> Iterator[Named]:
    plural = match[0].endswith("s") or scan.startswith(TOLD_IN_ORDER, match.end())
    if is_study(scan, match) or is_limb(scan, match):
        return
    left = _names_left_of(scan, low, match.start(), plural=plural)
    spans = [span for span in left if not is_whole(scan, low, span[0])]
    numbered = NUMBER_BEHIND.match(scan, match.end(), sentence.end)
    if numbered and match[0].endswith("s") and len(spans) == 1:  # "training groups T1 and T2" are told by their labels
        spans = []
    beside_control = len(spans) > 1 and any(is_control_name(scan[start:end]) for start, end in spans)
    for start, end in spans:
        name = scan[start:end]
        if is_name(name, plural=plural and not beside_control) and not (
            is_society(name, match, scan) or is_kind_of_thing(name, match, scan) or is_any(scan, low, start, name)
        ):
            yield Named(name, CleanSpan(start, end), True)
        if scan.endswith("the ", low, start) and (elliptical := ELLIPTICAL.search(scan, low, start)):
            yield Named(elliptical["name"], CleanSpan(*elliptical.span("name")), True)
    if numbered and not scan.endswith(OF_AGE, low, match.start()) and not COUNTED.match(scan, numbered.end()):
        yield Named(scan[match.start() : numbered.end()], CleanSpan(match.start(), numbered.end()), True)
        at = numbered.end()
        while plural and (following := NUMBERED_NEXT.match(scan, at, sentence.end)):
            yield Named(following[1], CleanSpan(*following.span(1)), True)
            at = following.end()


def _controls(scan: str, low: int, match: re.Match[str]) -> Named:
    """Controls are a group by themselves; "HAART-controls" says of what."""
    start = match.start()
    if scan[start - 1 : start] == "-" and (word := word_before(scan, low, start - 1)):
        start = word.start
    return Named(scan[start : match.end()], CleanSpan(start, match.end()), True)


def _is_people_named(scan: str, low: int, head: int) -> bool:
    """Whether the word before "patients" is a treatment; it seldom is."""
    return _names_people(scan[max(low, scan.rfind(" ", low, head - 1) + 1) : head].rstrip())


def _with_people(scan: str, low: int, head: int) -> Iterator[Named]:
    """Treatments that patients are named after: "IL-2 and HAART-control patients"."""
    for start, end in _names_left_of(scan, low, head, plural=True):
        if is_name(scan[start:end], plural=True) and _names_people(scan[start:end].split()[-1]):
            yield Named(scan[start:end], CleanSpan(start, end), True)


def _names_people(name: str) -> bool:
    stops = len(name) <= 1 or name.casefold() in STOPS
    return not stops and is_treatment(name) and not NO_TREATMENT_TAIL.search(name)


def _names_left_of(scan: str, low: int, head: int, *, plural: bool) -> Iterator[tuple[int, int]]:
    """The spans of the names before a head noun, the nearest first; several where "and" or "vs" joins them."""
    before = scan[low:head]
    if _ends_no_name(before, mixed=scan[head].islower()):
        return
    tokens: list[str] = TOKEN.findall(before)
    mixed = scan[head].islower()
    name: list[str] = []  # the words of the name, the last one first
    joined = False
    at = start = end = len(before)
    for position in range(len(tokens) - 1, -1, -1):
        printed = tokens[position]
        at = before.rfind(printed, 0, at)
        word = printed.strip("()[]'\"").casefold()
        if name and _joins(printed, word, plural=plural, joined=joined):
            yield from _span_of(name, low + start, low + end)
            name, joined = [], True
        elif (word == "the" and name and plural and position and tokens[position - 1] in JOINERS) or (
            not name and printed == "," and joined
        ):
            continue
        elif word == "to" and name and position and tokens[position - 1].casefold() == "add-on":
            name.append(printed)
        elif name and printed[0].isdigit() and AMOUNT_OF.fullmatch(f"{printed} {name[-1]}"):
            name.append(printed)
            start = at
        elif name and position and _begins_name(word, name[-1], tokens[position - 1].casefold()):
            name.append(printed)
            start = at
            break
        elif len(name) >= 5 or _stops(printed, word, name, mixed=mixed) or not _belongs(tokens, position, word, name):
            break
        else:
            start, end = at, end if name else at + len(printed)
            name.append(printed)
            if _opens(name):
                break
    yield from _span_of(name, low + start, low + end)


def _begins_name(word: str, following: str, before: str) -> bool:
    """Whether a word that mostly ends a name on its left begins this one: "no radiotherapy", "single dose"."""
    return (word == "no" and before in BEFORE_NO) or (word == "single" and following in SINGLE)


def _ends_no_name(before: str, *, mixed: bool) -> bool:
    """Whether the last word before a noun shows at once that no name stands there: "in both groups"."""
    words = before.rsplit(None, 1)
    return not words or _stops(words[-1], words[-1].casefold(), (), mixed=mixed)


def _stops(printed: str, word: str, name: Sequence[str], *, mixed: bool) -> bool:
    """Whether a word ends a name on its left; where not all is capitals, the "A" and "BE" of "A + BE" don't."""
    if word not in STOPS and word not in JOINERS:
        return False
    spelt = printed.isupper() and mixed
    return not (spelt and (len(word) > 1 or (bool(name) and name[-1] == "+")))


def _joins(printed: str, word: str, *, plural: bool, joined: bool) -> bool:
    """Whether a word joins two names before one noun: "A and B arms", "A, B and C groups", "A vs. B arm"."""
    if word in JOINERS:
        return plural or word in {"vs", "vs.", "versus"}
    return printed == "," and plural and joined


def _belongs(tokens: Sequence[str], position: int, word: str, name: Sequence[str]) -> bool:
    """Whether a word can be part of a group's name, to the left of the words read already."""
    printed = tokens[position]
    if not word or printed in ";:," or printed.endswith(".") or (printed.endswith((")", "]")) and name):
        return False
    if word.endswith("ly") and word not in {"early", "weekly", "daily", "monthly", "only"} and "-" not in word:
        return False
    if UNIT.fullmatch(word):
        return position > 0 and tokens[position - 1][0].isdigit()
    return word[0].isalpha() or NUMBER.fullmatch(word) is None


def _opens(name: Sequence[str]) -> bool:
    """Whether a bracket opens before the last word read and does not close: "radiotherapy (study group; n = 9)"."""
    return name[-1][0] in "([" and not any(character in word for character in ")]" for word in name)


def _span_of(name: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span of a name, given its last word first, without the brackets and quotation marks round it."""
    if name and name[-1] == "+":
        return
    if name:
        first, last = name[-1], name[0]
        opening = len(first) - len(first.lstrip(OPENING))
        closing = len(last) - len(last.rstrip(CLOSING))
        if closing and any("(" in word for word in (*name[:-1], first[1:])):
            closing = 0
        if start + opening < end - closing:
            yield start + opening, end - closing
