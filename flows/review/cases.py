"""Decisions as tests: rows for tests/cases/<kind>.toml, and gold lines that the scorer reads.

A row is the sentence that a decision stands in, with every record of that kind in it as the curator left them. What
the rules read otherwise at present is marked `known_miss`, so the row can go into the table as it is, and whoever mends
the rule hears of it. The sentence is the source's: reword it where the table is published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring as quoted
from pathlib import Path
from typing import Any, NamedTuple

from extractors.record_json import number_text
from flows import outputs
from flows.review import decisions
from flows.review.curated import POINTERS, curate, fields_of, standing
from flows.review.decisions import Review, kind_of, of
from flows.review.gold import gold_line
from flows.review.originals import Library
from flows.review.writing import record_files

CASES = "cases"


class Row(NamedTuple):
    """One sentence, and what must be read in it; `open` are the quotes that nobody has decided on."""

    kind: str
    text: str
    section: str
    source: str
    records: tuple[Mapping[str, Any], ...]
    open: tuple[str, ...]


def write_cases(out: Path, library: Library, *, to: Path | None = None) -> Iterator[str]:
    """Writes what the decisions give, and says where: a table a kind, `gold.jsonl`, and what had to be left out."""
    to = to or out / outputs.OWN_FOLDER / CASES
    rows: list[Row] = []
    lines: list[str] = []
    left_out: list[str] = []
    for record_file in record_files(out):
        review = decisions.load(out, record_file["document"]["id"])
        if of(review):
            rows.extend(rows_of(record_file, review))
            line = gold_line(record_file, review, library.original(record_file))
            (lines if line.endswith("\n") else left_out).append(line)
    for kind in dict.fromkeys(row.kind for row in rows):
        of_kind = [row for row in rows if row.kind == kind]
        outputs.write(to / f"{kind}.toml", "\n".join(map(toml, of_kind)).encode("utf-8", "replace"))
        yield f"{len(of_kind):>4} rows        {to / f'{kind}.toml'}"
    if lines:
        outputs.write(to / "gold.jsonl", "".join(lines).encode("utf-8", "replace"))
        yield f"{len(lines):>4} gold lines  {to / 'gold.jsonl'}"
    yield from (f"no gold line: {reason}" for reason in left_out)


def rows_of(record_file: Mapping[str, Any], review: Review) -> Iterator[Row]:
    """A row for each sentence and kind that somebody decided on, in the order of the review file."""
    after = curate(record_file, review).record_file["records"]
    places = {record["id"]: record["evidence"] for rows in record_file["records"].values() for record in rows}
    done = set()
    for at in standing(record_file, review):
        kind, evidence = kind_of(at.decision), places.get(at.record or "", at.decision)
        sentence = evidence.get("sentence", "")
        if at.record is None or not sentence.strip() or (kind, sentence) in done:
            continue
        done.add((kind, sentence))
        beside = [record for record in after.get(kind, ()) if record["evidence"]["sentence"] == sentence]
        yield Row(
            kind=kind,
            text=sentence,
            section=evidence.get("section", "body"),
            source=_source(record_file["document"]["id"], at.decision),
            records=tuple(_expected(record) for record in beside),
            open=tuple(record["evidence"]["quote"] for record in beside if "curation" not in record),
        )


def toml(row: Row) -> str:
    """The row as tests/cases has it."""
    lines = ["[[case]]", f"source = {_toml(row.source)}"]
    if row.section not in ("", "body"):
        lines.append(f"section = {_toml(row.section)}")
    if (read := read_by_rules(row)) != list(row.records):
        quotes = ", ".join(record["quote"] for record in read) or "nothing"
        lines.append(f"known_miss = {_toml(f'a curator decided otherwise; the rules read {quotes} in the sentence')}")
    lines.extend(f"# nobody has decided on this one: {_toml(quote)}" for quote in row.open)
    lines.append(f"text = {_toml(row.text)}")
    lines.append("records = [" if row.records else "records = []")
    lines.extend(f"    {_toml(record)}," for record in row.records)
    return "\n".join([*lines, *("]" for _ in row.records[:1])]) + "\n"


def read_by_rules(row: Row) -> list[Mapping[str, Any]]:
    """What the rules, as they are, read in the sentence by itself."""
    from extractors.model import CleanDocument, Metadata, Section
    from extractors.pipeline import extract_document
    from extractors.traced_text import CleanSpan, TracedText

    text = row.text.strip()
    section = Section(row.section or "body", "", CleanSpan(0, len(text)))
    document = CleanDocument(TracedText.of_source(text), (section,), Metadata(), "scrape", "utf-8")
    read = extract_document(document, document_id="case", source="case", sha256="")
    return [_expected(record) for record in read["records"].get(row.kind, ())]


def _expected(record: Mapping[str, Any]) -> Mapping[str, Any]:
    fields = {name: value for name, value in fields_of(record).items() if name not in POINTERS}
    return {"quote": record["evidence"]["quote"], **fields}


def _source(document_id: str, decision: Mapping[str, Any]) -> str:
    note = f": {decision['note']}" if decision.get("note") else ""
    return f"{decision['reviewer']} on {document_id} ({decision['decision']}){note}"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{name} = {_toml(item)}' for name, item in value.items())} }}"
    if isinstance(value, str):
        return quoted(value).replace("\x7f", "\\u007f")
    return f"[{', '.join(map(_toml, value))}]" if isinstance(value, Sequence) else str(value)
