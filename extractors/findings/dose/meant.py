"""Which drug a dose is of where its sentence does not put one beside it.

The same amount may stand beside a name elsewhere ("60 mg or 90 mg X", later "a dose of 60 mg"); else the drug spoken
of last is meant, and failing that the one that the trial is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from extractors.findings.dose.linking import Linked
from extractors.findings.dose.naming import FAR_LEFT, NO_SUBSTANCE
from extractors.findings.dose.words import CLASS_NAME
from extractors.links.annotated import AnnotatedText
from extractors.links.drugs import DrugMention
from extractors.model import Sentence

BODY = frozenset({"kg", "m2"})
Key = tuple[Decimal | None, Decimal | None, str]
MOST_SENTENCES = 60


class Spoken:
    """What a document has spoken of so far, and the drug that it is about."""

    def __init__(self, text: AnnotatedText, linked: Sequence[Linked]) -> None:
        self.text = text
        self.linked = linked
        self.of_unit: dict[str, str] = {}
        self.of_amount: dict[Key, str] = {}
        self.last: tuple[Sentence, str] | None = None

    def note(self, one: Linked, name: str) -> None:
        """Remember the name of a dose."""
        self.last = (one.sentence, name)
        if one.amount is not None:
            self.of_unit[one.amount.unit.name] = name
            self.of_amount.setdefault(_key(one), name)

    @cached_property
    def main(self) -> DrugMention | None:
        """The drug that the trial is about: the title's first, else the one named most often."""
        sentences = self.text.sentences[:MOST_SENTENCES]
        if len(sentences) > 1 and (titled := _substances(self.text, sentences[0])):
            return titled[0]
        mentions = [drug for one in sentences for drug in _substances(self.text, one)]
        count = Counter(drug.canonical for drug in mentions)
        return max(mentions, key=lambda drug: count[drug.canonical], default=None)

    @cached_property
    def most_named(self) -> str | None:
        """The name that stands beside most amounts."""
        near = (one.named for one in self.linked if one.named and one.named.score > FAR_LEFT)
        names = Counter(named.name for named in near if named.name)
        return names.most_common(1)[0][0] if names else None

    @cached_property
    def dosed(self) -> frozenset[str]:
        """The names that stand beside an amount anywhere, in lower case."""
        return frozenset(one.named.name.casefold() for one in self.linked if one.named and one.named.score > FAR_LEFT)

    def name_for(self, one: Linked) -> str | None:
        """The drug that a dose without a name is of."""
        if self.last and self.last[0] == one.sentence and one.named is not None and not one.named.name:
            return self.last[1]
        previous = self.text.previous(self.text.sentence_at(one.at.start))
        neighbours = _substances(self.text, previous) if previous is not None else []
        if neighbours:
            ours = [drug for drug in neighbours if self.main and drug.canonical == self.main.canonical]
            return (ours[-1] if ours else neighbours[0]).name
        alike = self.of_unit.get(one.amount.unit.name if one.amount else "")
        if alike:
            return alike
        if self.main is not None:
            return _nearest_form(self.text, one.sentence, self.main)
        return self.last[1] if self.last else self.most_named


def names_filled(text: AnnotatedText, linked: Sequence[Linked]) -> list[str | None]:
    """The name of each dose, in the order of `linked`; None where the document names no drug."""
    beside, spoken = _names_beside(linked), Spoken(text, linked)
    names: list[str | None] = []
    for one in linked:
        name = _name(spoken, one, beside)
        if name:
            spoken.note(one, name)
        names.append(name)
    return names


def _name(spoken: Spoken, one: Linked, beside: dict[Key, str]) -> str | None:
    if one.amount is not None and one.amount.unit.name in {"Gy", "cGy"}:
        return _radiation(spoken.text, one)
    stated = one.named.name if one.named else ""
    if one.named and stated and (one.named.score > FAR_LEFT or one.amount is None):
        return stated
    same = beside.get(_key(one))
    if same:
        return same
    if stated and not CLASS_NAME.fullmatch(stated):
        return stated if stated.casefold() in spoken.dosed else spoken.of_amount.get(_key(one), stated)
    return spoken.name_for(one) or stated or None


def _names_beside(linked: Sequence[Linked]) -> dict[Key, str]:
    """For each amount, the name that stands right beside it in the document; none where several do as often."""
    beside: dict[Key, Counter[str]] = {}
    for one in linked:
        if one.amount and one.named and one.named.name and one.named.score > FAR_LEFT:
            beside.setdefault(_key(one), Counter())[one.named.name] += 1
    return {key: name for key, names in beside.items() if (name := _leading(names))}


def _leading(names: Counter[str]) -> str | None:
    """The name that stands more than twice as often as any other."""
    (name, first), *others = names.most_common(2)
    return name if not others or first > 2 * others[0][1] else None


def _key(one: Linked) -> Key:
    amount = one.amount
    return (amount.value, amount.high, f"{amount.unit.name}/{_body(amount.unit.per)}") if amount else (None, None, "")


def _body(per: str) -> str:
    """What of a body an amount is divided by: 2 mg/kg is another dose than 2 mg."""
    first = per.partition("/")[0]
    return first if first in BODY else ""


def _radiation(text: AnnotatedText, linked: Linked) -> str | None:
    """The kind of radiation that an amount in gray is of: what the sentence calls it, else the document."""
    earlier = (one for one in text.sentences[:MOST_SENTENCES] if one.start < linked.sentence.start)
    places = (linked.sentence, *earlier)
    return next((drug.name for one in places for drug in text.drugs(one) if drug.drug_class == "radiation"), None)


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
