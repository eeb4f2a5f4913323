"""An OCSP responder that `ichimai card verify --ocsp URL` asks: one POST a question."""

from dataclasses import replace
from functools import partial
from http.client import HTTPException
from typing import Final
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from ichimai.card.reader.online import OnlineStatus
from ichimai.card.reader.trust import TrustStore
from ichimai.cli.usage import WrongUsage
from ichimai.errors import msgid
from ichimai.randomness import system_randomness

_SECONDS: Final = 5.0
_LONGEST_RESPONSE: Final = 0x10000
_QUESTION: Final = "application/ocsp-request"


def asking_online(trust: TrustStore, url: str | None) -> TrustStore:
    """*trust* that asks the responder at *url* about every issuer; itself without one.

    Raises:
        WrongUsage: *url* is no http or https address.
    """
    if url is None:
        return trust
    if urlsplit(url).scheme not in {"http", "https"}:
        raise WrongUsage(msgid("Give --ocsp an address that begins with http."))
    check = OnlineStatus(partial(_fetched, url), system_randomness)
    return replace(trust, online=dict.fromkeys(trust.anchors, check))


def _fetched(url: str, question: bytes) -> bytes | None:
    """The response; None where nobody answers in time, or with another status."""
    request = Request(url, question, {"Content-Type": _QUESTION})  # noqa: S310 - http
    try:
        with urlopen(request, timeout=_SECONDS) as response:  # noqa: S310 - as above
            content: bytes = response.read(_LONGEST_RESPONSE)
            return content
    except (OSError, HTTPException, ValueError):
        return None
