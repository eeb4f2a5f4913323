"""Facts of a city beside their detached signature: nothing unsigned is read.

The signature is ECDSA on P-384 with SHA-256 over the file's very bytes, DER-encoded
(FIPS 186-5, RFC 3279 2.2.3): the one that `openssl dgst -sha256 -sign` writes. The key
signs nothing else. Which key is trusted is for the reader to say, never for the file.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from ichimai.crypto.keys import EcPublicKey
from ichimai.crypto.refuted import SignatureRefuted
from ichimai.errors import NotFound, Refused, msgid
from ichimai.planner.cities.facts import CityFacts, read_facts

SUFFIX = ".json"
SIGNATURE_SUFFIX = ".json.sig"


def open_signed(
    content: bytes, signature: bytes, issuer: EcPublicKey, name: str
) -> CityFacts:
    """The facts in *content*, once *signature* is that of *issuer* over it.

    *name* is the file's, for the sentence of a refusal; it is the six-digit code.

    Raises:
        Refused: code `signature`; changed after signing, or signed by another key.
        Refused: code `other-city`; the file is that of another municipality.
        Malformed: the content is not in the form.
    """
    try:
        issuer.verify_sha256_der(content, signature)
    except SignatureRefuted:
        raise Refused(
            msgid("{file} was changed after it was signed, or another key signed it."),
            repair=msgid(
                "Do not use it. Ask its issuer for the file and its signature."
            ),
            code="signature",
            file=name,
        ) from None
    found = read_facts(content)
    if found.municipality != name.partition(".")[0]:
        raise Refused(
            msgid("{file} holds the facts of another municipality."),
            repair=msgid(
                "Do not use it. Ask its issuer for the file and its signature."
            ),
            code="other-city",
            file=name,
        )
    return found


def read_folder(folder: Traversable, issuer: EcPublicKey) -> Iterator[CityFacts]:
    """The facts of every file of *folder*, in the order of the codes.

    Raises:
        NotFound: code `no-signature`; a file has none beside it.
        Refused: a signature that does not hold; nothing after it is read.
        Malformed: a file that is not in the form.
    """
    there = {each.name: each for each in folder.iterdir()}
    for name in sorted(each for each in there if each.endswith(SUFFIX)):
        beside = there.get(name.removesuffix(SUFFIX) + SIGNATURE_SUFFIX)
        if beside is None:
            raise NotFound(
                msgid("There is no signature beside {file}."),
                repair=msgid(
                    "Put the signature beside it, under the same name and .sig."
                ),
                code="no-signature",
                file=name,
            )
        yield open_signed(there[name].read_bytes(), beside.read_bytes(), issuer, name)


@cache
def enclosed() -> tuple[CityFacts, ...]:
    """The facts that come with the package, signed by its TEST issuer."""
    folder = files("ichimai.planner.cities").joinpath("published")
    issuer = EcPublicKey.from_pem(folder.joinpath("test-issuer.pem").read_bytes())
    return tuple(read_folder(folder, issuer))
