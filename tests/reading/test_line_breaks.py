"""Text copied from a printed page: lines that go on are one, words broken at a line's end are whole."""

from __future__ import annotations

import pytest

from extractors.model import CleanDocument
from extractors.reading import read
from extractors.reading.line_breaks import BROKEN, CLOSED, SPACE, Joint, joint
from extractors.traced_text import CleanSpan

WORDS = frozenset("placebo pre-study controlled zinc supplemented".split())
JOINTS = [
    ("in the pla-", "cebo group", BROKEN),  # the text has "placebo"
    ("human immunodefi-", "ciency virus", BROKEN),  # it has neither part
    ("a placebo-", "controlled trial", CLOSED),  # it has both parts
    ("the pre-", "study visit", CLOSED),  # it has the compound
    ("at follow-", "up visits", CLOSED),
    ("were HIV-", "infected adults", CLOSED),
    ("IL-", "2 was given", CLOSED),
    ("48 cells/", "mm3 in both", CLOSED),
    ("(CI, 0.10–", "0.56)", CLOSED),
    ("short-", "and long-term", SPACE),
    ("a change -", "perhaps by chance", SPACE),
    ("the zinc", "group", SPACE),
]


@pytest.mark.parametrize(("before", "after", "joined"), JOINTS)
def test_what_stands_for_a_line_break(before: str, after: str, joined: Joint) -> None:
    assert joint(before, after, has_word=WORDS.__contains__) == joined


def test_where_text_was_wrapped_and_not_typeset_no_word_is_broken() -> None:
    assert joint("in the pla-", "cebo group") == CLOSED


COPIED = """Zinc in adults with HIV: a randomised trial

Methods. We randomised 231 adults with low plasma zinc to receive
zinc or placebo for 18 months in a double-blind fashion.
Results. Over 18 months immunological failure had occurred in 17
(15%) of 115 participants in the zinc group and in 34 (29%) of 116
HIV-infected adults in the placebo group (P < .002). The mean CD4
T cell count rose by 48 cells/mm3 with zinc and fell by 22 cells/
mm3, as it had done in the other trial, in the pla-
cebo group.

Received 5 January 2010; accepted 2 February 2010; electronically published 3 May 2010 by the journal.
"""


def test_a_text_copied_from_a_printed_page() -> None:
    (document,) = read(COPIED.encode(), "x.txt")
    assert isinstance(document, CleanDocument)
    clean = document.text.text
    assert "occurred in 17 (15%) of 115 participants" in clean
    assert "116 HIV-infected adults in the placebo group" in clean
    assert "The mean CD4 T cell count rose by 48 cells/mm3 with zinc and fell by 22 cells/mm3, as" in clean
    assert "in the placebo group.\n" in clean
    start = clean.index("placebo group.")
    at = document.text.source_span(CleanSpan(start, start + len("placebo group")))
    assert COPIED[at.start : at.end] == "pla-\ncebo group"


LIGATURES = (
    "Zinc: a trial\n\nMethods. We con\ufb01rmed that \ufb01fty-\ufb01ve adults got zinc with no di\ufb03culty.\n"
)


def test_ligatures_are_their_letters() -> None:
    (document,) = read(LIGATURES.encode(), "x.txt")
    assert isinstance(document, CleanDocument)
    clean = document.text.text
    assert "We confirmed that fifty-five adults got zinc with no difficulty." in clean
    start = clean.index("fifty-five")
    at = document.text.source_span(CleanSpan(start, start + len("fifty-five")))
    assert LIGATURES[at.start : at.end] == "\ufb01fty-\ufb01ve"


HEADLINES = """News

Zinc trial finds faster recovery of CD4 cells in adults with HIV
Selenium gives no benefit in the second year of a larger trial
Vitamin D and bones: what the trials say about those over sixty
Copper bracelets tested at last, and nobody is any the wiser now
Iron for everyone? A large trial in schools of three countries ends
"""


def test_headlines_stay_apart() -> None:
    (document,) = read(HEADLINES.encode(), "x.txt")
    assert isinstance(document, CleanDocument)
    assert "HIV Selenium" not in document.text.text
