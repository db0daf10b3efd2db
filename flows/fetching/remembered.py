"""What is remembered between runs, beside the sources: `SRC/.trialsift-fetch.json`.

Of each file: its citations and the day each was last revised. Of each query: how far PubMed was searched, and the
window that a stopped run left open. The files themselves are the truth: one that is there but not remembered (a
run was killed between the two) is read in, one that is remembered but gone makes every query begin anew.
"""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from flows import outputs
from flows.fetching.answers import delivered_in
from flows.fetching.trouble import Forgotten, Passing
from flows.names import shown

log = logging.getLogger(__name__)

NAME = ".trialsift-fetch.json"
VERSION = 1
OURS = re.compile(r"pubmed-[a-z0-9-]{1,80}-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{3,6}\.xml")


@dataclass(slots=True)
class Window:
    """Days of PubMed that are being worked off; `start` None is all of it up to `end`."""

    start: date | None
    end: date
    done: set[str] = field(default_factory=set)
    """PMIDs."""


@dataclass(slots=True)
class Asked:
    """How far a query has been asked."""

    since: date | None = None
    """Where it began; None is the beginning of PubMed."""
    through: date | None = None
    """Everything up to this day is here; None before the first window has been closed."""
    window: Window | None = None
    undelivered: dict[str, int] = field(default_factory=dict)
    """PMIDs that a search names and the server doesn't deliver, and in how many runs it was asked for them."""


@dataclass(slots=True)
class Remembered:
    """All that is remembered of one folder of sources."""

    files: dict[str, dict[str, str]] = field(default_factory=dict)
    """Name -> PMID -> revised."""
    queries: dict[str, Asked] = field(default_factory=dict)
    place: dict[str, str] = field(default_factory=dict)
    """PMID -> name of the file; follows from `files`."""

    def put(self, name: str, revised: dict[str, str]) -> None:
        """Notes which citations a file holds."""
        self.files[name] = revised
        self.place.update(dict.fromkeys(revised, name))


def load(folder: Path) -> Remembered:
    """What is remembered of this folder, brought in line with its files. Called while the folder is held."""
    remembered = _read(folder)
    _drop_the_gone(remembered, folder)
    _take_in_the_unknown(remembered, folder)
    return remembered


def save(remembered: Remembered, folder: Path) -> None:
    """Writes it down. Raises OutputsUnusable."""
    state = {
        "version": VERSION,
        "queries": {query: _plain(asked) for query, asked in sorted(remembered.queries.items())},
        "files": {name: dict(sorted(remembered.files[name].items())) for name in sorted(remembered.files)},
    }
    outputs.write(folder / NAME, (json.dumps(state, indent=1, ensure_ascii=False) + "\n").encode("utf-8"))


def _read(folder: Path) -> Remembered:
    try:
        state = json.loads((folder / NAME).read_bytes())
        if state["version"] != VERSION:
            raise ValueError(f"version {state['version']}")
        remembered = Remembered(queries={str(query): _asked(entry) for query, entry in state["queries"].items()})
        for name, revised in state["files"].items():
            remembered.put(_ours(name), {str(pmid): str(day) for pmid, day in revised.items()})
    except FileNotFoundError:
        return Remembered()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("%s can't be read (%s): every query begins anew", shown(str(folder / NAME)), error)
        return Remembered()
    return remembered


def _drop_the_gone(remembered: Remembered, folder: Path) -> None:
    gone = [name for name in remembered.files if not (folder / name).is_file()]
    for name in gone:
        for pmid in remembered.files.pop(name):
            remembered.place.pop(pmid, None)
    if gone:
        log.warning("%s gone from %s: every query begins anew", ", ".join(gone), shown(str(folder)))
        for asked in remembered.queries.values():
            asked.through = asked.window = None


def _take_in_the_unknown(remembered: Remembered, folder: Path) -> None:
    for path in sorted(folder.glob("pubmed-*.xml")):
        if path.name in remembered.files or not OURS.fullmatch(path.name) or path.is_symlink() or not path.is_file():
            continue
        try:
            citations = delivered_in(path.read_bytes()).citations.values()
        except (OSError, Passing, Forgotten) as error:
            log.warning("%s is named like a file of ours, but can't be read (%s): left alone", path.name, error)
            continue
        remembered.put(path.name, {each.pmid: each.revised for each in citations if each.pmid not in remembered.place})


def _plain(asked: Asked) -> dict[str, Any]:
    window = asked.window
    return {
        "since": _said(asked.since),
        "through": _said(asked.through),
        "window": window and {"start": _said(window.start), "end": _said(window.end), "done": sorted(window.done)},
        "undelivered": dict(sorted(asked.undelivered.items())),
    }


def _asked(entry: dict[str, Any]) -> Asked:
    window = entry["window"]
    return Asked(
        since=_day(entry["since"]),
        through=_day(entry["through"]),
        window=window
        and Window(_day(window["start"]), date.fromisoformat(window["end"]), {str(pmid) for pmid in window["done"]}),
        undelivered={str(pmid): int(times) for pmid, times in entry["undelivered"].items()},
    )


def _said(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(said: str | None) -> date | None:
    return None if said is None else date.fromisoformat(said)


def _ours(name: str) -> str:
    """The name, if we could have given it: a state that was tampered with must not lead outside."""
    if not OURS.fullmatch(name):
        raise ValueError(f"{name!r} is no file of ours")
    return name
