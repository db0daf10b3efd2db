"""How an evaluation is shown: tables on a terminal, plain lines in a pipe, or Markdown."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from flows import outputs
from flows.names import shown
from flows.scores import Evaluation, Mistake, figures

Row = tuple[str, ...]

FIGURES: Row = ("kind", "gold", "precision", "recall", "F1", "exact F1", "fields")
MISTAKES: Row = ("mistake", "kind", "document", "quote", "gold / got", "sentence")
LONGEST = 300
"""Characters of a sentence that are shown."""
SENTENCE_WIDTH = 32
"""Of its column on a terminal, at least."""


def show(evaluation: Evaluation, *, markdown: bool = False) -> None:
    """Prints the figures, then every miss, extra record and wrong field with its sentence."""
    scores, mistakes = tuple(_figure_rows(evaluation)), tuple(map(_mistake_row, evaluation.mistakes))
    if markdown:
        print("\n".join((*_markdown(FIGURES, scores), "", *_closing(evaluation), "", *_markdown(MISTAKES, mistakes))))
    elif sys.stdout.isatty():
        _draw(evaluation, scores, mistakes)
    else:
        print("\n".join((*_plain((FIGURES, *scores)), *_closing(evaluation), *map("  ".join, mistakes))))


def write_json(evaluation: Evaluation, path: Path) -> None:
    """The figures and mistakes as a JSON file, whole. Raises OutputsUnusable."""
    content = json.dumps(figures(evaluation), indent=2, ensure_ascii=False, default=str)
    outputs.write(path, f"{content}\n".encode("utf-8", "surrogatepass"))


def _figure_rows(evaluation: Evaluation) -> Iterator[Row]:
    for name, score in evaluation.scores.items():
        shares = (score.precision, score.recall, score.f1, score.exact_f1)
        fields = ", ".join(f"{field} {share:.2f}" for field, share in score.field_shares().items())
        yield name, f"{score.gold:,}", *(f"{share:.3f}" for share in shares), fields


def _mistake_row(mistake: Mistake) -> Row:
    sentence = _line(mistake.sentence)
    if len(sentence) > LONGEST:
        sentence = f"{sentence[:LONGEST]}…"
    values = f"{mistake.field}: {mistake.gold} / {mistake.got}" if mistake.field else ""
    return (mistake.what, mistake.kind, mistake.document, _line(mistake.quote), _line(values), sentence)


def _closing(evaluation: Evaluation) -> Iterator[str]:
    unexplained, sections = f"{evaluation.unexplained_share:.2%}", f"{evaluation.sections_share:.2%}"
    yield f"{evaluation.documents:,} documents, {len(evaluation.without_output):,} without output"
    yield f"{evaluation.unexplained:,} of {evaluation.numerals:,} numerals unexplained ({unexplained})"
    if evaluation.sections:
        yield f"{evaluation.sections_right:,} of {evaluation.sections:,} sections right ({sections})"


def _plain(rows: Iterable[Row]) -> Iterator[str]:
    widths = (14, 6, 11, 8, 7, 10, 0)
    for row in rows:
        yield "".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _markdown(head: Row, rows: Iterable[Row]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        cells = (cell.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;") for cell in row)
        yield f"| {' | '.join(cells)} |"


def _draw(evaluation: Evaluation, scores: Iterable[Row], mistakes: Iterable[Row]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    for head, rows in ((FIGURES, scores), (MISTAKES, mistakes)):
        table = Table(*head)
        for row in rows:
            table.add_row(*map(Text, row))
        for column in table.columns:
            column.overflow = "fold"
        table.columns[-1].min_width = SENTENCE_WIDTH if head is MISTAKES else None
        if table.row_count:
            console.print(table)
        if head is FIGURES:
            console.print("\n".join(_closing(evaluation)), markup=False, highlight=False)


def _line(text: str) -> str:
    """Text of a source on one line, with nothing in it that steers a terminal."""
    return shown(" ".join(text.split()))
