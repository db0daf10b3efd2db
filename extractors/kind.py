"""Kinds of record: what a room of extractors/findings registers, and how the rooms share out the numerals.

A room defines `KIND = Kind(...)` and `component = KIND.component()`. Kinds are discovered, not listed: any module in
the findings package's path that has a `KIND`. They read in order of `rank`, the most specific first; a numeral has at
most one owner, so no two records are made of one number.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from extractors.links.annotated import AnnotatedText
from extractors.model import FieldValue, Finding

ROOMS = "extractors.findings"


class Claims:
    """Which kind owns which numeral of one document."""

    def __init__(self, count: int) -> None:
        self.owners: list[str | None] = [None] * count

    def free(self, *numerals: int) -> bool:
        """Whether none of these numerals has an owner."""
        owners = self.owners
        for index in numerals:  # noqa: SIM110 - a generator costs more than what it asks
            if owners[index] is not None:
                return False
        return True

    def take(self, kind: str, finding: Finding) -> bool:
        """Give a finding its numerals; False, and nothing taken, where another finding owns one of them."""
        owners, numerals = self.owners, finding.numerals
        for index in numerals:
            if owners[index] is not None:
                return False
        for index in numerals:
            owners[index] = kind
        return True

    def take_context(self, kind: str, finding: Finding) -> None:
        """Mark the free numerals that a finding made use of."""
        for index in finding.context:
            if self.owners[index] is None:
                self.owners[index] = kind


Relate = Callable[[AnnotatedText, Finding, Mapping[str, Sequence[tuple[str, Finding]]]], Mapping[str, FieldValue]]
"""A second look at a finding once all kinds have read: the fields that point at other records, given every kind's
(record id, finding) pairs in source order."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record.

    `fields` in the order in which they are written; `find` yields findings in any order and may consult the claims
    of the kinds before it; lower `rank` reads earlier; `schema` describes each field as JSON Schema does, for the
    published schema and the tables (a kind without one is written and validated all the same).
    """

    name: str
    fields: tuple[str, ...]
    rank: int
    find: Callable[[AnnotatedText, Claims], Iterable[Finding]]
    relate: Relate | None = None
    schema: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def component(self) -> Callable[..., Any]:
        """This kind as a spaCy factory: `nlp.add_pipe(name)` fills `doc.spans[name]`, records on `span._.record`."""
        from spacy.language import Language

        def make(nlp: Any, name: str) -> Callable[[Any], Any]:
            from extractors.spacy_face import KindComponent

            return KindComponent(self.name)

        return Language.factory(self.name, func=make)


def discover() -> tuple[Kind, ...]:
    """All kinds, in the order in which they read."""
    package = importlib.import_module(ROOMS)
    rooms = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    modules = (importlib.import_module(f"{ROOMS}.{room}") for room in rooms)
    kinds = [module.KIND for module in modules if hasattr(module, "KIND")]
    return tuple(sorted(kinds, key=lambda kind: (kind.rank, kind.name)))


_place = attrgetter("at", "rule")


def find_all(text: AnnotatedText, kinds: Sequence[Kind]) -> tuple[dict[str, tuple[Finding, ...]], Claims]:
    """What each kind reads in a document, in source order, and who owns which numeral."""
    claims = Claims(len(text.numerals))
    found: dict[str, tuple[Finding, ...]] = {}
    for kind in kinds:
        mine = sorted(kind.find(text, claims), key=_place)
        kept = [finding for finding in mine if claims.take(kind.name, finding)]
        for finding in kept:
            claims.take_context(kind.name, finding)
        found[kind.name] = tuple(kept)
    return found, claims
