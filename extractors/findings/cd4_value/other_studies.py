"""Whether a sentence speaks of other studies than the document's own."""

from __future__ import annotations

import re

from extractors.findings.cd4_value.pages import Page

OTHER_STUDY = re.compile(
    r"\b(?:previous|prior|earlier|preliminary|other|recent|several|observational|cohort|published|many"
    r"|some)\s(?:\w+\s){0,2}?(?:stud(?:y|ies)|trials?|reports?|data|analys[ei]s|work)\b"
    r"|\b(?:ha(?:s|ve)\s(?:been\s)?(?:previously\s)?(?:shown|reported|demonstrated|found|suggested"
    r"|recommended)|guidelines?|recommend(?:s|ed|ations?)?|WHO\srecommend\w*|side\seffects\sreported)\b",
    re.IGNORECASE,
)
OTHER_STUDY_SIGNS = (
    *(
        "previous",
        "prior",
        "earlier",
        "preliminary",
        "other",
        "recent",
        "several",
        "observational",
        "cohort",
        "published",
    ),
    *("many", "some", "has ", "have ", "guideline", "recommend", "side effects reported"),
)
"""One of these is in whatever OTHER_STUDY finds."""
OWN_STUDY = re.compile(
    r"\b(?:we|our|this\s(?:study|trial|analysis)|were\srandom\w+|eligible|enrolled)\b"
    r"|\A(?:the\s)?(?:participants|volunteers|subjects|patients)\s(?:had|were)\b",
    re.IGNORECASE,
)
A_STUDY = re.compile(r"(?:a|one)\s(?:(?:new|large|big|major|huge)\s)?(?:study|trial)\b", re.IGNORECASE)
"""How a news page leads to its own study: "A study in eight countries has found …"."""


def tells_of_other_study(page: Page) -> bool:
    """Whether a sentence speaks of other studies than the document's own."""
    if page.sentence.section not in {"background", "objective", "body", "methods"}:
        return False
    said = page.scan[page.sentence.start : page.sentence.end]
    small = said.lower()
    if not any(sign in small for sign in OTHER_STUDY_SIGNS):
        return False
    if page.sentence.section == "body" and A_STUDY.match(said):
        return False
    return OTHER_STUDY.search(said) is not None and OWN_STUDY.search(said) is None
