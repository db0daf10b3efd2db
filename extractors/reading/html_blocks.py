"""A page's blocks: what reads as a heading, a paragraph, a list item or a table cell, each with its place.

Our own tokens, not a library's tree: lxml.html loses what is nested deeper than 255 levels and what follows
a text of 10 MB, and no tree remembers where its text stood. Most blocks of a page are not its article, so a
block's traced text is made only when somebody asks for it.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extractors.reading.inline import Passage
from extractors.reading.layout import UNSEEN
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
_NEVER_SHOWN = frozenset(
    [
        *("head", "script", "style", "noscript", "template", "svg", "select", "textarea", "iframe", "object", "math"),
        *("button", "canvas", "xmp", "noembed", "datalist"),
    ]
)
_AROUND = frozenset(("nav", "header", "footer", "aside", "form"))
_BESIDE = frozenset(("nav", "footer", "aside", "picture"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_STRONG = frozenset(("b", "strong"))
_CELLS = frozenset(("td", "th"))
_NO_TEXT = frozenset(("input", "img", "meta", "link", "source", "area", "base", "col", "embed"))
_NEVER_HIDDEN = frozenset(("br", "hr", "wbr", "body", "html", "main", "article", "p", "li", "td", "tr"))


def visible(source: str, tokens: Iterable[Token]) -> list[Token]:
    """The tokens of a page without comments and without elements that show no running text."""
    kept: list[Token] = []
    unseen, depth = "", 0
    for token in tokens:
        kind, name, _, _ = token
        if unseen:
            depth += (name == unseen) * ((kind == "start") - (kind == "end"))
            if name == "body":
                kept.append(token)
            if not depth or (unseen == "head" and name == "body"):
                unseen = ""
        elif kind == "other" or name in _NO_TEXT:
            continue
        elif kind == "start" and (name in _NEVER_SHOWN or _is_hidden(source, token)):
            unseen, depth = name, 1
        else:
            kept.append(token)
    return kept


def slimmed(source: str, tokens: Iterable[Token]) -> str:
    """The source of these tokens alone, without what is never an article: a fraction of it, and quickly parsed."""
    parts: list[str] = []
    start = end = before = depth = 0
    beside = ""
    for kind, name, at, after in tokens:
        if at != end:
            parts.append(source[start:end])
            start = at
        end = after
        if beside:
            depth += (name == beside) * ((kind == "start") - (kind == "end"))
            if not depth:  # one that has no end is no such element: it stays
                del parts[before:]
                start, beside = after, ""
        elif kind == "start" and name in _BESIDE:
            parts.append(source[start:at])
            start, before, beside, depth = at, len(parts), name, 1
    return "".join([*parts, source[start:end]])


def _is_hidden(source: str, token: Token) -> bool:
    """Whether a tag hides what is inside by `display: none`."""
    if source.find("none", token.start, token.end) < 0 or token.name in _NEVER_HIDDEN:
        return False
    return "display:none" in (attribute(source, token, "style") or "").replace(" ", "").lower()


@dataclass(eq=False)
class Block:
    """A run of text that no block-level tag parts.

    `flat` is its text as a library sees it, exponents and citation marks run together ("35012 cells"). `level` is
    a heading's (1 to 6), 0 for other text; `strong` how many of its first characters are bold; `linked` how many
    of its characters are a link's; `around` tells that it stands in a page's navigation, header, footer, side bar
    or form, `cell` that it is a table's cell.
    """

    source: str
    tokens: Sequence[Token]
    flat: str
    level: int
    around: bool
    cell: bool
    strong: int = 0
    linked: int = 0

    @cached_property
    def text(self) -> TracedText:
        """Its text, each character with its place; empty where only citation marks stood."""
        passage = Passage(self.source, is_html=True)
        for token in self.tokens:
            if token.name == "br":
                passage.space(token.start, token.end - token.start)
            else:
                passage.take(token)
        return passage.finished()


def blocks(source: str, tokens: Iterable[Token]) -> Iterator[Block]:
    """The blocks that a reader sees, in order; `tokens` are the page's visible ones."""
    run: list[Token] = []
    level, cell, around = 0, False, 0
    for token in tokens:
        name = token.name
        if name not in _BLOCKS:
            if run or name or not source[token.start : token.end].isspace():
                run.append(token)
            continue
        if run:
            yield from _blocks_of(source, run, level=level, cell=cell, around=around > 0)
            run = []
        opens = token.kind == "start"
        level = _HEADINGS.get(name, 0) if opens else 0
        cell = opens and name in _CELLS
        if name in _AROUND:
            around = max(0, around + opens - (token.kind == "end"))
    yield from _blocks_of(source, run, level=level, cell=cell, around=around > 0)


def _blocks_of(source: str, run: list[Token], *, level: int, cell: bool, around: bool) -> Iterator[Block]:
    """The blocks between two block-level tags: one, or several where two line breaks part paragraphs."""
    for tokens in _parted(source, run):
        texts = [" " if token.name else source[token.start : token.end] for token in tokens if token.name in {"", "br"}]
        flat = "".join(texts)
        if not flat or flat.isspace():
            continue
        flat = html.unescape(flat) if "&" in flat else flat
        flat = flat if flat.isascii() else UNSEEN.sub("", flat)
        block = Block(source, tokens, flat, level, around, cell)
        if len(texts) < len(tokens):
            block.strong, block.linked = _marked(source, tokens)
        if block.flat.strip():
            yield block


def _parted(source: str, run: list[Token]) -> list[list[Token]]:
    breaks = [index for index, token in enumerate(run) if token.name == "br"]
    parts, done = [], 0
    for here, after in pairwise(breaks):
        between = (source[token.start : token.end] for token in run[here + 1 : after] if token.kind == "text")
        if here >= done and not any(map(str.strip, between)):
            parts.append(run[done:here])
            done = after + 1
    return [*parts, run[done:] if done else run]


def _marked(source: str, tokens: Sequence[Token]) -> tuple[int, int]:
    """How many first characters are bold, and how many characters a link's."""
    strong = linked = in_strong = in_link = 0
    plain = False
    for kind, name, start, end in tokens:
        if kind == "text":
            length = len(source[start:end].strip())
            linked += length * bool(in_link)
            plain = plain or (length > 0 and not in_strong)
            strong += 0 if plain else length
        elif name in _STRONG:
            in_strong = max(0, in_strong + (kind == "start") - (kind == "end"))
        elif name == "a":
            in_link = max(0, in_link + (kind == "start") - (kind == "end"))
    return strong, linked
