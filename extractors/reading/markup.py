"""Markup as a stream of tokens, each at its place in the source.

The libraries that read XML and HTML forget where the text stood; this tokenizer remembers. It never fails:
what is no tag is text, a tag that never ends reaches to the end of the source (as in browsers), and so no
input makes it look at a character more than a few times. Whether XML is well formed is another room's
question (`strict_xml`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import partial
from html.entities import html5
from typing import Literal, NamedTuple

Kind = Literal["start", "end", "empty", "text", "cdata", "other"]
"""`empty` is <x/>; `other` is a comment, a processing instruction or a doctype."""


class Token(NamedTuple):
    """One token: `source[start:end]` is the tag or text itself; `name` is a tag's name, lower case in HTML."""

    kind: Kind
    name: str
    start: int
    end: int


_token = partial(tuple.__new__, Token)  # a page has a hundred thousand


class Attribute(NamedTuple):
    """An attribute's value in the source, entities unresolved: `source[start:end]`."""

    start: int
    end: int


def _token_pattern(instruction: str, cdata: str) -> re.Pattern[str]:
    return re.compile(
        rf"""<(?:
            (?P<close>/)?+ (?P<name>[A-Za-z_][A-Za-z0-9_:.-]*+)
            (?: [^>"'=]++ | =\s*+(?: "[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z) ) | [="'] )*+ (?:>|\Z)
          | !--.*?(?:-->|\Z)
          | {cdata}
          | ![^\[>]*+(?:\[[^\]]*+(?:\]|\Z))?+[^>]*+(?:>|\Z)
          | {instruction}
        )""",
        re.VERBOSE | re.DOTALL,
    )


_XML = _token_pattern(r"\?.*?(?:\?>|\Z)", r"(?P<cdata>!\[CDATA\[.*?(?:\]\]>|\Z))")
_HTML = _token_pattern(r"\?[^>]*+(?:>|\Z)", r"(?P<cdata>\Z.)")  # HTML has no CDATA: never matches
_RAW = {
    name: re.compile(rf"</(?i:{name})\b")
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed")
}
_ATTRIBUTE = re.compile(
    r"""([^\s=/"'<>]++) (?: \s*+=\s*+ (?: "([^"]*+)" | '([^']*+)' | ([^\s"'>]++) ) )?+""", re.VERBOSE
)
_LEGACY = "|".join(sorted((name for name in html5 if not name.endswith(";")), key=len, reverse=True))
XML_REFERENCE = r"&(?:\#[0-9]{1,8}|\#[xX][0-9A-Fa-f]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});"
HTML_REFERENCE = rf"{XML_REFERENCE}|&(?:\#[0-9]{{1,8}}|\#[xX][0-9A-Fa-f]{{1,7}}|{_LEGACY})"
_CDATA_OPEN, _CDATA_CLOSE = len("<![CDATA["), len("]]>")


def xml_tokens(source: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of XML between two offsets."""
    position, end = start, len(source) if end is None else end
    for found in _XML.finditer(source, start, end):
        at = found.start()
        if at > position:
            yield Token("text", "", position, at)
        position = found.end()
        if found["name"]:
            yield Token(_tag_kind(found, source), found["name"], at, position)
        elif found["cdata"]:
            closed = source.endswith("]]>", at, position)
            yield Token("cdata", "", at + _CDATA_OPEN, position - closed * _CDATA_CLOSE)
        else:
            yield Token("other", "", at, position)
    if position < end:
        yield Token("text", "", position, end)


def html_tokens(source: str) -> Iterator[Token]:
    """The tokens of a page; what stands in <script>, <title> and the like is one text token."""
    position, found = 0, None
    tags = _HTML.finditer(source)
    while found := next(tags, None):
        at = found.start()
        if at > position:
            yield _token(("text", "", position, at))
        position = found.end()
        name = found[2]
        if not name:
            yield _token(("other", "", at, position))
            continue
        name = name.lower()
        kind: Kind = "end" if found[1] else "empty" if source[position - 2 : position] == "/>" else "start"
        yield _token((kind, name, at, position))
        if kind == "start" and name in _RAW:
            closed = _RAW[name].search(source, position)
            end = closed.start() if closed else len(source)
            if end > position:
                yield _token(("text", "", position, end))
            position, tags = end, _HTML.finditer(source, end)
    if position < len(source):
        yield Token("text", "", position, len(source))


def _tag_kind(found: re.Match[str], source: str) -> Kind:
    if found["close"]:
        return "end"
    return "empty" if source.endswith("/>", found.start(), found.end()) else "start"


def attributes(source: str, token: Token) -> dict[str, Attribute]:
    """A start tag's attributes by lower-case name; the first of a name counts."""
    found: dict[str, Attribute] = {}
    inside = token.start + 1 + len(token.name)
    for match in _ATTRIBUTE.finditer(source, inside, token.end):
        group = next((n for n in (2, 3, 4) if match[n] is not None), None)
        value = Attribute(*match.span(group)) if group else Attribute(match.end(), match.end())
        found.setdefault(match[1].lower(), value)
    return found


def attribute(source: str, token: Token, name: str) -> str | None:
    """The value of one attribute, entities resolved; None when the tag has none of that name."""
    at = attributes(source, token).get(name)
    return html.unescape(source[at.start : at.end]) if at else None


def resolved(reference: str) -> str:
    """What a reference stands for ("&lt;" is "<", "&#150;" an en dash); an unknown one stands for itself."""
    if reference.startswith("&#"):
        return html.unescape(reference)  # reads 128 to 159 as Windows-1252, which is what their writers meant
    return html5.get(reference[1:], reference)
