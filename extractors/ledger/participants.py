"""Counts of participants against each other: arms add up, percentages fit, the flow only narrows (CONSORT)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.ledger.check import Check
from extractors.record_json import number_text
from extractors.records import Record

NARROWER = ("analysed", "completed")
"""Roles that can't count more people than were randomized."""


def arms_add_up(counts: Sequence[Record]) -> Iterator[Check]:
    """The arms that one sentence allocates, against the document's total.

    Only where a sentence gives two arms or more by different names and the document states a total.
    """
    totals = [record for record in counts if _role(record) == "total" and not record.fields.get("other_study")]
    for arms in _arms_by_sentence(counts):
        if not totals or len(arms) < 2:
            continue
        added = sum(_value(arm) for arm in arms)
        same = [total for total in totals if _value(total) == added]
        total = (same or totals)[0]
        detail = f"{' + '.join(str(_value(arm)) for arm in arms)} = {added}"
        if not same:
            detail += f", printed {_value(total)}"
        yield Check.of("arms add up", detail, (*(arm.id for arm in arms), total.id), agrees=bool(same))
        return


def percentages_fit(counts: Sequence[Record]) -> Iterator[Check]:
    """Each printed percentage against its count and denominator, or the size of its arm where no denominator is given.

    A percentage fits when it differs by less than one unit of its last printed digit: rounded or cut off.
    """
    sizes = _sizes_of_arms(counts)
    for record in counts:
        percent, printed_of = record.fields.get("percent"), record.fields.get("of")
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
    yield Check.of("percentage fits", f"{detail}, printed {number_text(percent)} %", ids, agrees=agrees)


def flow_only_narrows(counts: Sequence[Record]) -> Iterator[Check]:
    """screened ≥ randomized ≥ analysed and completed, for counts of the whole trial."""
    whole = [record for record in counts if "arm" not in record.fields and not record.fields.get("other_study")]
    totals = [record for record in whole if _role(record) == "total"]
    if not totals:
        return
    total = max(totals, key=_value)
    for record in whole:
        role = _role(record)
        if role == "screened":
            fits = _value(record) >= _value(total)
            detail = f"{_value(record)} screened {'≥' if fits else '<'} {_value(total)} in all"
        elif role in NARROWER:
            fits = _value(record) <= _value(total)
            detail = f"{_value(total)} in all {'≥' if fits else '<'} {_value(record)} {role}"
        else:
            continue
        yield Check.of("flow only narrows", detail, (record.id, total.id), agrees=fits)


def _arms_by_sentence(counts: Sequence[Record]) -> Iterator[list[Record]]:
    """The arm records of each sentence, one for each arm's name, sentences in order."""
    by_sentence: dict[str, dict[str, Record]] = {}
    for record in counts:
        if _role(record) == "arm" and "arm" in record.fields and not record.fields.get("other_study"):
            name = str(record.fields["arm"]).casefold()
            by_sentence.setdefault(record.sentence, {}).setdefault(name, record)
    for arms in by_sentence.values():
        yield list(arms.values())


def _sizes_of_arms(counts: Sequence[Record]) -> dict[str, Record]:
    """The one size of each arm, by name; arms of which two sizes are printed are left out."""
    sizes: dict[str, Record] = {}
    doubtful: set[str] = set()
    for record in counts:
        if _role(record) == "arm" and "arm" in record.fields:
            name = str(record.fields["arm"]).casefold()
            if _value(sizes.setdefault(name, record)) != _value(record):
                doubtful.add(name)
    return {name: record for name, record in sizes.items() if name not in doubtful}


def _role(record: Record) -> str:
    return str(record.fields.get("role", ""))


def _value(record: Record) -> int:
    return int(str(record.fields["value"]))
