"""What a page's head says of its article: citation_* and og: meta tags, JSON-LD, <title>."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from itertools import compress, count
from operator import itemgetter
from typing import NamedTuple

from extractors.model import Metadata
from extractors.reading.dates import iso_of_printed
from extractors.reading.identifiers import pmid_of
from extractors.reading.inline import Passage
from extractors.reading.markup import Attribute, Token, attributes
from extractors.reading.metadata import registrations_in
from extractors.traced_text import TracedText

_DATES = (
    *("citation_publication_date", "citation_date", "citation_online_date", "article:published_time"),
    *("prism.publicationdate", "dc.date", "dcterms.issued", "datepublished", "date"),
)
_TITLES = ("citation_title", "dc.title", "og:title", "twitter:title")
_TELLING = frozenset(("meta", "title", "script"))
_name = itemgetter(Token._fields.index("name"))
_JSON_DATE = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{4,40})"')
_DOI = re.compile(r"10\.\d{4,9}/\S{1,200}")


class Head(NamedTuple):
    """The head: each meta name's contents, and the titles it gives, the most trustworthy first.

    `is_scholarly` tells that the page names itself an article to be cited (citation_title).
    """

    metas: dict[str, tuple[str, ...]]
    titles: tuple[TracedText, ...]
    is_scholarly: bool
    json_date: str | None


def head_of(source: str, tokens: Sequence[Token]) -> Head:
    """The meta tags and titles of a page; `tokens` are the page's."""
    metas: dict[str, tuple[str, ...]] = {}
    titles: dict[str, TracedText] = {}
    json_date = None
    for at in compress(count(), map(_TELLING.__contains__, map(_name, tokens))):
        token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
        if token.kind == "end":
            continue
        if token.name == "meta":
            _take_meta(source, token, metas, titles)
        elif not after or after.kind != "text":
            continue
        elif token.name == "title":
            titles.setdefault("title", _traced(source, after.start, after.end))
        elif not json_date and "ld+json" in source[token.start : token.end]:
            date = _JSON_DATE.search(source, after.start, after.end)
            json_date = date[1] if date else None
    ordered = [titles[name] for name in (*_TITLES, "title") if titles.get(name)]
    return Head(metas, tuple(ordered), "citation_title" in titles, json_date)


def _take_meta(source: str, token: Token, metas: dict[str, tuple[str, ...]], titles: dict[str, TracedText]) -> None:
    """Note one meta tag."""
    found = attributes(source, token)
    content = found.get("content")
    named = next((found[key] for key in ("name", "property", "itemprop") if key in found), None)
    if not content or not named:
        return
    name = _value(source, named).lower()
    metas[name] = (*metas.get(name, ()), _value(source, content))
    if name in _TITLES:
        titles.setdefault(name, _traced(source, *content))


def _value(source: str, at: Attribute) -> str:
    return " ".join(html.unescape(source[at.start : at.end]).split())


def _traced(source: str, start: int, end: int) -> TracedText:
    passage = Passage(source, is_html=True)
    passage.add(start, end)
    return passage.finished()


def metadata_of(head: Head, *, title: str, text: str) -> Metadata:
    """The page's metadata."""
    metas = head.metas
    date = next((iso for name in _DATES for value in metas.get(name, ()) if (iso := iso_of_printed(value))), None)
    pmcid = _PMCID.search(
        _first(metas, "citation_pmcid", "ncbi_pmcid") or _first(metas, "citation_abstract_html_url") or ""
    )
    return Metadata(
        title=title or None,
        journal=_first(metas, "citation_journal_title", "prism.publicationname", "citation_publisher_journal"),
        published=date or iso_of_printed(head.json_date),
        doi=_doi(metas),
        pmid=pmid_of(_first(metas, "citation_pmid", "ncbi_uidlist")),
        pmcid=pmcid[0] if pmcid else None,
        registrations=registrations_in(text),
        publication_types=metas.get("citation_article_type", ()),
    )


_PMCID = re.compile(r"PMC\d{3,9}")


def _first(metas: dict[str, tuple[str, ...]], *names: str) -> str | None:
    return next((value for name in names for value in metas.get(name, ()) if value), None)


def _doi(metas: dict[str, tuple[str, ...]]) -> str | None:
    for name in ("citation_doi", "dc.identifier", "prism.doi", "bepress_citation_doi"):
        for value in metas.get(name, ()):
            if found := _DOI.search(value):
                return found[0]
    return None
