"""Amounts and courses of a sentence tied to their drug and their regimen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.findings.dose.alike import beside_doses, is_chained
from extractors.findings.dose.amounts import Amount
from extractors.findings.dose.combining import components, is_slashed, of_combination_before, of_list_before
from extractors.findings.dose.courses import STATED, is_regimen, name_of_courses
from extractors.findings.dose.distant import far
from extractors.findings.dose.followed import with_routes_kept
from extractors.findings.dose.going_on import added
from extractors.findings.dose.judging import is_dose
from extractors.findings.dose.naming import (
    FAR_LEFT,
    FOR_KNOWN,
    INSIDE,
    LEFT_KNOWN,
    OF_UNKNOWN,
    Named,
    left_of,
    of_doses,
    right_of,
)
from extractors.findings.dose.page import Page
from extractors.findings.dose.regimen import Mention
from extractors.findings.dose.sharing import regimen_of
from extractors.links import lists
from extractors.links.annotated import AnnotatedText
from extractors.model import Sentence
from extractors.traced_text import CleanSpan

RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
ANAPHOR = re.compile(
    r"""
    \s of \s (?: it\b | them\b | (?: its | their | this | that | these | the | each | either | both | said ) \s
        (?: (?: study | same | active | test | trial | investigational | two | latter | former ) \s ){0,2}
        (?: drugs? | medications? | medicines? | agents? | compounds? | products? | preparations? | treatments?
          | powders? | extracts? | supplements? | formulations? | substances? | interventions? ) \b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What stands behind an amount of a drug named elsewhere: "7.5 million units of the drug"."""
AT_DOSE = re.compile(r"\bat\s(?:an?\s|the\s)?(?:\w+\s)?dos(?:e|age)\sof\s\Z")
COMPANION = re.compile(r"\b(?:with|without|if|on)\s(?:an?\s|boosted\s|the\s)?\Z")
GENERIC = frozenset({"chemotherapy", "adjuvant chemotherapy", "vaccine", "vaccines"})


@dataclass(frozen=True, slots=True)
class Linked:
    """A dose in the making: its place, amount (None for bare courses), name and regimen."""

    at: CleanSpan
    sentence: Sentence
    amount: Amount | None
    named: Named | None
    regimen: Mapping[str, Mention]
    rule: str


def link(text: AnnotatedText, page: Page) -> Iterator[Linked]:
    """The doses of one sentence, in order."""
    doses = _doses(page)
    if len(doses) < len(page.amounts):
        page = replace(page, amounts=[amount for amount, *_ in doses])
        doses = _doses(page)
    beside = [named for _, named, _ in doses if named is not None]
    used: set[Mention] = set()
    kept: list[Linked] = []
    for amount, named, every in doses:
        regimen = _own_courses(page, every, beside)
        kept.append(Linked(amount.at, page.sentence, amount, named, regimen, _rule(named)))
        used.update(regimen.values())
    more = added(text, page.sentence) if kept else {}
    yield from (replace(one, regimen={**more, **one.regimen}) for one in kept) if more else kept
    for mention in page.mentions:
        if mention.field == "cycles" and mention not in used:
            named = name_of_courses(page, mention)
            if is_regimen(page, mention, named):
                yield Linked(mention.at, page.sentence, None, named, {"cycles": mention}, "dose.courses")


def _doses(page: Page) -> list[tuple[Amount, Named | None, dict[str, Mention]]]:
    """The amounts that are doses, with name and regimen; an amount that is none can't come between the others."""
    regimens = regimen_of(page.scan, page.sentence, page.amounts, page.mentions)
    regimens = with_routes_kept(page.scan, page.amounts, regimens)
    every = zip(page.amounts, _names(page), regimens, strict=True)
    doses = [(one, is_dose(page, *one)) for one in every]
    beside = beside_doses(page, [(amount, named) for (amount, named, _), _ in doses], [dose for _, dose in doses])
    return [one for (one, _), dose in zip(doses, beside, strict=True) if dose]


def _own_courses(page: Page, regimen: dict[str, Mention], beside: Sequence[Named]) -> dict[str, Mention]:
    """The regimen without courses of another drug, that no amount here is one of ("after six cycles of Y")."""
    courses = regimen.get("cycles")
    named = name_of_courses(page, courses) if courses else None
    if courses is None or named is None or named.score < STATED or _is_dosed(page, named, beside):
        return regimen
    return {field: mention for field, mention in regimen.items() if mention is not courses}


def _is_dosed(page: Page, named: Named, beside: Sequence[Named]) -> bool:
    """Whether a drug stands beside an amount of the sentence."""
    words = set(named.name.casefold().split())
    if page.scan[named.at.end : named.at.end + 3].strip().startswith("("):
        return True
    return named.name.casefold() in GENERIC or any(words & set(other.name.casefold().split()) for other in beside)


def _rule(named: Named | None) -> str:
    if named is None:
        return "dose.amount_alone"
    return "dose.amount_beside_name" if named.score > FAR_LEFT else "dose.amount_near_name"


def _names(page: Page) -> list[Named | None]:
    """The name of each amount of a sentence, or None where the sentence has none."""
    names: list[Named | None] = [*_respective(page)]
    taken: set[CleanSpan] = set()
    combined: list[Named | None] = []
    for chain in _chains(page.scan, page.amounts[len(names) :]):
        found = _of_chain(page, chain, taken)
        found = [_as_before(page, amount, named, names) for amount, named in zip(chain, found, strict=True)]
        if is_slashed(page.scan, chain):
            found = combined = of_combination_before(found, combined)
        names += found
        taken |= {named.at for named in found if named and named.at.start >= chain[-1].at.end}
    return names


def _as_before(page: Page, amount: Amount, named: Named | None, names: Sequence[Named | None]) -> Named | None:
    """The name; for "X 20 mg vs 40 mg", where none stands beside, that of the amount before in the same unit."""
    if not names or names[-1] is None:
        return named
    if named is not None and named.score > FAR_LEFT and not _is_companion(page.scan, named, amount):
        return named
    before = page.amounts[len(names) - 1]
    alike = before.unit.name == amount.unit.name and before.unit.per.split("/")[0] == amount.unit.per.split("/")[0]
    beside = page.scan[before.at.end : amount.at.start] == "; "
    return names[-1]._replace(score=FOR_KNOWN if beside else FAR_LEFT) if alike else named


def _is_companion(scan: str, named: Named, amount: Amount) -> bool:
    """Whether a name before an amount is what the amount before was given with: "150 mg with Y, 600 mg with Z"."""
    behind = scan[named.at.end : amount.at.start]
    return (
        named.at.end < amount.at.start
        and behind in {", ", "; "}
        and COMPANION.search(scan, max(0, named.at.start - 24), named.at.start) is not None
    )


def _chains(scan: str, amounts: Sequence[Amount]) -> Iterator[list[Amount]]:
    """Runs of amounts that one name may serve: "20 µg (arm A), 80 µg (arm B) or 1 mg"."""
    chain: list[Amount] = []
    for amount in amounts:
        gap = scan[chain[-1].at.end : amount.at.start] if chain else ""
        if chain and (not is_chained(gap) or (is_slashed(scan, chain) and "/" not in gap)):
            yield chain
            chain = []
        chain.append(amount)
    if chain:
        yield chain


def _of_chain(page: Page, chain: Sequence[Amount], taken: set[CleanSpan]) -> list[Named | None]:
    if len(chain) > 1 and (listed := of_list_before(page, chain)):
        return [*listed]
    if len(chain) == 2 and (apart := _of_two(page, chain)):
        return apart
    best = _best(page, chain[0], chain[-1], taken)
    if best is None or len(chain) == 1:
        return [best] * len(chain)
    parts = components(page, best, len(chain)) if is_slashed(page.scan, chain) else ()
    return [*parts] if parts else [best] * len(chain)


def _of_two(page: Page, chain: Sequence[Amount]) -> list[Named | None]:
    """The names of "X at a dose of 6 mg and 10 mg of Y", one each; [] where it is not so."""
    first, last = chain
    before = page.scan[max(page.sentence.start, first.at.start - 30) : first.at.start]
    if not (first.own_unit and AT_DOSE.search(before) and page.scan.startswith(" of ", last.at.end)):
        return []
    left, right = left_of(page, first), right_of(page, last)
    return [left, right] if left and right and left.at != right.at else []


def _best(page: Page, first: Amount, last: Amount, taken: set[CleanSpan]) -> Named | None:
    if ANAPHOR.match(page.scan, last.at.end, page.sentence.end):
        return Named("", last.at, OF_UNKNOWN, False)
    left, right = left_of(page, first), right_of(page, last) or of_doses(page, last)
    if left and left.at in taken:
        left = left._replace(score=max(left.score - 15, min(left.score, FAR_LEFT + 1)))
    inside = (
        Named(drug.name, drug.at, INSIDE, True)
        for drug in page.drugs
        if first.at.start < drug.at.start and drug.at.end <= last.at.end
    )
    candidates = [named for named in (left, right, *inside) if named is not None]
    if all(named.score <= FAR_LEFT for named in candidates):
        candidates += far(page, first)
    return max(candidates, key=lambda named: named.score, default=None)


def _respective(page: Page) -> list[Named]:
    """The first amounts' names in order, for "X and Y at 10 and 20 mg, respectively"; [] without such a list."""
    if len(page.amounts) < 2:
        return []
    last = RESPECTIVELY.search(page.scan, page.sentence.start, page.sentence.end) if "ctively" in page.lower else None
    listed = [amount for amount in page.amounts if last and amount.at.end <= last.start()]
    for group in lists.coordinated(page.scan, page.drugs) if len(listed) > 1 else ():
        if len(group) == len(listed) and group[-1].at.end <= listed[0].at.start:
            return [Named(drug.name, drug.at, LEFT_KNOWN, True) for drug in group]
    return []
