"""Texts in other languages carry a warning; English ones, however terse, none."""

from __future__ import annotations

import pytest

from extractors.model import CleanDocument
from extractors.reading import read
from extractors.reading.language import NOT_ENGLISH, is_foreign

FOREIGN = {
    "Spanish": "Se asignaron 231 adultos a recibir zinc 15 mg al día o placebo durante un año: 115 y 116, cada grupo.",
    "German": "Wir teilten 231 Erwachsene zufällig zwei Gruppen zu; 115 erhielten täglich 15 mg Zink, 116 ein Placebo.",
    "Chinese": "二百名成人随机分为锌组(n=115)和安慰剂组(n=116)，每日15 mg。",
    "Russian": "В исследование включили взрослых, которые получали цинк или плацебо в течение года подряд.",
}
ENGLISH = {
    "a telegram": "Zinc 15 mg daily (n = 115) versus placebo (n = 116): median CD4 gain 56 versus 12, P = 0.01.",
    "a title alone": "Zidovudine resistance mutations in HIV-infected patients",
    "Greek letters": "The TNF-α and IFN-γ of 30 adults were measured; β-carotene was given to 15 of them.",
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_another_language(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize("text", ENGLISH.values(), ids=ENGLISH)
def test_english(text: str) -> None:
    assert not is_foreign(text)


@pytest.mark.parametrize("source", [f"{FOREIGN['Spanish']}\n", f"PMID- 1\nTI  - X\nAB  - {FOREIGN['German']}\n"])
def test_the_document_says_it_once(source: str) -> None:
    (document,) = read(source.encode(), "x.txt")
    assert isinstance(document, CleanDocument)
    assert document.warnings.count(NOT_ENGLISH) == 1
