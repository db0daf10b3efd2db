"""dose: amounts of a drug as given, and regimens.

Amounts are found first (a number with a unit of drugs), then, sentence by sentence, what the text says of how often,
how long and by what route, and the drug. What is beside no drug and no word of giving is no dose.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractors.findings.dose.amounts import Amount, amounts_in
from extractors.findings.dose.counted import course_words
from extractors.findings.dose.fields import SCHEMA
from extractors.findings.dose.linking import Linked, link
from extractors.findings.dose.meant import names_filled
from extractors.findings.dose.never import is_barred
from extractors.findings.dose.page import Page
from extractors.findings.dose.regimen import mentions_in, single_dose_as
from extractors.findings.dose.units import divisor_at
from extractors.kind import Claims, Kind
from extractors.links.annotated import AnnotatedText
from extractors.model import FieldValue, Finding, Sentence

MOST_AMOUNTS, LONGEST_SENTENCE, AFTER_LAST = 30, 3000, 200


def find(text: AnnotatedText, claims: Claims) -> Iterator[Finding]:
    """Every dose of a document."""
    linked = _once([one for page in _pages(text, claims) for one in link(text, page)])
    for one, name in zip(linked, names_filled(text, linked), strict=True):
        yield _finding(text, one, name)


def _once(linked: list[Linked]) -> list[Linked]:
    """Without courses that a dose of the sentence before has already taken as its own."""
    taken = {mention.at for one in linked if one.amount is not None for mention in one.regimen.values()}
    return [one for one in linked if one.amount is not None or one.at not in taken]


def _pages(text: AnnotatedText, claims: Claims) -> Iterator[Page]:
    """The sentences that hold an amount or a number of courses, in order."""
    amounts: dict[Sentence, list[Amount]] = {}
    for amount in amounts_in(text, claims):
        sentence = text.sentence_at(amount.at.start)
        if not is_barred(text.scan, sentence, amount):
            amounts.setdefault(sentence, []).append(amount)
    places = {text.sentence_at(at) for at in course_words(text.scan)}
    if not (amounts or places):
        return
    single = single_dose_as(text.scan)
    for sentence in sorted(places | amounts.keys()):
        for part, held in _parts(sentence, amounts.get(sentence, [])):
            mentions = mentions_in(text.scan, part.start, part.end, single, with_courses=not held)
            if held or mentions:
                yield Page.of(text, part, held, mentions)


def _parts(sentence: Sentence, amounts: list[Amount]) -> Iterator[tuple[Sentence, list[Amount]]]:
    """A sentence in parts of a readable size: a table run into one line must not cost quadratic time."""
    if len(amounts) <= MOST_AMOUNTS and sentence.end - sentence.start <= LONGEST_SENTENCE:
        yield sentence, amounts
        return
    start, held = sentence.start, list[Amount]()
    for amount in (*amounts, None):
        here = amount.at.start if amount else sentence.end
        if held and (len(held) == MOST_AMOUNTS or here - start > LONGEST_SENTENCE):
            cut = min(here, held[-1].at.end + AFTER_LAST)
            yield Sentence(start, cut, sentence.section), held
            start, held = max(cut, here - AFTER_LAST), []
        held += [amount] if amount else []
    if held:
        yield (
            Sentence(
                max(start, held[0].at.start - LONGEST_SENTENCE),
                min(sentence.end, held[-1].at.end + LONGEST_SENTENCE),
                sentence.section,
            ),
            held,
        )


def _finding(text: AnnotatedText, linked: Linked, name: str | None) -> Finding:
    fields: dict[str, FieldValue] = {}
    if name:
        fields["drug"] = name
    amount = linked.amount
    if amount is not None:
        fields |= _amount_fields(amount) | _divided_behind_name(text, linked)
    fields |= {field: mention.value for field, mention in linked.regimen.items()}
    arm = text.arms.arm_of(linked.at, linked.sentence)
    if arm:
        fields["arm"] = arm
    numerals = amount.numerals if amount else tuple(text.numerals_between(*linked.at))[:1]
    return Finding(linked.at, fields, numerals, linked.rule, _context(text, linked))


def _amount_fields(amount: Amount) -> dict[str, FieldValue]:
    numbers = {"value": amount.value, "low": amount.low, "high": amount.high}
    fields: dict[str, FieldValue] = {field: number for field, number in numbers.items() if number is not None}
    fields["unit"] = amount.unit.name
    if amount.unit.per:
        fields["per"] = amount.unit.per
    if amount.unit.every_days is not None:
        fields |= _every(amount.unit.every_days)
    return fields


def _divided_behind_name(text: AnnotatedText, linked: Linked) -> dict[str, FieldValue]:
    """What stands behind the name that follows an amount: "200 mg of X/day"."""
    named, amount = linked.named, linked.amount
    if named is None or amount is None or amount.unit.per or named.at.start < linked.at.end:
        return {}
    behind = divisor_at(text.scan, named.at.end, linked.sentence.end)
    return {"per": behind[0]} if behind and behind[1] is None else {}


def _every(days: Decimal) -> dict[str, FieldValue]:
    """What "mg/8 h" or "mg/3 weeks" says of the regimen."""
    if days <= 1:
        return {"frequency": round(1 / days, 6).normalize()}
    return {"interval_days": days}


def _context(text: AnnotatedText, linked: Linked) -> tuple[int, ...]:
    """The numerals of the regimen, which several doses may share."""
    return tuple(index for mention in linked.regimen.values() for index in text.numerals_between(*mention.at))


KIND = Kind(
    name="dose",
    fields=tuple(SCHEMA),
    rank=30,
    find=find,
    schema=SCHEMA,
)
component = KIND.component()
