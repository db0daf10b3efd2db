"""Which drug a dose is of where its sentence does not put one beside it.

The same amount may stand beside a name elsewhere ("60 mg or 90 mg X", later "a dose of 60 mg"); else the drug spoken
of last is meant, and failing that the one that the trial is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.findings.dose.linking import Linked
from extractors.findings.dose.naming import FAR_LEFT, NO_SUBSTANCE
from extractors.links.annotated import AnnotatedText
from extractors.links.drugs import DrugMention
from extractors.model import Sentence

Key = tuple[Decimal | None, Decimal | None, str]
CLASS_NAME = re.compile(
    r"""
    (?: antibiotics? | antibacterials? | antivirals? | antiretrovirals? | \w{0,20}steroids? | statins? | opioids?
      | opiates? | nsaids? | analgesics? | diuretics? | \w{0,12}therapy | anti\w{3,20}s | vitamins? | minerals?
      | local\san(?:a)?esthetics? | \w{2,12}\sinhibitors? | (?:alpha|beta)-?\s?blockers? | contraceptives? | hormones?
      | \w{0,40}\s(?:drugs|agents|medications?|treatment|therapy) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A class of drugs rather than a drug."""
MOST_SENTENCES = 60


def names_filled(text: AnnotatedText, linked: Sequence[Linked]) -> list[str | None]:
    """The name of each dose, in the order of `linked`; None where the document names no drug."""
    beside = _names_beside(linked)
    names: list[str | None] = []
    for position, one in enumerate(linked):
        names.append(_name(text, linked, position, names, beside))
        if one.named and one.named.score > FAR_LEFT and names[-1] is None:
            names[-1] = one.named.name or None
    return names


def _name(
    text: AnnotatedText,
    linked: Sequence[Linked],
    position: int,
    earlier: Sequence[str | None],
    beside: dict[Key, list[str]],
) -> str | None:
    one = linked[position]
    if one.amount is not None and one.amount.unit.name in {"Gy", "cGy"}:
        return _radiation(text, one)
    stated = one.named.name if one.named else ""
    if one.named and stated and (one.named.score > FAR_LEFT or one.amount is None):
        return stated
    same = beside.get(_key(one), [])
    if same and stated not in same:
        return same[0]
    if stated and not CLASS_NAME.fullmatch(stated):
        return stated
    return _spoken_of(text, linked, position, earlier) or stated or None


def _names_beside(linked: Sequence[Linked]) -> dict[Key, list[str]]:
    """For each amount, the names that stand right beside it anywhere in the document."""
    beside: dict[Key, list[str]] = {}
    for one in linked:
        if one.amount and one.named and one.named.name and one.named.score > FAR_LEFT:
            beside.setdefault(_key(one), []).append(one.named.name)
    return beside


def _key(one: Linked) -> Key:
    amount = one.amount
    return (amount.value, amount.high, amount.unit.name) if amount else (None, None, "")


def _radiation(text: AnnotatedText, linked: Linked) -> str | None:
    """The kind of radiation that an amount in gray is of: what the sentence calls it, else the document."""
    places = (linked.sentence, *(one for one in text.sentences if one.start < linked.sentence.start))
    return next((drug.name for one in places for drug in text.drugs(one) if drug.drug_class == "radiation"), None)


def _spoken_of(
    text: AnnotatedText, linked: Sequence[Linked], position: int, earlier: Sequence[str | None]
) -> str | None:
    """The drug that a dose without a name is of."""
    one = linked[position]
    before = [(other, name) for other, name in zip(linked, earlier, strict=False) if name]
    here = [name for other, name in before if other.sentence == one.sentence]
    if here and one.named is not None and not one.named.name:
        return here[-1]
    previous = text.previous(one.sentence)
    neighbours = _substances(text, previous) if previous is not None else []
    main = _main_drug(text, one.sentence)
    if neighbours:
        ours = [drug for drug in neighbours if main and drug.canonical == main.canonical]
        return (ours[-1] if ours else neighbours[0]).name
    unit = one.amount.unit.name if one.amount else ""
    alike = [name for other, name in before if other.amount and other.amount.unit.name == unit]
    if alike:
        return alike[-1]
    if main is not None:
        return _nearest_form(text, one.sentence, main)
    return before[-1][1] if before else _most_named(linked)


def _main_drug(text: AnnotatedText, sentence: Sentence) -> DrugMention | None:
    """The drug that the trial is about: the title's first, else the one named most often."""
    first = text.sentences[0] if text.sentences else sentence
    if (first.section == "title" or first.end < sentence.start) and (titled := _substances(text, first)):
        return titled[0]
    mentions = [drug for one in text.sentences[:MOST_SENTENCES] for drug in _substances(text, one)]
    if not mentions:
        return None
    count = Counter(drug.canonical for drug in mentions)
    return max(mentions, key=lambda drug: count[drug.canonical])


def _nearest_form(text: AnnotatedText, sentence: Sentence, main: DrugMention) -> str:
    """A drug's name as printed nearest before a sentence."""
    forms = (drug.name for drug in _before(text, sentence) if drug.canonical == main.canonical)
    return next(forms, main.name)


def _before(text: AnnotatedText, sentence: Sentence) -> Iterator[DrugMention]:
    """The drugs named before a sentence, the nearest first."""
    earlier = [one for one in text.sentences[:MOST_SENTENCES] if one.start < sentence.start]
    for one in reversed(earlier):
        yield from reversed(_substances(text, one))


def _substances(text: AnnotatedText, sentence: Sentence) -> list[DrugMention]:
    """The drugs of a sentence that are no class of drugs, regimen or placebo."""
    return [
        drug
        for drug in text.drugs(sentence)
        if drug.drug_class not in NO_SUBSTANCE and not CLASS_NAME.fullmatch(drug.name)
    ]


def _most_named(linked: Sequence[Linked]) -> str | None:
    """The name that stands beside most amounts."""
    names = Counter(one.named.name for one in linked if one.named and one.named.name and one.named.score > FAR_LEFT)
    return names.most_common(1)[0][0] if names else None
