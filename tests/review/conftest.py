"""A small folder of outputs, made by the real rules from a report of our own; a browser to look at it with."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from browsing import CHROMIUM, FLAGS, WIDE, Tab
from zinc_trial import ZINC

from flows import job
from flows.batches import Batch, Outcomes, carry_out
from flows.report import Tally
from flows.review import documents
from flows.review.curated import fields_of
from flows.review.originals import Library
from flows.review.serving import server


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder that holds one report, `zinc.txt`."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "zinc.txt").write_text(ZINC, "utf-8")
    return folder


@pytest.fixture
def extract(tmp_path: Path, sources: Path) -> Callable[[], Tally]:
    """Runs the job from the sources to the outputs, in this process: here nothing hostile is read."""
    return lambda: job.carry_out([sources], out=tmp_path / "out", runner=here, most_batches=1, quiet=True)


def here(work: Sequence[Batch]) -> Outcomes:
    """Carries out batches in this process."""
    yield from map(carry_out, work)


@pytest.fixture
def out(tmp_path: Path, extract: Callable[[], Tally]) -> Path:
    """The outputs of the report."""
    assert extract().failed == 0
    return tmp_path / "out"


@pytest.fixture
def zinc(out: Path) -> dict[str, Any]:
    """The report's record file."""
    record_file = documents.load(out, "zinc.txt")
    assert record_file is not None
    return record_file


@pytest.fixture
def on(zinc: dict[str, Any]) -> Callable[..., dict[str, Any]]:
    """A decision on the first record with a quote: `on("64 adults", "accept")`."""

    def decision(quote: str, word: str, **more: Any) -> dict[str, Any]:
        rows = (record for rows in zinc["records"].values() for record in rows)
        record = next(record for record in rows if record["evidence"]["quote"] == quote)
        return {
            "decision": word,
            "record": record["id"],
            "quote": quote,
            "sentence": record["evidence"]["sentence"],
            "seen": fields_of(record),
            **more,
            "reviewer": "Ada",
        }

    return decision


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium; skips where Playwright is not installed."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser: Any) -> Iterator[Tab]:
    """A tab that must end without an error, a dialog or a request to anywhere but where its page came from."""
    context = browser.new_context(viewport=WIDE, accept_downloads=True)
    opened, trouble = context.new_page(), list[str]()
    opened.on("pageerror", lambda error: trouble.append(f"error: {error}"))
    opened.on("console", lambda said: trouble.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("dialog", lambda dialog: answer(dialog, trouble))
    asked = list[str]()
    context.on("request", lambda request: asked.append(request.url))
    opened.trouble = trouble
    yield opened
    assert trouble == []
    assert [url for url in asked if not url.startswith(("file:///", "http://127.0.0.1:", "blob:"))] == []
    context.close()


def answer(dialog: Any, trouble: list[str]) -> None:
    """Leaving with decisions that aren't saved may be asked about; nothing else opens a dialog."""
    if dialog.type != "beforeunload":
        trouble.append(f"dialog: {dialog.message}")
    dialog.accept()


@pytest.fixture
def served(out: Path) -> Iterator[str]:
    """The address of the served index, without its last part."""
    with server(out, Library(out, ()), host="127.0.0.1", port=0) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield running.address.removesuffix("index.html")
        running.shutdown()
        thread.join()
