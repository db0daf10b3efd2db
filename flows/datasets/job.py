"""The main job with a dataset for its outputs: the same sources, runners, errors and closing table.

    gather the sources -> hold the outputs -> shards, in batches -> remove what is stale -> manifest, errors.json

A dataset is a function of its sources and rules. A run on a part of them (a single file, one of several folders) does
the shards that these are in, with all their sources, and leaves the others.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from extractors.rules import rules_hash
from flows import batches, memory, outputs, report, workers
from flows.batches import Batch, Outcome
from flows.datasets import columns, manifest, shards, writing
from flows.datasets import memory as shard_memory
from flows.datasets.memory import KnownShard, KnownSource
from flows.datasets.shards import Format, Shard
from flows.job import LEAST_BYTES, SECONDS_BETWEEN_SAVES, Runner
from flows.memory import Failure
from flows.outputs import OutputsUnusable
from flows.report import Tally
from flows.sources import Inventory, Source, gather
from flows.time_limit import DOCUMENT_SECONDS

KILLED = "the process that read it was killed (out of memory?): split the file, or report it"


def carry_out(
    named: Iterable[Path],
    *,
    out: Path,
    form: Format,
    runner: Runner,
    most_batches: int,
    quiet: bool = False,
    document_seconds: float = DOCUMENT_SECONDS,
) -> Tally:
    """Brings the dataset up to date with the named files and folders.

    Raises WrongUse, OutputsInUse or OutputsUnusable. However it ends, every shard finished by then stays finished.
    """
    writing.FORMATS[form].require()
    out = out.resolve()
    inventory = gather(named, apart_from=out)
    with outputs.locked(out) as name:
        manifest.require_form(out, form)
        writing.clear_away(out)
        run = Run(out, form, _rules(), inventory, before=shard_memory.load_all(out))
        run.save()
        try:
            terms = Terms(name, document_seconds)
            # Closed at once, whatever happens: no worker may be writing when the outputs are let go.
            with (
                closing(_carried_out(run, terms, runner=runner, most_batches=most_batches)) as done,
                report.progress(len(inventory.sources), quiet=quiet) as advance,
            ):
                for count in done:
                    advance(count)
        except BaseException:
            with suppress(OutputsUnusable):
                run.save()
            raise
        return run.closed()


class Terms(NamedTuple):
    """What goes with every batch: the name of the run, and the seconds that a document gets."""

    run: str
    document_seconds: float


def _carried_out(run: Run, terms: Terms, *, runner: Runner, most_batches: int) -> Generator[int, None, None]:
    """All shards, as they are done: the number of sources each time."""
    cut = batches.split(run.planned, out=run.out, rules=run.rules, most=most_batches, least_bytes=LEAST_BYTES)
    work = [batch._replace(**terms._asdict()) for batch in cut]
    with closing(runner(work)) as done:
        for outcomes in done:
            yield run.note(outcomes)
    while again := run.once_more():
        for shard in again:
            alone = Batch((shard,), run.out, run.rules, **terms._asdict())
            yield run.note(workers.in_own_process(alone))


def _rules() -> str:
    """A digest over the rules and over what makes rows of their records; this process needs neither for its work."""
    return hashlib.sha256(f"{rules_hash()} {columns.code_digest()}".encode()).hexdigest()


@dataclass(slots=True)
class Run:
    """One run while the outputs are held: its shards, and what is known of all in these outputs."""

    out: Path
    form: Format
    rules: str
    inventory: Inventory
    before: dict[str, KnownShard]
    shards: dict[str, KnownShard] = field(init=False)
    planned: tuple[Shard, ...] = field(init=False)
    killed: list[tuple[Shard, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    saved_at: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.shards = dict(self.before)
        self.planned = shards.cut(_to_read(self.inventory, self.before.values(), self.out), form=self.form)

    def note(self, outcomes: Iterable[Outcome]) -> int:
        """Takes in what came of a batch of shards. Gives the number of their sources."""
        by_name, done = {shard.name: shard for shard in self.planned}, 0
        for outcome in outcomes:
            shard = by_name[outcome.source.id]
            known = shard_memory.load(self.out, shard.name) if outcome.sha256 else None
            if known is None:
                self.killed.append((shard, next((failure.sentence for failure in outcome.failures), KILLED)))
                continue
            self._count(known)
            done += len(shard.sources)
        if time.monotonic() - self.saved_at > SECONDS_BETWEEN_SAVES:
            self.save()
        return done

    def save(self) -> None:
        """Writes the manifest of all that is finished."""
        manifest.write(self.shards.values(), self.out, form=self.form)
        self.saved_at = time.monotonic()

    def once_more(self) -> tuple[Shard, ...]:
        """The shards whose process was killed, each without the source that it was at."""
        again = []
        for shard, sentence in self.killed:
            culprit = writing.culprit(shard, self.out)
            if culprit is None or any(failure.document_id == culprit.id for failure in shard.given_up):
                self._give_up(shard, sentence)
                continue
            given_up = (*shard.given_up, Failure(culprit.id, sentence, lasting=False))
            again.append(shard._replace(given_up=given_up))
        self.killed.clear()
        self.planned = tuple({shard.name: shard for shard in (*self.planned, *again)}.values())
        return tuple(again)

    def closed(self) -> Tally:
        """Removes what is stale, writes the manifest and errors.json."""
        self._remove_the_stale()
        writing.clear_away(self.out)  # a worker may have been killed, and its shard been done by another
        self.save()
        remembered = memory.load(self.out)
        remembered.note_skipped(self.inventory)
        memory.save(remembered, self.out)
        remembered.sources = shard_memory.as_sources(self.shards.values())
        unreadable = self.inventory.unreadable
        outputs.write(self.out / "errors.json", report.errors_json(remembered, unreadable))
        self.counts["failed"] += len(unreadable)
        self.counts["skipped"] = len(self.inventory.skipped)
        return Tally(**self.counts, lapsed=())

    def _count(self, known: KnownShard) -> None:
        before = self.before.get(known.name)
        same = before is not None and [file.sha256 for file in before.files] == [file.sha256 for file in known.files]
        self.counts["added" if before is None else "unchanged" if same else "changed"] += known.documents
        self.counts["failed"] += known.failed
        self.shards[known.name] = known

    def _give_up(self, shard: Shard, sentence: str) -> None:
        """Notes a shard of which nothing could be made, in the place of what there was."""
        if before := self.before.get(shard.name):
            shard_memory.remove(before, self.out)
            self.counts["removed"] += before.documents
        failed = (Failure(shard.sources[0].id, sentence, lasting=False),)
        sources = tuple(
            KnownSource(source.id, source.name, None, () if number else failed)
            for number, source in enumerate(shard.sources)
        )
        known = KnownShard(shard.name, str(shard.sources[0].root), shard.format, self.rules, sources, (), 0)
        shard_memory.save(known, self.out)
        self.shards[shard.name] = known
        self.counts["failed"] += 1

    def _remove_the_stale(self) -> None:
        searched = {str(folder) for folder in self.inventory.folders}
        planned = {source.id for shard in self.planned for source in shard.sources}
        names = {shard.name for shard in self.planned}
        for name, known in self.before.items():
            moved = any(source.id in planned for source in known.sources)
            if name not in names and (moved or known.root in searched):
                shard_memory.remove(known, self.out)
                self.counts["removed"] += known.documents
                del self.shards[name]


def _to_read(inventory: Inventory, known: Iterable[KnownShard], out: Path) -> Iterator[Source]:
    """The sources of the run, with those that share a shard with one of them.

    A shard with a source in a folder that can't be listed just now stays as it is.
    """
    named = {source.id: source for source in inventory.sources}
    unlisted = {str(folder.root) for folder in inventory.unreadable}
    companions: dict[str, set[str]] = {}
    left_alone = set[str]()
    for shard in known:
        ids = {source.id for source in shard.sources}
        touched = [source_id for source_id in ids if source_id in named and str(named[source_id].root) == shard.root]
        if shard.root in unlisted and not ids <= named.keys():
            left_alone |= ids
        elif touched and Path(shard.root) not in inventory.folders:
            companions.setdefault(shard.root, set()).update(ids)
    for root, ids in companions.items():
        for source in gather([Path(root)], apart_from=out).sources:
            if source.id in ids:
                named.setdefault(source.id, source)
    yield from (source for source_id, source in named.items() if source_id not in left_alone)
