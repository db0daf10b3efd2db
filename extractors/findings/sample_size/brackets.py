"""What a count in brackets is: what the bracket says itself, else what stands before it."""

from __future__ import annotations

import re

from extractors.findings.sample_size.case import CARRIED, EARLY, SEX, TOLD, Case, Role
from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.decisions import decide
from extractors.findings.sample_size.people import SITES, ends_in_people, people_behind, people_in
from extractors.findings.sample_size.predicates import lead_start, predicate_of
from extractors.findings.sample_size.roles import ALLOCATING, cues_in, predicate_before, predicate_behind
from extractors.findings.sample_size.strata import those_doing
from extractors.findings.sample_size.unled import WHO_THEY_WERE

GROUP_BEFORE = re.compile(r"\b(?:groups?|arms?|cohorts?|placebo|controls?)\s*[,;:]?\s*$", re.IGNORECASE)
VALUE_BEFORE = re.compile(r"(?:\d\s?(?:%|mm|cm|kg|points?|mmHg|min|mmol/L|bpm|s)|±\s?[\d.]+)\s*$")
QUANTIFIED = re.compile(
    r"\b(?:most|half|majority|nearly\sall|almost\sall|thirds|quarters|many|rest|remainder)\b[^,;.]{0,40}$",
    re.IGNORECASE,
)
""" "Most patients (92 of 104) were naive": the bracket counts the subject."""
LONGEST_QUANTITY = 52
"""Characters, no fewer than QUANTIFIED can match."""
STUDY_BEFORE = re.compile(r"\b(?:trials?|stud(?:y|ies))\s?\Z")
STUDY_ABOUT = re.compile(
    r"\b(?:trial|study)\s(?:that\s)?(?:examin|evaluat|investigat|test|assess|compar|explor)(?:ing|ed|es)\b"
)
DRAWN_FROM = re.compile(r"\b(?:recruited|drawn|selected|enrol+ed|came)\s(?:\w+\s)?from\b")
FEWEST_SITES = 2
LATER_ON = re.compile(
    r"\b(?:[Aa]t|[Bb]y|[Aa]fter)\s(?:the\s)?(?:[\w-]+\s){0,3}(?:follow-?up|(?:weeks?|months?|years?)(?:\s\d{1,3})?)\s?\Z"
)
""" "At 2-month follow-up (n = 60) the outcomes were assessed"."""
DATA_BEFORE = re.compile(r"\b[Dd]ata\s?\Z")
MORE = re.compile(
    r"\b(?:[Mm]ore|[Ff]ewer)\s(?:patients|subjects|participants|women|men|children|infants|people|adults|individuals)\b"
)
TROUBLE = re.compile(
    r"\b(?:most\s(?:common|frequent)|commonest|complaints|symptoms|side\seffects|adverse\s(?:events|effects|reactions))\b"
)
AMONG = re.compile(r"(?:Among|In|For|Within|Of)\s(?![^,]{0,90}\b(?:group|arm|placebo)\b)[^,\d]{3,100}\Z")
CONTROLS_BEFORE = re.compile(r"\bcontrols?\s*\Z", re.IGNORECASE)
REASONS = re.compile(r"\b[Rr]easons?\b|\bbecause\sof\b|\bdue\sto\b")
CLOSE = 48
"""Characters within which a predicate still rules a share in brackets."""
VALUE_COMPARED = re.compile(
    r"[,;:]\s[^()]{0,40}\d\s(?:\([^()]{1,20}\)\s)?(?:vs\.?|versus|compared\swith|v\.?)\s", re.IGNORECASE
)
COMPARED = re.compile(r"\d\s(?:vs\.?|versus|compared\swith|v\.?)\s", re.IGNORECASE)


def bracketed(clause: Clause, counts: tuple[Count, ...], place: int, bracket: tuple[int, int]) -> Role:
    """A count in brackets: what the bracket says itself, else what stands before it."""
    count = counts[place]
    later = [other.start for other in counts[place + 1 :] if other.start < bracket[1]]
    inside = predicate_behind(cues_in(clause.scan[count.end : min([bracket[1], *later])]))
    if inside is not None and inside.role in CARRIED:
        return Role(inside.role, "bracket")
    before = clause.outside(clause.start, bracket[0])
    if _is_compared(clause, count, bracket) and not any(
        hit.role in ALLOCATING for hit in clause.cues(clause.start, bracket[0])
    ):
        return Role("event", "compared")
    if told := _told_of(clause, counts, count, bracket):
        return told
    quantified = QUANTIFIED.search(before, max(0, len(before) - LONGEST_QUANTITY)) is not None
    if count.shape == "n" and not quantified and (size := _size_of(clause, counts, place, bracket)):
        return size
    if quantified or (count.shape == "noun" and _is_behind_site(clause, bracket[0])):
        role = decide(Case(clause, count, predicate_of(clause, counts, place), 0, counts))
        return Role("subgroup", "quantified") if quantified and role.role == "total" else role
    if count.percent is not None or count.of is not None:
        led = predicate_before(clause.cues(lead_start(clause, bracket[0]), bracket[0]), bracket[0])
        if led is not None and led.role in CARRIED and not led.attributive and bracket[0] - led.end < CLOSE:
            return Role(led.role, "bracket")
        if clause.before_treatment or (led is not None and led.role == "subgroup" and not led.attributive):
            return Role("subgroup", "bracket")
        return Role("arm" if _is_allocated(clause, count, bracket[0]) else "event", "bracket")
    if count.noun in SEX and any(other.end >= len(before.rstrip()) + clause.start for other in counts[:place]):
        return Role("subgroup", "bracket")
    return Role(_led_by(clause, count, bracket[0]), "bracket")


def _told_of(clause: Clause, counts: tuple[Count, ...], count: Count, bracket: tuple[int, int]) -> Role | None:
    """What the sentence tells of those in brackets, be their group named or not; or None."""
    if count.shape == "n" and _is_more(clause, counts, bracket):
        return Role("event", "more")
    if _is_reason(clause, count, bracket):
        return Role("withdrawn", "reason")
    if is_trouble(clause, count, bracket):
        return Role("event", "trouble")
    return Role("subgroup", "among") if _is_among(clause, count, bracket) else None


def _is_compared(clause: Clause, count: Count, bracket: tuple[int, int]) -> bool:
    """Whether the bracket compares the count itself ("(3 vs 9)", not "(n = 37, 59.1 vs 61.2 points)")."""
    if count.shape == "n" and VALUE_COMPARED.search(clause.scan, count.end, bracket[1]):
        return False
    return COMPARED.search(clause.scan, bracket[0], bracket[1]) is not None


def is_trouble(clause: Clause, count: Count, bracket: tuple[int, int]) -> bool:
    """Whether brackets count off complaints ("nausea (n = 9) and headache (n = 4) were commonest"), not groups."""
    if count.shape not in {"n", "ellipsis", "noun"} or TROUBLE.search(clause.open) is None:
        return False
    if GROUP_BEFORE.search(clause.scan[max(clause.start, bracket[0] - 24) : bracket[0]]) or clause.named(count):
        return False
    return not any(hit.role in ALLOCATING for hit in clause.cues(clause.start, clause.end))


def _is_among(clause: Clause, count: Count, bracket: tuple[int, int]) -> bool:
    """Whether a leading phrase counts a stratum ("Among those with diabetes (n = 88), the effect was larger")."""
    if count.shape != "n" or not clause.scan.startswith(",", bracket[1]):
        return False
    if AMONG.match(clause.outside(clause.start, bracket[0])) is None or clause.named(count):
        return False
    return not any(hit.role in ALLOCATING | CARRIED for hit in clause.cues(clause.start, bracket[0]))


def _allots(clause: Clause) -> bool:
    """Whether the sentence allots treatments."""
    return any(hit.role in ALLOCATING for hit in clause.cues(clause.start, clause.end))


def _is_more(clause: Clause, counts: tuple[Count, ...], bracket: tuple[int, int]) -> bool:
    """Whether a comparison counts those it happened to ("more women on A (n = 9) than on B (n = 3) fainted")."""
    if " than " not in clause.open or len(counts) != 2:
        return False
    more = MORE.search(clause.open)
    if more is None or more.start() + clause.start > bracket[0]:
        return False
    return not any(hit.role == "assigned" for hit in clause.cues(clause.start, clause.end))


def _is_reason(clause: Clause, count: Count, bracket: tuple[int, int]) -> bool:
    """Whether brackets count off why people left ("reasons for dropout were toxicity (n = 9), moving (n = 4)")."""
    if count.shape not in {"n", "ellipsis"} or not (
        "eason" in clause.open or " of" in clause.open or "due" in clause.open
    ):
        return False
    if REASONS.search(clause.open, 0, bracket[0] - clause.start) is None:
        return False
    return any(hit.role == "withdrawn" for hit in clause.cues(clause.start, bracket[0]))


def _is_behind_site(clause: Clause, at: int) -> bool:
    words = clause.scan[max(clause.start, at - 32) : at].split()
    return bool(words) and words[-1].lower() in SITES


def is_at_site(clause: Clause, counts: tuple[Count, ...], at: int) -> bool:
    """Whether brackets divide people by where they came from ("three centres (Oslo, n = 73; Bergen, n = 60)")."""
    if len([count for count in counts if count.shape == "n"]) < FEWEST_SITES:
        return False
    if not (_is_behind_site(clause, at) or DRAWN_FROM.search(clause.outside(clause.start, at))):
        return False
    return not any(hit.role == "assigned" and not hit.attributive for hit in clause.cues(clause.start, at))


def _size_of(clause: Clause, counts: tuple[Count, ...], place: int, bracket: tuple[int, int]) -> Role | None:
    """The role of an "n = 73" that is no group's size, or None."""
    count = counts[place]
    if VALUE_BEFORE.search(clause.scan[max(clause.start, bracket[0] - 24) : bracket[0]]):
        return Role("analysed", "value")
    if is_at_site(clause, counts, bracket[0]):
        return Role("subgroup", "site")
    before = clause.outside(bracket[0] - 40, bracket[0])
    if LATER_ON.search(before) or DATA_BEFORE.search(before):
        return Role("analysed", "later")
    if not clause.named(count) and those_doing(clause, bracket[0]) and not _allots(clause):
        return Role("subgroup", "doing")
    if _is_of_study(clause, counts, bracket):
        return Role("total", "study")
    if _is_object(clause, bracket[0]) and len(counts) == 1:
        return Role("total", "object")
    if _is_apposition(clause, count, bracket[0]):
        known = counts if clause.sentence.section in EARLY else ()
        return decide(Case(clause, count, predicate_of(clause, counts, place), 0, known))
    return None


def _is_of_study(clause: Clause, counts: tuple[Count, ...], bracket: tuple[int, int]) -> bool:
    """Whether the only "(n = 82)" of a sentence is the size of the trial that it names."""
    before = clause.outside(clause.start, bracket[0])
    if len(counts) > 1 or any(hit.role in CARRIED | {"assigned"} for hit in clause.cues(clause.start, bracket[0])):
        return False
    if STUDY_BEFORE.search(before):
        return True
    at_end = not clause.scan[bracket[1] : clause.end].strip(" .")
    return at_end and STUDY_ABOUT.search(before) is not None


def _is_allocated(clause: Clause, count: Count, at: int) -> bool:
    """Whether the bracket at `at` gives a group's size with its share ("to the diet group (40%; n = 19)")."""
    hits = clause.cues(clause.start, at)
    return (
        count.shape == "n"
        and bool(hits)
        and hits[-1].role == "assigned"
        and GROUP_BEFORE.search(clause.outside(at - 24, at)) is not None
    )


def _led_by(clause: Clause, count: Count, at: int) -> str:
    """The role that the text before the bracket at `at` gives the bare count in it: an arm, or the outcome told."""
    if count.shape == "label" and not any(hit.role in ALLOCATING for hit in clause.cues(clause.start, at)):
        told = predicate_before(clause.cues(lead_start(clause, at), at), at)
        return told.role if told and told.role in CARRIED else "event"
    if GROUP_BEFORE.search(clause.scan[max(clause.start, at - 24) : at]) or clause.named(count):
        return "arm"
    last = predicate_before(clause.cues(lead_start(clause, at), at), at)
    if last is None and count.shape in {"noun", "ellipsis"}:
        told = predicate_behind(clause.cues(at, clause.end))
        return "event" if told and told.role == "event" else "arm"
    return last.role if last and not last.describes and last.role in TOLD else "arm"


def _is_object(clause: Clause, at: int) -> bool:
    """Whether the bracket at `at` counts whom "we assigned" ("assigned women due for surgery (N = 230) to A or B")."""
    close = next(end for start, end in clause.brackets if start == at)
    if not clause.scan.startswith(" to ", close):
        return False
    hits = [hit for hit in clause.cues(clause.start, at) if hit.role == "assigned"]
    return bool(hits) and people_behind(clause.scan, hits[-1].end, at, single=False) is not None


def _is_apposition(clause: Clause, count: Count, at: int) -> bool:
    """Whether "(n = 70)" at `at` counts the people that the sentence is about, not a group that it names."""
    before = clause.outside(clause.start, at)
    if (ends_in_people(before) and not CONTROLS_BEFORE.search(before)) or WHO_THEY_WERE.match(before):
        return True
    if GROUP_BEFORE.search(clause.outside(at - 24, at)) or clause.named(count):
        return False
    hits = [
        hit
        for hit in clause.cues(clause.start, at)
        if hit.role in ALLOCATING and not (hit.leads or (hit.attributive and hit.role == "enrolled"))
    ]
    since = clause.outside(hits[-1].end if hits else clause.start, at)
    last = people_in(since)
    return not since.strip() or (last is not None and not re.search(r"\b(?:group|arm)\b", since[last:]))
