"""What this room hands round: one stated probability."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Statement(NamedTuple):
    """One probability: the quote's place, where its number begins (the end for NS), what it says.

    `operator` is None where the print has lost it. `named` says that the quote holds a P of its own.
    """

    start: int
    end: int
    number_start: int
    operator: str | None
    value: Decimal | None
    named: bool = True
