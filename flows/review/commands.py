"""`trialsift review` and `trialsift cases`: what the command line offers to reviewers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.names import shown

if TYPE_CHECKING:
    from flows.review.originals import Library

Outputs = Annotated[Path, typer.Argument(metavar="OUT", help="A folder of outputs.", show_default=False)]
Sources = Annotated[
    list[Path] | None,
    typer.Option("--sources", metavar="SRC", help="Where the sources are. [default: where they were read]"),
]
LOOPBACK = "127.0.0.1"


def review(
    out: Outputs,
    sources: Sources = None,
    to: Annotated[Path | None, typer.Option("--to", help="Where to write. [default: OUT/.trialsift/review]")] = None,
    serve: Annotated[
        bool, typer.Option("--serve", help="Serve the pages, and save decisions as they are made.")
    ] = False,
    host: Annotated[str, typer.Option("--host", help="Address to serve.")] = LOOPBACK,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to serve; 0: any.")] = 0,
) -> None:
    """Make the review pages: one a document and an index, to open from the disk or with --serve."""
    from flows.review.originals import Library

    library = Library(out, tuple(sources or ()))
    if serve:
        _serve(out, library, host=host, port=port)
        return
    from flows.review.writing import write_pages

    pages = write_pages(out, library, to=to)
    if pages.without_text:
        print(f"{pages.without_text} of {pages.documents} without their text: see their pages", file=sys.stderr)
    print(shown(str(pages.home.resolve())))


def cases(
    out: Outputs,
    sources: Sources = None,
    to: Annotated[Path | None, typer.Option("--to", help="Where to write. [default: OUT/.trialsift/cases]")] = None,
) -> None:
    """Turn decisions into rows for tests/cases and into gold lines."""
    from flows.review.cases import write_cases
    from flows.review.originals import Library

    for line in write_cases(out, Library(out, tuple(sources or ())), to=to):
        print(line)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(review)
    app.command()(cases)


def _serve(out: Path, library: Library, *, host: str, port: int) -> None:
    from flows.review.serving import server

    with server(out, library, host=host, port=port) as running:
        if host != LOOPBACK:
            print("others on the network can reach this address; whoever has it can decide", file=sys.stderr)
        print(running.address, flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print("stopped", file=sys.stderr)
