"""HTML: an article's page, whoever published it.

The blocks that are the article come in order; headings open sections, also bold ones that begin a paragraph
("<b>Methods:</b> …"). What the page says of the article stands in its meta tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.errors import UnknownFormat
from extractors.model import CleanDocument
from extractors.reading.apart import is_apart
from extractors.reading.html_blocks import Block, blocks, slimmed, visible
from extractors.reading.html_content import content_of, without_tail
from extractors.reading.html_metadata import Head, head_of, metadata_of
from extractors.reading.layout import EMPTY, Part, laid_out, run_in_parts
from extractors.reading.markup import html_tokens
from extractors.reading.sections import label_of
from extractors.traced_text import TracedText

_WORD = re.compile(r"\w+")
_LONGEST_TITLE = 400
_WORDS_OF_PROSE = 12
_FRAMESET = re.compile(r"<frameset\b", re.IGNORECASE)
_FEWEST_BESIDE_FRAMES = 600
"""Characters of a page for browsers without frames that is worth reading."""
_AFTER_HEADING = re.compile(r"[\s:.\u2013\u2014-]{0,4}")


def read_html(source: str, encoding: str) -> CleanDocument:
    """The article of a page; raises UnknownFormat for one without text."""
    tokens = tuple(html_tokens(source))
    head = head_of(source, tokens)
    shown = visible(source, tokens)
    page = tuple(blocks(source, shown))
    if not any(block.text for block in page):
        raise UnknownFormat(
            place="the whole page",
            found="no text (a script may fill it)",
            expected="an article's page (save it from a browser once it shows)",
        )
    if _is_frames(source, page):
        raise UnknownFormat(
            place="the whole page",
            found="frames, whose text is in other files",
            expected="the page in the frame (open it by itself and save that one)",
        )
    content = content_of(slimmed(source, shown), page)
    title = _title(head, page)
    prose = [block for block in content.blocks if block.text and not _same(block.text, title)]
    if head.is_scholarly:
        prose = [block for block in prose if not _is_figure_of_table(block)]
    else:
        prose = list(without_tail(prose))
    text, sections = laid_out(title, _parts(prose))
    return CleanDocument(
        text=text,
        sections=sections,
        metadata=metadata_of(head, title=title.text, text=text.text),
        format="html",
        encoding=encoding,
        warnings=content.warnings,
    )


def _is_frames(source: str, page: Sequence[Block]) -> bool:
    """Whether a page is a set of frames; what it says to browsers without them is a line or two."""
    return bool(_FRAMESET.search(source)) and sum(len(block.text) for block in page) < _FEWEST_BESIDE_FRAMES


def _title(head: Head, page: Sequence[Block]) -> TracedText:
    """The heading that repeats the title of the head, else the first large heading, else the head's own title."""
    headings = [block.text for block in page if 1 <= block.level <= 2 and len(block.text) <= _LONGEST_TITLE]
    named = next((text for text in headings for title in head.titles if _within(text, title)), None)
    first = next((block.text for block in page if block.level == 1 and len(block.text) <= _LONGEST_TITLE), None)
    return named or (head.titles[0] if head.is_scholarly else None) or first or next(iter(head.titles), EMPTY)


def _words(text: TracedText) -> list[str]:
    return _WORD.findall(text.text.lower())


def _same(one: TracedText, other: TracedText) -> bool:
    return bool(other) and abs(len(one) - len(other)) < 20 and _words(one) == _words(other)


def _within(heading: TracedText, title: TracedText) -> bool:
    """Whether a heading's words stand in a title ("… - The Journal" may follow there)."""
    words = _words(heading)
    return len(words) >= 2 and f" {' '.join(words)} " in f" {' '.join(_words(title))} "


def _is_figure_of_table(block: Block) -> bool:
    """Whether a block is a short cell; the long ones of old pages are prose in a layout table."""
    return block.cell and len(_WORD.findall(block.flat)) < _WORDS_OF_PROSE


def _parts(content: Sequence[Block]) -> Iterator[Part]:
    """Sections under the page's headings; a heading that says nothing takes the label of the one above it."""
    above: dict[int, str] = {0: "body"}
    label, heading, paragraphs, apart = "body", EMPTY, list[TracedText](), 0
    for block in content:
        own = _own_heading(block)
        if own and apart and own[2] <= apart:
            apart = 0
        if own and not apart and is_apart(own[0].text):
            apart = own[2]
        if apart:
            continue
        if not own:
            paragraphs.append(block.text)
            continue
        yield from run_in_parts(paragraphs, label=label, heading=heading)
        heading, rest, level = own
        above = {depth: name for depth, name in above.items() if depth < level}
        label = label_of(heading.text) or above[max(above)]
        above[level] = label
        paragraphs = [rest] if rest else []
    yield from run_in_parts(paragraphs, label=label, heading=heading)


def _own_heading(block: Block) -> tuple[TracedText, TracedText, int] | None:
    """The heading that a block is or begins with, what follows it, and its level; None for plain text."""
    if block.level:
        return block.text, EMPTY, block.level
    if not block.strong:
        return None
    bold = block.text.cut(0, block.strong).text.rstrip(" :.\u2013\u2014-")
    end = len(bold)
    if not label_of(bold):
        return None
    after = _AFTER_HEADING.match(block.text.text, end)
    rest = block.text.cut(after.end() if after else end, len(block.text))
    return block.text.cut(0, end), rest, 7
