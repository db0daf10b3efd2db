"""One question to E-utilities over HTTP: paced, tried again where that may help, told plainly where it doesn't.

The API key is said in the body of a request and nowhere else: an address is written down by every proxy and log
on its way. What a server says is quoted only without the key, which NCBI likes to repeat.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import TypeVar
from urllib.parse import quote_plus, urlencode, urlsplit

import httpx

from flows.fetching.answers import is_about_history, quoted
from flows.fetching.pace import REQUESTS_A_SECOND, REQUESTS_A_SECOND_WITH_KEY, Clock, Pacer, back_off
from flows.fetching.trouble import FetchFailed, Forgotten, HistoryLost, Passing, Refused
from flows.sources import WrongUse

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")

NCBI = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
TOOL = "trialsift"
ATTEMPTS = 6
SILENCE = 30.0
"""Seconds without a byte."""
LONGEST_ANSWER = 180.0
"""Seconds for the whole of it: a server that trickles is never silent."""
LONGEST_RETRY_AFTER = 300.0
"""Seconds; whoever is told to wait longer had better come again."""
LARGEST_ANSWER = 50_000_000
"""Bytes once unpacked; 200 citations have one to five million. What is larger is asked for in parts."""
LONGEST_ADDRESS = 1_800
"""Characters; NCBI wants longer questions in the body of a POST."""
_KEY = re.compile(r"[\x21-\x7e]{8,200}")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Access:
    """Where we ask, and as whom."""

    base_url: str = NCBI
    email: str | None = None
    api_key: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.base_url)
            host, understood = parts.hostname, parts.scheme in {"http", "https"}
        except ValueError:
            host, understood = None, False
        if not understood or not host or parts.username or parts.query or parts.fragment:
            raise WrongUse("the base address must read like https://HOST/PATH, without user name or parameters")
        if self.api_key and parts.scheme == "http" and host not in LOOPBACK:
            raise WrongUse(f"the API key is not sent over plain http to {host}: give an https address")
        if self.api_key is not None and not _KEY.fullmatch(self.api_key):
            raise WrongUse("what is given as API key is none: expected 8 or more letters and digits")
        if self.email is not None and ("@" not in self.email or not self.email.isprintable() or " " in self.email):
            raise WrongUse(f"{self.email!r} is no e-mail address")


class Eutilities:
    """A connection to E-utilities, closed at the end of its `with`."""

    def __init__(self, access: Access, *, clock: Clock) -> None:
        self._access = access
        self._clock = clock
        self._pacer = Pacer(clock, REQUESTS_A_SECOND_WITH_KEY if access.api_key else REQUESTS_A_SECOND)
        self._client = httpx.Client(timeout=SILENCE, headers={"User-Agent": TOOL})

    def __enter__(self) -> Eutilities:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._client.close()

    def ask(
        self,
        tool: str,
        parameters: Mapping[str, str],
        *,
        asked: str,
        understood: Callable[[bytes], Answer],
        attempts: int = ATTEMPTS,
    ) -> Answer:
        """What the server answers. `asked` says in words what for. Raises FetchFailed."""
        asked = f"{asked} ({self._access.base_url}/{tool}.fcgi)"
        failures = 0
        while True:
            self._pacer.wait()
            try:
                return understood(self._answer(tool, parameters, asked=asked))
            except Forgotten:
                raise HistoryLost(asked=asked, found="the server has forgotten the search") from None
            except Passing as trouble:
                failures += 1
                found = trouble.found
                if trouble.wait > LONGEST_RETRY_AFTER:
                    raise FetchFailed(asked=asked, found=f"{found}, and wants {trouble.wait:.0f} s of rest") from None
                if failures == attempts:
                    raise FetchFailed(asked=asked, found=f"{found} (tried {attempts} times)") from None
                log.info("asked for %s: %s; trying again", asked, found)
                back_off(self._clock, failures=failures, at_least=trouble.wait)

    def _answer(self, tool: str, parameters: Mapping[str, str], *, asked: str) -> bytes:
        try:
            with self._sent(tool, parameters) as response:
                body = self._body(response)
        except httpx.TimeoutException:
            raise Passing(f"no answer for {SILENCE:.0f} s") from None
        except httpx.DecodingError:
            raise Passing("an answer whose compression is broken") from None
        except httpx.RemoteProtocolError:
            raise Passing("an answer that was cut off") from None
        except httpx.TransportError as error:
            raise Passing(f"no connection ({quoted(str(error))})") from None
        if response.status_code != httpx.codes.OK:
            raise self._complaint(response, body.decode("utf-8", "replace"), asked=asked)
        return body

    def _sent(self, tool: str, parameters: Mapping[str, str]) -> AbstractContextManager[httpx.Response]:
        access = self._access
        said = {"db": "pubmed", **parameters, "tool": TOOL}
        if access.email:
            said["email"] = access.email
        address = f"{access.base_url.rstrip('/')}/{tool}.fcgi"
        if not access.api_key and len(urlencode(said)) <= LONGEST_ADDRESS:
            return self._client.stream("GET", address, params=said)
        if access.api_key:
            said["api_key"] = access.api_key
        return self._client.stream("POST", address, data=said)

    def _body(self, response: httpx.Response) -> bytes:
        begun, body = self._clock.watch(), bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > LARGEST_ANSWER:
                raise Passing(f"an answer of more than {LARGEST_ANSWER:,} bytes")
            if self._clock.watch() - begun > LONGEST_ANSWER:
                raise Passing(f"an answer that took more than {LONGEST_ANSWER:.0f} s")
        return self._without_key(bytes(body))

    def _complaint(self, response: httpx.Response, body: str, *, asked: str) -> Exception:
        status = response.status_code
        if status in {408, 425, 429} or status >= 500:
            return Passing(f"HTTP {status}", wait=self._wanted_wait(response))
        if is_about_history(body):
            return Forgotten()
        found = f"HTTP {status}, the server says {quoted(body)}"
        advice = (
            "see whether the base address is right" if status in {301, 302, 307, 308, 404} else "mend what was asked"
        )
        if "api key" in body.lower() or "api-key" in body.lower():
            advice = "see whether the API key is right"
        return Refused(asked=asked, found=found, advice=advice)

    def _wanted_wait(self, response: httpx.Response) -> float:
        """Seconds, from Retry-After: a number or a date."""
        said = response.headers.get("Retry-After", "").strip()
        if said.isdecimal() and said.isascii():
            return float(said[:9])
        try:
            until = parsedate_to_datetime(said)
        except ValueError:
            return 0.0
        return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - self._clock.now()).total_seconds())

    def _without_key(self, answer: bytes) -> bytes:
        """The answer as everybody may see it."""
        if key := self._access.api_key:
            for form in (key, quote_plus(key)):
                answer = answer.replace(form.encode(), b"***")
        return answer
