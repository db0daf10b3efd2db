"""Units of CD4 numbers in all their spellings: cells/mm3, /μL, per cubic millimetre, × 10^6/L, "cells", %."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

VOLUME = (
    r"(?:mm\s?(?:\^\s?\{?3\}?|\(\s?3\s?\)|3|³)?(?![\w])|c\.?\s?mm\b|cu\.?\s?mm\b|mmc\b|mcl\b"
    r"|micro\s?l(?:it(?:er|re)s?)?\b|μ\s?l(?:it(?:er|re)s?)?(?![a-z])"
    r"|ul(?![a-z])|ml\b|cubic\s(?:mill?imet(?:er|re)s?|mm)\b|mm\s?cubed\b|micrometers?\b|l(?:it(?:er|re))?\b)"
)
KIND_OF_CELL = (
    r"(?:CD\s?4s?(?:\s?\(?\+\)?|-positive)?[\s-]?)?(?:T[\s-]?4[\s-]|T[\s-](?:helper[\s-])?)?(?:helper\s)?"
    r"(?:cells?|cel|lymphocytes?|c(?=/(?:mm|c|μ|u)))"
)
MISPRINTED = r"(?:[uμ]1(?!\d)|[pn]l\b|\?\s?l\b|cm\s?(?:3|³|\^3)(?!\w))"
"""What a microlitre becomes in print; believed only behind a word for cells."""
POWER = r"(?:[x×*.]\s?)?10\s?(?:\^|\(|\*\*|e|E)?\s?(?P<power>[369]|⁶|⁹|³)\s?\)?"
PER = r"(?:\s?/\s?|\sper\s|\sin\s(?:each\s)?)"
SLOPE = (
    r"(?P<slope>\s?(?:/|\bper|\ba|\beach|\bevery)\s?(?:year|yr|month|mo|week|wk|annum)\b(?!\sof\sage)"
    r"|-1\s?(?:year|yr)\s?-1)?"
)
UNIT = re.compile(
    rf"""
    (?:[\s-]|(?=[/%xX×*]))?
    (?: (?P<concentration>
            (?: (?:CD4\S{{0,3}}\s)?(?:{KIND_OF_CELL})?\s?{POWER}\s?(?:(?:CD4\S{{0,3}}\s)?{KIND_OF_CELL})?{PER}{VOLUME}
              | (?:absolute\s)?(?:{KIND_OF_CELL}|CD4\+?)?(?:\s(?:count|counts))?{PER}{VOLUME}
              | {KIND_OF_CELL}{PER}{MISPRINTED}
              | (?:{KIND_OF_CELL})(?:\s|\.)?(?:mm|μl|ul)\s?\(?-[31]\)? ) {SLOPE} )
      | (?P<percent> (?:%|per\scent\b|percent\b|percentage(?:\s|-)points?\b
          |(?<=\s)points?\b) {SLOPE.replace("?P<slope>", "?P<percent_slope>")} )
      | (?P<cells> (?! CD4\S{{0,2}}\s(?:cell\s)?count\s?
                  (?:[<>≤≥]|above|below|over|under|of\s[<>≤≥\d]|at\s(?:least|most)\b) )
              (?:CD4s?(?:\s?\(?\+\)?|-positive)?(?:[\s-]T)?(?:[\s-](?:cells?|lymphocytes?)(?:\scounts?)?)?
              | (?:T[\s-]?4[\s-]|T[\s-](?:helper[\s-])?|helper[\s-](?:T[\s-])?)?(?:cells?|lymphocytes))
              (?![\w+-]|\s?/\s?(?!year|yr|month|week)\w
                  |\sper\s(?!year|month|week|patient\b)
                |\s(?:tests?|testing|assays?|measurements?|receptors?|molecules?|lines?|cultures?|carcinoma
                    |types?|strata|categories|(?:sub)?groups|bands|thresholds|cut-?offs|criteria|measures|readings|samples|transplant\w*|therapy|infusions?|were\sinfected)\b)
              (?P<cell_slope>\s(?:per|a|each)\s(?:year|month|week)\b|/(?:year|yr|month)\b)? ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
MILLILITRE_ALONE = re.compile(r"(?:/|per)\s?ml", re.IGNORECASE)
"""Says nothing of cells: most often it stands for copies of RNA."""
LITRE = re.compile(r"(?:/|per)\s?l(?:it(?:er|re))?\b", re.IGNORECASE)
BEFORE_PERIOD = re.compile(r"^[\s/]*(?:per|a|each|every|-1)?\s*")
ONE = Decimal(1)
FACTORS = {
    "3": Decimal(1000),
    "³": Decimal(1000),
    "6": Decimal(1),
    "⁶": Decimal(1),
    "9": Decimal(1000),
    "⁹": Decimal(1000),
}


SIGNS = frozenset("/%xX×*. \n")
PAIRS = frozenset(("cd", "ce", "co", "c/", "t4", "t ", "t-", "he", "ly", "ab", "in", "pe", "po", "10"))
"""How a unit can begin behind a space or hyphen, or right behind the number: a cheap look before the pattern."""


class Unit(NamedTuple):
    """A unit printed after a number; `factor` turns the number into the unit's."""

    name: str
    end: int
    factor: Decimal
    slope: str | None
    volume: bool


def read_unit(scan: str, at: int, end: int, *, power: bool) -> Unit | None:
    """The unit that begins at `at`; `power` says that the number before is itself a power of ten ("350 × 10^6")."""
    low = at + 1 if scan[at : at + 1] in {" ", "-"} else at
    if scan[low : low + 1] not in SIGNS and scan[low : low + 2].lower() not in PAIRS:
        return None
    match = UNIT.match(scan, at, end)
    if match is None:
        return None
    slope = match["slope"] or match["percent_slope"] or match["cell_slope"]
    slope = BEFORE_PERIOD.sub("", slope) if slope else None
    if match["percent"]:
        return Unit("%", match.end(), ONE, slope, volume=False)
    if match["cells"]:
        return Unit("cells/uL", match.end(), ONE, slope, volume=False)
    if MILLILITRE_ALONE.fullmatch(match["concentration"]):
        return None
    litre = LITRE.search(match["concentration"]) is not None
    if litre and not power and match["power"] is None:
        return None
    factor = Decimal("0.000001") if power and litre else FACTORS.get(match["power"] or "", ONE)
    if match["power"] in {"6", "⁶"} and not litre:
        factor = Decimal(1_000_000)
    return Unit("cells/uL", match.end(), factor, slope, volume=True)
