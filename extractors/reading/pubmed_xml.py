"""PubMed XML: a set of articles, cut one by one out of the stream, each a document of its own.

Only one article is held as a tree at a time, whatever the file's size; spans are offsets in the whole decoded
source. What an article says of itself comes from the strict tree, its text from our own tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from extractors.errors import BrokenMarkup, TooLarge, UnknownFormat
from extractors.model import CleanDocument
from extractors.reading import NOTHING_GIVEN_UP, BrokenDocument, GivenUp, one_of_many
from extractors.reading.inline import Passage
from extractors.reading.layout import EMPTY, Part, laid_out, run_in_parts
from extractors.reading.markup import Token, attribute, attributes, xml_tokens
from extractors.reading.pubmed_metadata import metadata_of
from extractors.reading.sections import label_of
from extractors.reading.strict_xml import checked
from extractors.traced_text import TracedText

LARGEST_ARTICLE = 20_000_000
"""Characters; the largest articles, with thousands of collaborators, have under two million."""

_OPEN, _CLOSE = "<PubmedArticle", "</PubmedArticle>"
_PMID = re.compile(r"<PMID[^>]{0,60}>\s{0,20}(\d{1,12})")
_PART = re.compile(
    r"<!--.*?(?:-->|\Z) | <!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"| <(?P<name>ArticleTitle|Abstract|OtherAbstract)(?=[\s>/])",
    re.VERBOSE | re.DOTALL,
)
_TRANSLATED = re.compile(r"\[(.+)\]\.?", re.DOTALL)
_LABEL_OF_CATEGORY = {
    "BACKGROUND": "background",
    "OBJECTIVE": "objective",
    "METHODS": "methods",
    "RESULTS": "results",
    "CONCLUSIONS": "conclusions",
}


class Fragment(NamedTuple):
    """One article's own XML, where it stands in the decoded source, and on which line."""

    text: str
    start: int
    line: int


def read_pubmed_xml(
    chunks: Iterable[str], encoding: str, given_up: GivenUp = NOTHING_GIVEN_UP
) -> Iterator[CleanDocument | BrokenDocument]:
    """Every article of a set, in order; one that is not well formed costs only itself.

    Raises UnknownFormat for a set without articles, TooLarge for what never ends.
    """
    ordinal = 0
    try:
        for ordinal, fragment in enumerate(articles(chunks), start=1):
            read = partial(_named_article, fragment, encoding, ordinal)
            yield one_of_many(read, name=_name(fragment, ordinal), given_up=given_up.get(ordinal - 1))
    except BrokenMarkup as cut_off:
        yield BrokenDocument(f"article-{ordinal + 1}", cut_off)


def _named_article(fragment: Fragment, encoding: str, ordinal: int) -> CleanDocument:
    document = read_article(fragment, encoding)
    return document if document.name else replace(document, name=f"article-{ordinal}")


def _name(fragment: Fragment, ordinal: int) -> str:
    pmid = _PMID.search(fragment.text)
    return pmid[1] if pmid else f"article-{ordinal}"


def articles(chunks: Iterable[str]) -> Iterator[Fragment]:
    """The stream cut at its articles; one without an end is cut where the next begins, or with the file."""
    buffer, base, line, found, is_set = "", 0, 1, 0, False
    for chunk in chunks:
        buffer += chunk
        is_set = is_set or "<PubmedArticleSet" in buffer
        done = 0
        for start, end in _cuts(buffer):
            line += buffer.count("\n", done, start)
            yield Fragment(buffer[start:end], base + start, line)
            line += buffer.count("\n", start, end)
            done, found = end, found + 1
        base, buffer = base + done, buffer[done:]
        _refuse_large(buffer, base)
    start = _next_start(buffer, 0)
    if start >= 0:
        yield Fragment(buffer[start:], base + start, line + buffer.count("\n", 0, start))
    elif not found:
        raise _no_articles("books" if "<PubmedBook" in buffer else "nothing else that is read")
    elif is_set and "</PubmedArticleSet" not in buffer:
        raise BrokenMarkup(
            place=f"the end, character {base + len(buffer)}",
            found="no </PubmedArticleSet>",
            expected="a whole file (its end is missing: download it again)",
        )


def _no_articles(instead: str) -> UnknownFormat:
    return UnknownFormat(
        place="the whole file",
        found=f"a PubMed file without journal articles, with {instead}",
        expected="at least one <PubmedArticle> (export the search again)",
    )


def _cuts(buffer: str) -> Iterator[tuple[int, int]]:
    """The complete articles of a buffer."""
    start = _next_start(buffer, 0)
    while start >= 0:
        closed = buffer.find(_CLOSE, start)
        if closed < 0:
            return
        following = _next_start(buffer[:closed], start + len(_OPEN)) if _OPEN in buffer[start + 1 : closed] else -1
        end = following if following >= 0 else closed + len(_CLOSE)
        yield start, end
        start = _next_start(buffer, end)


def _next_start(buffer: str, position: int) -> int:
    while (start := buffer.find(_OPEN, position)) >= 0:
        if buffer[start + len(_OPEN) : start + len(_OPEN) + 1] in {">", " ", "\n", "\r", "\t"}:
            return start
        position = start + 1
    return -1


def _refuse_large(buffer: str, base: int) -> None:
    if len(buffer) > LARGEST_ARTICLE:
        raise TooLarge(
            place=f"character {base}",
            found=f"more than {LARGEST_ARTICLE} characters without the end of an article",
            expected="a PubmedArticleSet",
        )


def read_article(fragment: Fragment, encoding: str) -> CleanDocument:
    """One article as a document; raises BrokenMarkup."""
    xml = checked(fragment.text, start=fragment.start, line=fragment.line)
    title, parts = _title_and_parts(fragment)
    text, sections = laid_out(title, parts)
    metadata = metadata_of(xml.root, title=title.text, text=text.text)
    if not metadata.pmid and not sections:
        raise BrokenMarkup(
            place=f"line {fragment.line}, character {fragment.start}",
            found="an article with neither a PMID nor a title",
            expected="a PubMed record",
        )
    return CleanDocument(
        text=text,
        sections=sections,
        metadata=metadata,
        format="pubmed-xml",
        encoding=encoding,
        name=metadata.pmid or "",
        warnings=xml.warnings,
    )


def _title_and_parts(fragment: Fragment) -> tuple[TracedText, list[Part]]:
    """The title without a translation's brackets, and the abstract; another one only when that is missing."""
    title, abstract, other = EMPTY, list[Part](), list[Part]()
    for start, name, tag_end in _elements(fragment.text):
        end = fragment.text.find(f"</{name}>", tag_end)
        if name == "ArticleTitle" and not title:
            title = _untranslated(_passage(fragment, tag_end, end))
        elif name == "Abstract" and not abstract:
            abstract = list(_abstract_parts(fragment, tag_end, end))
        elif name == "OtherAbstract" and not other and _is_english(fragment.text, start, tag_end):
            other = list(_abstract_parts(fragment, tag_end, end))
    return title, abstract or other


def _elements(source: str) -> Iterator[tuple[int, str, int]]:
    """Where each title and abstract starts, its name, and where its start tag ends."""
    for found in _PART.finditer(source):
        if found["name"] and not source.endswith("/>", found.start(), end := source.find(">", found.end()) + 1):
            yield found.start(), found["name"], end


def _is_english(source: str, start: int, end: int) -> bool:
    """Whether an OtherAbstract is a scientific abstract in English."""
    tag = Token("start", "OtherAbstract", start, end)
    return attribute(source, tag, "language") == "eng" and "plain" not in (attribute(source, tag, "type") or "")


def _passage(fragment: Fragment, start: int, end: int) -> TracedText:
    passage = Passage(fragment.text, base=fragment.start)
    for token in xml_tokens(fragment.text, start, end):
        passage.take(token)
    return passage.finished()


def _untranslated(title: TracedText) -> TracedText:
    """A title without the brackets that mark a translated one."""
    brackets = _TRANSLATED.fullmatch(title.text)
    return title.cut(*brackets.span(1)) if brackets else title


def _abstract_parts(fragment: Fragment, start: int, end: int) -> Iterator[Part]:
    """The sections of an abstract; what is not in an AbstractText (the copyright line) is none."""
    passage: Passage | None = None
    opened = Token("start", "", start, start)
    for token in xml_tokens(fragment.text, start, end):
        if token.name == "AbstractText" and token.kind == "start":
            passage, opened = Passage(fragment.text, base=fragment.start), token
        elif token.name == "AbstractText" and token.kind == "end" and passage:
            label, heading = _label_and_heading(fragment, opened)
            yield from run_in_parts([passage.finished()], label=label, heading=heading)
            passage = None
        elif passage:
            passage.take(token)


def _label_and_heading(fragment: Fragment, tag: Token) -> tuple[str, TracedText]:
    """By the printed label first, by NLM's category where that says nothing."""
    found = attributes(fragment.text, tag)
    category = found.get("nlmcategory")
    label = _LABEL_OF_CATEGORY.get(fragment.text[category.start : category.end], "body") if category else "body"
    if "label" not in found:
        return label, EMPTY
    printed = Passage(fragment.text, base=fragment.start)
    printed.add(*found["label"])
    heading = printed.finished()
    if heading.text.upper() in {"", "UNLABELLED", "UNLABELED", "UNASSIGNED"}:
        return label, EMPTY
    return label_of(heading.text) or label, heading
