"""`/ocsp`, `/crl` and `/ca`: what an authority publishes, in the formats it is read in.

Answers are bytes and no documents of the API: clients are OpenSSL, browsers and card
readers, which follow the addresses written in certificates.
"""

from base64 import b64decode
from binascii import Error as NotBase64
from urllib.parse import unquote

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from ichimai.authority.publication import Publication
from ichimai.errors import Unavailable, msgid
from ichimai.web.guards import bounded_body
from ichimai.web.site import site_of

_CERTIFICATE = "application/pkix-cert"
_LIST = "application/pkix-crl"
_STATUS = "application/ocsp-response"


async def certificate(request: Request, issuer: str) -> Response:
    """`GET /ca/{issuer}.cer`: the issuer's own certificate (RFC 2585)."""
    content = _publication(request).certificate(issuer)
    return Response(content, media_type=_CERTIFICATE)


async def revocation_list(request: Request, issuer: str) -> Response:
    """`GET /crl/{issuer}.crl`: the list as the register stands now (RFC 2585)."""
    content = await run_in_threadpool(_publication(request).crl, issuer)
    return Response(content, media_type=_LIST)


async def posted_question(request: Request) -> Response:
    """`POST /ocsp`: the question is the body (RFC 6960 A.1)."""
    return await _status(request, await bounded_body(request))


async def written_question(request: Request, question: str) -> Response:
    """`GET /ocsp/{question}`: the question in base 64 within the address."""
    try:
        content = b64decode(unquote(question), validate=True)
    except (NotBase64, ValueError):
        content = b""
    return await _status(request, content)


async def _status(request: Request, question: bytes) -> Response:
    answer = await run_in_threadpool(_publication(request).ocsp, question)
    return Response(answer, media_type=_STATUS)


def _publication(request: Request) -> Publication:
    publication = site_of(request).publication
    if publication is None:
        raise Unavailable(
            msgid("No authority publishes at this address."),
            repair=msgid("Ask the server of the authority, or start it with --demo."),
            code="no-publication",
        )
    return publication
