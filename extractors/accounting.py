"""Every numeral accounted for: in a record, explained by name, or listed as unexplained."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from extractors.kind import Claims
from extractors.links.annotated import AnnotatedText
from extractors.traced_text import CleanSpan


class Account(NamedTuple):
    """`explained`: how many numerals bear each explanation's name, names in alphabetical order."""

    total: int
    in_records: int
    explained: Mapping[str, int]
    unexplained: tuple[CleanSpan, ...]


def account(text: AnnotatedText, claims: Claims) -> Account:
    """The account of a document once all kinds have read."""
    free = [index for index, owner in enumerate(claims.owners) if owner is None]
    named = [index for index in free if text.numerals[index].form == "name"]
    rest = [text.numerals[index] for index in free if text.numerals[index].form != "name"]
    return Account(
        total=len(text.numerals),
        in_records=len(text.numerals) - len(free),
        explained={"name": len(named)} if named else {},
        unexplained=tuple(CleanSpan(numeral.start, numeral.end) for numeral in rest),
    )
