"""Plain text of a web page, navigation and all, as a clean document.

Lines are judged (`cleaning`), the title is found among what stands before the content (`title`), kept lines
become paragraphs, paragraphs become sections. The clean text is cuts of the source, in source order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from extractors.model import CleanDocument, Metadata
from extractors.reading import metadata as about
from extractors.reading.cleaning import KEPT, reasons
from extractors.reading.language import NOT_ENGLISH, is_foreign
from extractors.reading.layout import EMPTY, Part, laid_out
from extractors.reading.lines import Line, lines_of
from extractors.reading.lost_headings import Block, Paragraph, with_lost_headings
from extractors.reading.page import Page, page_of
from extractors.reading.sections import RunIn, is_strong, label_of, run_ins
from extractors.reading.title import is_verbless, title_line
from extractors.traced_text import Piece, TracedText

_STRAY = re.compile(r"\s{1,4}[.,;]$")
_SENTENCE_END = re.compile(
    r"[.?!\]](?<!\bvs.)(?<!\bet al.)(?<!\be\.g.)(?<!\bi\.e.)(?<!\bSt.)(?:(?<!\])\]?|(?<=\])\.)"
    r"(?:\s{1,3}(?=[A-Z0-9\"“\[])|$)"
)

_piece, _paragraph = partial(tuple.__new__, Piece), partial(tuple.__new__, Paragraph)  # a page has hundreds

NO_RUNNING_TEXT = (
    "no running text was found among the page's lines, so nothing but the title was read; "
    "`trialsift clean FILE --explain` tells why each line was dropped"
)


def read_scrape(text: str, encoding: str) -> CleanDocument:
    """The document that a page's text holds."""
    page = page_of(lines_of(text))
    why = reasons(page)
    content = min([why.index(reason) for reason in KEPT if reason in why], default=len(why))
    title = _title(text, page, content)
    blocks = with_lost_headings(_blocks(text, page, why))
    if title is None and blocks:
        title, blocks = _title_sentence(blocks)
    clean, sections = laid_out(title or EMPTY, map(_part, blocks))
    return CleanDocument(
        text=clean,
        sections=sections,
        metadata=_metadata(text, page.lines, why, title),
        format="scrape",
        encoding=encoding,
        warnings=() if blocks or not page.lines else _why_nothing(text),
    )


def _why_nothing(text: str) -> tuple[str, ...]:
    """What to say of a page without running text: prose is told by its words, and those are English ones."""
    return (NO_RUNNING_TEXT, NOT_ENGLISH) if is_foreign(text) else (NO_RUNNING_TEXT,)


def _title(text: str, page: Page, content: int) -> TracedText | None:
    at = title_line(page.lines, page.alone, content)
    return None if at is None else _traced(text, page.lines[at], page.lines[at])


def _title_sentence(blocks: tuple[Block, ...]) -> tuple[TracedText | None, tuple[Block, ...]]:
    """A bare abstract prints its title as the first sentence, without a verb: that sentence, and the rest."""
    first = blocks[0]
    text = first.paragraphs[0].text
    match = _SENTENCE_END.search(text.text, 20, 340)
    end = match.end() if match else len(text)
    # Of several paragraphs or sections, only a first one of a single sentence is a title: a page's lead is not.
    alone = len(first.paragraphs) == 1 and len(blocks) == 1
    if first.heading is not None or alone == (end == len(text)) or not is_verbless(text.text[:end]):
        return None, blocks
    start = len(text) - len(text.text[end:].lstrip())
    rest = Paragraph(text.cut(start, len(text.text.rstrip())), 0)
    left = tuple(paragraph for paragraph in (rest, *first.paragraphs[1:]) if paragraph.text)
    below = (first._replace(paragraphs=left),) if left else ()
    return text.cut(0, end).stripped(), (*below, *blocks[1:])


def _traced(text: str, first: Line, last: Line) -> TracedText:
    """The source from one line to another, its line breaks as spaces; every other character stays where it is."""
    run = text[first.start : last.end]
    if run == first.text:
        return TracedText(run, (_piece((run, first.start, len(run))),), (0,))
    pieces = list[Piece]()
    at = first.start
    *broken, rest = run.splitlines(keepends=True)
    for row in broken:
        seen = len(row) - (2 if row.endswith("\r\n") else 1)
        pieces += _piece((row[:seen], at, seen)), _piece((" ", at + seen, len(row) - seen))
        at += len(row)
    pieces.append(_piece((rest, at, len(rest))))
    return TracedText.of_pieces(pieces)


# From lines to blocks under headings


def _blocks(text: str, page: Page, why: Sequence[str]) -> list[Block]:
    """The kept lines as paragraphs under the headings that are printed."""
    heads: list[tuple[str, TracedText | None, list[Paragraph]]] = [("body", None, [])]
    own_line = False
    for first, last in _runs(page, why):
        line = page.lines[first]
        run = _traced(text, line, page.lines[last])
        if why[first] == "heading":
            own_line = first not in page.containers
            heads.append((label_of(line.text) or "body", _heading(run) if own_line else None, []))
            continue
        for label, heading, part in _divided(run, under_heading=own_line):
            if heading is not None:
                heads.append((label, heading, []))
            if part.text:
                heads[-1][2].append(_paragraph((part, line.gap)))
    return [Block(label, heading, tuple(paragraphs)) for label, heading, paragraphs in heads if paragraphs]


def _runs(page: Page, why: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last index of each heading and paragraph among the kept lines."""
    first = None
    for index in [index for index, reason in enumerate(why) if reason in KEPT]:
        if first is None:
            first = index
        if index in page.going_on and why[index] == why[index + 1] == "content" and index + 1 not in page.run_ins:
            continue
        yield first, index
        first = None


def _heading(text: TracedText) -> TracedText:
    """A printed heading without the punctuation around it."""
    bare = text.text.strip(" \t\xa0:.;—–-[]|*")
    start = text.text.find(bare)
    return text.cut(start, start + len(bare)) if bare else text


def _divided(text: TracedText, *, under_heading: bool) -> Sequence[tuple[str, TracedText | None, TracedText]]:
    """A paragraph cut at the headings that run into it; under a heading of its own only at its start."""
    found = run_ins(text.text)
    if under_heading:
        found = tuple(here for here in found if here.start == 0 and is_strong(here.heading))
    return tuple(_cut_at(text, found)) if found else (("", None, text),)


def _cut_at(text: TracedText, found: Sequence[RunIn]) -> Iterator[tuple[str, TracedText | None, TracedText]]:
    lead = text.cut(0, found[0].start).stripped()
    if lead.text:
        yield "", None, lead
    for here, after in zip(found, (*found[1:], None), strict=False):
        content = text.cut(here.content, after.start if after else len(text)).stripped()
        heading = text.cut(here.start, here.start + len(here.heading))
        yield label_of(here.heading) or "body", heading, content


def _part(block: Block) -> Part:
    """A block as the layout wants it, without a stray full stop at its end ("NCT00120185 .")."""
    *before, last = (paragraph.text for paragraph in block.paragraphs)
    stray = _STRAY.search(last.text, max(0, len(last) - 8))
    return Part(block.label, block.heading or EMPTY, (*before, last.cut(0, stray.start()) if stray else last))


# What the page says of the document

_ITS_OWN = KEPT | {"reference"}
_DATED = frozenset({"front", "date", "byline"})


def _metadata(text: str, lines: Sequence[Line], why: Sequence[str], title: TracedText | None) -> Metadata:
    """Metadata from the lines around the content, registrations from the content as well."""
    around = [line for line, reason in zip(lines, why, strict=True) if reason not in _ITS_OWN]
    texts = [line.text[:2000] for line in around]
    beside = "\n".join(texts)
    journal, published = about.citation_in(texts)
    pmid, pmcid = about.pubmed_ids_in(beside)
    return Metadata(
        title=" ".join(title.text.split()) if title else None,
        journal=journal,
        published=published or _date(lines, why),
        doi=about.doi_in(beside),
        pmid=pmid,
        pmcid=pmcid,
        registrations=_registrations(lines, why) if about.may_register(text) else (),
        publication_types=about.publication_types_in([line.bare for line in around]),
    )


def _date(lines: Sequence[Line], why: Sequence[str]) -> str | None:
    """The first date that stands by itself before the content or with the author."""
    dated = [line.text for line, reason in zip(lines, why, strict=True) if reason in _DATED]
    years = (text for text in dated if "20" in text or "19" in text)
    return next(filter(None, map(about.full_date, years)), None)


def _registrations(lines: Sequence[Line], why: Sequence[str]) -> tuple[str, ...]:
    """The registrations outside references."""
    texts = [line.text for line, reason in zip(lines, why, strict=True) if reason != "reference"]
    return about.registrations_in("\n".join(texts))
