"""Typography folded one character to one, so that patterns stay simple and offsets stay put.

An explicit table rather than NFKC, which turns "1½" into "11⁄2" and "²" into "2". Em dashes are kept: they part
clauses. What a reader quotes is never the folded text.

Copied out of the printed pages of many journals, signs of their mathematical font come as Coptic and Armenian letters
("P Ͻ .001", "428 Ϯ 25", "n ϭ 33"): these are folded too, for no report in English has them for letters.
"""

from __future__ import annotations

import re

SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
DASHES = "\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphens, zero-width spaces and joiners; not folded: no reader hands them on."""
POINTS = "\u00b7\u0387\u2219\u22c5\u2027\u30fb"
FOLDED = {
    " ": SPACES,
    "-": DASHES + "\u03ea",
    ".": POINTS,
    "'": "\u2018\u2019\u201b\u02bc\u2032",
    '"': "\u201c\u201d\u201e\u201f\u2033",
    "μ": "\u00b5\u242e",
    "×": "\u2715\u2716\u2a09\u03eb",
    "±": "\u03ee",
    "≤": "\u2a7d\u2266\ufe64\u0545",
    "≥": "\u2a7e\u2267\u0546",
    "<": "\uff1c\u2039\u03fd",
    ">": "\uff1e\u203a\u03fe",
    "=": "\uff1d\u03ed",
    "+": "\uff0b\u03e9",
    "%": "\uff05",
    "(": "\uff08",
    ")": "\uff09",
    "/": "\u2044\u2215\uff0f",
}
LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
"""Two letters that are printed as one; not folded, for they are longer: readers hand on the letters."""
PLAIN = {printed: plain for plain, printings in FOLDED.items() for printed in printings}
FOREIGN = re.compile(f"[{re.escape(''.join(PLAIN))}]")


def fold(text: str) -> str:
    """The same text, the same length, in plain typography."""
    return text if text.isascii() else FOREIGN.sub(_plain, text)


def lower(text: str) -> str:
    """The same text, the same length, in lower case."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    # "İ" becomes two characters
    return "".join(small if len(small := character.lower()) == 1 else character for character in text)


def _plain(match: re.Match[str]) -> str:
    return PLAIN[match[0]]
