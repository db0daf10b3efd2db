"""What a count in brackets is: what the bracket says itself, else what stands before it."""

from __future__ import annotations

import re

from extractors.findings.sample_size.case import CARRIED, EARLY, SEX, TOLD, Case, Role
from extractors.findings.sample_size.compared import SET_AGAINST, compared, is_more
from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.decisions import decide
from extractors.findings.sample_size.predicates import lead_start, predicate_of
from extractors.findings.sample_size.roles import ALLOCATING, cues_in, predicate_before, predicate_behind
from extractors.findings.sample_size.sizes import GROUP_BEFORE, TARGET_INSIDE, is_behind_site, size_of
from extractors.findings.sample_size.strata import are_strata, divides
from extractors.traced_text import CleanSpan

EVALUABLE = re.compile(r"\b(?:evaluable|assessable|analy[sz]able)\b")
SET_INSIDE = re.compile(r"[(\[]\s?(?:m?ITT|PP|FAS|PPS)(?:\s\w+)?\s?[,;:]\s\Z")
""" "intention-to-treat (ITT; n = 209)"."""
GROUPS_BEHIND = re.compile(r"\s?[)\]]?\s{1,40}(?:and\s(?:the\s)?(?:[\w-]+\s){1,4}?\s{0,40})?(?:groups?|arms?)\b")
""" "The A group had more pain than the B (n = 65) and C (n = 48) groups"."""
COMPLETERS = re.compile(r"\b[Cc]ompleters\s?\Z")
GROUP_INSIDE = re.compile(r"\b(?:[Gg]roup|[Aa]rm)\b[^();,\d]{0,16}[\d.]{0,5}[,:]\s\Z")
""" "(group A, n = 45)"."""
QUANTIFIED = re.compile(
    r"\b(?:most|half(?!\s(?:(?:these|those|the|that|this|of\sthe)\s)?dos)|majority|nearly\sall|almost\sall|thirds|quarters|many|rest|remainder)\b[^,;.]{0,40}$",
    re.IGNORECASE,
)
""" "Most patients (92 of 104) were naive": the bracket counts the subject."""
PER_CENT = re.compile(r"\bper\s?cent\s?\Z", re.IGNORECASE)
""" "Ninety-two per cent (n = 46) of the yoga group completed it"."""
LONGEST_QUANTITY = 52
"""Characters, no fewer than QUANTIFIED can match."""
TROUBLE = re.compile(
    r"\b(?:most\s(?:common|frequent)|commonest|complaints|symptoms(?!\s(?:scores?|scales?|severity|index|inventory))"
    r"|side\seffects|adverse\s(?:events|effects|reactions))\b"
)
AMONG = re.compile(r"(?:Among|In|For|Within|Of)\s(?![^,]{0,90}\b(?:group|arm|placebo)\b)[^,\d]{3,100}\Z")
REASONS = re.compile(r"\b[Rr]easons?\b|\bbecause\sof\b|\bdue\sto\b")
KINDS = re.compile(
    r"(?:[\w-]+\s){0,4}(?:sites?|locations?|indications?|causes?|diagnos[ei]s|types?|origins?|histology|ethnicity"
    r"|races?|occupations?)\s"
    r"(?:(?:of|for)\s(?:[\w-]+\s){1,6})?(?:was|were|included|are|is|comprised)\s"
)
OF_THE = re.compile(r"\bof\s(?:the\s|all\s){0,2}\Z")
RANDOMIZED = re.compile(r"\s(?:randomi[sz]ed|enrol+ed|recruited)\b")
""" "(40% of the 1146 randomized patients)"."""
SHOWS_GROUPS = re.compile(
    r"\b(?:groups?|arms?|cohorts?|controls?|placebo|versus|vs|compar\w+|intervention|condition|regimens?|sham|both)\b"
    r"|\bdifference\sbetween\b",
    re.IGNORECASE,
)
CLOSE = 48
"""Characters within which a predicate still rules a share in brackets."""


def bracketed(clause: Clause, counts: tuple[Count, ...], place: int, bracket: tuple[int, int]) -> Role:
    """A count in brackets: what the bracket says itself, else what stands before it."""
    count = counts[place]
    if settled := _at_once(clause, counts, place, bracket):
        return settled
    before = clause.outside(clause.start, bracket[0])
    if told := _told_of(clause, counts, count, bracket):
        return told
    quantified = QUANTIFIED.search(before, max(0, len(before) - LONGEST_QUANTITY)) is not None
    if count.shape == "n" and not quantified and (size := size_of(clause, counts, place, bracket)):
        return size
    quantified = quantified or (count.shape == "n" and PER_CENT.search(before) is not None)
    if quantified or (count.shape == "noun" and is_behind_site(clause, bracket[0])):
        role = decide(Case(clause, count, predicate_of(clause, counts, place), 0, counts))
        return Role("subgroup", "quantified") if quantified and role.role == "total" else role
    if count.noun in SEX and divides(clause, counts, place, bracket):
        return Role("subgroup", "bracket")
    if count.percent is not None or count.of is not None:
        led = predicate_before(clause.cues(lead_start(clause, bracket[0]), bracket[0]), bracket[0])
        if led is not None and led.role in CARRIED and not led.attributive and bracket[0] - led.end < CLOSE:
            return Role(led.role, "bracket")
        if clause.before_treatment or (led is not None and led.role == "subgroup" and not led.attributive):
            return Role("subgroup", "bracket")
        allocated = _is_allocated(clause, count, bracket[0]) or _is_share_allocated(clause, counts, count, bracket[0])
        return Role("arm" if allocated else "event", "bracket")
    if count.shape == "noun" and any(other.part_of == count.numeral and other.start < bracket[1] for other in counts):
        return Role("total", "parts")
    return Role(_led_by(clause, count, bracket[0], alone=len(counts) == 1), "bracket")


def _at_once(clause: Clause, counts: tuple[Count, ...], place: int, bracket: tuple[int, int]) -> Role | None:
    """What the bracket says itself: a fate, a group, a count said again, a comparison; or None."""
    count = counts[place]
    if OF_THE.search(clause.scan, bracket[0], count.start) and RANDOMIZED.search(clause.scan, count.start, count.end):
        return Role("total", "randomized")
    if EVALUABLE.search(clause.scan, count.start, count.end):
        return Role("analysed", "evaluable")
    if TARGET_INSIDE.search(clause.scan, bracket[0], count.start):
        return Role("planned", "target")
    later = [other.start for other in counts[place + 1 :] if other.start < bracket[1]]
    inside = predicate_behind(cues_in(clause.scan[count.end : min([bracket[1], *later])]))
    if inside is not None and inside.role in CARRIED:
        return Role(inside.role, "bracket")
    if count.shape == "n" and GROUP_INSIDE.search(clause.scan, max(bracket[0], count.start - 60), count.start):
        return Role("arm", "bracket")
    if count.shape == "n" and SET_INSIDE.search(clause.scan, bracket[0], count.start):
        return Role("analysed", "bracket")
    if (again := _said_again(clause, counts, place)) is not None:
        return again
    allots = any(hit.role in ALLOCATING for hit in clause.cues(clause.start, bracket[0]))
    return None if allots else compared(clause, count, bracket)


def _told_of(clause: Clause, counts: tuple[Count, ...], count: Count, bracket: tuple[int, int]) -> Role | None:
    """What the sentence tells of those in brackets, be their group named or not; or None."""
    if count.shape == "n" and is_more(clause, counts, bracket):
        return Role("event", "more")
    if _is_reason(clause, count, bracket):
        return Role("withdrawn", "reason")
    if is_trouble(clause, count, bracket):
        return Role("event", "trouble")
    if count.shape == "n" and _is_of_kinds(clause):
        return Role("subgroup", "kinds")
    if count.shape == "n" and are_strata(clause, bracket[0]):
        return Role("subgroup", "stratified")
    if COMPLETERS.search(clause.outside(clause.start, bracket[0])):
        return Role("completed", "completers")
    return Role("subgroup", "among") if _is_among(clause, count, bracket) else None


def _said_again(clause: Clause, counts: tuple[Count, ...], place: int) -> Role | None:
    """The role of a ratio that says a count again ("571 completed the measure (571/668)"), or None."""
    count = counts[place]
    if count.of is None or place == 0:
        return None
    first = counts[place - 1]
    if first.value != count.value or first.of is not None or clause.bracket_of(first.start) is not None:
        return None
    role = decide(Case(clause, first, predicate_of(clause, counts, place - 1), count.of, counts))
    return role if role.role in TOLD | {"total"} else None


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


def _is_of_kinds(clause: Clause) -> bool:
    """Whether a row of sizes divides people by where or why ("The site of the wound was the foot (n = 9) …")."""
    return KINDS.match(clause.open) is not None


def _is_reason(clause: Clause, count: Count, bracket: tuple[int, int]) -> bool:
    """Whether brackets count off why people left ("reasons for dropout were toxicity (n = 9), moving (n = 4)")."""
    if count.shape not in {"n", "ellipsis"} or not (
        "eason" in clause.open or " of" in clause.open or "due" in clause.open
    ):
        return False
    if REASONS.search(clause.open, 0, bracket[0] - clause.start) is None:
        return False
    return any(hit.role == "withdrawn" for hit in clause.cues(clause.start, bracket[0]))


def _is_allocated(clause: Clause, count: Count, at: int) -> bool:
    """Whether the bracket at `at` gives a group's size with its share ("to the diet group (40%; n = 19)")."""
    hits = clause.cues(clause.start, at)
    return (
        count.shape == "n"
        and bool(hits)
        and hits[-1].role == "assigned"
        and GROUP_BEFORE.search(clause.outside(at - 24, at)) is not None
    )


def _is_share_allocated(clause: Clause, counts: tuple[Count, ...], count: Count, at: int) -> bool:
    """ "163 adults were assigned to a course (79/163) or a leaflet (84/163)": shares of all of them."""
    whole = any(other.value == count.of and other.of is None and other.end < count.start for other in counts)
    hits = clause.cues(clause.start, at) if whole else ()
    return bool(hits) and hits[-1].role == "assigned" and count.shape == "ratio"


def _led_by(clause: Clause, count: Count, at: int, *, alone: bool) -> str:
    """The role that the text before the bracket at `at` gives the bare count in it: an arm, or the outcome told."""
    if count.shape == "label" and not any(hit.role in ALLOCATING for hit in clause.cues(clause.start, at)):
        told = predicate_before(clause.cues(lead_start(clause, at), at), at)
        return told.role if told and told.role in CARRIED else "event"
    if GROUP_BEFORE.search(clause.scan[max(clause.start, at - 24) : at]) or clause.named(count):
        fate = _fate_before(clause, at)
        if fate:
            return fate
        return "event" if _is_of_cases(clause, count) else "arm"
    last = predicate_before(clause.cues(lead_start(clause, at), at), at)
    if last is None and count.shape in {"noun", "ellipsis"}:
        told = predicate_behind(clause.cues(at, clause.end))
        return "event" if told and told.role == "event" else "arm"
    if last and last.state and GROUPS_BEHIND.match(clause.outside(count.end, clause.end)):
        return "arm"
    if last and not last.describes and last.role in TOLD:
        close = next((end for start, end in clause.brackets if start == at), at)
        return "arm" if count.shape == "n" and SET_AGAINST.match(clause.scan, close) else last.role
    if count.shape not in {"n", "noun"} or _shows_groups(clause, count):
        return "arm"
    if alone and last is not None and last.role == "enrolled" and clause.sentence.section in EARLY:
        return "total"
    return "subgroup" if count.shape == "n" else "arm"


def _fate_before(clause: Clause, at: int) -> str:
    """ "Attrition was higher in the diet group (14 women) than …": those who left."""
    hits = [hit for hit in clause.cues(clause.start, at) if not (hit.attributive or hit.describes)]
    return "withdrawn" if hits and all(hit.role == "withdrawn" for hit in hits) else ""


def _is_of_cases(clause: Clause, count: Count) -> bool:
    """ "Spasm was more frequent in the gas group (10 cases)": those whom something befell."""
    if count.noun != "cases" or clause.sentence.section != "results":
        return False
    return not any(hit.role in ALLOCATING for hit in clause.cues(clause.start, clause.end))


def _shows_groups(clause: Clause, count: Count) -> bool:
    """Whether anything in the sentence tells of groups ("spine (n = 27), ribs (n = 3)" tells of none)."""
    if SHOWS_GROUPS.search(clause.scan, clause.start, clause.end):
        return True
    if any(hit.role in {"assigned", "received"} for hit in clause.cues(clause.start, clause.end)):
        return True
    return clause.text.arms.arm_of(CleanSpan(count.start, count.end), clause.sentence) is not None
