"""Fetching as a Prefect flow, alone or followed by extraction: what runs at night.

The API key comes from the Secret block `ncbi-api-key`, otherwise from the environment; it is read where it is
needed, for Prefect writes down the parameters of flows and tasks.
"""

from __future__ import annotations

import os
from pathlib import Path

from flows import offline, outputs
from flows.fetch_command import day_of, key_of_environment

offline.settle()  # before Prefect is imported: it reads its settings then

from prefect import flow, task  # noqa: E402
from prefect.artifacts import create_markdown_artifact, create_table_artifact  # noqa: E402
from prefect.blocks.system import Secret  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402

from extractors.errors import TrialsiftError  # noqa: E402
from flows.extract import trialsift  # noqa: E402
from flows.fetching.asking import NCBI, Access  # noqa: E402
from flows.fetching.job import Fetched, fetch  # noqa: E402
from flows.forms import Form  # noqa: E402
from flows.time_limit import DOCUMENT_SECONDS  # noqa: E402

SECRET = "ncbi-api-key"  # noqa: S105, the name of the block
MOST_SECONDS_OF_WAITING = 3600.0
"""For a run of another deployment, or of a curator, that is writing the same outputs."""


class FetchIncomplete(TrialsiftError):
    """PubMed did not deliver everything; what came is kept, the next run goes on from there."""


@task(name="fetch-citations", persist_result=False, cache_policy=NO_CACHE)  # has retries of its own
def fetch_citations(query: str, to: str, since: str | None, email: str | None, base_url: str) -> Fetched:
    """One run of fetching."""
    access = Access(base_url, email or os.environ.get("NCBI_EMAIL") or None, _key())
    return fetch(query, folder=Path(to), access=access, since=day_of(since))


@flow(name="trialsift-fetch", persist_result=False)
def trialsift_fetch(
    query: str, to: str, since: str | None = None, email: str | None = None, base_url: str = NCBI
) -> Fetched:
    """Brings a folder up to date with what PubMed has for a query.

    Args:
        query: As typed into PubMed's own search box.
        to: The folder of sources that the files of citations go to.
        since: In the first run, only what is new or revised since then, as in 2026-01-31.
        email: Who asks; NCBI wants to know. Otherwise that of NCBI_EMAIL.
        base_url: The address of E-utilities.
    """
    fetched = fetch_citations(query, to, since, email, base_url)
    create_table_artifact(
        key="trialsift-fetch",
        table=[{"citations": name, "count": count} for name, count in fetched.rows()],
        description=f"What PubMed brought for {query!r}.",
    )
    if lines := (*fetched.failures, *fetched.notes):
        create_markdown_artifact(
            key="trialsift-fetch-failures",
            markdown="\n".join(f"- {line}" for line in lines),
            description="What PubMed did not deliver, and why.",
        )
    return fetched


@flow(name="fetch-and-extract", persist_result=False)
def fetch_and_extract(
    query: str,
    to: str,
    out: str,
    sources: str | None = None,
    since: str | None = None,
    email: str | None = None,
    base_url: str = NCBI,
    form: Form = "json",
    worker_count: int | None = None,
    dask: str | None = None,
    document_seconds: float = DOCUMENT_SECONDS,
) -> None:
    """Fetches what is new or revised, then brings the outputs up to date; fails where PubMed did not deliver.

    Args:
        query: As typed into PubMed's own search box.
        to: The folder of sources that the files of citations go to.
        out: The folder of outputs.
        sources: The folder whose outputs these are, where it holds more than the citations; otherwise `to`.
        since: In the first run, only what is new or revised since then, as in 2026-01-31.
        email: Who asks; NCBI wants to know. Otherwise that of NCBI_EMAIL.
        base_url: The address of E-utilities.
        form: json (a file a document), or a dataset for collections: parquet or jsonl.
        worker_count: How many processes of this machine share the work of extraction; as suits, if not said.
        dask: The address of a Dask scheduler, as in tcp://127.0.0.1:8786, whose workers extract instead.
        document_seconds: What one document may take of a processor's time.
    """
    fetched = trialsift_fetch(query, to, since=since, email=email, base_url=base_url)
    outputs.wait_until_free(Path(out), seconds=MOST_SECONDS_OF_WAITING)
    trialsift(
        [sources or to],
        out,
        form=form,
        worker_count=worker_count,
        dask=dask,
        document_seconds=document_seconds,
    )
    if fetched.failures:
        raise FetchIncomplete("; ".join(fetched.failures))


def _key() -> str | None:
    try:
        return str(Secret.load(SECRET).get()).strip() or None  # type: ignore[union-attr]
    except ValueError:  # no such block
        return key_of_environment()
