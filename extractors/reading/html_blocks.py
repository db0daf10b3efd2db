"""A page's blocks: what reads as a heading, a paragraph, a list item or a table cell, each with its place.

Our own tokens, not a library's tree: lxml.html loses what is nested deeper than 255 levels and what follows
a text of 10 MB, and no tree remembers where its text stood.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractors.reading.inline import Passage
from extractors.reading.markup import Token, attribute
from extractors.traced_text import TracedText

_BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section"),
        *("summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video", "audio", "label"),
    ]
)
_UNSEEN = frozenset(
    [
        *("head", "script", "style", "noscript", "template", "svg", "select", "textarea", "iframe", "object", "math"),
        *("button", "canvas", "xmp", "noembed", "datalist"),
    ]
)
_AROUND = frozenset(("nav", "header", "footer", "aside", "form"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_STRONG = frozenset(("b", "strong"))
_CELLS = frozenset(("td", "th"))


class Block(NamedTuple):
    """A run of text that no block-level tag parts.

    `flat` is its text as a library sees it, exponents and citation marks run together ("35012 cells"). `level` is
    a heading's (1 to 6), 0 for other text; `strong` how many of its first characters are bold; `linked` how many
    of its characters are a link's; `around` tells that it stands in a page's navigation, header, footer, side bar
    or form, `cell` that it is a table's cell.
    """

    text: TracedText
    flat: str
    level: int
    strong: int
    linked: int
    around: bool
    cell: bool


def blocks(source: str, tokens: Iterable[Token]) -> Iterator[Block]:
    """The blocks of a page that a reader sees, in order; `tokens` are the page's."""
    page = _Page(source)
    for token in _seen(source, tokens):
        if finished := page.take(token):
            yield finished
    if finished := page.end_block():
        yield finished


def _seen(source: str, tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens that are not inside of an element that shows no running text."""
    unseen, depth = "", 0
    for token in tokens:
        if unseen:
            depth += (token.name == unseen) * ((token.kind == "start") - (token.kind == "end"))
            ends = not depth or (unseen == "head" and token.name == "body")
            unseen = "" if ends else unseen
            if token.name == "body":
                yield token
        elif token.kind == "start" and (token.name in _UNSEEN or _is_hidden(source, token)):
            unseen, depth = token.name, 1
        elif token.kind != "other":
            yield token


_VOID = frozenset(("input", "img", "br", "hr", "meta", "link", "source", "wbr", "area", "base", "col", "embed"))


def _is_hidden(source: str, token: Token) -> bool:
    """Whether a tag hides what is inside: by `hidden` or `display: none`."""
    if token.name in _VOID or token.name in {"body", "html", "main", "article", "p", "li", "td", "tr"}:
        return False
    tag = source[token.start : token.end]
    if "none" not in tag or "style" not in tag:
        return False
    return "display:none" in (attribute(source, token, "style") or "").replace(" ", "").lower()


class _Page:
    """The block in the making, and what stands around it."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._around = 0
        self._begin()

    def _begin(self, *, level: int = 0, cell: bool = False) -> None:
        self._passage = Passage(self._source, is_html=True)
        self._flat: list[str] = []
        self._cell = cell
        self._level, self._strong, self._linked = level, 0, 0
        self._in_strong, self._in_link, self._plain, self._breaks = 0, 0, False, 0

    def take(self, token: Token) -> Block | None:
        """The block that this token ends, if any."""
        if token.name in _BLOCKS:
            finished = self.end_block()
            opens = token.kind == "start"
            self._begin(level=_HEADINGS.get(token.name, 0) if opens else 0, cell=opens and token.name in _CELLS)
            if token.name in _AROUND:
                self._around = max(0, self._around + (token.kind == "start") - (token.kind == "end"))
            return finished
        if token.name == "br":
            return self._break(token)
        self._inline(token)
        return None

    def _break(self, token: Token) -> Block | None:
        """One line break is a space, two part paragraphs."""
        self._breaks += 1
        if self._breaks < 2:
            self._passage.space(token.start, token.end - token.start)
            self._flat.append(" ")
            return None
        level, cell = self._level, self._cell
        finished = self.end_block()
        self._begin(level=level, cell=cell)
        return finished

    def _inline(self, token: Token) -> None:
        step = (token.kind == "start") - (token.kind == "end")
        if token.name in _STRONG:
            self._in_strong = max(0, self._in_strong + step)
        elif token.name == "a":
            self._in_link = max(0, self._in_link + step)
        elif token.kind == "text":
            self._text(self._source[token.start : token.end])
        self._passage.take(token)

    def _text(self, text: str) -> None:
        self._flat.append(text)
        if length := len(text.strip()):
            self._breaks = 0
            self._linked += length if self._in_link else 0
            self._plain = self._plain or not self._in_strong
            self._strong += 0 if self._plain else length

    def end_block(self) -> Block | None:
        """The block so far; None when it has no text."""
        text = self._passage.finished()
        if not text:
            return None
        return Block(
            text=text,
            flat=html.unescape("".join(self._flat)),
            level=self._level,
            strong=min(self._strong, len(text)),
            linked=min(self._linked, len(text)),
            around=self._around > 0,
            cell=self._cell,
        )
