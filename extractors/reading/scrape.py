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
from extractors.reading.cleaning import KEPT, Reasons, reasons
from extractors.reading.furniture_patterns import is_reference
from extractors.reading.language import NOT_ENGLISH, is_foreign
from extractors.reading.layout import EMPTY, Part, laid_out
from extractors.reading.line_breaks import SPACE, joint, may_be_broken
from extractors.reading.lines import bare_of, lines_of
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
    title = _title(text, page, why.content)
    blocks = with_lost_headings(_blocks(text, page, why))
    if title is None and blocks:
        title, blocks = _title_sentence(blocks)
    clean, sections = laid_out(title or EMPTY, map(_part, blocks))
    return CleanDocument(
        text=clean,
        sections=sections,
        metadata=_metadata(text, page, why, title),
        format="scrape",
        encoding=encoding,
        warnings=() if blocks or not page.alone else _why_nothing(text),
    )


def _why_nothing(text: str) -> tuple[str, ...]:
    """What to say of a page without running text: prose is told by its words, and those are English ones."""
    return (NO_RUNNING_TEXT, NOT_ENGLISH) if is_foreign(text) else (NO_RUNNING_TEXT,)


def _title(text: str, page: Page, content: int) -> TracedText | None:
    at = title_line(page.lines.texts, page.alone, content)
    return None if at is None else _traced(text, page, at, at)


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


def _traced(text: str, page: Page, first: int, last: int) -> TracedText:
    """The source from one line to another, its line breaks as spaces, or as nothing within broken words."""
    lines, at = page.lines, page.lines.start(first)
    if lines.first[first] == lines.last[last]:
        line = lines.texts[first]
        return TracedText(line, (_piece((line, at, len(line))),), (0,))
    pieces, run = list[Piece](), text[at : lines.end(last)]
    *broken, rest = run.splitlines(keepends=True)
    for row, after in zip(broken, (*broken[1:], rest), strict=True):
        seen = len(row) - (2 if row.endswith("\r\n") else 1)
        dropped, between = (
            joint(row[:seen].rstrip(), after.lstrip(), has_word=partial(_has_word, text))
            if may_be_broken(row[seen - 1])
            else SPACE
        )
        if between:
            pieces += _piece((row[:seen], at, seen)), _piece((between, at + seen, len(row) - seen))
        else:
            seen = len(row[:seen].rstrip()) - dropped
            pieces.append(_piece((row[:seen], at, seen)))
        at += len(row)
    pieces.append(_piece((rest, at, len(rest))))
    return TracedText.of_pieces(pieces)


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text, re.IGNORECASE) is not None


# From lines to blocks under headings


def _blocks(text: str, page: Page, why: Reasons) -> list[Block]:
    """The kept lines as paragraphs under the headings that are printed."""
    heads: list[tuple[str, TracedText | None, list[Paragraph]]] = [("body", None, [])]
    headings = {index for index, reason in enumerate(why.within, why.begin) if reason == "heading"}
    own_line = False
    for first, last in _runs(page, why):
        run = _traced(text, page, first, last)
        if first in headings:
            own_line = first not in page.containers
            heads.append((label_of(page.lines.texts[first]) or "body", _heading(run) if own_line else None, []))
            continue
        found = run_ins(run.text)
        if own_line:  # under a heading of its own one in the text counts only at the start
            found = tuple(here for here in found if here.start == 0 and is_strong(here.heading))
        if not found:
            heads[-1][2].append(_paragraph((run, page.lines.gaps[first])))
        for label, heading, part in _cut_at(run, found) if found else ():
            if heading is not None:
                heads.append((label, heading, []))
            if part.text:
                heads[-1][2].append(_paragraph((part, page.lines.gaps[first])))
    return [Block(label, heading, tuple(paragraphs)) for label, heading, paragraphs in heads if paragraphs]


def _runs(page: Page, why: Reasons) -> Iterator[tuple[int, int]]:
    """First and last index of each heading and paragraph among the kept lines."""
    first, going_on, within, begin = None, page.going_on, why.within, why.begin
    for index in [index for index, reason in enumerate(within, begin) if reason in KEPT]:
        if first is None:
            first = index
        if index in going_on and within[index - begin : index - begin + 2] == _BOTH and index + 1 not in page.run_ins:
            continue
        yield first, index
        first = None


def _heading(text: TracedText) -> TracedText:
    """A printed heading without the punctuation around it."""
    bare = text.text.strip(" \t\xa0:.;—–-[]|*")
    start = text.text.find(bare)
    return text.cut(start, start + len(bare)) if bare else text


def _cut_at(text: TracedText, found: Sequence[RunIn]) -> Iterator[tuple[str, TracedText | None, TracedText]]:
    """A paragraph cut at the headings that run into it."""
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

_BOTH = ["content", "content"]
_ITS_OWN = KEPT | {"reference"}
_DATED = frozenset({"front", "date", "byline"})
_LONGEST = 2000
"""Characters of a line that are read for metadata."""


def _metadata(text: str, page: Page, why: Reasons, title: TracedText | None) -> Metadata:
    """Metadata from the lines around the content, registrations from the content as well."""
    texts = page.lines.texts
    around, dated = _around(texts, why)
    lines = [texts[index] for index in around]
    if max(map(len, lines), default=0) > _LONGEST:
        lines = [line[:_LONGEST] for line in lines]
    beside = "\n".join(lines)
    citing = lines if lines and about.may_cite_undated(lines, beside) else [texts[index][:_LONGEST] for index in dated]
    journal, published = about.citation_in(citing)
    pmid, pmcid = about.pubmed_ids_in(beside)
    types = [bare_of(texts[index]) for index in sorted(page.types) if why.of(index) not in _ITS_OWN]
    return Metadata(
        title=" ".join(title.text.split()) if title else None,
        journal=journal,
        published=published or _date(texts, why, dated),
        doi=about.doi_in(beside),
        pmid=pmid,
        pmcid=pmcid,
        registrations=_registrations(texts, why) if about.may_register(text) else (),
        publication_types=about.publication_types_in(types),
    )


def _around(texts: Sequence[str], why: Reasons) -> tuple[list[int], list[int]]:
    """The lines that are neither kept nor references, and those of them that may print a year."""
    within = [index for index, reason in enumerate(why.within, why.begin) if reason not in _ITS_OWN]
    around = [*why.before, *within, *why.behind]
    dated = [index for index in around if "20" in texts[index] or "19" in texts[index]]
    cited = {index for index in dated if is_reference(texts[index]) and why.of(index) == "reference"}
    if not cited:
        return around, dated
    return [index for index in around if index not in cited], [index for index in dated if index not in cited]


def _date(texts: Sequence[str], why: Reasons, dated: Sequence[int]) -> str | None:
    """The first date that stands by itself before the content or with the author."""
    for index in dated:
        if (date := about.full_dates[texts[index]]) and why.of(index) in _DATED:
            return date
    return None


def _registrations(texts: Sequence[str], why: Reasons) -> tuple[str, ...]:
    """The registrations outside references."""
    kept = [text for text, reason in zip(texts, why.every(), strict=True) if reason != "reference"]
    return about.registrations_in("\n".join(kept))
