"""The prose of a JATS article, section by section.

One pass over the tokens: what is set apart is skipped as a whole, tags that part blocks end the paragraph,
<sec> and <title> open sections. A section whose heading says nothing we know goes under the label of the
one around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractors.reading.apart import is_apart
from extractors.reading.inline import Passage
from extractors.reading.jats_math import spoken
from extractors.reading.layout import EMPTY, Part, run_in_parts
from extractors.reading.markup import Token, attribute, xml_tokens
from extractors.reading.sections import label_of
from extractors.traced_text import TracedText

_SET_APART = frozenset(
    """table-wrap table-wrap-group table fig fig-group disp-formula disp-formula-group tex-math array
    graphic media supplementary-material ref-list ack fn-group fn author-notes boxed-text glossary app app-group bio
    floats-group sub-article response object-id alt-text long-desc permissions kwd-group label notes sec-meta
    trans-abstract chem-struct-wrap sig-block processing-meta journal-meta""".split()
)
_BLOCKS = frozenset(
    """p title sec list list-item def-list def-item def term disp-quote verse-group verse-line attrib speech statement
    subtitle preformat body back abstract""".split()
)
_BEHIND_THE_BODY = frozenset(("registration", "funding"))
_SECTION_TYPES = {
    "intro": "introduction",
    "materials|methods": "materials and methods",
    "subjects": "methods",
}
_NO_ABSTRACT = frozenset(
    "graphical toc teaser editor editors-summary key-points highlights web-summary video plain-language-summary".split()
)


class ArticleText(NamedTuple):
    """The title and all parts in their order; the first `in_abstract` of them are the abstract's."""

    title: TracedText
    parts: tuple[Part, ...]
    in_abstract: int


class _Level(NamedTuple):
    """An open section: the label that its content goes under, and the heading it prints."""

    label: str
    heading: TracedText


def article_text(source: str, start: int, end: int) -> ArticleText:
    """The prose of the article between two offsets."""
    title, abstracts, parts = EMPTY, dict[str, list[Part]](), list[Part]()
    tokens = spoken(_prose(source, xml_tokens(source, start, end)))
    for token in tokens:
        if token.kind != "start":
            continue
        if token.name == "article-title" and not title:
            title = _title(source, tokens, token.name)
        elif token.name == "abstract":
            kind = attribute(source, token, "abstract-type") or ""
            abstracts.setdefault(kind, _abstract(source, tokens))
        elif token.name == "body":
            parts += _Region(source, "body").read(tokens)
        elif token.name == "back":
            behind = _Region(source, "back").read(tokens)
            parts += [part for part in behind if part.label in _BEHIND_THE_BODY]
    kinds = sorted(kind for kind in abstracts if kind not in _NO_ABSTRACT)
    abstract = abstracts[kinds[0]] if kinds else []
    return ArticleText(title, (*abstract, *parts), len(abstract))


def _prose(source: str, tokens: Iterator[Token]) -> Iterator[Token]:
    """The tokens without those of elements that are set apart, and of sections that are no prose."""
    apart, depth = "", 0
    for token in tokens:
        if apart:
            depth += (token.name == apart) * ((token.kind == "start") - (token.kind == "end"))
            apart = apart if depth else ""
        elif token.kind == "start" and _is_set_apart(source, token):
            apart, depth = token.name, 1
        elif token.kind not in {"empty", "other"} or token.name == "break":
            yield token


def _is_set_apart(source: str, token: Token) -> bool:
    if token.name == "sec":
        return "supplementary" in (attribute(source, token, "sec-type") or "")
    return token.name in _SET_APART


def _title(source: str, tokens: Iterator[Token], name: str) -> TracedText:
    passage = Passage(source)
    for token in tokens:
        if token.kind == "end" and token.name == name:
            break
        passage.take(token)
    return passage.finished()


def _abstract(source: str, tokens: Iterator[Token]) -> list[Part]:
    """An abstract's parts, headings in running text among them."""
    return [
        inner
        for part in _Region(source, "abstract").read(tokens)
        for inner in run_in_parts(part.paragraphs, label=part.label, heading=part.heading)
    ]


class _Region:
    """The abstract, the body or the back matter, read to its end."""

    def __init__(self, source: str, name: str) -> None:
        self._source, self._name = source, name
        self._levels = [_Level("body", EMPTY)]
        self._parts: list[Part] = []
        self._paragraphs: list[TracedText] = []
        self._passage = Passage(source)
        self._dropped = 0

    def read(self, tokens: Iterator[Token]) -> list[Part]:
        """The parts up to the region's end tag."""
        for token in tokens:
            if token.kind == "end" and token.name == self._name:
                break
            if token.name in _BLOCKS:
                self._block(token)
            elif token.name == "break":
                self._passage.space(token.start, token.end - token.start)
            else:
                self._passage.take(token)
        self._end_paragraph()
        self._end_part()
        return self._parts

    def _block(self, token: Token) -> None:
        """A tag that ends the paragraph, and may open or close a section."""
        if token.name == "title" and token.kind == "end":
            self._head(self._passage.finished())
            self._passage = Passage(self._source)
            return
        self._end_paragraph()
        if token.name == "sec":
            self._end_part()
            if token.kind == "start":
                self._levels.append(_Level(self._label_of_type(token) or self._levels[-1].label, EMPTY))
            elif len(self._levels) > 1:
                self._levels.pop()
                self._dropped = 0 if len(self._levels) < self._dropped else self._dropped

    def _head(self, heading: TracedText) -> None:
        """The heading of the innermost section, and its label where it has one."""
        self._end_part()
        label = label_of(heading.text) or self._levels[-1].label
        self._levels[-1] = _Level(label, heading)
        if not self._dropped and self._name != "abstract" and is_apart(heading.text):
            self._dropped = len(self._levels)

    def _label_of_type(self, token: Token) -> str | None:
        kind = attribute(self._source, token, "sec-type") or ""
        return label_of(_SECTION_TYPES.get(kind, kind))

    def _end_paragraph(self) -> None:
        paragraph = self._passage.finished()
        if paragraph and not self._dropped:
            self._paragraphs.append(paragraph)
        self._passage = Passage(self._source)

    def _end_part(self) -> None:
        """What the innermost section holds so far is a part; its heading is printed once."""
        level = self._levels[-1]
        if self._paragraphs or (level.heading and not self._dropped):
            self._parts.append(Part(level.label, level.heading, tuple(self._paragraphs)))
        self._paragraphs = []
        self._levels[-1] = level._replace(heading=EMPTY)
