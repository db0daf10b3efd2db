"""Telling a source's format by what stands at its head, never by its name."""

from __future__ import annotations

import re
from typing import Literal

from extractors.errors import UnknownFormat
from extractors.reading.exports import refuse_exports

Format = Literal["scrape", "html", "pubmed-xml", "jats", "medline", "pubmed-text"]
"""How a source is read. What was read as "pubmed-text" is a text scrape to whoever reads the record files."""

HEAD = 65_536
"""How much of a source is looked at."""

_SIGNATURES = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP, Word or EPUB file",
    b"{\\rtf": "an RTF file",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x1f\x8b": "a gzip file within a gzip file",
    b"BZh": "a bzip2 archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\xfd7zXZ": "an xz archive",
    b"SQLite": "a database",
}
_CONTROLS = bytes((*range(9), *range(0xE, 0x1B), *range(0x1C, 0x20), 0x7F))
_MOST_CONTROLS = 0.01  # of the characters; text that was pasted from a terminal has fewer, binary has ten times more

_BEFORE_ROOT = re.compile(
    r"(?: \s++ | <\?[^>]*+> | <!--.*?--> | <!doctype [^>\[]*+ (?:\[[^\]]*+\])?+ [^>]*+> )++",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ROOT = re.compile(r"<([A-Za-z][\w.:-]{0,60})(?=[\s/>])")
_DOCTYPE_HTML = re.compile(r"<!doctype\s{1,9}html\b", re.IGNORECASE)
_PUBMED = re.compile(r"<(?:PubmedArticleSet|PubmedArticle|PubmedBookArticleSet|PubmedBookArticle|DeleteCitation)[\s>/]")
_JATS = re.compile(r"<article[\s>](?=.{0,4000}?<(?:front|article-meta|journal-meta)[\s>/])", re.DOTALL)
_HTML_TAG = re.compile(
    r"<(?:html|head|body|title|meta|link|div|p|h[1-6]|table|span|section|main|header|nav|article|ul|ol|br|a|b|i"
    r"|strong|em|font"
    r"|center|form|img|script|style|pre|blockquote)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_FEWEST_TAGS = 3
_MEDLINE_TAG = re.compile(r"^[A-Z][A-Z0-9]{1,3} {0,2}- ", re.MULTILINE)
_MEDLINE_FIRST = re.compile(r"\s*(?:PMID|PMC|OWN|STAT|TI|AU|FAU|JT|TA|DP) {0,2}- ")
_PUBMED_TEXT = re.compile(r"\s{0,20}1\. [^\n]{3,300}?\b(?:19|20)\d\d\b[\s\S]{0,60000}?\nPMID: \d")
_MEDLINE_ID = re.compile(r"^PMID ?- {1,2}\d", re.MULTILINE)


def format_of(head: str) -> Format:
    """The format of a source, by its first `HEAD` characters; text that is nothing else is a scrape.

    Raises UnknownFormat for XML of another kind, and for what other programs export as text.
    """
    refuse_exports(head)
    if _PUBMED_TEXT.match(head):
        return "pubmed-text"
    if "<" not in head:
        return "medline" if _is_medline(head) else "scrape"
    before = _BEFORE_ROOT.match(head)
    root = _ROOT.match(head, before.end() if before else 0)
    if _PUBMED.search(head):
        return "pubmed-xml"
    if _JATS.search(head):
        return "jats"
    if _DOCTYPE_HTML.search(head, 0, 2000) or (root and _HTML_TAG.match(head, root.start())):
        return "html"
    if _is_medline(head):
        return "medline"
    if root and (head.lstrip().startswith("<?xml") or f"</{root[1]}" in head):
        raise UnknownFormat(
            place="the root element",
            found=f"<{root[1]}>",
            expected="PubMed XML (<PubmedArticleSet>), JATS (<article>) or a web page",
        )
    return "html" if len(_HTML_TAG.findall(head)) >= _FEWEST_TAGS else "scrape"


def refuse_binary(source: bytes) -> None:
    """Raises UnknownFormat for a source that is empty or of a known binary format."""
    if not source.strip():
        raise UnknownFormat(place="the whole file", found="nothing", expected="a document (export or save it again)")
    found = next((kind for mark, kind in _SIGNATURES.items() if source.startswith(mark)), None)
    if found:
        raise _not_text(found)


def refuse_junk(head: str) -> None:
    """Raises UnknownFormat for decoded text that is none."""
    if not head.strip():
        raise UnknownFormat(place="the whole file", found="only white space", expected="a document")
    printed = head.encode("utf-8", "surrogatepass")  # bytes: that is quick
    if len(printed) - len(printed.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(head):
        raise _not_text("binary content")


def _not_text(found: str) -> UnknownFormat:
    return UnknownFormat(
        place="the first bytes",
        found=found,
        expected="text, a web page, PubMed XML, JATS or MEDLINE (save it as one of these)",
    )


def _is_medline(head: str) -> bool:
    if not _MEDLINE_FIRST.match(head) and not ("PMID" in head and _MEDLINE_ID.search(head)):
        return False
    return len(_MEDLINE_TAG.findall(head[:8000])) >= _FEWEST_TAGS
