"""Telling formats by content, unpacking within bounds, and saying what is wrong with what is none."""

from __future__ import annotations

import contextlib
import gzip
import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import SourceError, TooLarge, UnknownFormat
from extractors.model import CleanDocument
from extractors.reading import BrokenDocument, opening, read, unpacking
from extractors.reading.formats import format_of

CORPORA = Path(__file__).resolve().parents[2] / "../shared/corpora"
PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n'

FORMATS = [
    ("<PubmedArticleSet><PubmedArticle>", "pubmed-xml"),
    (f'{PROLOG}<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD" "x.dtd">\n<PubmedArticleSet>', "pubmed-xml"),
    ("<PubmedArticle>\n<MedlineCitation>", "pubmed-xml"),
    (f'{PROLOG}<article article-type="research-article"><front><article-meta>', "jats"),
    ("<!-- saved --><pmc-articleset><article><front>", "jats"),
    (f"{PROLOG}<OAI-PMH><record><article xmlns='x'><front><journal-meta>", "jats"),
    ("<!DOCTYPE html><html><body>", "html"),
    ("\n<!-- saved from url -->\n<HTML lang=en>", "html"),
    (f"{PROLOG}<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'><html>", "html"),
    ("<article><h1>Drug A</h1><p>In sixty adults.</p>", "html"),
    ("<div><p>In sixty adults.</p></div>", "html"),
    ("Saved page\n<html><body><p>In sixty adults.</p>", "html"),
    ("PMID- 111\nOWN - NLM\nTI  - Drug A\n", "medline"),
    ("\n\nPMID - 111\nTI  - Drug A\nAB  - In men\n", "medline"),
    ("1: J Made Up. 2009\n\nPMID- 111\nOWN - NLM\nTI  - Drug A\n", "medline"),
    ("Drug A in 60 adults (P <0.05, n< 60)\nPMID: 111", "scrape"),
    ("A - b\nHome | About\nWe write <b> for bold.", "scrape"),
    ("METHODS - We gave 5 mg\nRESULTS - It fell\n", "scrape"),
    ("1. J Made Up. 2009 Mar 1;5(3):20-1.\n\nDrug A (P<0.05)\n\nDoe J.\n\nPMID: 111\n", "pubmed-text"),
    ("1. Drug A was given in 2009\n2. Drug B was given\n", "scrape"),
    ("Results\n3 results\nSorted by dose\nPMID: 111\nDrug A\n", "scrape"),
    ("TY was 5 mg\nER - visits\n", "scrape"),
    ("%0 was the change\n", "scrape"),
    ("@author said: {5 mg}\n", "scrape"),
    ('{"5 mg", he said}\n', "scrape"),
    ("Subject: drug A\n\nContent-Type: as in the pilot\n", "scrape"),
]


@pytest.mark.parametrize(("head", "expected"), FORMATS)
def test_formats(head: str, expected: str) -> None:
    assert format_of(head) == expected


ARCHIVE = """From: <Saved by a browser>
Subject: Drug A
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html"

--x
Content-Transfer-Encoding: quoted-printable

<html><body><p>Drug A (n =3D 60)</p></body></html>
"""
RESULTS = """PubMed
Sorted by: Best match
23 results
Page 1 of 3
1
Drug A in sixty adults.
PMID: 111 Clinical Trial.
2
Drug B in forty adults.
PMID: 222 Clinical Trial.
"""
REFUSED = [
    ("nothing", b"", "found nothing"),
    ("white space", b" \n\t ", "found nothing"),
    ("white space with a mark", b"\xef\xbb\xbf  \n", "only white space"),
    ("a PDF", b"%PDF-1.7\n...", "a PDF file"),
    ("a Word file", b"PK\x03\x04....", "Word"),
    ("an image", b"\x89PNG\r\n\x1a\n", "an image"),
    ("zeros", b"\x00" * 500, "binary"),
    ("noise", bytes(n * 37 % 256 for n in range(4000)), "binary"),
    ("a damaged gzip file", gzip.compress(b"x" * 9000)[:-12], "damaged gzip"),
    ("a false gzip file", b"\x1f\x8bnothing", "damaged gzip"),
    ("another XML", b"<?xml version='1.0'?><eSummaryResult><x/></eSummaryResult>", "<eSummaryResult>"),
    ("a web archive", ARCHIVE.encode(), "web archive.*HTML only"),
    ("a mail with attachments", b"From: a@b.org\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x", "e-mail"),
    ("RIS", b"TY  - JOUR\r\nTI  - Drug A\r\nAB  - 60 adults\r\nER  - \r\n", r"\(RIS\); expected PubMed's own format"),
    ("EndNote", b"\xef\xbb\xbf%0 Journal Article\n%T Drug A\n", r"\(EndNote\)"),
    ("BibTeX", b"% exported\n@article{doe2009,\n title={Drug A}}", r"\(BibTeX\)"),
    ("a registry's JSON", b'{\n  "protocolSection": {"count": 60}}', r"\(JSON\)"),
    ("a page of results", RESULTS.encode(), "search results, several reports.*Save, Format"),
    (
        "frames",
        b"<html><frameset cols='1,2'><frame src='a.html'></frameset><p>No frames.</p></html>",
        "frames.*by itself",
    ),
    ("a gzipped PDF", gzip.compress(b"%PDF-1.7\n..."), "a PDF file"),
]


@pytest.mark.parametrize(("source", "told"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_no_document_is_told(source: bytes, told: str) -> None:
    with pytest.raises(UnknownFormat, match=told) as raised:
        list(read(source, "x.txt"))
    assert "expected" in str(raised.value)


ARTICLE = (
    "<PubmedArticle><MedlineCitation><PMID>{}</PMID><Article><ArticleTitle>Drug µ</ArticleTitle></Article>"
    "</MedlineCitation></PubmedArticle>"
)
SET = f"<PubmedArticleSet>{''.join(ARTICLE.format(n) for n in range(1, 40))}</PubmedArticleSet>"


def names(source: bytes) -> list[str]:
    return [document.name for document in read(source, "x")]


def test_gzipped_is_the_same() -> None:
    assert list(read(gzip.compress(SET.encode()), "x.gz")) == list(read(SET.encode(), "x"))


def test_utf16_is_the_same_text() -> None:
    plain, wide = (list(read(SET.encode(encoding), "x")) for encoding in ("utf-8", "utf-16"))
    texts = [[d.text for d in found if isinstance(d, CleanDocument)] for found in (plain, wide)]
    assert texts[0] == texts[1] != []


def test_a_large_set_is_streamed(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(read(SET.encode(), "x"))
    monkeypatch.setattr(unpacking, "_CHUNK", 101)  # cuts tags, and characters of two bytes
    monkeypatch.setattr(opening, "LARGEST_DOCUMENT", 300)
    assert list(read(SET.encode(), "x")) == whole
    assert list(read(gzip.compress(SET.encode()), "x")) == whole


def test_a_set_is_streamed_as_soon_as_it_takes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, marked = list(read(SET.encode(), "x")), list(read(SET.encode("utf-8-sig"), "x"))
    lossy = SET.encode("cp1252", "xmlcharrefreplace")
    old = list(read(lossy, "x"))
    monkeypatch.setattr(unpacking, "_CHUNK", 101)
    monkeypatch.setattr(opening, "LARGEST_AT_ONCE", 300)
    monkeypatch.setattr(opening, "HEAD", 90)
    assert list(read(SET.encode(), "x")) == whole
    assert list(read(gzip.compress(SET.encode()), "x")) == whole
    assert list(read(SET.encode("utf-8-sig"), "x")) == marked
    assert list(read(lossy, "x")) == old  # no UTF-8: decoded as a whole, as ever


@pytest.mark.parametrize("packed", [False, True])
def test_a_large_single_document_is_refused(monkeypatch: pytest.MonkeyPatch, packed: bool) -> None:
    monkeypatch.setattr(opening, "LARGEST_DOCUMENT", 1000)
    source = b"Drug A in sixty adults.\n" * 90
    with pytest.raises(TooLarge):
        list(read(gzip.compress(source) if packed else source, "x"))


def test_a_gzip_bomb_is_refused_before_it_unfolds() -> None:
    folded = io.BytesIO()
    with gzip.open(folded, "wb") as bomb:
        for _ in range(90):
            bomb.write(b" " * 1_000_000)
    with pytest.raises(TooLarge):
        list(read(folded.getvalue(), "bomb.gz"))


def test_lost_bytes_are_told() -> None:
    (document,) = read("<html><body><p>Naïve µ µ µ adults, 5 mg".encode() + b"\xe9.", "x")
    assert isinstance(document, CleanDocument)
    assert any("were lost" in warning for warning in document.warnings)


def test_a_scrape_needs_no_heavy_library() -> None:
    program = (
        "import sys; from extractors.reading import read; list(read(b'Drug A\\n\\nWe gave 5 mg to 60 adults.', 'x'));"
        "print([m for m in ('lxml', 'bs4', 'trafilatura', 'spacy') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_documents_or_an_error(source: bytes) -> None:
    found: list[CleanDocument | BrokenDocument] = []
    with contextlib.suppress(SourceError):
        found = list(read(source, "x"))
    assert all(isinstance(document, CleanDocument | BrokenDocument) for document in found)


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are not here")
def test_the_pubmed_corpus_is_read() -> None:
    found = {path.name: names(path.read_bytes()) for path in (CORPORA / "pubmed").iterdir()}
    assert found == {
        "medline1.nbib": ["12230038"],
        "pubmed1.xml": ["12091962", "9997"],
        "pubmed4.xml": ["27797938"],
        "pubmed6.xml": ["30108519"],
    }


ONE_STUDY = Path(__file__).resolve().parents[2] / "raw_sources/one_study"


@pytest.mark.parametrize("name", ["study.html", "study.nbib", "study.nxml", "study.xml"])
def test_one_study_has_the_same_abstract_in_every_format(name: str) -> None:
    def abstract(path: Path) -> list[tuple[str, str]]:
        (document,) = read(path.read_bytes(), path.name)
        assert isinstance(document, CleanDocument)
        text = document.text.text
        # a scrape has lost its superscripts
        return [(s.label, text[s.at.start : s.at.end].rstrip(".").replace("^", "")) for s in document.sections[:6]]

    assert abstract(ONE_STUDY / name) == abstract(ONE_STUDY / "study.txt")
