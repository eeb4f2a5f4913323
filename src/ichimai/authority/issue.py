"""Issue: the signatures, under a token, once.

Everything happens in one transaction of the register, in this order:

    hold the preparation; whoever else has the token waits, and is then refused
    open the envelopes: the unsigned card and the PINs
    sign exactly the bytes that were written down, and verify what was signed
    deposit the finished card, sealed, in the escrow
    record card, certificates and hashes; redeem the token; let the receipts of the
        envelopes go and keep that of the finished card
    commit
    erase the envelopes

A failure before the commit leaves everything as it was, and the token good: bytes that
were signed and not recorded are dropped, and nobody has seen them. A failure after the
commit loses nothing: the card maker collects the card (`collect`) until the
municipality has confirmed it. A second card cannot come about on either side.
"""

from dataclasses import replace
from datetime import date
from hashlib import sha256

from ichimai.authority import profiles
from ichimai.authority.escrow import deposited, following
from ichimai.authority.office import Office
from ichimai.authority.pins import ENVELOPE as PINS
from ichimai.authority.pins import open_pins, shut_envelope
from ichimai.authority.prepare import (
    CARD,
    Token,
    card_purpose,
    seal_card,
    terms_of,
)
from ichimai.authority.signed_card import signed_card
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.residence import (
    decode_files,
)
from ichimai.clock import day_in_japan
from ichimai.crypto import certificates, sealing
from ichimai.crypto.refuted import (
    CiphertextRefuted,
)
from ichimai.errors import NotFound, Refused, msgid
from ichimai.model.cards import CardKind, CardTypeCode
from ichimai.model.filing import Application, CertificateUse
from ichimai.registry.applications import (
    Issue,
    NewCard,
    NewCertificate,
    hold_preparation,
    record_issue,
)
from ichimai.registry.store import Transaction

FINISHED = "finished-card"
"""The envelope with the finished card, from its making to its confirmation."""

_KINDS = {
    CardTypeCode.RESIDENCE_GEN2: CardKind.RESIDENCE,
    CardTypeCode.SPECIAL_PERMANENT_GEN2: CardKind.SPECIAL_PERMANENT,
    CardTypeCode.SPECIFIED_RESIDENCE: CardKind.SPECIFIED_RESIDENCE,
    CardTypeCode.SPECIFIED_SPECIAL_PERMANENT: CardKind.SPECIFIED_SPECIAL_PERMANENT,
}
_CITES = {
    CardKind.RESIDENCE: ("ICA 19-4(1)", "ICA 19-4(5)"),
    CardKind.SPECIAL_PERMANENT: ("SPA 8(1)", "SPA 8(5)"),
    CardKind.SPECIFIED_RESIDENCE: ("MNA 18-5(1)", "ICA 19-15-2(4)"),
    CardKind.SPECIFIED_SPECIAL_PERMANENT: ("MNA 18-5(1)", "ICA 19-15-2(4)"),
}
"""Under what a card of each kind is made."""


def issue(office: Office, token: Token) -> CardImage:
    """Sign what was prepared under *token*; everything that the chip is to hold.

    Raises:
        NotFound: no application by that identifier.
        Refused: code `wrong-state` once a card is made, `wrong-token`, `envelope`,
            `escrow` or `wrong-issuer` where another authority prepared it, `no-pins`,
            `prepared-bytes` where what was written down and what was sealed differ.
    """
    with (
        following(office.escrow, office.registry, token.application_id),
        office.registry.transaction("card-maker") as tx,
    ):
        preparation = hold_preparation(tx, token.application_id, token.sha256)
        application = tx.get_application(token.application_id)
        image = signed_card(
            office, preparation.to_be_signed, _opened(office, tx, application)
        )
        sealed = seal_card(office, application.id, image)
        record_issue(
            tx,
            Issue(
                application_id=application.id,
                seen_version=application.version,
                token_sha256=token.sha256,
                card=_new_card(image, terms_of(preparation).my_number_ends_on),
                certificates=_new_certificates(image),
                cites=_CITES[_KINDS[image.type_code]],
                receipts={
                    FINISHED: office.escrow.deposit(application.resident_id, sealed)
                },
            ),
        )
    return image


def collect(office: Office, application_id: str) -> CardImage:
    """The finished card once more, for a card maker whose machine failed.

    Raises:
        NotFound: code `no-finished-card`; none is made yet, or it is confirmed.
        Refused: code `envelope`; another authority made it.
    """
    receipt = office.registry.receipts_of(application_id).get(FINISHED)
    if receipt is None:
        raise NotFound(
            msgid("There is no finished card to collect for this application."),
            repair=msgid("Issue the card; a confirmed one is with the municipality."),
            code="no-finished-card",
        )
    return _unsealed(office, application_id, deposited(office.escrow, receipt))


def _opened(office: Office, tx: Transaction, application: Application) -> CardImage:
    """The unsigned card with the PINs in it, from their envelopes.

    An ordinary card has no PIN: whatever was filed by mistake stays shut.
    """
    receipts = tx.receipts_of(application.id)
    if CARD not in receipts:
        raise shut_envelope()
    card = deposited(office.escrow, receipts[CARD])
    image = _unsealed(office, application.id, card)
    if not _KINDS[image.type_code].specified:
        return image
    if PINS not in receipts:
        raise Refused(
            msgid("No PINs were filed with the application: no card can be made."),
            repair=msgid("Have the applicant file again, with the PINs."),
            code="no-pins",
        )
    filed = deposited(office.escrow, receipts[PINS])
    pins = open_pins(office.keys.card_maker, application.resident_id, filed)
    if image.signature.private_key is not None and pins.signature is None:
        raise Refused(
            msgid(
                "A signature certificate is to be made, and no PIN was filed for it."
            ),
            repair=msgid("Have the applicant file again, with both PINs."),
            code="no-pins",
        )
    if image.text is not None:
        # One PIN is filed for all of four digits (docs/decisions/0140); the holder may
        # change each of them.
        four = pins.user_authentication
        pins = replace(pins, text=four)
        if image.common:
            pins = replace(pins, common=four, register=four)
    return replace(image, pins=pins)


def _unsealed(office: Office, application_id: str, sealed: bytes) -> CardImage:
    try:
        content = sealing.unseal(
            office.keys.card_maker, sealed, card_purpose(application_id)
        )
    except CiphertextRefuted:
        raise shut_envelope() from None
    return CardImage.from_bytes(content)


def _new_card(image: CardImage, my_number_ends_on: date | None) -> NewCard:
    return NewCard(
        kind=_KINDS[image.type_code],
        number=image.card_number,
        expires_on=decode_files(image.residence_files).valid_until,
        my_number_ends_on=my_number_ends_on,
        content_sha256=sha256(image.to_bytes()).hexdigest(),
    )


def _new_certificates(image: CardImage) -> tuple[NewCertificate, ...]:
    pairs = (
        (CertificateUse.USER_AUTHENTICATION, image.user_authentication.certificate),
        (CertificateUse.SIGNATURE, image.signature.certificate),
    )
    return tuple(_new_certificate(use, der) for use, der in pairs if der is not None)


def _new_certificate(use: CertificateUse, der: bytes) -> NewCertificate:
    view = certificates.inspect(der)
    return NewCertificate(
        issuer=profiles.ISSUER_OF_USE[use].value,
        use=use,
        serial=view.serial,
        starts_on=day_in_japan(view.starts_at),
        ends_on=day_in_japan(view.ends_at),
        der_sha256=view.sha256,
    )
