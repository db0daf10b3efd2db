"""The pages as text: whole, escaped, closed to everything but their own style and script."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from zinc_trial import added, dumped, review_of

from flows.review.fields import Form, form_of, forms
from flows.review.originals import Library, Original
from flows.review.page import Served, document_page, index_page, policy
from flows.review.rows import row_of
from flows.review.view import document_view
from flows.review.writing import write_pages

HOSTILE = "</script><script>alert(1)</script></style><img src=x onerror=alert(2)>\"'\u202e\u2028 {{ 7 * 7 }}"


class Elements(HTMLParser):
    """Names, attributes and the text of each kind of element."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = tag

    def handle_data(self, content: str) -> None:
        self.texts.setdefault(self._open, []).append(content)


@pytest.fixture
def page(out: Path, zinc: dict[str, Any]) -> Callable[..., str]:
    """The document's page with a review file's content."""

    def made(review_file: bytes = b"", **more: Any) -> str:
        return document_page(document_view(zinc, Library(out, ()).original(zinc), review_file), **more)

    return made


def island(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="page">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_a_page_holds_what_the_document_has(page: Callable[..., str]) -> None:
    shown = page()
    for text in ("Zinc and CD4 counts", "Sign in", "64 adults", "402 cells/mm3", "CD4 over time", "week 24"):
        assert text in shown
    assert '<mark class="evidence kind-sample_size " data-records="sample_size:' in shown
    assert shown.count("<polyline") >= 1


def test_nothing_is_fetched_and_nothing_foreign_runs(page: Callable[..., str]) -> None:
    for served in (None, Served("/token/decisions/zinc.txt", "none")):
        shown = page(served=served)
        elements = Elements(shown)
        assert not [attrs for _, attrs in elements.tags if {"src", "onclick", "style", "srcset"} & attrs.keys()]
        assert {tag for tag, _ in elements.tags}.isdisjoint({"link", "iframe", "object", "base", "img"})
        assert "unsafe" not in shown
        assert not re.search(r'(?:href|src)="(?:https?:)?//', shown)


@pytest.mark.parametrize("name", ["document", "index"])
def test_the_policy_names_style_and_script_by_hash(page: Callable[..., str], zinc: dict[str, Any], name: str) -> None:
    shown = page() if name == "document" else index_page([row_of(zinc, b"")])
    for element in ("style", "script"):
        (content,) = re.findall(rf"<{element}>(.*?)</{element}>", shown, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy(name, fetching=False)
    (meta,) = (a for tag, a in Elements(shown).tags if tag == "meta" and a.get("http-equiv"))
    assert meta["content"] == policy(name, fetching=False)
    assert "connect-src 'none'" in policy(name, fetching=False)
    assert "connect-src 'self'" in policy("document", fetching=True)


def test_hostile_words_stay_words(zinc: dict[str, Any], out: Path) -> None:
    """In every place that a source, a record or a reviewer can fill."""
    original = Library(out, ()).original(zinc)
    zinc["document"] |= {"title": HOSTILE, "journal": HOSTILE, "doi": HOSTILE, "warnings": [HOSTILE]}
    zinc["checks"] = [{"check": HOSTILE, "status": "disagrees", "detail": HOSTILE, "records": [HOSTILE]}]
    zinc["numbers"]["explained"] = {HOSTILE: 3}
    for record in zinc["records"]["cd4_value"]:
        record |= {"arm": HOSTILE, "evidence": {**record["evidence"], "quote": HOSTILE, "rule": HOSTILE}}
    zinc["records"][HOSTILE] = [{**zinc["records"]["dose"][0], "id": HOSTILE}]
    lapsed = added(zinc, "both sexes", arm=HOSTILE) | {"sha256": "0" * 64, "reviewer": HOSTILE, "note": HOSTILE}
    plain = document_page(document_view(zinc, original, b""))
    shown = document_page(document_view(zinc, original, dumped(review_of(lapsed))))
    assert [tag for tag, _ in Elements(plain).tags].count("script") == 2
    assert [tag for tag, _ in Elements(shown).tags].count("script") == 2
    assert "<img" not in shown
    assert "onerror=alert(2)>" not in shown
    assert "{{ 7 * 7 }}" in shown
    assert island(shown)["decisions"][0]["said"]["note"] == HOSTILE
    assert "<img" not in index_page([row_of(zinc, b"")])


def test_decisions_are_on_the_page(page: Callable[..., str], zinc: dict[str, Any], on: Callable[..., Any]) -> None:
    held = review_of(
        on("64 adults", "accept"),
        on("20 mg", "reject") | {"seen": {"value": 7}},
        added(zinc, "both sexes", value=2) | {"sha256": "0" * 64},
    )
    shown = page(dumped(held))
    decided = {entry["said"]["quote"]: entry for entry in island(shown)["decisions"]}
    assert decided["64 adults"]["on"].startswith("sample_size:")
    assert decided["20 mg"]["on"] is None
    assert decided["both sexes"]["again"]["sha256"] == zinc["document"]["sha256"]
    assert "value: 7 → 20" in shown
    row = row_of(zinc, dumped(held))
    assert (row.gone, row.open) == (2, sum(row.counts.values()) - 1)


def test_an_unusable_review_file_is_said(page: Callable[..., str], zinc: dict[str, Any]) -> None:
    shown = page(b"{ not json")
    assert "decisions can&#39;t be read" in shown
    assert island(shown)["usable"] is False
    assert row_of(zinc, b"{ not json").fault


def test_without_its_source_a_page_still_has_its_records(out: Path, sources: Path) -> None:
    (sources / "zinc.txt").unlink()
    pages = write_pages(out, Library(out, (sources,)))
    assert (pages.documents, pages.without_text) == (1, 1)
    shown = (pages.home.parent / "documents/zinc.txt.html").read_text("utf-8")
    assert "not among the sources given" in shown
    assert "64 adults" in shown


def test_a_source_that_changed_is_said(out: Path, sources: Path) -> None:
    (sources / "zinc.txt").write_text("Another trial\n\nMethods\nIn all, 12 men were randomized.\n", "utf-8")
    pages = write_pages(out, Library(out, ()), to=out.parent / "pages")
    shown = (out.parent / "pages/documents/zinc.txt.html").read_text("utf-8")
    assert pages.without_text == 0
    assert "The source has changed" in shown
    assert "not found in the text" in shown


FORMS = [
    ({"enum": ["a", "b"], "description": "which"}, Form("x", "choice", ("a", "b"), "which")),
    ({"type": "number", "minimum": 0}, Form("x", "number")),
    ({"type": "integer"}, Form("x", "number")),
    ({"type": "string"}, Form("x", "text")),
    ({"const": True, "type": "boolean"}, Form("x", "yes", ("yes",))),
    ({"type": "boolean"}, Form("x", "yes", ("yes", "no"))),
    ({"anyOf": [{"type": "number"}, {"const": "once"}]}, Form("x", "free")),
    ({}, Form("x", "free")),
]


@pytest.mark.parametrize(("schema", "form"), FORMS)
def test_a_field_is_asked_as_its_kind_describes_it(schema: dict[str, Any], form: Form) -> None:
    assert form_of("x", schema) == form


def test_a_field_of_several_parts_is_asked_part_by_part() -> None:
    form = form_of("spread", {"properties": {"type": {"enum": ["SD"]}, "value": {"type": "number"}}})
    assert (form.form, [part["form"] for part in form.parts]) == ("parts", ["choice", "number"])


def test_every_kind_has_its_forms() -> None:
    for kind, asked in forms().items():
        assert asked, kind
        assert "supports" not in {form.name for form in asked}


def test_controls_of_direction_are_named_and_kept(sources: Path, out: Path) -> None:
    """They turn nothing round, and the text that a selection counts in is still the source's."""
    source = (
        "Zinc in adults with HIV: a randomized trial\n\nMethods\nIn all, 64 \u202e\u2067adults\u200f were randomized.\n"
    )
    (sources / "turned.txt").write_text(source, "utf-8")
    text = Library(out, (sources,)).originals_of("turned.txt")
    (_, original) = next(text)
    assert isinstance(original, Original)
    record_file = {
        "document": {"id": "turned.txt", "source": "turned.txt", "sha256": original.sha256},
        "records": {},
        "checks": [],
        "numbers": {"total": 1, "explained": {}, "unexplained": []},
    }
    shown = document_page(document_view(record_file, original, b""))
    assert '<span class="control" data-name="U+202E U+2067"><span>\u202e\u2067</span></span>adults' in shown
