"""Names that are safe for a path: what a source, or a document within one, is called below the outputs.

A safe name stays as it is, so that outputs mirror sources. Any other becomes a readable slug and a hash of
the name's bytes. A name depends on nothing but itself, and two different names never become the same: names
that already look like a slug with its hash are given one too.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata

MOST_BYTES = 240
"""Of one part of a path: file systems hold 255, of which ".json" needs five."""
MOST_PATH_BYTES = 1_000
SLUG_LENGTH = 60

HASHED = re.compile(r"~[0-9a-f]{12}$")
# What Windows refuses, so that a folder of outputs under version control can be checked out anywhere.
FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
UNREADABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
REVIEW_SUFFIX = ".review.json"
"""Of a curator's decisions, beside `X.json`. No output ever ends so: such a file is not ours to write over."""
RESERVED = "errors"
"""A source of this name would write `errors.json`, which is the tool's own."""


def safe_path(relative: str) -> str:
    """A relative path, "/" between its parts, with every part safe."""
    parts = [safe_name(part) for part in relative.split("/")]
    if len(parts) == 1 and parts[0].casefold() == RESERVED:
        return with_hash(parts[0])
    path = "/".join(parts)
    return path if len(os.fsencode(path)) <= MOST_PATH_BYTES else with_hash(relative)


def safe_name(name: str) -> str:
    """One part of a path: the name itself where it is safe, otherwise slug and hash."""
    return name if is_safe(name) else with_hash(name)


def is_safe(name: str) -> bool:
    """Whether a name can stand in a path on every system, and only this name can stand there."""
    return (
        bool(name)
        and name[0] != "."
        and name[-1] not in ". "
        # X gives X.json, and the decisions on it are X.review.json: such a part could meet another source's.
        and not name.casefold().endswith((".json", ".review"))
        and not FORBIDDEN.search(name)
        and not DEVICE.match(name)
        and not HASHED.search(name)
        and not any(unicodedata.category(character) in UNREADABLE for character in name)
        # A file system may store either form of "é"; only the composed one is taken as it is.
        and unicodedata.is_normalized("NFC", name)
        and len(os.fsencode(name)) <= MOST_BYTES
    )


def with_hash(name: str) -> str:
    """A readable slug of the name, "~", and twelve hex digits over its bytes."""
    readable = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    slug = re.sub(r"[^\w.-]+", "-", readable)[:SLUG_LENGTH].strip("-.") or "unnamed"
    return f"{slug}~{hashlib.sha256(os.fsencode(name)).hexdigest()[:12]}"


def shown(name: str) -> str:
    """A name as text: bytes that are no UTF-8, and characters that do not print, as escapes."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
