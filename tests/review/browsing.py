"""What the browser tests do with a page: keys, selections, figures; and the texts that are meant to harm it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

Tab = Any
"""A Playwright page; the word "page" is taken here."""

CHROMIUM = os.environ.get("TRIALSIFT_CHROMIUM") or shutil.which("chromium")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
ARTIFACTS = Path(__file__).resolve().parents[2] / "test-artifacts"


def figure(name: str, **measured: Any) -> None:
    """Prints a figure and leaves it among the artifacts."""
    ARTIFACTS.mkdir(exist_ok=True)
    (ARTIFACTS / f"{name}.json").write_text(json.dumps(measured, indent=2) + "\n", "utf-8")
    print(f"{name}: {measured}")


def keys(tab: Tab, typed: str) -> None:
    for key in typed:
        tab.keyboard.press(key)


def be_ada(tab: Tab) -> None:
    tab.fill("#reviewer", "Ada")
    tab.locator("#reviewer").blur()


def card(tab: Tab, quote: str) -> Any:
    return tab.locator("#records .card", has=tab.locator("q", has_text=quote)).first


def state(tab: Tab, quote: str) -> str:
    return card(tab, quote).locator(".state").text_content()


def select(tab: Tab, words: str) -> None:
    """Selects words in the text as a mouse would."""
    tab.evaluate(
        """(words) => {
          const line = [...document.querySelectorAll('#text .line')].find((p) => p.textContent.includes(words));
          const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + words.length);
          }
        }""",
        words,
    )


def says(tab: Tab, words: str) -> None:
    """Waits until the status line says so. (The pages' policy forbids the driver's own polling.)"""
    from playwright.sync_api import expect

    expect(tab.locator("#status")).to_contain_text(words)


class Clock:
    """Counts the milliseconds that a tab spends on script, and on everything (style, layout, script)."""

    def __init__(self, tab: Tab) -> None:
        self._session = tab.context.new_cdp_session(tab)
        self._session.send("Performance.enable")
        self._counted: dict[str, float] = {}

    def opened(self) -> dict[str, float]:
        """Since the page began to open: the browser counts anew for each."""
        self._counted = {}
        return self.spent()

    def spent(self) -> dict[str, float]:
        """Since this was last asked."""
        metrics = {
            metric["name"]: metric["value"] for metric in self._session.send("Performance.getMetrics")["metrics"]
        }
        total = {"scripting_ms": metrics["ScriptDuration"], "all_ms": metrics["TaskDuration"]}
        before, self._counted = self._counted, total
        return {name: round(1000 * (value - before.get(name, 0)), 1) for name, value in total.items()}


LINE = "<script>document.title='ran'</script></style></script>\"'><img src=x onerror=alert(1)>\u202e\u2067\u200f "
LONG = LINE * (1_900_000 // len(LINE))
PROSE = "The nurses noted what the patients said of their days, and the doctors read it in the evening. " * 8
REPORT = f"""Zinc in adults with HIV: a randomized trial

Methods
In all, 64 adults were randomized (n = 31 to zinc, n = 33 to placebo). Zinc was given as 20 mg once daily.

Results
{(PROSE + chr(10)) * 100}The mean CD4 count rose to 402 cells/mm3 (P = 0.03) {LONG}
"""
MEDLINE = f"""PMID- 99000009
OWN - NLM
STAT- MEDLINE
TI  - Zinc {LINE} in adults with HIV: a randomized trial.
AB  - METHODS: In all, 64 adults {LINE} were randomized. RESULTS: The CD4 count rose to 402 cells/mm3. {LONG}
JT  - Journal of {LINE}
"""

CONTRAST = """() => {
  const channel = (c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const colour = rgb(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const poor = new Set();
  for (const e of document.querySelectorAll('body *')) {
    const speaks = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!speaks || !e.checkVisibility() || e.closest('svg, script, .skip')) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) poor.add(`${e.tagName}.${e.className}`);
  }
  return [...poor];
}"""
