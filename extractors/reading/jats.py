"""JATS: full articles as PubMed Central has them (.nxml), one or a set.

Title, abstract and body sections in their order, nested sections under the label of the nearest heading
that has one. Tables, figures, formulas, references and notes are kept apart: they are no prose. Behind the
body only what tells of registration or funding is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from extractors.model import CleanDocument, Metadata
from extractors.reading import BrokenDocument, GivenUp, one_of_many
from extractors.reading.dates import iso_date
from extractors.reading.identifiers import pmcid_of, pmid_of
from extractors.reading.jats_text import ArticleText, article_text
from extractors.reading.layout import laid_out
from extractors.reading.metadata import registrations_in
from extractors.reading.strict_xml import Checked, checked
from extractors.traced_text import TracedText

if TYPE_CHECKING:
    from lxml import etree

_OPEN = re.compile(r"<article(?=[\s>])")
_CLOSE = "</article>"
_NAMESPACE = re.compile(r"""\bxmlns:[\w.-]{1,40}=(?:"[^"<]{0,200}"|'[^'<]{0,200}')""")
_PUBLICATION_DATES = ("epub", "electronic", "pub", "ppub", "print", "epub-ppub", "collection")
_NO_PUBLICATION = ("pmc-release", "nihms-submitted", "received", "accepted", "retracted", "corrected")


class _Cut(NamedTuple):
    """Where one article of the source stands."""

    start: int
    end: int


def read_jats(source: str, encoding: str, given_up: GivenUp) -> Iterator[CleanDocument | BrokenDocument]:
    """Every article of the source; raises BrokenMarkup when the only one is not well formed."""
    cuts = _cuts(source)
    if len(cuts) == 1:
        if 0 in given_up:
            raise given_up[0]
        yield _document(source, cuts[0], checked(source), encoding=encoding, name="")
        return
    wrapping = " ".join(dict.fromkeys(_NAMESPACE.findall(source[: cuts[0].start])))
    for ordinal, cut in enumerate(cuts, start=1):
        name = f"article-{ordinal}"
        read = partial(_of_set, source, cut, opening=f"<set {wrapping}>", encoding=encoding, otherwise=name)
        yield one_of_many(read, name=name, given_up=given_up.get(ordinal - 1))


def _of_set(source: str, cut: _Cut, *, opening: str, encoding: str, otherwise: str) -> CleanDocument:
    xml = _checked_within(source, cut, opening)
    name = pmid_of(_identifier(xml.root, "pmid")) or _pmcid(xml.root) or otherwise
    return _document(source, cut, xml, encoding=encoding, name=name)


def _cuts(source: str) -> tuple[_Cut, ...]:
    """Where each article starts and ends; the last one, when it has no end, ends with the source."""
    starts = [found.start() for found in _OPEN.finditer(source)]
    cuts = []
    for start, following in zip(starts, [*starts[1:], len(source)], strict=True):
        closed = source.find(_CLOSE, start, following)
        cuts.append(_Cut(start, closed + len(_CLOSE) if closed >= 0 else following))
    return tuple(cuts)


def _checked_within(source: str, cut: _Cut, opening: str) -> Checked:
    """One article of a set, checked under the name spaces that the set declares."""
    line = source.count("\n", 0, cut.start) + 1
    wrapped = f"{opening}{source[cut.start : cut.end]}</set>"
    xml = checked(wrapped, start=cut.start - len(opening), line=line)
    return xml._replace(root=xml.root[0])


def _document(source: str, cut: _Cut, xml: Checked, *, encoding: str, name: str) -> CleanDocument:
    prose = article_text(source, cut.start, cut.end)
    text, sections = laid_out(prose.title, prose.parts)
    telling = [prose.title, *_telling(prose)]
    return CleanDocument(
        text=text,
        sections=sections,
        metadata=_metadata(xml.root, title=prose.title.text, telling="\n".join(t.text for t in telling)),
        format="jats",
        encoding=encoding,
        name=name,
        warnings=xml.warnings,
    )


def _telling(prose: ArticleText) -> Iterator[TracedText]:
    """The paragraphs in which an article names its own registration, not other trials'."""
    for ordinal, part in enumerate(prose.parts):
        if ordinal < prose.in_abstract or part.label == "registration":
            yield from part.paragraphs


def _metadata(root: etree._Element, *, title: str, telling: str) -> Metadata:
    doi = _identifier(root, "doi")
    return Metadata(
        title=title or None,
        journal=_journal(root),
        published=_published(root),
        doi=doi,
        pmid=pmid_of(_identifier(root, "pmid")),
        pmcid=_pmcid(root),
        registrations=registrations_in(telling),
        publication_types=_publication_types(root),
    )


def _identifier(root: etree._Element, kind: str) -> str | None:
    found = root.findtext(f"{{*}}front/{{*}}article-meta/{{*}}article-id[@pub-id-type='{kind}']")
    return (found or "").strip() or None


def _pmcid(root: etree._Element) -> str | None:
    return pmcid_of(_identifier(root, "pmcid") or _identifier(root, "pmc"))


def _journal(root: etree._Element) -> str | None:
    meta = root.find("{*}front/{*}journal-meta")
    if meta is None:
        return None
    for path in (
        ".//{*}journal-title",
        "{*}abbrev-journal-title",
        "{*}journal-id[@journal-id-type='nlm-ta']",
    ):
        if name := " ".join((meta.findtext(path) or "").split()):
            return name
    return None


def _published(root: etree._Element) -> str | None:
    """The first appearance, in an issue or ahead of it."""
    dates: dict[str, str] = {}
    for date in root.iterfind("{*}front/{*}article-meta/{*}pub-date"):
        iso = iso_date(date.findtext("{*}year"), date.findtext("{*}month"), date.findtext("{*}day"))
        if iso:
            dates.setdefault(str(date.get("pub-type") or date.get("date-type") or ""), iso)
    wanted = [dates[kind] for kind in _PUBLICATION_DATES if kind in dates]
    return next(iter([*wanted, *(iso for kind, iso in dates.items() if kind not in _NO_PUBLICATION)]), None)


def _publication_types(root: etree._Element) -> tuple[str, ...]:
    """The article's type and the heading it stands under in the journal."""
    subjects = root.iterfind(
        "{*}front/{*}article-meta/{*}article-categories/{*}subj-group[@subj-group-type='heading']/{*}subject"
    )
    names = [str(root.get("article-type") or ""), *(" ".join((s.text or "").split()) for s in subjects)]
    return tuple(dict.fromkeys(name for name in names if name))
