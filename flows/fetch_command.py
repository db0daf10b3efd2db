"""`trialsift fetch`: new and revised citations out of PubMed, as sources."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.names import shown
from flows.sources import WrongUse

if TYPE_CHECKING:
    from flows.fetching.job import Fetched

INCOMPLETE = 1


def fetch(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="As typed into PubMed's own search box.", show_default=False)
    ],
    to: Annotated[
        Path, typer.Option("--to", metavar="SRC", help="The folder of sources; made if need be.", show_default=False)
    ],
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help="In the first run, only what is new or revised since then, as in 2026-01-31. Later runs go on from "
            "the last one. [default: all]",
        ),
    ] = None,
    email: Annotated[
        str | None, typer.Option("--email", envvar="NCBI_EMAIL", help="Your address; NCBI asks to know it.")
    ] = None,
    base_url: Annotated[
        str | None, typer.Option("--base-url", metavar="URL", help="E-utilities elsewhere. [default: NCBI's]")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no closing table.")] = False,
) -> None:
    """Fetch what PubMed has for a query, as XML files of up to 200 citations; later, only what is new or revised.

    With an API key in NCBI_API_KEY, 10 requests a second instead of 3.
    """
    day = day_of(since)
    if not email:
        print("NCBI asks to know your e-mail address: say --email, or set NCBI_EMAIL", file=sys.stderr)
    from flows.fetching.asking import NCBI, Access
    from flows.fetching.job import fetch as fetched

    access = Access(base_url or NCBI, email or None, key_of_environment())
    result = fetched(query, folder=to, access=access, since=day, told=None if quiet else _progress)
    _tell(result, quiet=quiet)
    raise typer.Exit(INCOMPLETE if result.failures else 0)


def _tell(result: Fetched, *, quiet: bool) -> None:
    for line in (*result.notes, *result.failures):
        print(line, file=sys.stderr)
    for name, count in () if quiet else result.rows():
        print(f"{name:<12}{count:>8}")


def day_of(said: str | None) -> date | None:
    """A date as in 2026-01-31 (or 2026/01/31, as PubMed has it). Raises WrongUse."""
    try:
        return date.fromisoformat(said.strip().replace("/", "-")) if said else None
    except ValueError:
        raise WrongUse(f"--since {shown(said or '')} is no date; an example: 2026-01-31") from None


def key_of_environment() -> str | None:
    """The API key in NCBI_API_KEY. There is no option for it: every user of a machine sees what others type."""
    return os.environ.get("NCBI_API_KEY", "").strip() or None


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(fetch)


def _progress(done: int, count: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:,} of {count:,} citations", end="\n" if done == count else "", file=sys.stderr, flush=True)
