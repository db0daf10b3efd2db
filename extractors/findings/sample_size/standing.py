"""A numeral where it stands: what is left of it, what follows; the rows that tell its shape ask it."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.findings.sample_size.counts import Clause
from extractors.findings.sample_size.tails import Tail


class Place(NamedTuple):
    """A numeral where it stands: what is left of it, what follows."""

    clause: Clause
    left: str
    tail: Tail
    value: int
    word: bool
    named: re.Match[str] | None

    def follows(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern stands behind the quote."""
        return pattern.match(self.clause.scan, self.tail.end, self.clause.end) is not None

    def behind(self) -> str:
        """What stands behind the quote, as the quote's own bracket sees it."""
        end = self.tail.end
        if self.clause.bracket_of(end - 1) is None:
            return self.clause.outside(end, self.clause.end)
        return self.clause.scan[end : min(end + 80, self.clause.end)]
