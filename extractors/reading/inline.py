"""Running text out of inline markup, each character with its place.

A `Passage` takes the tokens of one paragraph and makes the TracedText that people see: entities resolved,
white-space runs one space, exponents kept, citation marks gone. PubMed XML, JATS and HTML share it.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from extractors.folding import INVISIBLE
from extractors.reading import raised
from extractors.reading.markup import HTML_REFERENCE, XML_REFERENCE, Token, attribute, resolved
from extractors.traced_text import Piece, TracedText

_SPECIAL = rf"\s{{2,}}+|[\t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]|[{INVISIBLE}]"
_XML_SPECIAL = re.compile(f"{_SPECIAL}|{XML_REFERENCE}")
_HTML_SPECIAL = re.compile(f"{_SPECIAL}|{HTML_REFERENCE}")

_NOTE_REFERENCES = {"table-fn", "fn", "aff", "corresp", "author-notes", "contrib"}
_CITING_ADDRESS = re.compile(
    r"\#.{0,200}?(?:ref|bib|cit|note|fn)|\#(?:CR|cr|B|R|b|r|c|en|bb|r_?id)[-_.]?\d", re.IGNORECASE
)
_CITATION = re.compile(r"[\s\d,;\[\]()\u2010-\u2014*\u2020\u2021-]*")
_BETWEEN_CITATIONS = re.compile(r"[\s,;\u2010-\u2014-]{0,3}")
_EMPTY_BRACKETS = re.compile(r"\s?(?:\[[\s,;\u2010-\u2014-]{0,40}\]|\([\s,;\u2010-\u2014-]{0,40}\))")
_DEPTH = 8  # marks nested deeper than this are hostile, not typography


class _Open(NamedTuple):
    """A mark whose end is still to come: what it may be, its tag's name, the piece it begins with."""

    meaning: Literal["raised", "citation", "note"]
    name: str
    first: int


class Passage:
    """A paragraph in the making. `base` is where `source` itself stands in a larger decoded source."""

    def __init__(self, source: str, *, base: int = 0, is_html: bool = False) -> None:
        self._source, self._base = source, base
        self._special = _HTML_SPECIAL if is_html else _XML_SPECIAL
        self._pieces: list[Piece] = []
        self._open: list[_Open] = []
        self._cited_at = -1
        self._cites = False

    def take(self, token: Token) -> None:
        """One more token of the paragraph; tags that are no marks leave no trace."""
        if token.kind == "text":
            self.add(token.start, token.end)
        elif token.kind == "cdata":
            self._add_plain(token.start, token.end)
        elif token.kind == "start":
            if len(self._open) < _DEPTH and (meaning := self._meaning_of(token)):
                self._open.append(_Open(meaning, token.name, len(self._pieces)))
        elif token.kind == "end" and any(mark.name == token.name for mark in self._open):
            self._close(token)

    def add(self, start: int, end: int) -> None:
        """A run of source text, references and all."""
        source, position = self._source, start
        for found in self._special.finditer(source, start, end):
            at = found.start()
            self._append(source[position:at], position, at - position)
            self._append_special(found[0], at)
            position = found.end()
        self._append(source[position:end], position, end - position)

    def space(self, start: int, length: int) -> None:
        """A space for markup that parts words (<br/>)."""
        self._append(" ", start, length)

    def finished(self) -> TracedText:
        """The paragraph, trimmed; brackets whose citations went are gone too."""
        self._open.clear()
        text = TracedText.of_pieces(self._pieces)
        text = text.stripped() if text.text != text.text.strip() else text
        if not self._cites:
            return text
        empty = [(*found.span(), "") for found in _EMPTY_BRACKETS.finditer(text.text)]
        return text.edited(empty).stripped() if empty else text

    def _add_plain(self, start: int, end: int) -> None:
        """A run in which & is no reference (CDATA)."""
        position = start
        for found in re.finditer(r"\s+", self._source[start:end]):
            at = start + found.start()
            self._append(self._source[position:at], position, at - position)
            self._append(" ", at, len(found[0]))
            position = start + found.end()
        self._append(self._source[position:end], position, end - position)

    def _append(self, text: str, start: int, length: int) -> None:
        if text and text[0].isspace() and (not self._pieces or self._pieces[-1].text[-1].isspace()):
            if len(text) != length:
                return
            text, start, length = text[1:], start + 1, length - 1
        if text:
            self._pieces.append(Piece(text, self._base + start, length))

    def _append_special(self, found: str, start: int) -> None:
        if found[0] == "&":
            text = resolved(found)
            if text.isspace() and text.isascii():
                text = " "
            if text not in INVISIBLE:
                self._append(text, start, len(found))
        elif found not in INVISIBLE:
            self._append(" ", start, len(found))

    def _meaning_of(self, token: Token) -> Literal["raised", "citation", "note", ""]:
        if token.name == "sup":
            return "raised"
        if token.name == "xref":
            kind = attribute(self._source, token, "ref-type")
            return "citation" if kind == "bibr" else "note" if kind in _NOTE_REFERENCES else ""
        if token.name == "a" and _CITING_ADDRESS.search(attribute(self._source, token, "href") or ""):
            return "citation"
        return ""

    def _close(self, token: Token) -> None:
        """Decide the innermost open mark of this name; marks left open inside it are plain text."""
        while (mark := self._open.pop()).name != token.name:
            pass
        text = "".join(piece.text for piece in self._pieces[mark.first :])
        decision = self._decision(mark, text.strip(), after=self._source[token.end : token.end + 1])
        if decision == "power":
            self._raise(mark.first)
        elif decision == "dropped":
            self._drop(mark.first, parted=text[-1:].isspace())

    def _decision(self, mark: _Open, text: str, *, after: str) -> raised.Meaning:
        if mark.meaning == "note":
            return "dropped"
        if mark.meaning == "citation":
            return "dropped" if _CITATION.fullmatch(text) else "joined"
        if self._cited_at >= mark.first and _BETWEEN_CITATIONS.fullmatch(text):
            return "dropped"  # the commas of <sup><xref>1</xref>,<xref>2</xref></sup>
        return raised.meaning(before=self._before(mark.first), mark=text, after=after) if text else "joined"

    def _before(self, first: int) -> str:
        """The last few characters before a piece."""
        text = ""
        while first and len(text) < raised.BEFORE:
            first -= 1
            text = self._pieces[first].text[-raised.BEFORE :] + text
        return text

    def _raise(self, first: int) -> None:
        """Mark what follows a piece as an exponent."""
        content = TracedText.of_pieces(self._pieces[first:])
        start = len(content.text) - len(content.text.lstrip())
        exponent = content.cut(start, len(content)).pieces
        self._pieces[first:] = [Piece("^", exponent[0].source_start, 0), *exponent]

    def _drop(self, first: int, *, parted: bool) -> None:
        """Take a mark out, and the comma between it and the mark before; a space inside still parts words."""
        last = self._pieces[-1] if parted else None
        if 0 <= self._cited_at <= first:
            between = "".join(piece.text for piece in self._pieces[self._cited_at : first])
            first = self._cited_at if _BETWEEN_CITATIONS.fullmatch(between) else first
        del self._pieces[first:]
        self._cited_at, self._cites = first, True
        if last:
            self._append(" ", last.source_start + last.source_length - 1 - self._base, 1)
