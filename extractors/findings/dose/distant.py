"""The nearest drugs of a sentence, where no name stands beside an amount."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.findings.dose.amounts import Amount
from extractors.findings.dose.naming import FAR_LEFT, FAR_RIGHT, NO_DRUG, NO_SUBSTANCE, Named
from extractors.findings.dose.page import Page
from extractors.findings.dose.words import CLASS_NAME
from extractors.links.drugs import DrugMention

MOST_BEHIND = 6
ALONG_WITH = re.compile(
    r"\b(?:given|taken|along|together|combined|administered|supplemented|added|addition)\s(?:with|to)\b|\b(?:plus"
    r"|versus|vs|compared\s(?:with|to)|than)\b|;",
    re.IGNORECASE,
)
"""Between an amount and a drug that it is no amount of."""


def far(page: Page, amount: Amount) -> Iterator[Named]:
    """The nearest drugs of the sentence on either side; a class such as chemotherapy only where it is all there is."""
    real = [drug for drug in page.drugs if drug.drug_class not in NO_SUBSTANCE]
    real = [drug for drug in real if not CLASS_NAME.fullmatch(drug.name)] or real
    real = real or [drug for drug in page.drugs if drug.drug_class not in NO_DRUG]
    before = [drug for drug in real if drug.at.end <= amount.at.start]
    behind = [drug for drug in real if drug.at.start >= amount.at.end][:MOST_BEHIND]
    after = next((drug for drug in behind if not _is_of_another(page, amount, drug)), None)
    if before:
        yield Named(before[-1].name, before[-1].at, FAR_LEFT - (amount.at.start - before[-1].at.end) // 20, True)
    if after:
        yield Named(after.name, after.at, FAR_RIGHT - (after.at.start - amount.at.end) // 20, True)


def _is_of_another(page: Page, amount: Amount, drug: DrugMention) -> bool:
    """Whether a drug behind an amount has an amount of its own, or is what the dose was given along with."""
    if ALONG_WITH.search(page.scan, amount.at.end, drug.at.start):
        return True
    return any(
        0 <= other.at.start - drug.at.end <= 3 or 0 <= drug.at.start - other.at.end <= 4
        for other in page.amounts
        if other is not amount and other.at.start >= amount.at.end
    )
