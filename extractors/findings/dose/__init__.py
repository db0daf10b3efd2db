"""dose: amounts of a drug as given, and regimens.

Amounts are found first (a number with a unit of drugs), then, sentence by sentence, what the text says of how often,
how long and by what route, and the drug. What is beside no drug and no word of giving is no dose.

amounts      numbers with a unit                    units         the units, and what an amount is divided by
strengths    percentages that are a strength        forms         a lexicon's printed forms as one pattern
judging      whether an amount is a dose            never         what looks like one and is none
page         a sentence as naming reads it          words         what may stand between name and amount
naming       which drug an amount is of             distant       the nearest in its sentence
meant         where no drug stands beside it
regimen      how often, how long, by what route     periods       courses and intervals
counted      cycles, courses, injections            courses       regimens without an amount
watching     periods that are no regimen's          going_on      a neighbour's regimen goes on
sharing      which amounts share a mention          linking       all of it tied together
alike        amounts that are doses as the last is  combining     the parts of fixed combinations
bracketed     an amount in brackets behind another
followed     a rate goes on by the route of the bolus before
rhythms      of several mentions of how often one stays
fences       where a mention's reach ends          given_to      which group was given it
fields       the fields and their schema
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from operator import attrgetter

from extractors.findings.dose.amounts import Amount, Key, amounts_in, with_shared_divisors
from extractors.findings.dose.counted import course_words
from extractors.findings.dose.fields import SCHEMA
from extractors.findings.dose.given_to import arm_of_dose
from extractors.findings.dose.linking import Linked, link
from extractors.findings.dose.meant import names_filled
from extractors.findings.dose.naming import FAR_LEFT
from extractors.findings.dose.never import is_barred, may_be_named_again
from extractors.findings.dose.page import Page
from extractors.findings.dose.regimen import mentions_in, single_dose_as
from extractors.findings.dose.units import divisor_at
from extractors.kind import Claims, Kind
from extractors.links.annotated import AnnotatedText
from extractors.model import FieldValue, Finding, Sentence

InSentences = dict[Sentence, list[Amount]]
NO_SIGNS = frozenset({"%", "cell", "mL", "L"})
"""Units in which the same number may well be something else."""
SHORT_FORM = re.compile(r"\s\([A-Z][\w-]{1,9}\)(?=/)")
""" "100 g of fermented milk (FM)/d"."""
MOST_AMOUNTS, LONGEST_SENTENCE, AFTER_LAST = 30, 3000, 200


def find(text: AnnotatedText, claims: Claims) -> Iterator[Finding]:
    """Every dose of a document; what it gives beside a drug's name in one place is a dose in the others, too."""
    held, doubtful = _amounts(text, claims)
    places = {text.sentence_at(at) for at in course_words(text.scan)}
    if not (held or places):
        return
    of = _linked(text, held, places)
    known = _established(of)
    again = {one: [*held.get(one, ()), *_known(doubtful.get(one, ()), known)] for one in _told_again(of, held, known)}
    again |= {one: [*held.get(one, ()), *_known(some, known)] for one, some in doubtful.items() if _known(some, known)}
    if again:
        of |= _linked(text, again, again.keys() & places, known)
    linked = _once([one for sentence in sorted(of) for one in of[sentence]])
    for one, name in zip(linked, names_filled(text, linked), strict=True):
        yield _finding(text, one, name)


def _once(linked: list[Linked]) -> list[Linked]:
    """Without courses that a dose of the sentence before has already taken as its own."""
    taken = {mention.at for one in linked if one.amount is not None for mention in one.regimen.values()}
    return [one for one in linked if one.amount is not None or one.at not in taken]


def _amounts(text: AnnotatedText, claims: Claims) -> tuple[InSentences, InSentences]:
    """The amounts that may be doses, and those that only may where the document gives the same as a dose elsewhere."""
    held: InSentences = {}
    doubtful: InSentences = {}
    for amount in amounts_in(text, claims):
        sentence = text.sentence_at(amount.at.start)
        if not is_barred(text.scan, sentence, amount):
            held.setdefault(sentence, []).append(amount)
        elif may_be_named_again(text.scan, sentence, amount):
            doubtful.setdefault(sentence, []).append(amount)
    return held, doubtful


def _established(of: Mapping[Sentence, Sequence[Linked]]) -> frozenset[Key]:
    """What stands as a dose beside a drug's name."""
    every = (one for some in of.values() for one in some if one.named and one.named.score > FAR_LEFT)
    return frozenset(
        one.amount.key for one in every if one.amount and one.amount.value and one.amount.unit.name not in NO_SIGNS
    )


def _told_again(
    of: Mapping[Sentence, Sequence[Linked]], held: InSentences, known: frozenset[Key]
) -> Iterator[Sentence]:
    """The sentences with an amount that was not read as a dose, but is one elsewhere."""
    for sentence, amounts in held.items():
        read = {one.at for one in of.get(sentence, ())}
        if any(amount.at not in read for amount in _known(amounts, known)):
            yield sentence


def _known(amounts: Iterable[Amount], known: frozenset[Key]) -> list[Amount]:
    return [amount for amount in amounts if amount.key in known and not amount.spread]


def _linked(
    text: AnnotatedText, amounts: InSentences, places: Set[Sentence], known: frozenset[Key] = frozenset()
) -> dict[Sentence, list[Linked]]:
    """The doses of the sentences that hold an amount or a number of courses."""
    single = single_dose_as(text.scan)
    found: dict[Sentence, list[Linked]] = {}
    for sentence in places | amounts.keys():
        held = with_shared_divisors(text.scan, sorted(amounts.get(sentence, ()), key=attrgetter("at")))
        for part, some in _parts(sentence, held):
            mentions = mentions_in(text.scan, part.start, part.end, single, with_courses=not some)
            if some or mentions:
                page = Page.of(text, part, some, mentions, known)
                found.setdefault(sentence, []).extend(link(text, page))
    return found


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
    arm = arm_of_dose(text, linked, name)
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
    short = SHORT_FORM.match(text.scan, named.at.end)
    end = short.end() if short else named.at.end
    comma = 1 if text.scan.startswith(", per ", end) else 0
    behind = divisor_at(text.scan, end + comma, linked.sentence.end)
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
