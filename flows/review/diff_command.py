"""`trialsift diff` and `trialsift show`: what the command line offers to who compares outputs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.names import shown
from flows.sources import WrongUse

DIFFERENT = 1


def diff(
    named: Annotated[
        list[str],
        typer.Argument(
            metavar="A B | REV [REV] -- OUT",
            help="Two folders of outputs; or one (against the folder now) or two revisions of one.",
            show_default=False,
        ),
    ],
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown, for a pull request.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 where there are differences.")] = False,
    most: Annotated[
        int | None, typer.Option("--most", min=0, help="With --markdown: list so many documents, count all.")
    ] = None,
) -> None:
    """Which records were added, removed or changed between two states of the outputs, and why."""
    if markdown and json:
        raise WrongUse("say either --markdown or --json")
    from flows.review.diff_documents import compared
    from flows.review.diff_sides import sides

    found = compared(*sides(tuple(named)))
    if json:
        from flows.review.diff_json import diff_json

        sys.stdout.buffer.write(diff_json(found))
    elif markdown:
        from flows.review import diff_markdown

        sys.stdout.buffer.write(diff_markdown.markdown(found, most_documents=most).encode("utf-8", "replace"))
    else:
        from flows.review import diff_terminal

        diff_terminal.show(found)
    raise typer.Exit(DIFFERENT if exit_code and not found.is_empty else 0)


def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A record file.", show_default=False)],
) -> None:
    """Print a record file as text to read; git's textconv for outputs."""
    from flows.review.readable import readable

    try:
        content = file.read_bytes()
    except OSError as error:
        raise WrongUse(f"{shown(str(file))} can't be read: {error.strerror or error}") from None
    sys.stdout.buffer.write(readable(content).encode("utf-8", "surrogatepass"))


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(diff)
    app.command()(show)
