"""A batch on a worker of a Dask cluster: the same work as anywhere, once the worker has shown itself fit for it.

A worker may run on another machine. One with other rules, or one that does not see the folders, would write other
outputs or none; so each batch is first held against what the run's own process sees.
"""

from __future__ import annotations

import os
import socket
import time
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from extractors.errors import TrialsiftError
from extractors.rules import rules_hash
from flows import outputs, workers
from flows.batches import Batch, Outcome
from flows.names import shown

SECONDS_TO_APPEAR = 10.0
"""How long a network disk may take to show what another machine has just written."""


class WorkerUnfit(TrialsiftError):
    """A worker has other rules, or does not see the folders."""


class SourceUnseen(WorkerUnfit):
    """A worker does not find a source at `path`. Has it gone meanwhile, or only there?"""

    def __init__(self, sentence: str, path: Path) -> None:
        super().__init__(sentence)
        self.path = path

    def __reduce__(self) -> tuple[type[SourceUnseen], tuple[str, Path]]:
        return type(self), (str(self), self.path)


class ClusterLost(TrialsiftError):
    """The cluster has gone in mid-run: its scheduler, or the last of its workers."""


class Terms(NamedTuple):
    """What a worker must find as the run's own process does."""

    rules: str
    out: Path
    holder: bytes
    """Who holds the outputs, as written in them by the run: whoever reads it there sees the same folder."""


def terms_of(out: Path) -> Terms:
    """The terms of a run that holds these outputs."""
    return Terms(rules_hash(), out, outputs.holder(out) or b"")


def carry_out(batch: Batch, *, terms: Terms) -> tuple[Outcome, ...]:
    """What came of each source of a batch. Raises WorkerUnfit, SourceUnseen or OutputsUnusable."""
    _require_rules(terms)
    _require_folders(batch, terms)
    # Not in this process: what a hostile document does must not cost the cluster a worker.
    return workers.in_kept_process(batch)


def carry_out_in_parts(batch: Batch, *, terms: Terms, parts: int) -> tuple[Outcome, ...]:
    """The same, cut into parts for all workers of the cluster; this one does not count as busy meanwhile."""
    from distributed import worker_client

    length = -(-len(batch.work) // parts)
    cut = [batch._replace(work=batch.work[at : at + length]) for at in range(0, len(batch.work), length)]
    with worker_client() as client:
        futures = [client.submit(carry_out, part, terms=terms, pure=False) for part in cut]
        return tuple(chain.from_iterable(client.gather(futures)))


def _require_rules(terms: Terms) -> None:
    if rules_hash() != terms.rules:
        raise WorkerUnfit(f"the Dask worker {_here()} has other rules: install the same trialsift there, start it anew")


def _require_folders(batch: Batch, terms: Terms) -> None:
    if not _sees_the_outputs(terms):
        raise WorkerUnfit(_unseen(f"the folder of outputs {shown(str(terms.out))}"))
    source = batch.work[0].source
    if not os.path.lexists(source.path):
        raise SourceUnseen(_unseen(f"the source {shown(str(source.path))}"), source.path)


def _sees_the_outputs(terms: Terms) -> bool:
    until = time.monotonic() + SECONDS_TO_APPEAR
    while outputs.holder(terms.out) != terms.holder:
        if time.monotonic() > until:
            return False
        time.sleep(0.5)
    return True


def _unseen(folder: str) -> str:
    return (
        f"the Dask worker {_here()} does not see {folder}: sources and outputs must lie on a disk that all workers "
        "share, under the same path"
    )


def _here() -> str:
    from distributed import get_worker

    return f"{get_worker().address} ({socket.gethostname()})"
