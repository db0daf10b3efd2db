"""When a CD4 measure was taken: its time point."""

from __future__ import annotations

import re
from itertools import groupby

from extractors.findings.cd4_value import words
from extractors.findings.cd4_value.begun import begun_with, is_label_of
from extractors.findings.cd4_value.blanking import blanked
from extractors.findings.cd4_value.meaning import Meaning
from extractors.findings.cd4_value.measures import Measure
from extractors.findings.cd4_value.pages import Page
from extractors.findings.cd4_value.parallel import dated_alike, rows_of
from extractors.findings.cd4_value.set_against import is_set_against_start
from extractors.findings.cd4_value.shared_times import among_strata, in_pairs, share_with_shares, with_nadir
from extractors.links.annotated import AnnotatedText
from extractors.links.times import TimeMention

REFERENCE = re.compile(
    r"(?:\b(?:from|versus|vs|above|below|over|minus|than|with|relative\sto|compared\s(?:with|to)|since|twice"
    r"|double|half|of(?:\s(?:the|their))?)\s(?:the\s|their\s|study\s)?)$",
    re.IGNORECASE,
)
STARTS = re.compile(
    r"base|entry|enrol|inclusion|screening|pre-|randomi|start|begin|outset|initiation|before|nadir|prior", re.IGNORECASE
)
RETURNED = re.compile(r"\b(?:return\w*\sto|back\sto|close\sto|near(?:er)?)\s(?:the\s|their\s)?$", re.IGNORECASE)
"""Before a time whose level was reached again at another."""
OF_THE_STUDY = re.compile(
    r"\s(?:[\w-]{1,20}\s){0,3}?(?:study|trial|period|programme|program)\b|\s(?:arms?|groups?|cohort|regimen|course)\b",
    re.IGNORECASE,
)
OF_AN_AGE = re.compile(
    r"\b(?:aged|ages|old|infants\sof|babies\sof|children\sof|newborns\sof)\s[^.;,()]{0,16}$", re.IGNORECASE
)
"""Before a span of time: that it is somebody's age, "infants of 6 to 12 weeks"."""
APART = re.compile(r";|\bwhereas\b|\bwhile\b|\bbut\b|\.\s|\band\b", re.IGNORECASE)
ANOTHER_TIME = re.compile(
    r"\s?(?:,|and|, and|&|or|than)\s?(?:at\s|after\s)?(?:the\s)?(?:(?:week|month|year|day)s?\s)?", re.IGNORECASE
)
LEADS_ON = re.compile(
    r"(?<!\bat)[\s(\[](?:nadir|base[\s-]?line|entry)(?:\s(?:values?|levels?|(?:CD4\S{0,2}\s)?counts?))?"
    r"(?:\s(?:of|was|were)|:)?\s$",
    re.IGNORECASE,
)
"""A time's name that is the head of what comes next: ", with a nadir of 188"."""
MANY = 3
"""So many times in a row are a schedule's: "vaccine at weeks 0, 4, 12 and 24"."""
ENTERED = re.compile(r"(?:the\s)?(?:participants|patients|subjects|volunteers|adults|children)\shad\b", re.IGNORECASE)
"""How a sentence begins that tells who was in the trial."""
RIGHT_BEHIND = re.compile(r"\s(?:at|after|by|in|on|over)\s(?:the\s)?", re.IGNORECASE)
OF_A_PLAN = re.compile(r"\b(?:to|for)\s$", re.IGNORECASE)
"""Before the time that people who meet a limit are given something for."""
OF_A_DOSE = re.compile(r"\S+\s(?:days?|hours?)", re.IGNORECASE)
"""A span of the sentence before that was a dose's, "twice daily for 5 days": cells are counted after weeks."""
OF_DOSES = re.compile(r"\b(?:doses?|injections?|infusions?)$")
AMOUNT = re.compile(r"\d\s?(?:mg|μg|mcg|M?IU)\b")
"""In a sentence that tells a regimen, where "for 8 weeks" is how long a drug was given."""
RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)


def times_of(text: AnnotatedText, page: Page, meanings: tuple[Meaning, ...]) -> tuple[str | None, ...]:
    """The time point of each measure of a page."""
    times = text.times(page.sentence)
    listed = listed_times(text, page, times)
    named = [
        listed.get(number) or _time(text, page, number, meanings[number], times) for number in range(len(page.measures))
    ]
    for members in lists_of(page):
        shared = _time_behind(text, page, members[-1], list(times)) if members[0] not in listed else None
        if shared and len(members) == 2:
            pair = page.measures[members[0]], page.measures[members[1]]
            if is_set_against_start(text, page.sentence, pair, shared, times):
                members = members[1:]
                named[members[0]] = shared.name
        if shared and len(members) > 1 and not any(page.measures[n].slope for n in members):
            named[members[0] : members[-1] + 1] = [shared.name] * len(members)
    for number in range(1, len(named)):
        rate = named[number - 1]
        if meanings[number].rule == "as_before" and rate and rate.startswith("per "):
            named[number] = rate
    share_with_shares(page, meanings, named)
    named = dated_alike(page, rows_of(text, page, meanings), named, times)
    return tuple(among_strata(page, meanings, in_pairs(page, meanings, named, times)))


def lists_of(page: Page) -> list[list[int]]:
    """The numbers of the measures that stand in one list."""
    return [list(group) for _, group in groupby(range(len(page.measures)), key=lambda number: page.lists[number])]


def listed_times(text: AnnotatedText, page: Page, times: tuple[TimeMention, ...]) -> dict[int, str]:
    """Times handed out in order: "350 and 420 cells at weeks 24 and 48, respectively"."""
    found = with_nadir(page, lists_of(page), times)
    runs = [run for run in _runs(text, times) if len(run) > 1]
    if not runs:
        return found
    said = RESPECTIVELY.search(text.scan, page.sentence.start, page.sentence.end) is not None
    for members in lists_of(page):
        run = next((run for run in runs if len(run) == len(members) > 1), None)
        behind = run and RIGHT_BEHIND.fullmatch(text.scan, page.measures[members[-1]].end, run[0].at.start)
        if run and (said or behind or run[-1].at.end < page.measures[members[0]].at.start):
            found |= {number: mention.name for number, mention in zip(members, run, strict=True)}
    return found


def _runs(text: AnnotatedText, times: tuple[TimeMention, ...]) -> list[list[TimeMention]]:
    """Time points that stand in one list."""
    runs: list[list[TimeMention]] = []
    for mention in times:
        if runs and ANOTHER_TIME.fullmatch(text.scan, runs[-1][-1].at.end, mention.at.start):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return runs


def _time(text: AnnotatedText, page: Page, number: int, meaning: Meaning, times: tuple[TimeMention, ...]) -> str | None:
    measure = page.measures[number]
    if rate := _rate(page, number, meaning, times):
        return rate
    usable = [t for t in times if _can_date(text, t, meaning) and not t.name.startswith("per ")]
    if labels := [t for t in usable if is_label_of(text.scan, t, measure)]:
        return labels[-1].name
    behind = _time_behind(text, page, number, usable)
    if behind and not (meaning.kind == "threshold" and _is_of_a_plan(text, measure, behind)):
        return behind.name
    if meaning.kind == "threshold":
        return _time_of_threshold(text, page, measure, usable)
    before = [t for t in usable if t.at.end <= measure.at.start]
    if meaning.rule == "level_from":
        close = [t for t in before if STARTS.search(t.name)]
        return close[-1].name if close else "baseline" if _leads_to_level(page, meaning, number) else None
    if meaning.rule == "level_to":
        before = [t for t in before if not STARTS.search(t.name)]
    if before:
        return next((t for t in reversed(before) if not _is_aside(text.scan, t, measure)), before[-1]).name
    later = [t for t in usable if t.at.start >= measure.end and meaning.kind != "level"]
    if later:
        return later[0].name
    if meaning.kind == "level" and (begun := begun_with(page.scan[page.sentence.start : measure.at.start])):
        return begun
    return _time_of_sentence_before(text, page, meaning)


def _is_compared_with(scan: str, mention: TimeMention) -> bool:
    """Whether a time is what a change was counted from: "the gain over baseline"."""
    return REFERENCE.search(scan[max(0, mention.at.start - 24) : mention.at.start]) is not None


def _is_aside(scan: str, mention: TimeMention, measure: Measure) -> bool:
    """Whether a time stands in a bracket closed before a measure: "at 36 weeks (or after randomisation) it was 620"."""
    opened = scan.rfind("(or ", max(0, mention.at.start - 40), mention.at.start)
    return opened >= 0 and mention.at.end <= scan.find(")", opened) < measure.at.start


def _rate(page: Page, number: int, meaning: Meaning, times: tuple[TimeMention, ...]) -> str | None:
    """ "per year", of a measure or of its list: "an annual loss of 41 and 44 cells", "5 and 7 cells a year"."""
    members = [m for m, at in zip(page.measures, page.lists, strict=True) if at == page.lists[number]]
    slope = next((m.slope for m in members if m.slope), None)
    if slope:
        return "per " + {"yr": "year", "mo": "month", "annum": "year"}.get(slope, slope)
    if meaning.kind != "change":
        return None
    low, high = members[0].at.start, members[-1].end
    for mention in times:
        if not mention.name.startswith("per ") or not low - 60 <= mention.at.start <= high + 24:
            continue
        between = page.scan[min(mention.at.end, high) : max(low, mention.at.start)]
        if low <= mention.at.start <= high or not re.search(r"[\d.;,]", between):
            return mention.name
    return None


def _leads_to_level(page: Page, meaning: Meaning, number: int) -> bool:
    return number + 1 < len(page.measures)


def _can_date(text: AnnotatedText, mention: TimeMention, meaning: Meaning) -> bool:
    """Whether a time point can be a measure's own: what a change is counted from is not."""
    if OF_THE_STUDY.match(text.scan, mention.at.end) and "-" in text.scan[mention.at.start : mention.at.end]:
        return False
    lead = text.scan[max(0, mention.at.start - 24) : mention.at.start]
    if OF_AN_AGE.search(lead):
        return False
    if RETURNED.search(lead):
        return False
    if meaning.kind == "level" or not STARTS.search(mention.name):
        return True
    if mention.name.lower().startswith(("since", "before")):
        return True
    return REFERENCE.search(lead) is None and (meaning.kind == "threshold" or "base" not in mention.name.lower())


def _time_behind(text: AnnotatedText, page: Page, number: int, times: list[TimeMention]) -> TimeMention | None:
    """The time named behind a measure, before the next one begins and with nothing of weight between."""
    measure = page.measures[number]
    after = page.measures[number + 1] if number + 1 < len(page.measures) else None
    limit = after.at.start if after else page.sentence.end
    for mention in times:
        if measure.end <= mention.at.start < min(limit, measure.end + 60):
            between = text.scan[measure.end : mention.at.start]
            near = not APART.search(between) and "," not in between.strip(" ,")
            leads = LEADS_ON.search(text.scan[measure.end : limit]) if limit != page.sentence.end else None
            if leads and measure.end + leads.start() < mention.at.end:
                return None
            said = blanked(text, page.sentence, measure.end, mention.at.start)
            own = near and words.is_neutral(said) and not (after and is_label_of(text.scan, mention, after))
            return mention if own else None
    return None


def _is_of_a_plan(text: AnnotatedText, limit: Measure, behind: TimeMention) -> bool:
    """Whether a time behind a limit is that of what people who meet it are given: "<200 to ART (within 4 weeks)"."""
    if "," in text.scan[limit.end : behind.at.start] or text.arms.mentions_between(limit.end, behind.at.start):
        return True
    return OF_A_PLAN.search(text.scan, limit.end, behind.at.start) is not None


def _time_of_threshold(text: AnnotatedText, page: Page, measure: Measure, times: list[TimeMention]) -> str | None:
    """A limit's time stands close before it ("at entry, CD4 >250") or not at all."""
    for mention in reversed(times):
        if mention.at.end <= measure.at.start <= mention.at.end + 50:
            return None if APART.search(text.scan[mention.at.end : measure.at.start]) else mention.name
    return None


def _time_of_sentence_before(text: AnnotatedText, page: Page, meaning: Meaning) -> str | None:
    """In results the time of the sentence before still holds, for a change unless it was the start."""
    previous = text.previous(text.sentence_at(page.sentence.start))
    if previous is None or page.sentence.section not in {"results", "body"}:
        return None
    times = [
        t
        for t in text.times(previous)
        if not t.name.lower().startswith(("per ", "nadir")) and not OF_A_DOSE.fullmatch(t.name)
    ]
    if AMOUNT.search(text.scan, previous.start, previous.end):
        times = [t for t in times if not text.scan.endswith("for ", 0, t.at.start) and not OF_DOSES.search(t.name)]
    if ENTERED.match(page.scan, page.sentence.start, page.sentence.end) or any(
        len(run) >= MANY for run in _runs(text, tuple(times))
    ):
        return None
    if meaning.kind != "level":
        times = [t for t in times if not STARTS.search(t.name)]
    else:
        times = [t for t in times if not _is_compared_with(text.scan, t)]
    return times[-1].name if times else None
