"""Standard codes of what a record says: its unit in UCUM, what was measured in LOINC.

The kinds' own schemas hold them, as annotations of the field `unit` (and `per`, what it is divided by).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractors.kind import Kind

Codes = Mapping[str, str]
_WORD = re.compile(r"[a-z][a-z -]{0,30}")


def has_code(kind: Kind, name: str) -> bool:
    """Whether records of a kind have codes of this name: ucum or loinc."""
    return bool(_codes(kind, "unit", name))


def codes_of(kind: Kind, record: Mapping[str, Any]) -> dict[str, str | None]:
    """The codes of a record's unit; None where it has none."""
    return {
        name: code
        for name, code in (("ucum", _ucum(kind, record)), ("loinc", _loinc(kind, record)))
        if has_code(kind, name)
    }


def _ucum(kind: Kind, record: Mapping[str, Any]) -> str | None:
    """{cells}/uL, [iU], mg/kg/d; a word that UCUM has no code for stands in braces, as its annotations do."""
    unit = record.get("unit")
    if unit is None:
        return None
    divisors = str(record["per"]).split("/") if "per" in record else []
    parts = [_code(unit, _codes(kind, "unit", "ucum")), *(_code(per, _codes(kind, "per", "ucum")) for per in divisors)]
    return None if None in parts else "/".join(str(part) for part in parts)


def _code(said: str, codes: Codes) -> str | None:
    return codes.get(said) or (f"{{{said}}}" if _WORD.fullmatch(said) else None)


def _loinc(kind: Kind, record: Mapping[str, Any]) -> str | None:
    """Of a count, or of a percentage of cells. Any other % may be one of a count: "a fall of more than 30%"."""
    unit = record.get("unit")
    if unit == "%" and record.get("kind") != "level":
        return None
    return _codes(kind, "unit", "loinc").get(str(unit))


def _codes(kind: Kind, field: str, name: str) -> Codes:
    codes: Codes = kind.schema.get(field, {}).get(f"x-{name}", {})
    return codes
