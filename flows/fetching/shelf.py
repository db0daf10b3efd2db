"""The files of citations: every citation in one of them, once.

A citation stays in the file it first came in: a revised one takes the place of the old there, so that its outputs,
and a curator's decisions on them, stay where they are. New ones of a batch make a new file. All writes may be
repeated, so that a run killed between two of them is made good by the next.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from flows import outputs
from flows.fetching.answers import Citation, delivered_in
from flows.fetching.remembered import Remembered
from flows.fetching.trouble import Forgotten, Passing

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<PubmedArticleSet>\n'
FOOT = "</PubmedArticleSet>\n"
SLUG_LENGTH = 40


class Kept(NamedTuple):
    """What became of a batch."""

    new: int = 0
    revised: int = 0
    unchanged: int = 0


def keep(citations: Iterable[Citation], *, folder: Path, remembered: Remembered, query: str, day: date) -> Kept:
    """Puts citations in their files and notes them; the caller saves what is remembered. Raises OutputsUnusable."""
    new: list[Citation] = []
    here: dict[str, list[Citation]] = {}
    for citation in citations:
        here.setdefault(remembered.place.get(citation.pmid, ""), []).append(citation)
    new += here.pop("", [])
    revised = unchanged = 0
    for name, group in sorted(here.items()):
        changed, same, lost = _replaced(folder / name, group, remembered=remembered)
        revised, unchanged = revised + changed, unchanged + same
        new += lost
    if new:
        name = _next_name(query, day, folder=folder, remembered=remembered)
        outputs.write(folder / name, _file(each.text for each in new))
        remembered.put(name, {each.pmid: each.revised for each in new})
    return Kept(len(new), revised, unchanged)


def _replaced(path: Path, group: list[Citation], *, remembered: Remembered) -> tuple[int, int, list[Citation]]:
    """How many of a file's citations changed and how many did not; and those that it has lost, as they came."""
    known = remembered.files[path.name]
    try:
        before = delivered_in(path.read_bytes()).citations
    except (OSError, Passing, Forgotten):
        before = {}  # somebody has been at it: what we know of it doesn't hold, its citations come anew
    after = {each.pmid: each for each in group}
    changed = [pmid for pmid, each in after.items() if pmid in before and before[pmid].text != each.text]
    lost = [each for pmid, each in after.items() if pmid not in before]
    for pmid in (each.pmid for each in lost):
        known.pop(pmid, None)
    if changed:
        outputs.write(path, _file(after.get(pmid, each).text for pmid, each in before.items()))
    known.update({pmid: each.revised for pmid, each in after.items() if pmid in before})
    return len(changed), len(after) - len(changed) - len(lost), lost


def _file(articles: Iterable[str]) -> bytes:
    return (HEAD + "".join(f"{article}\n" for article in articles) + FOOT).encode("utf-8")


def _next_name(query: str, day: date, *, folder: Path, remembered: Remembered) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", query.lower())[:SLUG_LENGTH].strip("-") or "query"
    # Two queries may have one slug.
    start = f"pubmed-{slug}-{hashlib.sha256(query.encode()).hexdigest()[:6]}-{day}-"
    number = 1
    while (name := f"{start}{number:03}.xml") in remembered.files or (folder / name).exists():
        number += 1
    return name
