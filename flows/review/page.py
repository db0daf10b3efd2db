"""The review pages: one file a document and an index, each with its style and script inside; nothing is fetched.

Everything that comes from a source, a record or a decision is escaped by the templates. The content security policy
names our own style and script by their hashes, so nothing else runs even if something slipped through.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from extractors.record_json import dumps
from flows.review.rows import Row
from flows.review.view import DocumentView

SCRIPTS = {
    "document": ("words.js", "store.js", "cards.js", "evidence.js", "forms.js", "keys.js"),
    "index": ("words.js", "index.js"),
}


CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]{1,8}")


class Served(NamedTuple):
    """Where a page that is served saves its decisions: the path, and the version it was made on."""

    path: str
    version: str


def document_page(view: DocumentView, *, served: Served | None = None) -> str:
    """The review page of one document; without a server it saves by download."""
    up = "../" * (view.document["id"].count("/") + 1)
    return _rendered(
        "document",
        fetching=served is not None,
        view=view,
        index=f"{up}index.html",
        island=_island({**view.island, "save": served._asdict() if served else None}),
    )


def index_page(rows: Sequence[Row]) -> str:
    """The index of all documents."""
    kinds = tuple(dict.fromkeys(kind for row in rows for kind in row.counts))
    return _rendered("index", fetching=False, rows=rows, kinds=kinds)


def address_of(document_id: str) -> str:
    """A document's page, seen from the index."""
    return f"documents/{quote(document_id)}.html"


def policy(page: str, *, fetching: bool) -> str:
    """The content security policy of a page: its own style and script, and nothing else."""
    style, script = _source_of_hash(_style()), _source_of_hash(_script(page))
    connect = "'self'" if fetching else "'none'"
    return (
        f"default-src 'none'; script-src {script}; style-src {style}; connect-src {connect}; "
        "base-uri 'none'; form-action 'none'"
    )


def _rendered(page: str, *, fetching: bool, **context: Any) -> str:
    template = _environment().get_template(f"{page}.html.j2")
    style, script = Markup(_style()), Markup(_script(page))  # noqa: S704 - files of our own package
    return template.render(policy=policy(page, fetching=fetching), style=style, script=script, **context)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("flows.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["words"] = lambda name: str(name).replace("_", " ")
    environment.filters["address"] = address_of
    environment.filters["seen"] = _with_controls_seen
    return environment


@cache
def _style() -> str:
    return _package_file("page.css")


@cache
def _script(page: str) -> str:
    parts = "\n".join(_package_file(name) for name in SCRIPTS[page])
    return f"(() => {{\n'use strict';\n{parts}}})();\n"


def _package_file(name: str) -> str:
    return files("flows.review").joinpath("templates", name).read_text("utf-8")


def _with_controls_seen(text: object) -> Markup:
    """The text, escaped, with controls of the writing direction shown by name and kept from turning what follows.

    They could make a number read backwards. The characters stay in the page, so that offsets hold.
    """
    return Markup(CONTROLS.sub(_shown_control, str(escape(text))))  # noqa: S704 - escaped first


def _shown_control(found: re.Match[str]) -> str:
    names = " ".join(f"U+{ord(character):04X}" for character in found[0])
    return f'<span class="control" data-name="{names}"><span>{found[0]}</span></span>'


def _source_of_hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _island(held: Mapping[str, Any]) -> Markup:
    """JSON that can stand in a script element: without a character that could end it."""
    text = dumps(held).decode("utf-8", "replace")
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704
