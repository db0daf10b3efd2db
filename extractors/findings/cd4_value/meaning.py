"""What a CD4 measure says: a level, a change, a difference between groups or a threshold; its direction and statistic.

The words between the measure before and this one decide; where they say nothing ("… 32 cells/mm3 in one group, but only
6 in the other") a measure means what the one before it means.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.findings.cd4_value.bounded import bounded_kind
from extractors.findings.cd4_value.cues import (
    ABOVE,
    CHANGE_AFTER,
    DIFFERS_AFTER,
    DOWN,
    ENDPOINT,
    FENCE,
    LED_BY,
    LIMIT,
    MORE_THAN,
    OF_A_MARK,
    OF_A_STRATUM,
    OF_THE_HEALTHY,
    PERSONS_PASS,
    RELATIVE_AFTER,
    RESPONDERS,
    RESPONDERS_SIGNS,
    SETTLED,
    SPREAD_WORDS,
    STARTING_AT,
    STATISTIC,
    THAN_BEFORE,
    UNTIL_LEVEL,
    UP,
    cues_in,
)
from extractors.findings.cd4_value.measures import Measure
from extractors.findings.cd4_value.pages import Page
from extractors.findings.cd4_value.portions import part_or_rate
from extractors.findings.cd4_value.statistic import end_of_list, statistic_of
from extractors.findings.cd4_value.unmoved import is_unchanged

LIMITED_CHANGE = re.compile(rf"\b(?:{UP}|{DOWN}|reach\w*|achiev\w*|attain\w*)", re.IGNORECASE)
MOVED_LIMIT = re.compile(
    r"(?:\s[^.;,\d]{0,30})?(?:,\s|\s)(?:and\s|then\s|later\s|was\s){0,3}"
    r"(?:lowered|raised|lifted|moved|changed|increased)\sto\s",
    re.IGNORECASE,
)
MOVED_BY = re.compile(rf"\b(?:{UP}|{DOWN})\sby\s(?:an?\s|about\s|only\s|mean\s|median\s|of\s){{0,3}}$", re.IGNORECASE)
CONDITION = re.compile(r"\b(?:if|when|whenever|until|once|defined|criteri\w+|thresholds?)\b", re.IGNORECASE)
MIDDLE = re.compile(r"[(\[:;,]\s?(?:the\s)?(?:median|mean|average)(?:\sof|\swas|:|,)?\s$", re.IGNORECASE)
"""Where those who meet a limit are described: "below 100 cells (median 27)", "below 100: median 27"."""
AS_ENDPOINT = re.compile(
    r"\s(?:in|of)\s(?:the\s)?CD4[^.;,\d]{0,30}\s(?:occurred|was\s(?:reached|seen))\s(?:sooner|earlier|later|less|more|first)\b",
    re.IGNORECASE,
)
"""Behind a fall that is an event: "a decline of 50 percent in CD4 cells occurred sooner with X"."""
BASE_AFTER = "change_from_baseline_after"
LEVEL_WORDS = {"was", "were", "of", "at", "after", "until"}


class Meaning(NamedTuple):
    """`negative`: the text says in words that an unsigned change goes down."""

    kind: str
    negative: bool
    statistic: str | None
    rule: str


def meanings_of(page: Page, inherited: str | None = None) -> tuple[Meaning, ...]:
    """What each measure of a page says, in order; `inherited` is the statistic of the page before."""
    found: list[Meaning] = []
    for number in range(len(page.measures)):
        found.append(_meaning(page, number, found[-1] if found else None, inherited))
    return tuple(found)


def _meaning(page: Page, number: int, last: Meaning | None, inherited: str | None) -> Meaning:
    scan, sentence, measure = page.scan, page.sentence, page.measures[number]
    since = page.measures[number - 1].end if number else sentence.start
    window = scan[since : measure.at.start]
    head = scan[sentence.start : measure.at.start]
    after = scan[measure.end : min(sentence.end, measure.end + 70)]
    if (tail := page.measures[end_of_list(page, number)]) is not measure and MORE_THAN.search(
        scan, tail.start, tail.end
    ):
        measure, after = tail, scan[tail.end : min(sentence.end, tail.end + 70)]  # "53 and 159 more cells than …"
    kind, negative, rule = _kind(page, number, measure, window, head, after, last)
    if kind == "threshold" or (measure.high is not None and kind == "level" and not measure.unit):
        return Meaning(kind, False, None, rule)
    return Meaning(kind, negative and not measure.signed, statistic_of(page, measure, inherited), rule)


def _kind(
    page: Page, number: int, measure: Measure, window: str, head: str, after: str, last: Meaning | None
) -> tuple[str, bool, str]:
    """(kind, goes down, rule) of one measure."""
    printed = page.scan[measure.start : measure.end]
    in_list = number > 0 and page.lists[number] == page.lists[number - 1] and last is not None
    if measure.comparator:
        kind = bounded_kind(measure, head, window, after)
        return kind, False, f"{kind}_with_bound"
    if measure.high is not None:
        return _band(measure, window, after)
    if measure.slope:
        return _told_after(measure, printed, head, after, "") or _told_before(measure, window, "", last)
    after_percent = number > 0 and page.measures[number - 1].unit == "%"
    if not after_percent and _tells_responders(head[-160:]) and (LIMITED_CHANGE.search(window) or not last):
        return "threshold", False, "threshold_of_responders"
    led = LED_BY.search(window, max(0, len(window) - 90))
    word = led["word"].lower() if led else ""
    word = "from" if after.lstrip().startswith("→") else "to" if window.rstrip().endswith("→") else word
    if measure.signed:
        kind = _signed_kind(window, head, alone=page.lists.count(page.lists[number]) == 1)
        return kind, False, f"signed_{kind}"
    if last and last.kind == "threshold" and MIDDLE.search(window):
        return "level", False, "level_within_threshold"
    if in_list and last and not cues_in(window):
        return last.kind, last.negative, f"list_of_{last.kind}s"
    if found := _told_after(measure, printed, head, after, word):
        return ("change", found[1], last.rule) if last and last.rule == BASE_AFTER and ABOVE.match(after) else found
    if _is_limit(page, measure, window, head):
        return "threshold", False, "threshold_without_bound"
    return _told_before(measure, window, word, last)


def _band(measure: Measure, window: str, after: str) -> tuple[str, bool, str]:
    """A band is a stratum or an eligibility rule, unless it is said to be the range of what was seen."""
    cues = cues_in(window)
    if OF_A_STRATUM.match(after):
        return "threshold", False, "band"
    if measure.slope or (
        cues
        and cues[-1].lastgroup in {"up", "down", "change"}
        and not re.search(r"\bCD4\S{0,2}(?:\s\S+){0,3}\s(?:of|between)\s$", window)
    ):
        return "change", bool(cues) and cues[-1].lastgroup == "down", "change_band"
    if cues and cues[-1].lastgroup == "difference":
        return "difference", False, "difference_band"
    if SPREAD_WORDS.search(window) or re.search(r"\bvaried\b", window) or OF_THE_HEALTHY.search(window):
        return "level", False, "level_range"
    return "threshold", False, "band"


def _signed_kind(window: str, head: str, *, alone: bool) -> str:
    """A signed number is a change, unless it is the one number that a difference between groups comes to."""
    cues = [cue.lastgroup for cue in cues_in(window) or cues_in(head)]
    return "difference" if alone and "difference" in cues else "change"


def _told_after(measure: Measure, printed: str, head: str, after: str, word: str) -> tuple[str, bool, str] | None:
    """What the words after a measure say: "428-cell increase", "92 cells above baseline", "59 cells higher than …"."""
    if (more := MORE_THAN.search(printed)) and (word in {"averaged", "with", ""} or re.search(r"\bthan\b", after)):
        kind = "change" if THAN_BEFORE.match(after) else "difference"
        return kind, kind == "change" and more["less"] is not None, f"{kind}_more_than"
    if AS_ENDPOINT.match(after):
        return "threshold", False, "threshold_of_endpoint"
    if part := part_or_rate(after):
        return part
    if measure.slope and not DIFFERS_AFTER.match(after):
        return None
    if relative := RELATIVE_AFTER.match(after):
        if relative["base"]:
            return "change", bool(relative["low"]), BASE_AFTER
        return "difference", False, "difference_after"
    if DIFFERS_AFTER.match(after):
        return "difference", False, "difference_after"
    told = CHANGE_AFTER.match(after)
    if told and not measure.spread and ENDPOINT.search(head) and not STATISTIC.search(head):
        return "threshold", False, "threshold_of_endpoint"
    if told and word not in {"to", "from"}:
        return "change", told["down"] is not None, "change_named_after"
    return None


def _is_limit(page: Page, measure: Measure, window: str, head: str) -> bool:
    """Whether a number without a bound is still a limit: an eligibility rule, a trigger, a responder definition."""
    after = page.scan[measure.end : measure.end + 24]
    if OF_A_MARK.match(after) or UNTIL_LEVEL.search(window) or PERSONS_PASS.search(head[-120:]):
        return True
    if measure.spread or STATISTIC.search(window):
        return False
    if MOVED_BY.search(window) and not CONDITION.search(window):
        return False
    return LIMIT.search(window) is not None or STARTING_AT.search(head) is not None


def _tells_responders(head: str) -> bool:
    small = head.lower()
    return any(sign in small for sign in RESPONDERS_SIGNS) and RESPONDERS.search(head) is not None


def _told_before(measure: Measure, window: str, word: str, last: Meaning | None) -> tuple[str, bool, str]:
    """What the words before a measure say; the last cue wins, a preposition of a level ("to", "from") before all."""
    cues = cues_in(window)
    if measure.slope:
        down = cues[-1].lastgroup == "down" if cues else last is not None and last.kind == "change" and last.negative
        return "change", down, "slope"
    limits = last is not None and last.kind == "threshold" and not cues and not SETTLED.search(window)
    if word in {"to", "at"} and limits and len(window) < 24:
        return "threshold", False, "as_before"
    if last is not None and last.rule == "threshold_without_bound" and MOVED_LIMIT.fullmatch(window):
        return "threshold", False, "threshold_without_bound"
    if word in {"to", "from"}:
        return "level", False, f"level_{word}"
    cue = cues[-1] if cues else None
    moved = next((c for c in reversed(cues) if c.lastgroup in {"up", "down", "change", "difference"}), None)
    if moved is not None and _reaches(moved, cue, window, word):
        if any(c.lastgroup == "difference" and not FENCE.search(window[c.end() :]) for c in cues):
            return "difference", False, "difference"
        if is_unchanged(measure, window, moved):
            return "level", False, "level_unchanged"
        if moved.lastgroup == "change" and last and not cues:
            return last.kind, last.negative, "as_before"
        return "change", moved.lastgroup == "down", "change_by_word"
    if not cues and last is not None and word not in LEVEL_WORDS:
        return last.kind, last.negative, "as_before"
    return "level", False, "level"


def _reaches(moved: re.Match[str], last: re.Match[str] | None, window: str, word: str) -> bool:
    """Whether a word of change tells of the number after the window, and not of something before it."""
    if last is None or last is moved:
        between = window[moved.end() :]
        return FENCE.search(between) is None and word not in {"at", "after", "until"}
    if last.lastgroup != "level":
        return False
    if last[0].lower() in {"averaged", "reached"} and not window[moved.end() : last.start()].strip():
        return True
    noun = re.match(
        r"\s(?:(?:from|above|over|since|below|relative\sto)\s(?:the\s|their\s)?(?:base[\s-]?line|pre-?treatment|entry)(?:\svalues?|\slevels?)?,?\s)?(?:\([^)]{0,40}\)\s)?(?:in|of|for|between|from"
        r"|the)\b[^;.]{0,60}?(?:CD4|T[\s-]cell|count|cell)",
        window[moved.end() :],
        re.IGNORECASE,
    )
    again = re.search(
        r"(?:\b(?:and|with|had|while)|[,;:])\s(?:an?\s|the\s|their\s)?(?:baseline\s|median\s|mean\s)?CD4",
        window[moved.end() :],
    )
    return (
        noun is not None
        and again is None
        and re.search(r"reach|attain|remain|stable|unchanged|averaged", last[0], re.IGNORECASE) is None
    )
