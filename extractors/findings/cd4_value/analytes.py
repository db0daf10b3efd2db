"""The analytes that a sentence names: the CD4 cell in all its spellings, and the rivals that own numbers of their own.

A number belongs to the analyte named last before it, so the rivals matter as much as the CD4 cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from extractors.links.word_starts import lowered, matches_at, starts_of

PLUS = r"(?:\s?\(\s?\+\s?\)|\s?\+(?!\s?\d)|⁺|[\s-]positive\b|\s?pos\b)"
CELL = (
    r"(?:[\s-](?:t|t[\s-]helper|helper|helper[\s-]t)(?![\w]))?(?:[\s-](?:lymphocytes?|cells?|lymphocytic"
    r"|lymphs?)\b)?"
)
TIMES_RATIO = r"(?:\s?[/:÷]\s?|[\s-]to[\s-]|-)"
PERCENT_WORD = r"(?:percent(?:age)?s?|per\scent|proportions?|fractions?|%)"
SUBSET = (
    r"(?:na.ve|memory|activated|regulatory|effector|central\smemory|hiv-specific|resting|cycling"
    r"|proliferating)"
)

BY_NUMBER = re.compile(
    r"4(?!\d)(?: (?<=[Cc][Dd]4) | (?<=[Cc][Dd][\s-]4) | (?<=[Cc][Dd]\s-4) | (?<=[Tt]4) | (?<=[Tt][\s-]4)"
    r" | (?<=[Cc]luster\ of\ differentiation\ 4)\b )",
    re.VERBOSE,
)
BY_HELP = re.compile(
    r"elper(?:(?<=[Tt][\s-][Hh]elper)|(?<=[Hh]elper)(?:[\s-]T|[/-]inducer|[\s-]cells?|(?:[/:-]|[\s-]to[\s-])(?:T[\s-])?suppressor))"
)
"""The CD4 cell's names, looked for by the rarest letters in them."""
T_CELLS = re.compile(r"\bT[\s-](?:cell|lymphocyte)s?\b")
OF_HIV = re.compile(r"\b(?:HIV|AIDS)\b")
OTHER_T_CELLS = re.compile(
    r"\bCD[38]\b"
    r"|\b(?:total|all|activated|specific|suppressor|killer|CAR|naive|memory)\sT[\s-](?:cell|lymph)"
)
"""Of a text that tells T cells from T cells."""
ANALYTE = re.compile(
    rf"""
    (?<![^\Wδ]) (?:                                                # a word's start, once for all
      (?=[chot]) (?P<ratio> cd4{PLUS}?{CELL}{TIMES_RATIO}cd8(?!\d){PLUS}?{CELL}(?:\s(?:cell\s)?ratios?)?
          | cd4/8\b(?:\sratios?)? | (?:ok)?t4{PLUS}?{TIMES_RATIO}(?:ok)?t8\b{PLUS}?{CELL}(?:\sratios?)?
          | (?:t[\s-])?helper(?:[\s-]t)?(?:[\s-]cells?)?(?:[/:-]|[\s-]to[\s-])
            (?:t[\s-])?suppressor(?:[\s-]t)?(?:[\s-]cells?)?\sratios? )
    | (?=[acehmnpr]) (?P<subset> {SUBSET}(?:\s(?:and|or|/)\s{SUBSET})?\scd4{PLUS}?{CELL}
        | cd4(?:\s?\+|\s?\(\+\))?[\s/]?(?:cd(?!8)\d{{1,3}}|hla|foxp3|ki-?67)[\w+()/-]{{0,30}}
        | cd4(?:\s?\+|\s?\(\+\))?\s(?:{SUBSET}|treg)\b
        | (?:cd(?!4\b)\d{{1,3}}\S{{0,3}}|hla-?dr\S{{0,6}})\s?cd4(?!\d){PLUS}?{CELL} )
    | (?=[cp%]) (?P<percentage> (?:percent(?:age)?s?|per\scent)(?:\sof)?\s(?:total\s)?cd4(?!\d){PLUS}?{CELL}
        | (?<![\w.\d])%\s?cd4(?!\d){PLUS}?{CELL} | cd4(?!\d){PLUS}?{CELL}\s?{PERCENT_WORD}
        | cd4(?!\d){PLUS}?{CELL}\s\(%\) )
    | (?=[chot]) (?P<cd4> cd\s?-?4s?(?!\d){PLUS}?s?{CELL}
        | cluster\sof\sdifferentiation(?:\santigen)?\s4\b(?:\s\(cd4{PLUS}?\))?{PLUS}?{CELL}
        | (?:ok)?t[\s-]?4{PLUS}?(?:[\s-]helper)?[\s-](?:cells?|lymphocytes?|counts?)
        | (?:t[\s-]?helper|helper[\s-]t|helper[/-]inducer(?:\st)?)(?:\s\((?:ok)?t4{PLUS}?\))?
          [\s-](?:cells?|lymphocytes?|counts?) | helper[\s-]cells?\b )
    | (?P<cells> cd\d{{1,3}}{PLUS}?{CELL} | neutrop(?:hils?|eni[ac])
        | thrombocytopenia | (?:leu[ck]o|lympho)penia | platelets? | leu[ck]ocytes?
        | white[\s-](?:blood\s)?cells? | wbcs?\b
        | total\slymphocytes? | eosinophils? | monocytes? | granulocytes? | nk\b
            | natural[\s-]killer | b[\s-](?:cell|lymphocyte)s?
        | red\s(?:blood\s)?cells? | erythrocytes? | pbmcs?\b | anc\b | tlc\b | spot-forming | sf[cu]s?\b
        | (?<!cd4\s)(?<!cd4\+\s)(?<!helper\s)(?<!t\s)(?<!t-)\blymphocytes?\b(?!\ssubset) | thrombocytes?
            | sperm | parasit[ae]\w+ | stem\scells? )
    | (?P<other> hiv(?:-1)?(?:\s|-)(?:rna|dna) | viral[\s-]loads? | virus\sloads? | viral\sburden
        | vir[a]?emia | p24\b | rna\b | pvl\b | vl\b
        | ha?emoglobin | ha?ematocrit | age\b | weight | bmi\b | body\smass | cholesterol
            | triglycerides? | glucose | creatinine
        | copies\b | crp\b | ferritin | albumin | bone\smineral | frs\b | ldl | hdl
            | viral\ssuppression | virologic(?:al)?\s(?:suppression|response|failure|success)
        | microglobulin | neopterin | il-6 | d-dimer | adherence | survival | mortality
            | hazard | odds | height | z-scores? | dna\b | aged\b | weigh(?:ing|ed|s)?\b
            | (?:relative|risk|rate)\srat(?:io|e)s? | relative\srisk
            | (?P<effect> a?(?:hr|rr|or|irr|shr)s? \b ) )                    # in capitals
    | (?=[cflrt]) (?P<count> (?:t[\s-])?(?:cell\s|lymphocyte\s)?counts?\b | ratios?\b | (?<=\bthe\s)figure\b )
    )
    """,
    re.VERBOSE,
)

NAMES = (
    (
        """cd memory activated regulatory effector central_memory resting cycling proliferating hla percent per_cent %
        cluster_of okt4 okt_4 okt-4 t4 t_4 t-4 t_helper t-helper thelper helper_ helper- helper/ neutrophil platelet
        neutropeni thrombocytopeni leucopeni leukopeni lymphopeni
        leucocyte leukocyte white wbc total_l eosinophil monocyte granulocyte nk natural b_cell b-cell b_lymph
        b-lymph red_ erythrocyte pbmc anc tlc spot-forming sfc sfu lymphocyte thrombocyte sperm parasit stem_cell
        hiv viral_ viral- virus_l viraemi viremi p24 rna pvl vl haem hem age weigh bmi body_mass cholesterol
        triglyceride glucose creatinine figure copies crp ferritin albumin bone_mineral frs ldl hdl virologic
        microglobulin neopterin il-6 d-dimer adherence survival mortality hazard odds height z-score dna relative_r
        risk_rat rate_rat count ratio cell_count t_count t-count t_cell_count t-cell_count t_lymphocyte_count
        t-lymphocyte_count hr hrs ahr ahrs rr rrs arr arrs irr irrs airr shr ashr""",
        "",
    ),
    ("na", ".ve"),
)
STARTS = starts_of(*NAMES)
STARTS_WITH_OR = starts_of(*NAMES, ("or ors aor aors", ""))
"""Where an analyte's name can begin; the word "or" only in a text that has odds ratios."""


EFFECT = re.compile("a?(?:HR|RR|OR|IRR|SHR)s?")
OF_COUNTS = frozenset(
    """
    a the my our your their his her its whose these those this that both each mean median average absolute total
    baseline line entry initial final latest last nadir lowest peak highest higher lower low high such
    same and or but months weeks years when while if as in of with on at for patients men women children participants
    subjects volunteers recipients everyone pretreatment
    pre-treatment adjusted overall current enrolment enrollment only no any
    """.split()
)
"""Words before "count" that say no more of what is counted."""
STATISTIC_BEFORE = re.compile(r"\((mean|median|average|total|absolute)\)\s?$", re.IGNORECASE)
WORD_BEFORE = re.compile(r"(?:([A-Za-z-]{1,20})(?:'s|')?|[,;:(])\s?$")


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


def anchors_in(scan: str) -> list[int]:
    """Offsets within the CD4 cell's names, in order; none in a text that does not speak of it."""
    found = [match.start() for match in BY_NUMBER.finditer(scan)]
    if "elper" in scan:
        found = sorted([*found, *(match.start() for match in BY_HELP.finditer(scan))])
    return found


def t_cells_in(scan: str) -> list[int]:
    """Offsets of the T cells of a text on HIV that calls the CD4 cell by no other name; none in any other text."""
    if "T cell" not in scan and "T-cell" not in scan and "T-lymphocyte" not in scan and "T lymphocyte" not in scan:
        return []
    if OF_HIV.search(scan) is None or OTHER_T_CELLS.search(scan):
        return []
    return [match.start() for match in T_CELLS.finditer(scan)]


@lru_cache(maxsize=2)
def _starts(scan: str) -> re.Pattern[str]:
    return STARTS_WITH_OR if "OR" in scan else STARTS


def _named(scan: str, start: int, end: int) -> Iterator[re.Match[str]]:
    small = lowered(scan)
    for match in matches_at(_starts(scan), ANALYTE, small, small, start, end):
        if match["effect"] is None or EFFECT.fullmatch(scan, *match.span()):
            yield match


def mentions_in(scan: str, start: int, end: int, spoken: str | None = None) -> tuple[Mention, ...]:
    """The analytes named between two offsets, in order; `spoken` is what cells the text spoke of before them.

    "The count" is of the cells named last.
    """
    found: list[Mention] = []
    for match in _named(scan, start, end):
        what = str(match.lastgroup)
        if what == "count":
            last = next((m.what for m in reversed(found) if m.is_of_cells), spoken)
            again = _named_again(scan, match, last, start, found[-1].end if found else -2)
            if again is None:
                continue
            what = again
        found.append(Mention(what, match.start(), match.end()))
    return tuple(found)


def _named_again(scan: str, match: re.Match[str], last: str | None, start: int, taken: int) -> str | None:
    """What a mere "count" or "ratio" is of, where the words before it leave that to what was said earlier."""
    head = scan[max(start, match.start() - 22) : match.start()]
    before = WORD_BEFORE.search(head) or STATISTIC_BEFORE.search(head)
    if (
        last is None
        or match.start() - taken <= 1
        or not (before is None or before[1] is None or before[1].lower() in OF_COUNTS)
    ):
        return None
    if head.strip() and before is None:
        return None
    if match[0].lower().startswith("ratio"):
        return "ratio" if last == "ratio" else None
    return "cd4" if last in {"cd4", "percentage", "ratio"} else "cells"
