"""Headings of what an article prints beside its text: references, declarations, supplements, abbreviations."""

from __future__ import annotations

import re

_NO_PROSE = re.compile(
    r"""(?:(?:competing|conflicts?|declaration|disclosures?|authors?)\b.{0,60}
      |supp(?:lementary|orting)\b.{0,60}|electronic\ supplement.{0,60}|additional\ (?:files?|material).{0,40}
      |abbreviations?.{0,20}|acknowledge?ments?.{0,20}|references|pre-?publication\ history
      |data\ (?:availability|sharing).{0,40}|availability\ of\ data.{0,60}|consent\ for\ publication
      |publisher.s?\ note)\W{0,3}""",
    re.IGNORECASE | re.VERBOSE,
)


def is_apart(heading: str) -> bool:
    """Whether what stands under a heading is no prose of the article."""
    return bool(_NO_PROSE.fullmatch(heading.strip()))
