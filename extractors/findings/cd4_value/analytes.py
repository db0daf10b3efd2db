"""The analytes that a sentence names: the CD4 cell in all its spellings, and the rivals that own numbers of their own.

A number belongs to the analyte named last before it, so the rivals matter as much as the CD4 cell.
"""

from __future__ import annotations

import re
from typing import NamedTuple

PLUS = r"(?:\s?\(\s?\+\s?\)|\s?\+(?!\s?\d)|⁺|[\s-]positive\b|\s?pos\b)"
CELL = (
    r"(?:[\s-](?:T|T[\s-]helper|helper|helper[\s-]T)(?![\w]))?(?:[\s-](?:lymphocytes?|cells?|lymphocytic|lymphs?)\b)?"
)
TIMES_RATIO = r"(?:\s?[/:÷]\s?|[\s-]to[\s-]|-)"
PERCENT_WORD = r"(?:percent(?:age)?s?|per\scent|proportions?|fractions?|%)"
SUBSET = r"(?:na(?:i|\ï|.)ve|memory|activated|regulatory|effector|central\smemory|HIV-specific|resting|cycling|proliferating)"

CD4_ANCHOR = re.compile(
    r"CD\s?-?4(?![\d])|T[\s-]?4\s(?:cell|lymphocyte|count)|T[\s-]?helper|helper[\s-]T|cluster of differentiation 4\b",
    re.IGNORECASE,
)
ANALYTE = re.compile(
    rf"""
      (?P<ratio> \bCD4{PLUS}?{CELL}{TIMES_RATIO}CD8(?!\d){PLUS}?{CELL}(?:\s(?:cell\s)?ratios?)?
          | \bCD4/8\b(?:\sratios?)? )
    | (?P<subset> \b{SUBSET}(?:\s(?:and|or|/)\s{SUBSET})?\sCD4{PLUS}?{CELL}
        | \bCD4(?:\s?\+|\s?\(\+\))?[\s/]?(?:CD(?!8)\d{{1,3}}|HLA|FoxP3|Ki-?67)[\w+()/-]{{0,30}}
        | \bCD4(?:\s?\+|\s?\(\+\))?\s(?:{SUBSET}|Treg)\b
        | \b(?:CD(?!4\b)\d{{1,3}}\S{{0,3}}|HLA-?DR\S{{0,6}})\s?CD4(?!\d){PLUS}?{CELL} )
    | (?P<percentage> \b(?:percent(?:age)?s?|per\scent)(?:\sof)?\s(?:total\s)?CD4(?!\d){PLUS}?{CELL}
        | (?<![\w.\d])%\s?CD4(?!\d){PLUS}?{CELL} | \bCD4(?!\d){PLUS}?{CELL}\s?{PERCENT_WORD}
        | \bCD4(?!\d){PLUS}?{CELL}\s\(%\) )
    | (?P<cd4> \bCD\s?-?4s?(?!\d){PLUS}?s?{CELL}
        | \bcluster\sof\sdifferentiation(?:\santigen)?\s4\b(?:\s\(CD4{PLUS}?\))?{PLUS}?{CELL}
        | \b(?:T[\s-]?4|T[\s-]?helper|helper[\s-]T|helper/inducer(?:\sT)?)[\s-](?:cells?|lymphocytes?|count) )
    | (?P<cells> \bCD\d{{1,3}}{PLUS}?{CELL} | \bneutrophils? | \bplatelets? | \bleu[ck]ocytes?
        | \bwhite[\s-](?:blood\s)?cells? | \bWBCs?\b
        | \bt?otal\slymphocytes? | \beosinophils? | \bmonocytes? | \bgranulocytes? | \bNK\b
            | \bnatural[\s-]killer | \bB[\s-](?:cell|lymphocyte)s?
        | \bred\s(?:blood\s)?cells? | \berythrocytes? | \bPBMCs?\b | \bANC\b | \bTLC\b | \bspot-forming | \bSF[CU]s?\b
        | (?<!CD4\s)(?<!CD4\+\s)(?<!helper\s)(?<!T\s)(?<!T-)\blymphocytes?\b(?!\ssubset) | \bthrombocytes?
            | \bsperm | \bparasit[ae]\w+ | \bstem\scells? )
    | (?P<other> \bHIV(?:-1)?(?:\s|-)(?:RNA|DNA) | \bviral[\s-]loads? | \bvirus\sloads? | \bviral\sburden
        | \bvir[a]?emia | \bp24\b | \bRNA\b | \bpVL\b | \bVL\b
        | \bha?emoglobin | \bha?ematocrit | \bage\b | \bweight | \bBMI\b | \bbody\smass | \bcholesterol
            | \btriglycerides? | \bglucose | \bcreatinine
        | \bcopies\b | \bCRP\b | \bferritin | \balbumin | \bbone\smineral | \bFRS\b | \bLDL | \bHDL
            | \bviral\ssuppression | \bvirologic(?:al)?\s(?:suppression|response|failure|success)
        | \bmicroglobulin | \bneopterin | \bIL-6 | \bD-dimer | \badherence | \bsurvival | \bmortality
            | \bhazard | \bodds | \bheight | \bz-scores? | \bDNA\b )
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
