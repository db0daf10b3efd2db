"""Who may talk to the review server: this browser, with the address that the command printed, and nobody else.

A page elsewhere on the web could send requests to a loopback port (CSRF), or point a name of its own at 127.0.0.1 and
then read the answers as if they were its own (DNS rebinding). Hence: the Host header must be the address that was
served, what browsers say of a request's origin must be this very origin, and a token that only the printed address
holds stands in every path.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import NamedTuple

MOST_BYTES = 16_000_000
"""Of one review file: some ten thousand decisions."""


class Refused(NamedTuple):
    """Why a request is not answered: HTTP status, and the reason in a sentence."""

    status: int
    reason: str


class Guard(NamedTuple):
    """What a request must show."""

    hosts: frozenset[str]
    """Values of the Host header: address and port."""
    token: str

    @classmethod
    def of(cls, host: str, port: int) -> Guard:
        """A guard of one address, with a new token."""
        names = {host, "localhost"} if host in ("127.0.0.1", "::1") else {host}
        hosts = frozenset(f"[{name}]:{port}" if ":" in name else f"{name}:{port}" for name in names)
        return cls(hosts, secrets.token_urlsafe(24))

    def refusal(self, method: str, path: str, headers: Mapping[str, str]) -> Refused | None:
        """Why a request is refused; None for one that may be answered."""
        if headers.get("Host") not in self.hosts:
            return Refused(421, "this is not the address that is served here")
        if not secrets.compare_digest(_first_part(path).encode("utf-8", "surrogatepass"), self.token.encode()):
            return Refused(403, "the address lacks its token: open the one that the command printed")
        if headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
            return Refused(403, "another site asked for this")
        return self._refusal_to_write(headers) if method != "GET" else None

    def _refusal_to_write(self, headers: Mapping[str, str]) -> Refused | None:
        # Browsers always name the origin of a PUT; whoever doesn't is no page of ours.
        if headers.get("Origin") != f"http://{headers['Host']}":
            return Refused(403, "another origin asked for this")
        if headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
            return Refused(415, "decisions come as application/json")
        length = headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit() and len(length) < 12):
            return Refused(411, "how long the decisions are must be said")
        if int(length) > MOST_BYTES:
            return Refused(413, f"decisions of more than {MOST_BYTES:,} bytes")
        return None


def _first_part(path: str) -> str:
    return path.removeprefix("/").partition("/")[0]
