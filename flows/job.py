"""The main job, whoever carries out its batches: sources in, outputs that mirror them, a tally.

    gather the sources -> hold the outputs -> batches -> remove what is stale -> errors.json, memory

Outputs are a function of sources and rules. What a source no longer yields is removed, and so is what a
source yielded that has gone from a folder given to this run; but only files that this tool wrote and nobody
edited since.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from extractors.rules import rules_hash
from flows import memory, outputs, report
from flows.batches import Assignment, Batch, Outcome, Outcomes, split
from flows.datasets import manifest
from flows.memory import Failure, Known, Memory
from flows.outputs import OutputsUnusable
from flows.part import clear_notes
from flows.report import Tally
from flows.review.lapsed import lapsed_lines
from flows.sources import Inventory, gather, meetings_without_case
from flows.time_limit import DOCUMENT_SECONDS

Runner = Callable[[Sequence[Batch]], Outcomes]
"""Carries out batches, in any order: one tuple of outcomes for each."""

LEAST_BYTES = 100_000
"""Of a batch: below that, handing it over costs more than reading it."""
SECONDS_BETWEEN_SAVES = 10.0


def carry_out(
    named: Iterable[Path],
    *,
    out: Path,
    runner: Runner,
    most_batches: int,
    quiet: bool = False,
    document_seconds: float = DOCUMENT_SECONDS,
) -> Tally:
    """Brings the outputs up to date with the named files and folders.

    Raises WrongUse, OutputsInUse or OutputsUnusable. However it ends, what was done by then is remembered.
    """
    out = out.resolve()
    inventory = gather(named, apart_from=out)
    with outputs.locked(out) as name:
        manifest.require_form(out, "json")
        run = Run(out=out, rules=rules_hash(), inventory=inventory, remembered=memory.load(out))
        batches = split(run.assignments(), out=out, rules=run.rules, most=most_batches, least_bytes=LEAST_BYTES)
        work = [batch._replace(document_seconds=document_seconds, run=name) for batch in batches]
        try:
            # Closed at once, whatever happens: no worker may be writing when the outputs are let go.
            with closing(runner(work)) as done, report.progress(len(inventory.sources), quiet=quiet) as advance:
                for outcomes in done:
                    run.note(outcomes)
                    advance(len(outcomes))
        except BaseException:
            with suppress(OutputsUnusable):
                memory.save(run.remembered, out)
            raise
        return run.closed()


@dataclass(slots=True)
class Run:
    """One run of the job while the outputs are held: what it found, remembers and counts."""

    out: Path
    rules: str
    inventory: Inventory
    remembered: Memory
    counts: Counter[str] = field(default_factory=Counter)
    saved_at: float = field(default_factory=time.monotonic)

    def assignments(self) -> tuple[Assignment, ...]:
        """The sources to read, each with what is known of it. Those without a place here are noted."""
        meetings: dict[str, str] = {}
        if outputs.ignores_case(self.out):
            meetings = meetings_without_case(self.inventory.sources)
        for source in self.inventory.sources:
            if other := meetings.get(source.id):
                sentence = f"its name differs from that of {other} only in case, which the outputs' disk ignores"
                self._note(Outcome(source, None, (), (Failure(source.id, f"{sentence}: rename one"),)))
        return tuple(
            Assignment(source, self.remembered.sources.get(source.id))
            for source in self.inventory.sources
            if source.id not in meetings
        )

    def note(self, outcomes: Iterable[Outcome]) -> None:
        """Counts and remembers what came of a batch."""
        for outcome in outcomes:
            self._note(outcome)
        if time.monotonic() - self.saved_at > SECONDS_BETWEEN_SAVES:
            memory.save(self.remembered, self.out)
            self.saved_at = time.monotonic()

    def closed(self) -> Tally:
        """Removes what is stale, writes errors.json and the memory."""
        self._forget_the_vanished()
        self.remembered.note_skipped(self.inventory)
        unreadable = self.inventory.unreadable
        outputs.write(self.out / "errors.json", report.errors_json(self.remembered, unreadable))
        memory.save(self.remembered, self.out)
        clear_notes(self.out)
        self.counts["failed"] += len(unreadable)
        self.counts["skipped"] = len(self.inventory.skipped)
        return Tally(**self.counts, lapsed=lapsed_lines(self.out))

    def _note(self, outcome: Outcome) -> None:
        source, written = outcome.source, tuple((item.path, item.digest) for item in outcome.written)
        before = self.remembered.sources.get(source.id)
        self.remembered.sources[source.id] = Known(
            source.name, str(source.root), outcome.sha256, self.rules, written, outcome.failures
        )
        self.counts.update(item.status for item in outcome.written)
        self.counts["failed"] += len(outcome.failures)
        if before:
            self._remove(before, keep=dict(written))

    def _forget_the_vanished(self) -> None:
        present = {source.id for source in self.inventory.sources}
        searched = {str(folder) for folder in self.inventory.folders}
        for source_id, known in sorted(self.remembered.sources.items()):
            if source_id not in present and known.root in searched:
                self._remove(known, keep={})
                del self.remembered.sources[source_id]

    def _remove(self, known: Known, *, keep: dict[str, str]) -> None:
        for path, digest in known.outputs:
            if path not in keep:
                removed = outputs.remove(self.out / path, if_still=digest, up_to=self.out)
                self.counts["removed"] += removed
