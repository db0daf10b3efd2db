"""What a run changed, for its summary: the diff of the first documents it wrote anew, their old bytes to the new.

Cheap and bounded: a batch hands back the bytes of the first files that it replaced; of all these the first by name are
compared when the run is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import nsmallest
from pathlib import Path

from flows import outputs
from flows.batches import MOST_KEPT_BYTES, Outcome
from flows.report import Tally
from flows.review.diff import Diff
from flows.review.diff_documents import compared
from flows.review.diff_markdown import code, markdown
from flows.review.diff_sides import contents

MOST_DOCUMENTS, MOST_RECORDS = 50, 20


@dataclass(slots=True)
class Changes:
    """What a run wrote so far, as far as its summary tells of it."""

    replaced: dict[str, bytes] = field(default_factory=dict)
    """Old bytes by path below the outputs."""
    added: list[str] = field(default_factory=list)

    def note(self, outcomes: Iterable[Outcome]) -> None:
        """What a batch wrote. No more is kept than will be told."""
        for outcome in outcomes:
            for item in outcome.written:
                if item.before is not None:
                    self.replaced[item.path] = item.before
                elif item.status == "added":
                    self.added.append(item.path)
        self.replaced = {path: self.replaced[path] for path in nsmallest(MOST_DOCUMENTS, self.replaced)}
        self.added = nsmallest(MOST_DOCUMENTS, self.added)

    def told(self, out: Path, tally: Tally) -> str:
        """The summary in Markdown."""
        return "\n".join(_lines(self._diff(out), self.added, tally))

    def _diff(self, out: Path) -> Diff:
        now = {path: outputs.content_of(out / path, most_bytes=MOST_KEPT_BYTES) for path in self.replaced}
        both = {_id(path): (self.replaced[path], new) for path, new in now.items() if new is not None}
        before = contents("before this run", {document_id: old for document_id, (old, _) in both.items()})
        return compared(before, contents("after it", {document_id: new for document_id, (_, new) in both.items()}))


def _lines(diff: Diff, added: Iterable[str], tally: Tally) -> Iterator[str]:
    if not (tally.changed or tally.added or tally.removed):
        yield "No document changed."
        return
    yield f"Of the documents, {tally.changed} changed, {tally.added} are new, {tally.removed} were removed."
    compared_documents = len(diff.changed) + len(diff.unusable)
    if tally.changed > compared_documents:
        yield f"\nCompared record by record: {compared_documents} of the {tally.changed} that changed.\n"
    if tally.changed:
        yield "\n## What changed in them\n"
        yield markdown(diff, most_documents=MOST_DOCUMENTS, most_records=MOST_RECORDS)
    if tally.added:
        yield "\n## New documents\n"
        yield from (f"- {code(_id(path))}" for path in added)
        if tally.added > MOST_DOCUMENTS:
            yield f"- … and {tally.added - MOST_DOCUMENTS} more"
    yield ""


def _id(path: str) -> str:
    return path.removesuffix(".json")
