"""What cleaning a page costs: as a text scrape in ms per 10 kB, as HTML beside trafilatura's fast mode in the same run.

    python tests/benchmarks/clean_cost.py FOLDER …

Reads the folders' .txt files (scrapes) and .html and .html.gz files into memory. A web page is timed twice: as HTML,
and as the text scrape that its text nodes make, one a line, scripts, styles and empty lines dropped. Timed is
processor time from bytes to clean document, for texts met for the first time and (scrapes) met before (first_met.py).
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Sequence
from pathlib import Path

import trafilatura
from bs4 import BeautifulSoup
from first_met import seconds_first_met, seconds_met_before

from extractors.reading import read


def clean(source: bytes) -> None:
    """Every document of a source read and dropped."""
    for _ in read(source, "page"):
        pass


def trafilatura_fast(source: bytes) -> object:
    """The same page through trafilatura without its fallbacks."""
    return trafilatura.extract(source, fast=True)


def scrape_of(page: bytes) -> bytes:
    """A page's text nodes, one a line."""
    soup = BeautifulSoup(page, "lxml")
    for furniture in soup(["script", "style"]):
        furniture.decompose()
    return "\n".join(line for line in soup.get_text("\n").split("\n") if line.strip()).encode()


def main(folders: Sequence[str]) -> None:
    """Print a line for each folder and format."""
    for folder in map(Path, folders):
        scrapes = [path.read_bytes() for path in sorted(folder.glob("*.txt"))]
        pages = [path.read_bytes() for path in sorted(folder.glob("*.html"))]
        pages += [gzip.decompress(path.read_bytes()) for path in sorted(folder.glob("*.html.gz"))]
        for name, sources in (("scrapes", scrapes), ("pages as scrapes", list(map(scrape_of, pages)))):
            if sources:
                size = sum(map(len, sources))
                taken = seconds_first_met(clean, sources), seconds_met_before(clean, sources)
                costs = " and ".join(f"{seconds * 1e7 / size:.2f}" for seconds in taken)
                print(f"{folder.name}: {len(sources)} {name}, {size} bytes: {costs} ms per 10 kB")
        if pages:
            ours, theirs = seconds_first_met(clean, pages), seconds_first_met(trafilatura_fast, pages)
            each = f"{ours / len(pages) * 1e3:.1f} ms a page, trafilatura fast {theirs / len(pages) * 1e3:.1f} ms"
            print(f"{folder.name}: {len(pages)} pages as HTML: {each}, ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
