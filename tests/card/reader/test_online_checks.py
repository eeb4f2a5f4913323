"""Certificates asked about online, beside the lists: what counts, and what does not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from card.reader.workshop import NUMBER, PIN, Authority, Workshop
from ichimai.card.reader.online import OnlineStatus
from ichimai.card.reader.verdict import Verdict, Word
from ichimai.card.reader.verify import verify
from ichimai.crypto.ocsp import StatusAnswer, malformed_request, read_question
from ichimai.crypto.ocsp import sign_answer as signed
from ichimai.crypto.revocation import RevokedSerial
from ichimai.randomness import SeededRandomness

AT = datetime(2026, 11, 21, 3, tzinfo=UTC)
GOOD = StatusAnswer(
    known=True, revoked=None, this_update=AT, next_update=AT + timedelta(hours=1)
)
SECOND, EARLIER = timedelta(seconds=1), AT - timedelta(hours=1)
RANDOM = SeededRandomness("ONLINE TEST")


@dataclass
class Responder:
    """Answers as an issuer does, and remembers that it was asked."""

    authority: Authority
    answer: StatusAnswer = GOOD
    asked: int = 0

    def __call__(self, question: bytes) -> bytes:
        """The response to one question."""
        self.asked += 1
        issuer = self.authority
        return signed(
            read_question(question), self.answer, issuer.certificate, issuer.key
        )


def revoked(at: datetime) -> StatusAnswer:
    """The answer that a certificate is revoked since then."""
    return replace(GOOD, revoked=RevokedSerial("cafe", at, "cessationOfOperation"))


def verdict(
    workshop: Workshop, fetch: Callable[[bytes], bytes | None], **given: object
) -> Verdict:
    """The verdict with *fetch* for both issuers."""
    check = OnlineStatus(fetch, RANDOM)
    trust = replace(
        workshop.trust(given), online=dict.fromkeys(("residence", "jpki-auth"), check)
    )
    return verify(
        workshop.card(given),
        trust,
        as_of=AT,
        purpose=None,
        card_number=str(NUMBER),
        pin=PIN,
        randomness=RANDOM,
    )


NO_LIST = ["jpki-auth-crl"]


def test_a_good_word_stands_for_the_list(workshop: Workshop) -> None:
    """Where there is no list, the issuer's word that a certificate stands is enough."""
    responder = Responder(workshop.jpki)

    found = verdict(workshop, responder, without=NO_LIST)

    assert Word.CONFIRMED is found.holder.status
    assert responder.asked


@pytest.mark.parametrize("without", [[], NO_LIST])
def test_a_revocation_counts(workshop: Workshop, without: list[str]) -> None:
    """A certificate that its issuer calls revoked is that, whatever the list says."""
    responder = Responder(workshop.jpki, revoked(AT - timedelta(days=1)))

    found = verdict(workshop, responder, without=without)

    assert Word.NOT_CONFIRMED is found.holder.status
    assert ("certificate-revoked",) == found.holder.reasons


def test_no_good_word_against_the_list(workshop: Workshop) -> None:
    """A certificate on the list stays revoked, and nobody is asked about it."""
    listed = replace(
        workshop.trust({}).revoked["jpki-auth"],
        revoked={"cafe": RevokedSerial("cafe", AT, "cessationOfOperation")},
    )
    responder = Responder(workshop.jpki)
    trust = workshop.trust({})
    trust = replace(
        trust,
        revoked={**trust.revoked, "jpki-auth": listed},
        online={"jpki-auth": OnlineStatus(responder, RANDOM)},
    )

    found = verify(
        workshop.card({}),
        trust,
        as_of=AT,
        purpose=None,
        card_number=str(NUMBER),
        pin=PIN,
        randomness=RANDOM,
    )

    assert ("certificate-revoked",) == found.holder.reasons
    assert 0 == responder.asked


def unasked(_question: bytes) -> None:
    """Nobody answers."""


def changed(workshop: Workshop) -> Callable[[bytes], bytes]:
    """A responder whose answer was changed on the way: its signature does not fit."""
    honest = Responder(workshop.jpki)

    def fetch(question: bytes) -> bytes:
        response = honest(question)
        return response[:-1] + bytes((response[-1] ^ 1,))

    return fetch


def of_another_issuer(workshop: Workshop) -> Callable[[bytes], bytes]:
    """Another issuer's answer to the same question."""
    return Responder(workshop.jpki_forger)


def replayed(workshop: Workshop) -> Callable[[bytes], bytes]:
    """The answer to an earlier question, with its nonce."""
    check, heard = Responder(workshop.jpki), []

    def fetch(question: bytes) -> bytes:
        heard.append(check(question))
        return heard[0]

    verdict(workshop, fetch, without=NO_LIST)
    return fetch


def said(answer: StatusAnswer) -> Callable[[Workshop], Callable[[bytes], bytes]]:
    """The issuer with that answer."""
    return lambda workshop: Responder(workshop.jpki, answer)


@pytest.mark.parametrize(
    "responder",
    [
        lambda _: unasked,
        lambda _: lambda _question: b"\x30\x03 no",
        lambda _: lambda _question: malformed_request(),
        changed,
        of_another_issuer,
        replayed,
        said(replace(GOOD, known=False)),
        said(replace(GOOD, this_update=EARLIER, next_update=AT - SECOND)),
        said(replace(GOOD, this_update=AT + timedelta(minutes=30))),
        said(revoked(AT + timedelta(minutes=30))),
    ],
)
def test_what_is_no_answer(
    workshop: Workshop, responder: Callable[[Workshop], Callable[[bytes], bytes | None]]
) -> None:
    """No answer, a stranger's, an old one or one to another question checks nothing."""
    found = verdict(workshop, responder(workshop), without=NO_LIST)

    assert Word.NOT_CONFIRMED is found.holder.status
    assert ("revocation-not-checked",) == found.holder.reasons


def test_the_signer_is_asked_about(workshop: Workshop) -> None:
    """A signer of residence data whom the issuer calls revoked refutes the origin."""
    responder = Responder(workshop.residence, revoked(AT - timedelta(days=1)))

    found = verdict(workshop, responder, without=["residence-crl"])

    assert Word.REFUTED is found.origin.status
    assert ("signer-revoked",) == found.origin.reasons
