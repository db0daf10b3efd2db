"""Vocabulary as data: extractors/lexicons/*.toml, loaded once.

A term has a canonical name, aliases (any case) and acronyms (this case only). A loader refuses an alias that two
terms claim, so that a lexicon can't contradict itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from extractors.errors import LexiconError


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: every way of printing it, and what else the lexicon says of it."""

    canonical: str
    aliases: tuple[str, ...]
    acronyms: tuple[str, ...]
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The terms of one file, and the look-ups from a printed form to its term."""

    name: str
    terms: tuple[Term, ...]
    by_alias: Mapping[str, Term]
    by_acronym: Mapping[str, Term]

    def term(self, printed: str) -> Term | None:
        """The term printed so, or None."""
        return self.by_acronym.get(printed) or self.by_alias.get(printed.casefold())


@cache
def table(name: str) -> Mapping[str, Any]:
    """The raw tables of lexicons/<name>.toml."""
    path = files("extractors") / "lexicons" / f"{name}.toml"
    return MappingProxyType(tomllib.loads(path.read_text("utf8")))


@cache
def load(name: str) -> Lexicon:
    """The lexicon of lexicons/<name>.toml (its [[term]] tables).

    Raises LexiconError where an alias is claimed twice.
    """
    terms = tuple(_term(row) for row in table(name)["term"])
    aliases = _index(name, ((alias.casefold(), term) for term in terms for alias in (term.canonical, *term.aliases)))
    acronyms = _index(name, ((acronym, term) for term in terms for acronym in term.acronyms))
    return Lexicon(name, terms, aliases, acronyms)


def _term(row: Mapping[str, Any]) -> Term:
    rest = {key: value for key, value in row.items() if key not in {"canonical", "aliases", "acronyms"}}
    return Term(
        row["canonical"],
        tuple(row.get("aliases", ())),
        tuple(row.get("acronyms", ())),
        MappingProxyType(rest),
    )


def _index(name: str, rows: Iterable[tuple[str, Term]]) -> Mapping[str, Term]:
    index: dict[str, Term] = {}
    for printed, term in rows:
        other = index.setdefault(printed, term)
        if other is not term:
            raise LexiconError(
                f"lexicons/{name}.toml: {printed!r} is claimed by {other.canonical!r} and {term.canonical!r}"
            )
    return MappingProxyType(index)
