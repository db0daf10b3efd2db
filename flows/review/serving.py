"""The review pages served, so that decisions are saved as they are made.

    GET  /<token>/index.html
    GET  /<token>/documents/<document id>.html
    PUT  /<token>/decisions/<document id>      If-Match: the version that the page was made on

Pages are made when they are asked for: after an extraction a reload shows the new records. The standard library's
server is enough for one reviewer at one machine, starts at once and adds no dependency; what is trusted is decided in
`guard`. Ids are looked up among the documents there are, never made into paths, so nothing outside is read or written.
"""

from __future__ import annotations

import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from extractors.errors import TrialsiftError
from flows.review import decisions, documents
from flows.review.decisions import UnusableDecisions
from flows.review.guard import Guard
from flows.review.originals import Library
from flows.review.page import Served, document_page, index_page, policy
from flows.review.rows import row_of
from flows.review.view import document_view
from flows.review.writing import record_files
from flows.sources import WrongUse

log = logging.getLogger(__name__)

SECONDS_TO_SPEAK = 30
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Answer(NamedTuple):
    """What goes back: status, type and content; `policy` for pages."""

    status: int
    kind: str
    content: str
    policy: str = "default-src 'none'"


class Desk:
    """What the server does, without HTTP: pages out, decisions in."""

    def __init__(self, out: Path, library: Library) -> None:
        self.out, self._named = out.resolve(), library.named
        self._writing = threading.Lock()

    def index(self) -> Answer:
        """The index as things stand."""
        rows = [row_of(held, decisions.content_of(self.out, held["document"]["id"])) for held in record_files(self.out)]
        return _page(index_page(rows), policy("index", fetching=False))

    def document(self, document_id: str, *, save_to: str) -> Answer:
        """A document's page as things stand."""
        record_file = documents.load(self.out, document_id) if document_id in self._ids() else None
        if record_file is None:
            return _refused(404, "there is no such document")
        content = decisions.content_of(self.out, document_id)
        # Anew each time: an extraction may have brought new sources since.
        original = Library(self.out, self._named).original(record_file)
        view = document_view(record_file, original, content)
        served = Served(save_to, decisions.version_of(content))
        return _page(document_page(view, served=served), policy("document", fetching=True))

    def save(self, document_id: str, content: bytes, *, version: str) -> Answer:
        """Decisions in the place of those of that version."""
        if document_id not in self._ids():
            return _refused(404, "there is no such document")
        with self._writing:
            before = decisions.content_of(self.out, document_id)
            if decisions.version_of(before) != version:
                return _refused(409, "the decisions were changed elsewhere: download yours, then reload the page")
            try:
                # A file that can't be read may hold somebody's work: it is not written over.
                decisions.read(before, document_id)
                after = decisions.save(decisions.read(content or b" ", document_id), self.out)
            except UnusableDecisions as error:
                return _refused(400, str(error))
        return _told(200, {"version": decisions.version_of(after)})

    def _ids(self) -> frozenset[str]:
        return frozenset(documents.document_ids(self.out))


class Server(ThreadingHTTPServer):
    """The server of one folder of outputs; `address` is what to open."""

    daemon_threads = True

    def __init__(self, desk: Desk, *, host: str, port: int) -> None:
        super().__init__((host, port), Handler)
        self.desk = desk
        self.guard = Guard.of(host, self.server_port)
        self.address = f"http://{host}:{self.server_port}/{self.guard.token}/index.html"


class Handler(BaseHTTPRequestHandler):
    """One request: guarded, answered, and never answered with more than was asked for."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "trialsift", ""
    timeout = SECONDS_TO_SPEAK

    def do_GET(self) -> None:
        self._answer(self._got)

    def do_PUT(self) -> None:
        self._answer(self._put)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Addresses hold the token: they are not written down."""

    def _answer(self, act: Any) -> None:
        headers = {name.title(): value for name, value in self.headers.items()}
        refusal = self.server.guard.refusal(self.command, self.path, headers)
        if refusal or len(self.headers.get_all("Host", ())) != 1:
            self.close_connection = True
            self._send(_refused(*(refusal or (400, "one Host header, please"))))
            return
        try:
            self._send(act(unquote(self.path.partition("?")[0])))
        except TrialsiftError as error:
            self._send(_refused(500, str(error)))
        except ConnectionError:
            self.close_connection = True
        except Exception as error:
            log.error("internal error while answering", exc_info=error)
            self._send(_refused(500, f"an internal error ({type(error).__name__})"))

    def _got(self, path: str) -> Answer:
        place = path.removeprefix(f"/{self.server.guard.token}/")
        if place in ("", "index.html"):
            return self.server.desk.index()
        if place.startswith("documents/") and place.endswith(".html"):
            document_id = place.removeprefix("documents/").removesuffix(".html")
            save_to = f"/{self.server.guard.token}/decisions/{quote(document_id)}"
            return self.server.desk.document(document_id, save_to=save_to)
        return _refused(404, "there is no such page")

    def _put(self, path: str) -> Answer:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        place = path.removeprefix(f"/{self.server.guard.token}/")
        if not place.startswith("decisions/"):
            return _refused(404, "there is nothing to write")
        version = self.headers.get("If-Match", "")
        return self.server.desk.save(place.removeprefix("decisions/"), content, version=version)

    def _send(self, answer: Answer) -> None:
        content = answer.content.encode("utf-8", "replace")
        self.send_response(answer.status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Security-Policy", f"{answer.policy}; frame-ancestors 'none'")
        self.send_header("Content-Type", f"{answer.kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def server(out: Path, library: Library, *, host: str, port: int) -> Server:
    """A server, not yet running. Raises WrongUse where the address can't be served."""
    documents.document_ids(out)
    try:
        return Server(Desk(out, library), host=host, port=port)
    except OSError as error:
        raise WrongUse(f"{host}:{port} can't be served: {error.strerror or error}") from None


def _page(content: str, of_page: str) -> Answer:
    return Answer(200, "text/html", content, of_page)


def _told(status: int, held: dict[str, str]) -> Answer:
    return Answer(status, "application/json", json.dumps(held))


def _refused(status: int, reason: str) -> Answer:
    return _told(status, {"error": reason})
