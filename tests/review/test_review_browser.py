"""The review page in a real browser: headless Chromium, driven by Playwright; skipped where either is absent.

Screenshots and figures are left in `test-artifacts/` for people to look at; no figure is a timed pass.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import (
    ARTIFACTS,
    CHROMIUM,
    CONTRAST,
    MEDLINE,
    NARROW,
    REPORT,
    WIDE,
    Clock,
    Tab,
    be_ada,
    card,
    figure,
    keys,
    says,
    select,
    state,
)
from zinc_trial import ZINC

from flows.report import Tally
from flows.review import decisions
from flows.review.originals import Library
from flows.review.writing import write_pages

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium (Debian: apt-get install chromium)"),
]


def written(out: Path) -> Path:
    return write_pages(out, Library(out, ())).home


def decided(out: Path) -> dict[str, dict[str, Any]]:
    return {decision["quote"]: decision for decision in decisions.load(out, "zinc.txt")["decisions"]}


def test_from_the_disk(tab: Tab, out: Path, tmp_path: Path) -> None:
    """Index, filter, sorting, a document, walking and deciding by keys, the file downloaded and loaded again."""
    tab.goto(written(out).as_uri())
    tab.keyboard.press("/")
    tab.keyboard.type("nothing like it")
    assert tab.locator("#none").is_visible()
    tab.fill("#filter", "ZINC adults")
    assert tab.locator("#status").text_content() == "1 documents"
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="document", exact=True).click()
    assert tab.locator("th[aria-sort=ascending]").count() == 1
    keys(tab, "j")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#records")
    keys(tab, "ja")
    assert "Your name first" in tab.locator("#status").text_content()
    be_ada(tab)
    keys(tab, "jarku?")
    assert tab.locator("#help").is_visible()
    tab.keyboard.press("Escape")
    keys(tab, "jr")
    states = tab.locator(".state").all_text_contents()
    assert states[:3] == ["open", "rejected", "open"]
    with tab.expect_download() as download:
        tab.get_by_role("button", name="Download decisions").click()
    assert download.value.suggested_filename == "zinc.txt.review.json"
    content = download.value.path().read_bytes()
    assert decisions.dumps(decisions.read(content, "zinc.txt")) == content, "the bytes that the server would write"
    tab.reload()
    assert set(tab.locator(".state").all_text_contents()) == {"open"}
    kept = tmp_path / "loaded.json"
    kept.write_bytes(content)
    tab.locator("#file").set_input_files(kept)
    tab.wait_for_selector("[data-state=rejected]")
    assert tab.locator(".state").all_text_contents() == states
    assert tab.locator("#status").text_content() == "1 decision, not saved: download them."


def test_decisions_outlast_a_reload_and_an_extraction(
    tab: Tab, served: str, out: Path, sources: Path, extract: Callable[[], Tally]
) -> None:
    tab.goto(f"{served}documents/zinc.txt.html")
    be_ada(tab)
    card(tab, "64 adults").click()
    keys(tab, "a")
    card(tab, "P = 0.03").locator("[data-act=reject]").click()
    card(tab, "20 mg").click()
    keys(tab, "e")
    tab.fill("#edit-fields [name=frequency]", "2")
    tab.select_option("#edit-fields [name=other_study]", "yes")
    tab.fill("#edit-note", "twice, says the label")
    tab.get_by_role("button", name="Save").click()
    assert "1" in card(tab, "20 mg").locator("del").all_text_contents()
    select(tab, "both sexes")
    keys(tab, "n")
    tab.select_option("#edit-kind", "sample_size")
    tab.fill("#edit-fields [name=value]", "2")
    tab.get_by_role("button", name="Save").click()
    says(tab, "Saved: 4 decisions.")
    saved = decided(out)
    assert saved["20 mg"]["fields"] == {"frequency": 2, "other_study": True}
    assert saved["both sexes"]["sentence"].startswith("Zinc raised CD4 counts")
    start, end = saved["both sexes"]["span"]
    assert ZINC[start:end] == "both sexes"

    def shows_them() -> None:
        tab.reload()
        assert [state(tab, quote) for quote in ("64 adults", "P = 0.03", "20 mg", "both sexes")] == [
            "accepted", "rejected", "corrected", "added",
        ]  # fmt: skip
        assert tab.locator("#text mark", has_text="both sexes").count() == 1

    shows_them()
    shutil.rmtree(out / ".trialsift")
    (out / "zinc.txt.json").unlink()
    assert extract().added == 1
    shows_them()
    # The source gains a line: all offsets move, and what was added must be looked at again.
    (sources / "zinc.txt").write_text("Contact us\n" + ZINC, "utf-8")
    assert [line for line in extract().lapsed if "add by Ada" in line]
    tab.reload()
    assert state(tab, "20 mg") == "corrected"
    tab.get_by_role("button", name="Still right").click()
    says(tab, "Saved")
    assert decided(out)["both sexes"]["span"] == [start + len("Contact us\n"), end + len("Contact us\n")]
    assert extract().lapsed == ()
    shows_them()


def test_undo_withdraw_and_two_reviewers(tab: Tab, served: str, out: Path) -> None:
    tab.goto(f"{served}documents/zinc.txt.html")
    be_ada(tab)
    keys(tab, "jar")
    tab.keyboard.press("c")
    tab.fill("#remark-note", "not a count")
    tab.get_by_role("button", name="Save").click()
    keys(tab, "uu")
    assert tab.locator(".state").first.text_content() == "accepted"
    tab.get_by_role("button", name="Withdraw").first.click()
    says(tab, "Saved: 0 decisions.")
    other = tab.context.new_page()
    other.goto(tab.url)
    keys(other, "ja")
    says(other, "Saved: 1")
    keys(tab, "jr")
    tab.wait_for_selector("#status.failed")
    assert "changed elsewhere" in tab.locator("#status").text_content()
    assert [decision["decision"] for decision in decided(out).values()] == ["accept"]
    # The browser's own word on the refused request; nothing else may be said.
    assert all("409" in said for said in tab.trouble)
    tab.trouble.clear()


def test_evidence_and_card_lead_to_each_other(tab: Tab, out: Path) -> None:
    tab.goto((written(out).parent / "documents/zinc.txt.html").as_uri())
    mark = tab.locator("#text mark", has_text="402 cells/mm3")
    mark.hover()
    assert "hot" in card(tab, "402 cells/mm3").get_attribute("class")
    mark.click()
    assert card(tab, "402 cells/mm3").get_attribute("aria-current") == "true"
    card(tab, "64 adults").click()
    assert tab.locator("#text mark.current").text_content() == "64 adults"
    tab.locator("#chart-data a").first.click()
    assert card(tab, "310 cells/mm3").get_attribute("aria-current") == "true"
    tab.keyboard.press("b")
    assert tab.get_by_text("Sign in").is_visible()
    tab.fill("#filter", "week 24 placebo")
    assert tab.locator("#records .card:visible").count() >= 1
    assert not card(tab, "64 adults").is_visible()


@pytest.mark.parametrize(("suffix", "source"), [("txt", REPORT), ("nbib", MEDLINE)], ids=["scrape", "medline"])
def test_a_hostile_source_runs_nothing_and_opens(
    tab: Tab, sources: Path, out: Path, extract: Callable[[], Tally], suffix: str, source: str
) -> None:
    (sources / f"<script>alert(1)<b>.{suffix}").write_text(source, "utf-8")
    assert extract().failed == 0
    home, clock = written(out), Clock(tab)
    (page,) = (
        path for path in (home.parent / "documents").rglob("*.html") if "script" in str(path.relative_to(home.parent))
    )
    tab.goto(home.as_uri())
    assert tab.title() == "Review: 2 documents"
    tab.locator("tbody a", has_text="Zinc").last.focus()
    tab.goto(page.as_uri())
    opening = clock.opened()
    assert "ran" not in tab.title().split()
    assert tab.locator("#text img, #text script").count() == 0
    shown = tab.locator("#text").text_content()
    assert "<script>document.title" in shown
    be_ada(tab)
    keys(tab, "ja")
    assert tab.locator(".state").first.text_content() == "accepted"
    megabytes = round(page.stat().st_size / 1e6, 2)
    figure(f"hostile-{suffix}", megabytes=megabytes, characters_of_text=len(shown), open=opening)


def long_report(records: int) -> str:
    """A report with so many CD4 levels."""
    weeks = (
        f"At week {week} the mean CD4 count was {200 + week} cells/mm3 in the zinc group." for week in range(records)
    )
    return f"Zinc and CD4 counts for years: a randomized trial\n\nResults\n{chr(10).join(weeks)}\n"


def test_three_hundred_records_open_and_filter(
    tab: Tab, sources: Path, out: Path, extract: Callable[[], Tally]
) -> None:
    (sources / "long.txt").write_text(long_report(300), "utf-8")
    extract()
    page, clock = written(out).parent / "documents/long.txt.html", Clock(tab)
    tab.goto(page.as_uri())
    spent = {"open": clock.opened()}
    count = tab.locator("#records .card").count()
    assert count >= 300
    for name, text in (("filter_first", "week 123"), ("filter_again", "week 7"), ("filter_off", "")):
        tab.fill("#filter", text)
        spent[name] = clock.spent()
        visible = tab.locator("#records .card:visible").count()
        assert 0 < visible < count if text else visible == count
        clock.spent()  # the driver's own
    be_ada(tab)
    clock.spent()
    keys(tab, "jaja")
    figure("three-hundred-records", records=count, **spent, four_keys=clock.spent())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280", "360"])
def test_as_it_looks(browser: Any, sources: Path, out: Path, viewport: dict[str, int], scheme: str) -> None:
    """Nothing sticks out at the side, all text has contrast; screenshots for people to look at."""
    ARTIFACTS.mkdir(exist_ok=True)
    home = written(out)
    context = browser.new_context(viewport=viewport, color_scheme=scheme)
    tab, name = context.new_page(), f"{viewport['width']}-{scheme}.png"
    tab.goto(home.as_uri())
    tab.screenshot(path=ARTIFACTS / f"index-{name}")
    assert tab.evaluate(CONTRAST) == []
    for shot in ("document", "chart", "edit", "help"):
        tab.goto((home.parent / "documents/zinc.txt.html").as_uri())
        be_ada(tab)
        keys(tab, {"document": "jajrjb", "chart": "", "edit": "je", "help": "?"}[shot])
        if shot == "chart":
            tab.locator("#chart").scroll_into_view_if_needed()
        tab.screenshot(path=ARTIFACTS / f"{shot}-{name}")
        assert tab.evaluate("document.documentElement.scrollWidth") <= viewport["width"], shot
        assert tab.evaluate(CONTRAST) == [], shot
    context.close()


def test_focus_is_seen_and_print_is_whole(tab: Tab, out: Path) -> None:
    tab.goto((written(out).parent / "documents/zinc.txt.html").as_uri())
    tab.keyboard.press("Tab")
    focused = "getComputedStyle(document.activeElement)"
    assert tab.evaluate(f"{focused}.outlineStyle") == "solid"
    assert tab.evaluate(f"parseInt({focused}.outlineWidth)") >= 2
    tab.emulate_media(media="print")
    assert tab.evaluate("getComputedStyle(document.querySelector('#text')).overflowY") == "visible"
    assert not tab.locator(".bar").is_visible()
    assert card(tab, "64 adults").is_visible()
    ARTIFACTS.mkdir(exist_ok=True)
    tab.pdf(path=ARTIFACTS / "document.pdf")
