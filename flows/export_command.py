"""`trialsift export` and `trialsift schema`: records for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.names import shown
from flows.sources import WrongUse


def export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A folder of outputs.", show_default=False)],
    to: Annotated[
        Path,
        typer.Option(
            "--to",
            metavar="FILE",
            help="Ends in .csv, .jsonl or .parquet. records.csv gives records.dose.csv, records.cd4_value.csv, … (one "
            "a kind); with a single --kind it is the file itself; with --evidence, evidence.csv gives "
            "evidence/<document id>.csv.",
            show_default=False,
        ),
    ],
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only this kind of record; may be said again. [default: all]")
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="A table a document instead: its arms as rows, their values as columns.")
    ] = False,
    extracted: Annotated[
        bool, typer.Option("--extracted", help="Records as the rules read them, without curators' decisions.")
    ] = False,
) -> None:
    """Write the records as tables, as curators left them, with UCUM and LOINC codes."""
    if evidence and kind:
        raise WrongUse("--evidence takes all kinds; say it without --kind")
    from flows.export import export_evidence, export_records

    if evidence:
        done = export_evidence(out, to, curated=not extracted)
    else:
        done = export_records(out, to, kinds=tuple(kind or ()), curated=not extracted)
    if done.lapsed:
        print(f"{done.lapsed} decisions no longer apply: `trialsift review` shows them", file=sys.stderr)
    where = shown(str(done.files[0])) if len(done.files) == 1 else f"{len(done.files)} files"
    print(f"{done.rows:,} rows in {where}")


def schema() -> None:
    """Print the JSON Schema of a record file."""
    from extractors.pipeline import known_kinds
    from extractors.record_schema import schema_json

    sys.stdout.buffer.write(schema_json(known_kinds()))


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(export)
    app.command()(schema)
