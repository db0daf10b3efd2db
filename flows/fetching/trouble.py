"""What can go wrong while fetching, said so that whoever reads it knows what to do.

TrialsiftError
└── FetchFailed        a question got no usable answer: what was asked, what came, what to do
    ├── Refused        the server won't answer this question, however often it is asked
    └── HistoryLost    the server has forgotten a search: its citations must be asked for by id
Passing                an answer that another try may better; never leaves `asking`
"""

from __future__ import annotations

from extractors.errors import TrialsiftError

TRY_LATER = "run the same command later: it goes on from here"


class FetchFailed(TrialsiftError):
    """A question that got no usable answer."""

    def __init__(self, *, asked: str, found: str, advice: str = TRY_LATER) -> None:
        super().__init__(f"asked for {asked}: {found}; {advice}")
        self.asked = asked
        self.found = found
        self.advice = advice


class Refused(FetchFailed):
    """The server won't answer this question, however often it is asked."""


class HistoryLost(FetchFailed):
    """The server has forgotten a search."""


class Passing(Exception):
    """An answer that another try may better. `wait`: seconds the server wants to be left alone, if it says so."""

    def __init__(self, found: str, *, wait: float = 0.0) -> None:
        super().__init__(found)
        self.found = found
        self.wait = wait


class Forgotten(Exception):
    """The server says that it knows nothing of a search; never leaves `asking`."""
