"""The server: answers its own page and nobody else, and writes nothing but review files of documents there are."""

from __future__ import annotations

import hashlib
import http.client
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from zinc_trial import dumped, review_of

from flows.review.guard import Guard
from flows.review.originals import Library
from flows.review.serving import Server, server
from flows.sources import WrongUse


@pytest.fixture
def running(out: Path) -> Iterator[Server]:
    with server(out, Library(out, ()), host="127.0.0.1", port=0) as serving:
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield serving
        serving.shutdown()
        thread.join()


@pytest.fixture
def ask(running: Server) -> Callable[..., tuple[int, str]]:
    """Sends one request below the token and returns status and body."""
    base = urlsplit(running.address).path.removesuffix("index.html")

    def request(method: str, path: str, body: bytes = b"", *, below: str = base, **headers: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", running.server_port, timeout=10)
        connection.putrequest(method, below + path, skip_host=True)
        sent = {"Host": f"127.0.0.1:{running.server_port}", "Content-Length": str(len(body))}
        for name, value in (sent | {name.replace("_", "-"): value for name, value in headers.items()}).items():
            if value:
                connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    return request


@pytest.fixture
def put(ask: Callable[..., tuple[int, str]], running: Server) -> Callable[..., tuple[int, str]]:
    """Saves as our own page does, unless told otherwise."""

    def save(document: str, body: bytes, **headers: str) -> tuple[int, str]:
        own = {
            "Origin": f"http://127.0.0.1:{running.server_port}",
            "Content_Type": "application/json",
            "If_Match": "none",
            "Sec_Fetch_Site": "same-origin",
        }
        return ask("PUT", f"decisions/{document}", body, **(own | headers))

    return save


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if ".trialsift" not in path.parts}


def test_pages_are_served_with_their_headers(running: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", running.server_port, timeout=10)
    for page in ("index.html", "documents/zinc.txt.html"):
        connection.request("GET", urlsplit(running.address).path.replace("index.html", page))
        answer = connection.getresponse()
        text = answer.read().decode()
        assert answer.status == 200
        assert "Zinc and CD4 counts" in text
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_decisions_are_saved(
    put: Callable[..., tuple[int, str]], out: Path, on: Callable[..., Any], ask: Callable[..., tuple[int, str]]
) -> None:
    before = files(out)
    status, body = put("zinc.txt", dumped(review_of(on("64 adults", "accept"))))
    assert status == 200, body
    assert files(out) - before == {"zinc.txt.review.json"}
    saved = (out / "zinc.txt.review.json").read_bytes()
    assert put("zinc.txt", dumped(review_of()))[0] == 409, "made on a version that is no longer there"
    assert (out / "zinc.txt.review.json").read_bytes() == saved
    assert put("zinc.txt", dumped(review_of()), If_Match=json.loads(body)["version"])[0] == 200
    assert json.loads((out / "zinc.txt.review.json").read_bytes())["decisions"] == []


FOREIGN = [
    ("another site", {"Origin": "https://evil.example"}, 403),
    ("a page on another port", {"Origin": "http://127.0.0.1:1"}, 403),
    ("a page without origin", {"Origin": "null"}, 403),
    ("no origin said", {"Origin": ""}, 403),
    ("a cross-site fetch", {"Sec_Fetch_Site": "cross-site"}, 403),
    ("a fetch from another port", {"Sec_Fetch_Site": "same-site"}, 403),
    ("a form", {"Content_Type": "application/x-www-form-urlencoded"}, 415),
    ("plain text, as forms may send", {"Content_Type": "text/plain"}, 415),
    ("a rebound name", {"Host": "evil.example"}, 421),
    ("a rebound name with our port", {"Host": "evil.example:{port}", "Origin": "http://evil.example:{port}"}, 421),
    ("no host", {"Host": ""}, 421),
    ("no length", {"Content_Length": ""}, 411),
    ("a length that is none", {"Content_Length": "-5"}, 411),
    ("too long", {"Content_Length": "99999999999"}, 413),
]


@pytest.mark.parametrize(("headers", "status"), [row[1:] for row in FOREIGN], ids=[row[0] for row in FOREIGN])
def test_foreign_requests_write_nothing(
    put: Callable[..., tuple[int, str]], running: Server, out: Path, headers: dict[str, str], status: int
) -> None:
    before = files(out)
    told = {name: value.format(port=running.server_port) for name, value in headers.items()}
    assert put("zinc.txt", dumped(review_of()), **told)[0] == status
    assert files(out) == before


def test_nothing_is_read_without_the_token(ask: Callable[..., tuple[int, str]], running: Server) -> None:
    for below in ("/", "//", f"/{'x' * 32}/", f"/{running.guard.token[:-1]}/", "/%00/"):
        assert ask("GET", "index.html", below=below)[0] == 403
        assert ask("PUT", "decisions/zinc.txt", b"{}", below=below)[0] == 403
    for name in (f"evil.example:{running.server_port}", "127.0.0.1", f"127.0.0.1:{running.server_port}.evil.example"):
        assert ask("GET", "index.html", Host=name)[0] == 421
    assert ask("GET", "index.html", Sec_Fetch_Site="cross-site")[0] == 403
    assert ask("GET", "index.html", Host=f"localhost:{running.server_port}")[0] == 200


OUTSIDE = [
    "../elsewhere", "..%2felsewhere", "%2e%2e/elsewhere", "/etc/passwd", "nothing.txt", "errors",
    "zinc.txt/../zinc.txt", "zinc.txt.review", ".trialsift/state", "linked/inside", "linked.txt", "zinc.txt%00", "",
]  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_outside_is_written_or_read(
    put: Callable[..., tuple[int, str]], ask: Callable[..., tuple[int, str]], out: Path, tmp_path: Path, name: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "inside.json").write_bytes((out / "zinc.txt.json").read_bytes())
    (out / "linked").symlink_to(elsewhere)
    (out / "linked.txt.json").symlink_to(elsewhere / "inside.json")
    before = files(tmp_path)
    assert put(name, dumped(review_of(document=name)))[0] == 404
    assert ask("GET", f"documents/{quote(name)}.html")[0] == 404
    assert files(tmp_path) == before


def test_wrong_decisions_are_refused_with_the_reason(put: Callable[..., tuple[int, str]], out: Path) -> None:
    for body in (b"{", b"", dumped(review_of(document="other.txt")), dumped(review_of({"decision": "doubt"}))):
        status, told = put("zinc.txt", body)
        assert status == 400
        assert "zinc.txt" in json.loads(told)["error"]
    assert not (out / "zinc.txt.review.json").exists()


def test_a_review_file_that_cannot_be_read_is_not_written_over(put: Callable[..., tuple[int, str]], out: Path) -> None:
    (out / "zinc.txt.review.json").write_text("{ somebody's work")
    version = hashlib.sha256(b"{ somebody's work").hexdigest()[:16]
    assert put("zinc.txt", dumped(review_of()), If_Match=version)[0] == 400
    assert (out / "zinc.txt.review.json").read_text() == "{ somebody's work"


def test_tokens_differ_and_are_long() -> None:
    tokens = {Guard.of("127.0.0.1", 80).token for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(token) >= 32 for token in tokens)


def test_an_address_in_use_is_wrong_use(running: Server, out: Path) -> None:
    with pytest.raises(WrongUse, match="can't be served"):
        server(out, Library(out, ()), host="127.0.0.1", port=running.server_port)
