"""A library of citations behind a real HTTP server on this machine that behaves as E-utilities do, faults included."""

from __future__ import annotations

import gzip
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

KEY = "0123456789abcdef0123456789abcdef0123"


class Entry(NamedTuple):
    """A citation in the library."""

    entered: date
    revised: date
    words: str = "The mean CD4 count rose by 120 cells/mm3."

    def xml(self, pmid: str) -> str:
        day = f"<Year>{self.revised.year}</Year><Month>{self.revised:%m}</Month><Day>{self.revised:%d}</Day>"
        return (
            f'<PubmedArticle><MedlineCitation><PMID Version="1">{pmid}</PMID><DateRevised>{day}</DateRevised>'
            f"<Article><ArticleTitle>A trial, number {pmid}.</ArticleTitle><Abstract><AbstractText>{self.words} "
            "P &lt; 0.05.</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>"
        )


class Asked(NamedTuple):
    """One request as it came."""

    method: str
    address: str
    tool: str
    parameters: dict[str, str]


@dataclass
class Library:
    """What the server has and does. `faults` befall the next requests to a tool, one each; None is no fault."""

    citations: dict[str, Entry] = field(default_factory=dict)
    faults: dict[str, deque[str | None]] = field(default_factory=lambda: {"esearch": deque(), "efetch": deque()})
    asked: list[Asked] = field(default_factory=list)
    histories: dict[str, list[str]] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    """Found by searches, never delivered."""
    poisoned: set[str] = field(default_factory=set)
    """An answer with one of these breaks off."""
    books: set[str] = field(default_factory=set)
    most: int = 9_999
    released: threading.Event = field(default_factory=threading.Event)
    """A request under the fault "hold" waits for it."""
    base_url: str = ""

    def add(self, pmids: range, entered: date) -> None:
        self.citations |= {str(pmid): Entry(entered, entered) for pmid in pmids}

    def requests(self, tool: str) -> list[dict[str, str]]:
        return [request.parameters for request in self.asked if request.tool == tool]

    def esearch(self, said: dict[str, str]) -> str:
        found = [pmid for pmid in sorted(self.citations, key=int, reverse=True) if self._fits(pmid, said)]
        environment = f"MCID_{len(self.histories)}"
        self.histories[environment] = found[: self.most]
        shown = found[: min(int(said.get("retmax", "20")), self.most)]
        ids = "".join(f"<Id>{pmid}</Id>\n" for pmid in shown)
        unknown = "<ErrorList><PhraseNotFound>xyzzy</PhraseNotFound></ErrorList>" if "xyzzy" in said["term"] else ""
        return (
            '<?xml version="1.0" encoding="UTF-8" ?>\n'
            '<!DOCTYPE eSearchResult PUBLIC "-//NLM//DTD esearch 20060628//EN" '
            '"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20060628/esearch.dtd">\n'
            f"<eSearchResult><Count>{len(found)}</Count><RetMax>{len(shown)}</RetMax><RetStart>0</RetStart>"
            f"<QueryKey>1</QueryKey><WebEnv>{environment}</WebEnv><IdList>{ids}</IdList>{unknown}</eSearchResult>\n"
        )

    def efetch(self, said: dict[str, str]) -> str:
        if "id" in said:
            pmids = said["id"].split(",")
        elif said["WebEnv"] not in self.histories:
            return "<eFetchResult><ERROR>Cannot retrieve history data. query_key: 1, WebEnv: x</ERROR></eFetchResult>"
        else:
            start = int(said["retstart"])
            pmids = self.histories[said["WebEnv"]][start : start + int(said["retmax"])]
        text = '<?xml version="1.0" ?>\n<PubmedArticleSet>\n' + "\n".join(
            self._one(pmid) for pmid in pmids if pmid not in self.withdrawn and pmid in self.citations
        )
        return text if self.poisoned & set(pmids) else f"{text}</PubmedArticleSet>"

    def _one(self, pmid: str) -> str:
        if pmid in self.books:
            return f"<PubmedBookArticle><BookDocument><PMID>{pmid}</PMID></BookDocument></PubmedBookArticle>"
        return self.citations[pmid].xml(pmid)

    def _fits(self, pmid: str, said: dict[str, str]) -> bool:
        if "nothing" in said["term"]:
            return False
        part = re.search(r"AND (\d+):(\d+)\[uid\]", said["term"])
        if part and not int(part[1]) <= int(pmid) <= int(part[2]):
            return False
        if "datetype" not in said:
            return True
        entry = self.citations[pmid]
        day = {"edat": entry.entered, "mdat": entry.revised}[said["datetype"]]
        return said["mindate"] <= f"{day:%Y/%m/%d}" <= said["maxdate"]


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    library: Library

    def do_GET(self) -> None:
        self._serve(urlsplit(self.path).query)

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def log_message(self, *_arguments: object) -> None:
        pass

    def _serve(self, said: str) -> None:
        library, parameters = self.library, dict(parse_qsl(said))
        tool = urlsplit(self.path).path.rsplit("/", 1)[-1].removesuffix(".fcgi")
        library.asked.append(Asked(self.command, self.path, tool, parameters))
        answer = {"esearch": library.esearch, "efetch": library.efetch}[tool]
        waiting = library.faults[tool]
        fault = waiting.popleft() if waiting else None
        with suppress(BrokenPipeError, ConnectionResetError):  # who asked has gone
            FAULTS[fault](self, lambda: answer(parameters).encode())

    def said(self, body: bytes, *, status: int = 200, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = self.close_connection or length is not None

    def half(self, body: bytes) -> None:
        """The connection breaks."""
        self.said(body[: len(body) // 2], length=len(body))

    def without_end(self, body: bytes) -> None:
        """Whole to HTTP, half to XML."""
        self.said(body[: len(body) // 2])

    def bad_gzip(self, body: bytes) -> None:
        packed = bytearray(gzip.compress(body))
        packed[len(packed) // 2] ^= 0xFF
        self.said(bytes(packed[:-9]) + b"nonsense.", Content_Encoding="gzip")

    def cut_gzip(self, body: bytes) -> None:
        packed = gzip.compress(body)
        self.said(packed[: len(packed) // 2], Content_Encoding="gzip")

    def slow(self, body: bytes) -> None:
        time.sleep(0.6)
        self.said(body)

    def trickle(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(0.02)

    def hold(self, body: bytes) -> None:
        self.library.released.wait(30)
        self.said(body)


def _error(_body: bytes) -> bytes:
    return b"<eFetchResult><ERROR>Search Backend failed: Exception</ERROR></eFetchResult>"


Fault = Callable[[Handler, Callable[[], bytes]], None]
FAULTS: dict[str | None, Fault] = {
    None: lambda self, body: self.said(body()),
    "gzip": lambda self, body: self.said(gzip.compress(body()), Content_Encoding="gzip"),
    "429": lambda self, body: self.said(b'{"error":"API rate limit exceeded"}', status=429, Retry_After="7"),
    "429 with a date": lambda self, body: self.said(b"", status=429, Retry_After="Fri, 20 Nov 2026 06:00:30 GMT"),
    "429 for an hour": lambda self, body: self.said(b"", status=429, Retry_After="3600"),
    "500": lambda self, body: self.said(b"<html>WWW Error 500</html>", status=500),
    "503": lambda self, body: self.said(b"", status=503, Retry_After="soon"),
    "half": lambda self, body: self.half(body()),
    "without end": lambda self, body: self.without_end(body()),
    "bad gzip": lambda self, body: self.bad_gzip(body()),
    "no gzip": lambda self, body: self.said(body(), Content_Encoding="gzip"),
    "cut gzip": lambda self, body: self.cut_gzip(body()),
    "bomb": lambda self, _body: self.said(gzip.compress(bytes(20_000_000)), Content_Encoding="gzip"),
    "slow": lambda self, body: self.slow(body()),
    "trickle": lambda self, body: self.trickle(body()),
    "hold": lambda self, body: self.hold(body()),
    "error": lambda self, body: self.said(_error(body())),
    "web page": lambda self, body: self.said(b"<html><body>Down for maintenance</body></html>"),
    "nothing": lambda self, body: self.said(b""),
    "latin-1": lambda self, body: self.said(b"<PubmedArticleSet>caf\xe9</PubmedArticleSet>"),
    "closed": lambda self, body: self.connection.close(),
    "forgotten": lambda self, body: self.said(
        b"<eFetchResult><ERROR>Unable to obtain query #1</ERROR></eFetchResult>", status=400
    ),
    "bad key": lambda self, body: self.said(
        f'{{"error":"{"x" * 140}API key invalid","api-key":"{KEY}"}}'.encode(), status=400
    ),
    "moved": lambda self, body: self.said(b"", status=301, Location="http://127.0.0.1:9/"),
}


@contextmanager
def serving(library: Library) -> Iterator[Library]:
    """The library, reachable at its `base_url`."""
    handler = type("OwnHandler", (Handler,), {"library": library})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # who asked has gone
        library.base_url = f"http://127.0.0.1:{server.server_address[1]}/entrez/eutils"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield library
        finally:
            library.released.set()
            server.shutdown()
            thread.join()
