"""The analytes that a sentence names: the CD4 cell in all its spellings, and the rivals that own numbers of their own.

A number belongs to the analyte named last before it, so the rivals matter as much as the CD4 cell.
"""

from __future__ import annotations

import re
from typing import NamedTuple

PLUS = r"(?:\s?\(\s?\+\s?\)|\s?\+(?!\s?\d)|⁺|[\s-]positive\b|\s?pos\b)"
CELL = (
    r"(?:[\s-](?:T|T[\s-]helper|helper|helper[\s-]T)(?![\w]))?(?:[\s-](?:lymphocytes?|cells?|lymphocytic"
    r"|lymphs?)\b)?"
)
TIMES_RATIO = r"(?:\s?[/:÷]\s?|[\s-]to[\s-]|-)"
PERCENT_WORD = r"(?:percent(?:age)?s?|per\scent|proportions?|fractions?|%)"
SUBSET = (
    r"(?:na.ve|memory|activated|regulatory|effector|central\smemory|HIV-specific|resting|cycling"
    r"|proliferating)"
)

CD4_ANCHOR = re.compile(
    r"CD\s?-?4(?![\d])|T[\s-]?4\s(?:cell|lymphocyte|count)|T[\s-]?helper|helper[\s-]T|cluster of differentiation 4\b",
    re.IGNORECASE,
)
ANALYTE = re.compile(
    rf"""
    (?<!\w) (?:                                                    # a word's start, once for all
      (?P<ratio> CD4{PLUS}?{CELL}{TIMES_RATIO}CD8(?!\d){PLUS}?{CELL}(?:\s(?:cell\s)?ratios?)?
          | CD4/8\b(?:\sratios?)? )
    | (?P<subset> {SUBSET}(?:\s(?:and|or|/)\s{SUBSET})?\sCD4{PLUS}?{CELL}
        | CD4(?:\s?\+|\s?\(\+\))?[\s/]?(?:CD(?!8)\d{{1,3}}|HLA|FoxP3|Ki-?67)[\w+()/-]{{0,30}}
        | CD4(?:\s?\+|\s?\(\+\))?\s(?:{SUBSET}|Treg)\b
        | (?:CD(?!4\b)\d{{1,3}}\S{{0,3}}|HLA-?DR\S{{0,6}})\s?CD4(?!\d){PLUS}?{CELL} )
    | (?P<percentage> (?:percent(?:age)?s?|per\scent)(?:\sof)?\s(?:total\s)?CD4(?!\d){PLUS}?{CELL}
        | (?<![\w.\d])%\s?CD4(?!\d){PLUS}?{CELL} | CD4(?!\d){PLUS}?{CELL}\s?{PERCENT_WORD}
        | CD4(?!\d){PLUS}?{CELL}\s\(%\) )
    | (?P<cd4> CD\s?-?4s?(?!\d){PLUS}?s?{CELL}
        | cluster\sof\sdifferentiation(?:\santigen)?\s4\b(?:\s\(CD4{PLUS}?\))?{PLUS}?{CELL}
        | (?:T[\s-]?4|T[\s-]?helper|helper[\s-]T|helper/inducer(?:\sT)?)[\s-](?:cells?|lymphocytes?|count) )
    | (?P<cells> CD\d{{1,3}}{PLUS}?{CELL} | neutrophils? | platelets? | leu[ck]ocytes?
        | white[\s-](?:blood\s)?cells? | WBCs?\b
        | total\slymphocytes? | eosinophils? | monocytes? | granulocytes? | NK\b
            | natural[\s-]killer | B[\s-](?:cell|lymphocyte)s?
        | red\s(?:blood\s)?cells? | erythrocytes? | PBMCs?\b | ANC\b | TLC\b | spot-forming | SF[CU]s?\b
        | (?<!CD4\s)(?<!CD4\+\s)(?<!helper\s)(?<!T\s)(?<!T-)\blymphocytes?\b(?!\ssubset) | thrombocytes?
            | sperm | parasit[ae]\w+ | stem\scells? )
    | (?P<other> HIV(?:-1)?(?:\s|-)(?:RNA|DNA) | viral[\s-]loads? | virus\sloads? | viral\sburden
        | vir[a]?emia | p24\b | RNA\b | pVL\b | VL\b
        | ha?emoglobin | ha?ematocrit | age\b | weight | BMI\b | body\smass | cholesterol
            | triglycerides? | glucose | creatinine
        | copies\b | CRP\b | ferritin | albumin | bone\smineral | FRS\b | LDL | HDL
            | viral\ssuppression | virologic(?:al)?\s(?:suppression|response|failure|success)
        | microglobulin | neopterin | IL-6 | D-dimer | adherence | survival | mortality
            | hazard | odds | height | z-scores? | DNA\b )
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Mention(NamedTuple):
    """An analyte named: `what` is "cd4", "percentage" or "ratio" (the CD4 cell's), or "subset", "cells" or "other"."""

    what: str
    start: int
    end: int

    @property
    def is_cd4(self) -> bool:
        return self.what in {"cd4", "percentage", "ratio"}

    @property
    def is_of_cells(self) -> bool:
        """Whether a number of cells can be this analyte's."""
        return self.what != "other"


def mentions_in(scan: str, start: int, end: int) -> tuple[Mention, ...]:
    """The analytes named between two offsets, in order."""
    return tuple(
        Mention(str(match.lastgroup), match.start(), match.end()) for match in ANALYTE.finditer(scan, start, end)
    )
