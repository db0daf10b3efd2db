"""Counts of participants against each other: arms add up, percentages fit, the flow only narrows (CONSORT)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from extractors.ledger.check import Check
from extractors.record_json import number_text
from extractors.records import Record

NARROWER = ("analysed", "completed")
"""Roles that can't count more people than were randomized."""

ENROLLED = re.compile(r"recruit|enrol|eligible|consent|includ|assessed", re.IGNORECASE)
"""Words of a total of which some may be allocated to no arm."""
ALLOCATED = re.compile(r"random|assign|allocat|divided|receiv|given|treated", re.IGNORECASE)
"""Words of a sentence whose arms make up the trial; elsewhere they may be those analysed."""
OTHER_UNITS = re.compile(
    r"\b(?:cent(?:er|re)s|clusters?|schools|clinics|practices|villages|hospitals|wards|communit\w+|famil\w+|sites"
    r"|serving"
    r"|teeth|eyes|lesions|limbs|knees|wounds|studies|trials)\b",
    re.IGNORECASE,
)
"""What may be allocated in the place of persons."""
GROUPS = {
    word: number
    for number, words in enumerate("three 3,four 4,five 5,six 6,seven 7,eight 8".split(","), 3)
    for word in words.split()
}
SEVERAL = re.compile(rf"\b(?P<number>{'|'.join(GROUPS)})\s(?:[\w-]{{1,20}}\s){{0,3}}(?:groups|arms)\b", re.IGNORECASE)
LEVELS = frozenset({Decimal(90), Decimal(95), Decimal(99)})
"""Percentages that may be the level of a confidence interval."""
LONGEST = 3_000
"""Characters of a sentence that are searched."""
OTHER_PERSONS = Decimal("1.5")
"""A count so many times what it can't exceed is no contradiction but a count of other persons, or of other things."""


def arms_add_up(counts: Sequence[Record]) -> Iterator[Check]:
    """The first arms of which a sentence gives the sizes, against the trial's total, or who was analysed or completed.

    They disagree only with a total that the text puts beside them, and only where every arm of the sentence is known
    by a name: enrolled persons who were never allocated, events told by arm and a missed third arm are no
    contradictions.
    """
    if sum(record.fields.get("role") == "arm" for record in counts) < 2:
        return
    wholes: dict[int, Record] = {}
    for record in counts:
        if _role(record) in ("total", *NARROWER) and _is_whole(record):
            wholes.setdefault(_value(record), record)
    before: Record | None = None
    for sentence in _by_sentence(counts):
        arms = _arms(sentence)
        added = sum(_value(arm) for arm in arms)
        whole = wholes.get(added) or _total_beside(arms, sentence, before)
        before = sentence[-1]
        if len(arms) < 2 or whole is None:
            continue
        fits = _value(whole) == added
        detail = f"{' + '.join(str(_value(arm)) for arm in arms)} = {added}"
        detail += "" if fits else f", printed {_value(whole)}"
        yield Check.of("arms add up", detail, (*(arm.id for arm in arms), whole.id), agrees=fits)
        return


def _total_beside(arms: Sequence[Record], sentence: Sequence[Record], before: Record | None) -> Record | None:
    """The total of the arms' own sentence, or the count right before it; None where it can't be theirs."""
    known = {arm.id for arm in arms}
    if not arms or any(_role(count) == "arm" and count.id not in known for count in sentence):
        return None
    printed, added, largest = arms[0].sentence, sum(map(_value, arms)), max(map(_value, arms))
    if not ALLOCATED.search(printed) or OTHER_UNITS.search(printed) or re.search(rf"(?<!\d){added}(?!\d)", printed):
        return None
    if any(GROUPS[match["number"].casefold()] > len(arms) for match in SEVERAL.finditer(printed)):
        return None
    beside = sentence if before is None else (*sentence, before)
    for total in beside:
        if _role(total) != "total" or not _is_trial(total) or largest >= _value(total):
            continue
        if added > _value(total) or not ENROLLED.search(total.sentence):
            return total
    return None


def percentages_fit(counts: Sequence[Record]) -> Iterator[Check]:
    """Each printed percentage against its count and denominator, or the size of its arm where no denominator is given.

    A percentage fits when it differs by less than one unit of its last printed digit: rounded or cut off.
    """
    shares = [record for record in counts if "percent" in record.fields]
    sizes = sizes_of_arms(counts) if shares else {}
    for record in shares:
        percent, printed_of = record.fields["percent"], record.fields.get("of")
        arm = sizes.get(str(record.fields.get("arm", "")).casefold())
        if not isinstance(percent, int | Decimal):
            continue
        if isinstance(printed_of, int | Decimal):
            yield from _percentage(record, Decimal(percent), Decimal(printed_of), (record.id,))
        elif arm:
            # Another denominator may be meant than the arm's size: only agreement tells something.
            found = _percentage(record, Decimal(percent), Decimal(_value(arm)), (record.id, arm.id))
            yield from (check for check in found if check.status == "agrees")


def _percentage(record: Record, percent: Decimal, whole: Decimal, ids: tuple[str, ...]) -> Iterator[Check]:
    if whole <= 0:
        return
    exact = Decimal(_value(record)) * 100 / whole
    last_digit = Decimal(1).scaleb(int(percent.as_tuple().exponent))
    detail = f"{_value(record)} of {number_text(whole)} is {number_text(round(exact, 2))} %"
    agrees = abs(exact - percent) < last_digit
    if not agrees and percent in LEVELS and "CI" in record.quote + record.sentence[:LONGEST]:
        return
    yield Check.of("percentage fits", f"{detail}, printed {number_text(percent)} %", ids, agrees=agrees)


def flow_only_narrows(counts: Sequence[Record]) -> Iterator[Check]:
    """screened ≥ randomized ≥ analysed and completed, for counts of the whole trial.

    Where a document gives several totals, a count disagrees only when none of them has room for it; those "evaluated"
    before any total is told may have been screened, and a count far out of bounds is one of others.
    """
    roles = {record.fields.get("role") for record in counts}
    if "total" not in roles or roles.isdisjoint(("screened", *NARROWER)):
        return
    screened = {_value(record) for record in counts if _role(record) == "screened"}
    totals = [record for record in counts if _role(record) == "total" and _is_trial(record, out_of=screened)]
    if not totals:
        return
    total, least = max(totals, key=_value), min(map(_value, totals))
    for record in _screened_first(counts, totals):
        fits = _value(record) >= _value(total)
        if fits or least / OTHER_PERSONS <= _value(record) < least:
            detail = f"{_value(record)} screened {'≥' if fits else '<'} {_value(total)} in all"
            yield Check.of("flow only narrows", detail, (record.id, total.id), agrees=fits)
    for record in counts:
        if _role(record) in NARROWER and _is_whole(record):
            fits = _value(record) <= _value(total)
            if fits or (record.at > totals[0].at and _value(record) <= OTHER_PERSONS * _value(total)):
                detail = f"{_value(total)} in all {'≥' if fits else '<'} {_value(record)} {_role(record)}"
                yield Check.of("flow only narrows", detail, (record.id, total.id), agrees=fits)


def _screened_first(counts: Sequence[Record], totals: Sequence[Record]) -> Iterator[Record]:
    """Who was screened for the trial: told before the total, or beside it. Later it is a test on those enrolled."""
    beside = {total.sentence for total in totals}
    for record in counts:
        is_first = record.at < totals[0].at or record.sentence in beside
        if _role(record) == "screened" and _is_trial(record) and is_first:
            yield record


def _is_whole(record: Record) -> bool:
    """Whether a count is of all arms, and of this study."""
    return "arm" not in record.fields and not record.fields.get("other_study")


def _is_trial(record: Record, out_of: Collection[int] = ()) -> bool:
    """Whether a count is of the whole trial: no part of another ("19 of the 22 women") but one of `out_of`."""
    part = record.fields.get("of", record.fields.get("percent"))
    return _is_whole(record) and (part is None or part in out_of)


def _by_sentence(counts: Sequence[Record]) -> Iterator[list[Record]]:
    """The counts of each sentence, in order."""
    return (list(group) for _, group in groupby(counts, key=lambda record: record.sentence))


def _arms(sentence: Sequence[Record]) -> tuple[Record, ...]:
    """The arms of a sentence's counts, one for each name."""
    by_name: dict[str, Record] = {}
    for record in sentence:
        if _role(record) == "arm" and "arm" in record.fields and not record.fields.get("other_study"):
            by_name.setdefault(str(record.fields["arm"]).casefold(), record)
    return tuple(by_name.values())


def sizes_of_arms(counts: Sequence[Record]) -> dict[str, Record]:
    """The one size of each arm, by name; arms of which two sizes are printed are left out."""
    sizes: dict[str, Record] = {}
    doubtful: set[str] = set()
    for record in counts:
        if _role(record) == "arm" and "arm" in record.fields:
            name = str(record.fields["arm"]).casefold()
            if _value(sizes.setdefault(name, record)) != _value(record):
                doubtful.add(name)
    return {name: record for name, record in sizes.items() if name not in doubtful}


def largest_total(counts: Sequence[Record]) -> int | None:
    """The largest number of participants that the document gives for a study; None where it gives none."""
    return max((_value(record) for record in counts if _role(record) == "total"), default=None)


def _role(record: Record) -> str:
    return str(record.fields.get("role", ""))


def _value(record: Record) -> int:
    return int(str(record.fields["value"]))
