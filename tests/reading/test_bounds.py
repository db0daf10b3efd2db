"""What is made to fill the memory or to reach out: refused in plain words, or read without following it."""

from __future__ import annotations

import gzip
import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from extractors import pipeline, reading
from extractors.errors import BrokenMarkup, SourceError, TooLarge
from extractors.model import CleanDocument
from extractors.reading import BrokenDocument, read, unpacking

SENTENCE = "In all, 120 women took inventavir 300 mg once daily for 6 weeks. "
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


def pubmed(title: str, *, doctype: str = "", abstract: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{doctype}<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>'
        f"<ArticleTitle>{title}</ArticleTitle><Abstract><AbstractText>{abstract}</AbstractText></Abstract></Article>"
        "</MedlineCitation></PubmedArticle></PubmedArticleSet>"
    )


def jats(title: str, *, doctype: str = "", abstract: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{doctype}<article><front><article-meta><title-group><article-title>{title}'
        f"</article-title></title-group><abstract><p>{abstract}</p></abstract></article-meta></front></article>"
    )


def html(title: str, *, doctype: str = "", abstract: str = "") -> str:
    return f"{doctype or '<!DOCTYPE html>'}<html><body><h1>{title}</h1><p>{abstract}</p></body></html>"


FORMATS = [pubmed, jats, html]
Format = Callable[..., str]


def outcome(source: str | bytes) -> CleanDocument | SourceError:
    """The only document of a source, or what is wrong with it."""
    try:
        (document,) = read(source.encode() if isinstance(source, str) else source, "x")
    except SourceError as error:
        return error
    return document.error if isinstance(document, BrokenDocument) else document


@pytest.mark.parametrize("form", FORMATS)
def test_entities_that_multiply_are_not_expanded(form: Format) -> None:
    doctype = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
    found = outcome(form("&l11; Drug A", doctype=doctype, abstract=SENTENCE))
    assert isinstance(found, CleanDocument)
    assert len(found.text.text) < 1_000
    assert "300 mg" in found.text.text


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that notes what it is asked for."""
    asked: list[str] = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"fetched")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Noting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


DOCTYPES = [
    '<!DOCTYPE x SYSTEM "{}/all.dtd">',
    '<!DOCTYPE x PUBLIC "-//made up//EN" "{}/all.dtd">',
    '<!DOCTYPE x [<!ENTITY far SYSTEM "{}/entity">]>',
    '<!DOCTYPE x [<!ENTITY % far SYSTEM "{}/parameter"> %far;]>',
]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("doctype", DOCTYPES, ids=["system", "public", "entity", "parameter entity"])
def test_nothing_is_fetched_and_no_file_is_read(form: Format, doctype: str, tmp_path: Path) -> None:
    (tmp_path / "entity").write_text("a secret of 99 mg")
    (tmp_path / "parameter").write_text('<!ENTITY far "a secret of 99 mg">')
    (tmp_path / "all.dtd").write_text('<!ENTITY far "a secret of 99 mg">')
    with listening() as (address, asked):
        for base in (address, tmp_path.as_uri()):
            source = form("Drug A &far;", doctype=doctype.format(base), abstract=SENTENCE).encode()
            found = [*pipeline.extract_source(source, "x")]
            assert not any(b"secret" in item.json for item in found if isinstance(item, pipeline.Extracted))
    assert asked == []


DEEP = "<b>" * 300 + "deep" + "</b>" * 300
TOO_LARGE = [
    (pubmed, {"title": DEEP}, "found elements nested more than 256 deep"),
    (jats, {"title": DEEP}, "found elements nested more than 256 deep"),
    (jats, {"title": "x" * 11_000_000}, "found a single text or name of more than ten million characters"),
]


@pytest.mark.parametrize(("form", "parts", "told"), TOO_LARGE, ids=["deep PubMed", "deep JATS", "one long text"])
def test_xml_beyond_bounds_says_where(form: Format, parts: dict[str, str], told: str) -> None:
    found = outcome(form(**parts))
    assert isinstance(found, TooLarge)
    assert str(found).startswith("line 1, character ")
    assert told in str(found)


def test_nested_less_deep_is_read_and_broken_is_something_else() -> None:
    assert isinstance(outcome(jats("<b>" * 200 + "deep" + "</b>" * 200)), CleanDocument)
    assert isinstance(outcome(jats("<b>" * 200 + "deep" + "</b>" * 199)), BrokenMarkup)
    found = outcome(html("<b>" * 5_000 + "deep" + "</b>" * 5_000, abstract=SENTENCE))
    assert isinstance(found, CleanDocument)
    assert "300 mg" in found.text.text


@pytest.mark.parametrize("form", [*FORMATS, lambda title, abstract: f"{title}\n\nAbstract\n{abstract}\n"])
def test_a_text_over_the_limit_says_so(form: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(outcome(form(title="Drug A", abstract=SENTENCE * 20)), CleanDocument)
    monkeypatch.setattr(reading, "LARGEST_TEXT", 1_000)
    assert isinstance(outcome(form(title="Drug A", abstract=SENTENCE)), CleanDocument)
    found = outcome(form(title="Drug A", abstract=SENTENCE * 20))
    assert isinstance(found, TooLarge)
    assert str(found).startswith("the whole document: found 1,3")
    assert "expected at most 1,000" in str(found)


def test_a_long_text_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_TEXT", 1_000)
    long = pubmed("Drug A", abstract=SENTENCE * 20)
    both = long.replace("</PubmedArticleSet>", pubmed("Drug B").partition("<PubmedArticleSet>")[2].replace("1<", "2<"))
    assert [(type(item).__name__, item.name) for item in read(both.encode(), "x")] == [
        ("BrokenDocument", "1"),
        ("CleanDocument", "2"),
    ]


def folded(piece: bytes, times: int) -> bytes:
    file = io.BytesIO()
    with gzip.open(file, "wb") as bomb:
        for _ in range(times):
            bomb.write(piece)
    return file.getvalue()


def test_a_set_that_unfolds_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST_DOCUMENT", 100_000)
    monkeypatch.setattr(unpacking, "_CHUNK", 10_000)
    one = pubmed("Drug A", abstract=SENTENCE).partition("<PubmedArticleSet>")[2].replace("</PubmedArticleSet>", "")
    begins, ends = folded(b"<PubmedArticleSet>", 1), folded(b"</PubmedArticleSet>", 1)
    with pytest.raises(TooLarge, match=r"found more than 100 times the [\d,]+ bytes that are packed"):
        list(read(begins + folded(one.encode(), 3_000) + ends, "x"))
    assert len(list(read(begins + folded(one.encode(), 200) + ends, "x"))) == 200


def test_gzip_within_gzip_is_told() -> None:
    assert "a gzip file within a gzip file" in str(outcome(folded(folded(pubmed("Drug A").encode(), 1), 1)))
