"""One study printed in many ways, mechanically: five formats, and the typography of publishers, keyboards and mail.

A `Study` is a title and parts (heading and paragraphs). `FORMATS` print it as a whole source, `TYPOGRAPHY` changes how
its characters are printed. None of them changes what a reader of the page would read.
"""

from __future__ import annotations

import gzip
import html
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple


class Part(NamedTuple):
    """A printed section; `heading` is "" where the text starts at once."""

    heading: str
    paragraphs: tuple[str, ...]


class Study(NamedTuple):
    """What every printing says."""

    title: str
    parts: tuple[Part, ...]

    def printed(self, character_by_character: Callable[[str], str]) -> Study:
        """The same study with another typography; headings keep theirs."""
        parts = tuple(Part(part.heading, tuple(map(character_by_character, part.paragraphs))) for part in self.parts)
        return Study(character_by_character(self.title), parts)


BEFORE = """Jump to main content
Menu
Home
Current issue
For authors
My account
Sign in / Register
Advertisement
Share
Twitter Facebook E-mail
12 comments
"""
AFTER = """Share this article
Twitter Facebook E-mail
Related articles
Aspirin in 2,000 walkers: P < 0.05 is not enough
Zinc 25 mg daily for 300 pupils
Most read
Do 120 patients suffice?
Sign up for alerts
Contact us
Privacy
Terms of use
© 2009 Trial Pages. All rights reserved.
"""


# Formats


def bare(study: Study) -> str:
    """Plain text: the title, "Abstract", run-in headings."""
    lines = [study.title, "", "Abstract", ""]
    for part in study.parts:
        first, *others = part.paragraphs
        lines += [f"{part.heading}: {first}" if part.heading else first, ""]
        for paragraph in others:
            lines += [paragraph, ""]
    return "\n".join(lines)


def headed(study: Study) -> str:
    """Plain text with each heading on its own line."""
    lines = [study.title, ""]
    for part in study.parts:
        lines += [part.heading, ""] if part.heading else []
        for paragraph in part.paragraphs:
            lines += [paragraph, ""]
    return "\n".join(lines)


def scrape(study: Study) -> str:
    """Plain text of a page, with the navigation round the article."""
    return f"{BEFORE}\n{bare(study)}\n{AFTER}"


def web_page(study: Study) -> str:
    """HTML with navigation, an aside and a footer."""
    body = []
    for part in study.parts:
        body += [f"<h2>{html.escape(part.heading)}</h2>"] if part.heading else []
        body += [f"<p>{_marked_up(paragraph)}</p>" for paragraph in part.paragraphs]
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{_marked_up(study.title)}</title></head>'
        f"<body><nav><ul>{_items(BEFORE)}</ul></nav><main><article>\n<h1>{_marked_up(study.title)}</h1>\n"
        + "\n".join(body)
        + f"\n</article></main><aside><ul>{_items(AFTER)}</ul></aside></body></html>\n"
    )


def pubmed_xml(study: Study) -> str:
    """A PubmedArticleSet of one article."""
    texts = [
        f"<AbstractText{_label(part.heading)}>{_marked_up(' '.join(part.paragraphs))}</AbstractText>"
        for part in study.parts
    ]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet><PubmedArticle><MedlineCitation>'
        '<PMID Version="1">99000001</PMID><Article><Journal><Title>Journal of Trial Pages</Title></Journal>'
        f"<ArticleTitle>{_marked_up(study.title)}</ArticleTitle>\n<Abstract>\n" + "\n".join(texts) + "\n</Abstract>"
        "</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>\n"
    )


def _label(heading: str) -> str:
    return f' Label="{html.escape(heading.upper())}"' if heading else ""


def jats(study: Study) -> str:
    """A JATS article with an abstract."""
    sections = []
    for part in study.parts:
        paragraphs = "\n".join(f"<p>{_marked_up(paragraph)}</p>" for paragraph in part.paragraphs)
        title = f"<title>{html.escape(part.heading)}</title>"
        sections.append(f"<sec>{title}\n{paragraphs}</sec>" if part.heading else paragraphs)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<article article-type="research-article"><front><journal-meta>'
        "<journal-title>Journal of Trial Pages</journal-title></journal-meta>"
        f"<article-meta><title-group><article-title>{_marked_up(study.title)}</article-title></title-group>\n<abstract>\n"
        + "\n".join(sections)
        + "\n</abstract></article-meta></front></article>\n"
    )


MEDLINE_INDENT = " " * 6


def medline(study: Study) -> str:
    """MEDLINE: the abstract in one field, headings in capitals, lines of 80 columns."""
    texts = (
        f"{part.heading.upper()}: {' '.join(part.paragraphs)}" if part.heading else " ".join(part.paragraphs)
        for part in study.parts
    )
    fields = [("PMID", "99000001"), ("OWN", "NLM"), ("TI", study.title), ("AB", " ".join(texts)), ("LA", "eng")]
    return "\n".join(_field(tag, text) for tag, text in fields) + "\n"


def _field(tag: str, text: str) -> str:
    wrapped = _wrapped(f"{tag:<4}- {text}", 80, indent=MEDLINE_INDENT)
    return wrapped if text else f"{tag:<4}- "


def _wrapped(text: str, width: int, *, indent: str = "") -> str:
    # Only at plain spaces, as the programs do that wrap: a no-break space stays.
    wrapper = textwrap.TextWrapper(
        width=width, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False, drop_whitespace=True
    )
    kept = text.translate({0xA0: "\ue000", 0x2009: "\ue001", 0x202F: "\ue002"})
    return wrapper.fill(kept).translate({0xE000: "\xa0", 0xE001: "\u2009", 0xE002: "\u202f"})


def _items(lines: str) -> str:
    return "".join(f'<li><a href="/page">{html.escape(line)}</a></li>' for line in lines.splitlines())


POWER_OF_TEN = re.compile(r"(?<=× 10)(\d)(?=/| IU)|(?<=\bmm)(3)\b|(?<=× 10\u00a0)(\d)")


def _marked_up(text: str) -> str:
    """Text as markup; control pictures stand for what only markup can say (see `raised` and `entities`)."""
    text = re.sub(r"␛(.)", r"<sup>\1</sup>", html.escape(text, quote=False))
    return re.sub(r"␀(\d+);", r"&#\1;", text)


FORMATS: dict[str, Callable[[Study], str]] = {
    "bare": bare,
    "headed": headed,
    "scrape": scrape,
    "html": web_page,
    "pubmed-xml": pubmed_xml,
    "jats": jats,
    "medline": medline,
}
MARKUP = frozenset({"html", "pubmed-xml", "jats"})


# Typography


def no_break_spaces(text: str) -> str:
    """NBSP between a number and what follows it."""
    return re.sub(r"(?<=\d) (?=\S)", "\u00a0", text)


def thin_spaces(text: str) -> str:
    """Thin spaces round signs, narrow no-break ones after numbers."""
    text = re.sub(r" ([=<>±×]) ", "\u2009\\1\u2009", text)
    return re.sub(r"(?<=\d) (?=[a-zA-Zµμ])", "\u202f", text)


def mid_dots(text: str) -> str:
    """The Lancet's decimal point."""
    return re.sub(r"(?<![\w.])(\d*)\.(\d+)(?![\w.]*\.\d)", "\\1·\\2", text)


def dashes(text: str) -> str:
    """En dashes in ranges."""
    return re.sub(r"(?<=\d)-(?=\d)", "–", text)


def minus_signs(text: str) -> str:
    """The minus sign for negative numbers."""
    return re.sub(r"(?<![\w)])-(?=\d)", "−", text)


def raised(text: str) -> str:
    """Exponents as superscripts, in markup only."""
    return POWER_OF_TEN.sub(lambda found: f"␛{found[0]}", text)


def raised_signs(text: str) -> str:
    """Exponents as Unicode superscripts: "mm³"."""
    return POWER_OF_TEN.sub(lambda found: found[0].translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")), text)


def entities(text: str) -> str:
    """Every sign and every tenth letter as a numeric entity, in markup only."""
    return "".join(
        each if each.isspace() or (each.isalnum() and index % 10) else f"␀{ord(each)};"
        for index, each in enumerate(text)
    )


def decomposed(text: str) -> str:
    """NFD: letters and their accents apart."""
    return unicodedata.normalize("NFD", text)


def soft_hyphens(text: str) -> str:
    """A soft hyphen in the middle of every long word."""
    return re.sub(
        r"[A-Za-z]{8,}", lambda word: f"{word[0][: len(word[0]) // 2]}\u00ad{word[0][len(word[0]) // 2 :]}", text
    )


def micro_signs(text: str) -> str:
    """The micro sign for the Greek letter."""
    return text.replace("μ", "µ")


def greek_mu(text: str) -> str:
    """The Greek letter for the micro sign."""
    return text.replace("µ", "μ")


def smart_quotes(text: str) -> str:
    """Curly quotes and apostrophes."""
    return re.sub(r'(?<!\w)"|"(?=\w)', "“", text).replace('"', "”").replace("'", "’")


def tight_signs(text: str) -> str:
    """No space round signs: "P<0.001"."""
    return re.sub(r" ([=<>±]) (?=[\d.])", r"\1", text)


def all_no_break(text: str) -> str:
    """NBSP for every space, as some editors paste."""
    return text.replace(" ", "\u00a0")


def no_break_hyphens(text: str) -> str:
    """The non-breaking hyphen within words: "IL‑2"."""
    return re.sub(r"(?<=\w)-(?=\w)", "\u2011", text)


def spaced_thousands(text: str) -> str:
    """A thin space for the comma of thousands."""
    return re.sub(r"(?<=\d),(?=\d{3}\b)", "\u2009", text)


def typed_signs(text: str) -> str:
    """What a keyboard has: "+/-" and "x"."""
    return text.replace("±", "+/-").replace("×", "x")


def carets(text: str) -> str:
    """Exponents with a caret: "10^6"."""
    return POWER_OF_TEN.sub(lambda found: f"^{found[0]}", text)


def zero_width_spaces(text: str) -> str:
    """A zero-width space after every slash, where browsers may break a line."""
    return re.sub(r"(?<=[a-zA-Z])/(?=\w)", "/\u200b", text)


TYPOGRAPHY: dict[str, Callable[[str], str]] = {
    "plain": str,
    "no-break spaces": no_break_spaces,
    "all spaces no-break": all_no_break,
    "thin spaces": thin_spaces,
    "spaced thousands": spaced_thousands,
    "zero-width spaces": zero_width_spaces,
    "mid-dots": mid_dots,
    "en dashes": dashes,
    "minus signs": minus_signs,
    "no-break hyphens": no_break_hyphens,
    "superscripts": raised,
    "superscript signs": raised_signs,
    "carets": carets,
    "entities": entities,
    "NFD": decomposed,
    "soft hyphens": soft_hyphens,
    "micro signs": micro_signs,
    "Greek mu": greek_mu,
    "smart quotes": smart_quotes,
    "tight signs": tight_signs,
    "typed signs": typed_signs,
}
ONLY_MARKUP = frozenset({"superscripts", "entities"})


# Lines and bytes


def wrapped(source: str) -> str:
    """Every line of more than 60 columns wrapped there."""
    indent = MEDLINE_INDENT if source.startswith("PMID-") else ""
    return "\n".join(_wrapped(line, 60, indent=indent) if len(line) > 60 else line for line in source.split("\n"))


def carriage_returns(source: str) -> str:
    """CRLF at line ends."""
    return source.replace("\n", "\r\n")


LINES: dict[str, Callable[[str], str]] = {"wrapped": wrapped, "CRLF": carriage_returns}


def marked(source: str) -> bytes:
    """UTF-8 with a byte order mark."""
    return source.encode("utf-8-sig")


def sixteen_bits(source: str) -> bytes:
    """UTF-16, as some Windows programs save."""
    return source.replace('encoding="utf-8"', 'encoding="utf-16"').replace('charset="utf-8"', "").encode("utf-16")


def packed(source: str) -> bytes:
    """Compressed with gzip."""
    return gzip.compress(source.encode(), mtime=0)


BYTES: dict[str, Callable[[str], bytes]] = {"byte order mark": marked, "UTF-16": sixteen_bits, "gzip": packed}


def in_turn(ways: Mapping[str, Callable[[str], Any]], names: Iterable[str], *, otherwise: Any = str) -> Any:
    """The named ones among these ways, one after the other, as one; `otherwise` where none is named."""
    chosen = [ways[name] for name in names if name in ways] or [otherwise]

    def all_of_them(text: str) -> Any:
        for way in chosen:
            text = way(text)
        return text

    return all_of_them
