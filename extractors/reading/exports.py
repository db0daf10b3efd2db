"""Exports of other programs that pass for text, but not for a report's: named and refused.

Read as text they would give records without a word of warning: the "3D" of a web archive's "n =3D 115" is a number,
and of a reference manager's fields each looks like a line of a page's navigation.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.errors import UnknownFormat

_SAVED_FROM_PUBMED = "PubMed's own format (.nbib or XML), or each abstract as a text of its own"


class Export(NamedTuple):
    """How a file of another program begins, what it is, and what to save in its place."""

    begins: re.Pattern[str]
    found: str
    expected: str


_EXPORTS = (
    Export(
        re.compile(
            r"(?:[A-Za-z-]{2,40}:[^\n]*+\n(?:[ \t][^\n]*+\n)*+){0,40}?Content-Type:\s{0,9}multipart/", re.IGNORECASE
        ),
        "a web archive or e-mail (MIME, .mhtml or .eml)",
        "a web page (save it as HTML only), or its text",
    ),
    Export(re.compile(r"TY {1,2}- {0,2}[A-Z]{2,8}\s"), "a reference manager's export (RIS)", _SAVED_FROM_PUBMED),
    Export(re.compile(r"%0 [A-Z]"), "a reference manager's export (EndNote)", _SAVED_FROM_PUBMED),
    Export(
        re.compile(r"(?:%[^\n]*+\n\s*+){0,20}@[A-Za-z]{3,20}\s?\{[^\s,{}]{0,200},"),
        "a reference manager's export (BibTeX)",
        _SAVED_FROM_PUBMED,
    ),
    Export(
        re.compile(r"""\[?\s{0,200}\{\s{0,200}"[^"\n]{1,200}"\s{0,20}:"""),
        "a program's data (JSON)",
        "text, a web page, PubMed XML, JATS or MEDLINE",
    ),
)


_RESULTS = re.compile(r"^[^\S\n]{0,9}[\d,]{1,9} results?[^\S\n]{0,9}\r?$", re.MULTILINE)
_IN_PAGES = re.compile(r"^[^\S\n]{0,9}(?:Page [\d,]{1,9} of|Sorted by)\b", re.MULTILINE)
_LISTED = "\nPMID: "


def refuse_exports(head: str) -> None:
    """Raises UnknownFormat for text that begins as another program's export, or is a page of search results."""
    begins = head[:20_000].lstrip("\ufeff \t\r\n")
    for export in _EXPORTS:
        if export.begins.match(begins):
            raise UnknownFormat(place="the first lines", found=export.found, expected=export.expected)
    if begins.count(_LISTED) > 1 and _RESULTS.search(begins) and _IN_PAGES.search(begins):
        raise UnknownFormat(
            place="the whole page",
            found="PubMed's search results, several reports in one",
            expected="each report for itself (in PubMed: Save, Format: PubMed or Abstract)",
        )
