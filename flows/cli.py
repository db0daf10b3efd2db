"""The command line: the commands here, and those that flows/*_command.py and flows/review/ bring.

Exit status: 0 all well; 1 finished, but some sources have errors; 2 wrong use; 3 the outputs are in use by
another run; 4 could not go on (disk full, outputs read-only, cluster gone); 130 stopped by the interrupt key.

Whatever is slow to import (Prefect, spaCy, the rules) is imported by the command that needs it.
"""

from __future__ import annotations

import logging
import signal
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from extractors.errors import TrialsiftError
from flows import export_command, fetch_command
from flows.cluster_worker import ClusterLost
from flows.forms import Form
from flows.outputs import OutputsInUse, OutputsUnusable
from flows.reader import ReaderLost
from flows.report import Tally, show
from flows.review import commands, diff_command
from flows.sources import WrongUse
from flows.time_limit import DOCUMENT_SECONDS

SOME_FAILED, WRONG_USE, IN_USE, UNUSABLE, INTERRUPTED = 1, 2, 3, 4, 130

MOST_BATCHES = 200
"""Of a run without Prefect: enough for a progress bar that moves."""

app = typer.Typer(
    name="trialsift",
    help="Sample sizes, doses, CD4 values and P values out of clinical-trial reports, each at its place.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Sources = Annotated[
    list[Path],
    typer.Argument(metavar="SRC", help="Files, or folders with all that is in them.", show_default=False),
]
Out = Annotated[Path, typer.Option("--out", help="The folder of outputs; made if need be.", show_default=False)]
Workers = Annotated[
    int | None, typer.Option("--workers", min=1, max=64, help="How many share the work. [default: as suits]")
]
Format = Annotated[
    Form,
    typer.Option(
        "--format",
        help="json: a file a document; parquet or jsonl: a dataset, for collections: a file for thousands of them.",
    ),
]
DocumentSeconds = Annotated[
    float, typer.Option("--document-seconds", min=1, help="What one document may take of a processor's time.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress bar, no closing table.")]


@app.command()
def run(
    sources: Sources,
    out: Out,
    form: Format = "json",
    workers: Workers = None,
    dask: Annotated[
        str | None,
        typer.Option("--dask", metavar="ADDRESS", help="Work on this Dask cluster, as in tcp://127.0.0.1:8786."),
    ] = None,
    document_seconds: DocumentSeconds = DOCUMENT_SECONDS,
    quiet: Quiet = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show Prefect's own log.")] = False,
) -> None:
    """Extract all sources as a Prefect flow; needs no server, except for --dask."""
    from flows import offline

    offline.settle(quiet=not verbose)
    if dask is not None:
        from flows import cluster

        if workers is not None:
            raise WrongUse("say either --workers or --dask: the cluster has workers of its own")
        cluster.require(dask)
    from flows.extract import run_flow

    tally = run_flow(
        sources,
        out=out,
        form=form,
        worker_count=workers,
        dask=dask,
        quiet=quiet,
        document_seconds=document_seconds,
    )
    _close(tally, out, quiet=quiet)


@app.command()
def extract(
    sources: Sources,
    out: Annotated[Path | None, typer.Option("--out", help="The folder of outputs.", show_default=False)] = None,
    stdout: Annotated[bool, typer.Option("--stdout", help="Print the JSON of one file instead.")] = False,
    form: Format = "json",
    workers: Workers = None,
    document_seconds: DocumentSeconds = DOCUMENT_SECONDS,
    quiet: Quiet = False,
) -> None:
    """The same work to the same bytes without Prefect, seconds sooner."""
    if stdout == (out is not None):
        raise WrongUse("say either --out FOLDER or --stdout")
    if out is None:
        from flows.single import print_json

        raise typer.Exit(SOME_FAILED if print_json(sources, seconds=document_seconds) else 0)
    from functools import partial

    from flows import forms
    from flows.workers import sharing

    tally = forms.carry_out(
        sources,
        out=out,
        form=form,
        runner=partial(sharing, workers=workers),
        most_batches=MOST_BATCHES,
        quiet=quiet,
        document_seconds=document_seconds,
    )
    _close(tally, out, quiet=quiet)


@app.command()
def clean(
    sources: Sources,
    out: Annotated[Path | None, typer.Option("--out", help="The folder of cleaned texts.", show_default=False)] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Print kept and dropped lines, and why, instead.")] = False,
) -> None:
    """Write the cleaned text of each document: X gives OUT/X.txt."""
    from flows import single

    if explain == (out is not None):
        raise WrongUse("say either --out FOLDER or --explain")
    failed = single.explain(sources) if out is None else single.write_clean(sources, out=out)
    raise typer.Exit(SOME_FAILED if failed else 0)


@app.command()
def verify(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder of outputs.", show_default=False)],
    sources: Annotated[
        list[Path],
        typer.Option("--sources", metavar="SRC", help="The files or folders they came from.", show_default=False),
    ],
) -> None:
    """Prove from the sources alone that every record's span holds its quote and its numbers follow from it."""
    from flows.verify import say, verified

    result = verified(out, sources)
    say(result)
    raise typer.Exit(SOME_FAILED if result.faults else 0)


@app.command()
def schedule(
    sources: Sources,
    out: Out,
    cron: Annotated[str, typer.Option("--cron", help='When, as in "0 6 * * *".', show_default=False)],
    workers: Workers = None,
    document_seconds: DocumentSeconds = DOCUMENT_SECONDS,
) -> None:
    """Keep running the flow on a schedule; needs a Prefect server (PREFECT_API_URL)."""
    from flows.schedule import serve

    serve(sources, out=out, cron=cron, worker_count=workers, document_seconds=document_seconds)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Gold records, a document a line.", show_default=False)],
    texts: Annotated[Path, typer.Argument(metavar="TEXTS", help="The folder of their texts.", show_default=False)],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The outputs of these texts.", show_default=False)],
    json_file: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write all figures here.")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown tables.")] = False,
) -> None:
    """Judge outputs against gold: precision, recall, F1, and every mistake with its sentence."""
    from flows import evaluate as evaluation
    from flows import evaluate_tables

    found = evaluation.evaluate(evaluation.documents_of(gold, texts, out))
    if json_file is not None:
        evaluate_tables.write_json(found, json_file)
    evaluate_tables.show(found, markdown=markdown)


commands.register(app)
diff_command.register(app)
export_command.register(app)
fetch_command.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"trialsift {version('trialsift')}")
        raise typer.Exit


@app.callback()
def _common(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    pass


def main() -> NoReturn:
    """The console script."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    # Prefect's temporary server outlives SIGTERM but not the interrupt key: both stop a run the same way.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        status = app(standalone_mode=True)
    except TrialsiftError as error:
        print(f"trialsift: {error}", file=sys.stderr)
        status = _status_of(error)
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            print("trialsift: stopped; what was done is kept, the next run goes on from there", file=sys.stderr)
        raise
    sys.exit(status)


def _close(tally: Tally, out: Path, *, quiet: bool) -> NoReturn:
    if not quiet:
        show(tally, out)
    raise typer.Exit(SOME_FAILED if tally.failed else 0)


def _status_of(error: TrialsiftError) -> int:
    if isinstance(error, OutputsInUse):
        return IN_USE
    return UNUSABLE if isinstance(error, OutputsUnusable | ClusterLost | ReaderLost) else WRONG_USE


if __name__ == "__main__":
    main()
