"""Is this XML well formed? Strictly, with one repair allowed and told.

A parser that recovers on its own deletes every "&lt;" behind the first error ("P &lt; 0.05" becomes "P
0.05"), so nothing is recovered here: a bare "&" and HTML's entity names are put right once, the rest is an
error. The tree serves for what a document says of itself; its text is read from the source by our own
tokenizer, which takes a bare "&" for itself and knows HTML's names, so a repair moves no offset.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

from extractors.errors import BrokenMarkup, SourceError, TooLarge

if TYPE_CHECKING:
    from lxml import etree

_PREDEFINED = {"amp", "lt", "gt", "quot", "apos"}
_AMPERSAND = re.compile(r"&(?:(#[0-9]{1,8}|#x[0-9A-Fa-f]{1,7}|[A-Za-z][A-Za-z0-9]{0,31});)?")
_BOUNDS = (
    ("Excessive depth", "elements nested more than 256 deep", "an article (no export of one nests so deep)"),
    ("Resource limit exceeded", "a single text or name of more than ten million characters", "an article"),
)
"""What libxml2 says where it guards itself, and what that means."""
WARNING = "text after an XML error was repaired: "


class Checked(NamedTuple):
    """The tree of a well-formed document, and a warning if it had to be repaired."""

    root: etree._Element
    warnings: tuple[str, ...]


def checked(source: str, *, start: int = 0, line: int = 1) -> Checked:
    """The tree of `source`, which stands at character `start`, line `line` of its file.

    Raises BrokenMarkup naming line and character, or TooLarge where elements or texts are beyond libxml2's bounds.
    """
    from lxml import etree  # slow to load, and a scrape needs none of it

    try:
        return Checked(_parsed(source), ())
    except etree.XMLSyntaxError as error:
        try:
            root = _parsed(_AMPERSAND.sub(_repaired, source))
        except etree.XMLSyntaxError as again:
            raise _broken(source, again, start=start, line=line) from again
        return Checked(root, (f"{WARNING}{_sentence(error)}",))


def _parsed(source: str) -> etree._Element:
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
    )
    return etree.fromstring(source.encode("utf-8", "replace"), parser)


def _repaired(ampersand: re.Match[str]) -> str:
    name = ampersand[1] or ""
    if name.startswith("#") or name in _PREDEFINED:
        return ampersand[0]
    character = html5.get(f"{name};")
    return "".join(f"&#{ord(c)};" for c in character) if character else f"&amp;{ampersand[0][1:]}"


def _sentence(error: etree.XMLSyntaxError) -> str:
    """What libxml2 says, without its lines: it counts from where the article starts."""
    return re.sub(r", line \d+, column \d+.*| line \d+", "", error.msg or "not well formed")


def _broken(source: str, error: etree.XMLSyntaxError, *, start: int, line: int) -> SourceError:
    row, column = error.position
    lines = source.split("\n", row)
    offset = start + sum(len(before) + 1 for before in lines[: row - 1]) + max(0, column - 1)
    place = f"line {line + row - 1}, character {offset}"
    for sign, found, expected in _BOUNDS:
        if sign in (error.msg or ""):
            return TooLarge(place=place, found=found, expected=expected)
    return BrokenMarkup(
        place=place,
        found=_sentence(error),
        expected="well-formed XML (download the file again, or mend this place)",
    )
