"""From the filing to the delivery: every step in its turn, and none without it."""

from datetime import date, timedelta
from hashlib import sha256

import pytest

from authority.desk import (
    DELIVERY_ON,
    GRANTED,
    MUNICIPALITY,
    OLD_NUMBER,
    PINS_ON_CARD,
    STAY_ENDS_ON,
    Desk,
)
from ichimai.authority.decide import Judgement, decide
from ichimai.authority.deliver import confirm, deliver
from ichimai.authority.drafting import RESIDENCE_DATA
from ichimai.authority.issue import collect, issue
from ichimai.authority.prepare import Token, prepare
from ichimai.authority.published import lists_of
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.residence import (
    WorkRestriction,
    decode_files,
    signed_message,
)
from ichimai.clock import morning_in_japan
from ichimai.crypto import certificates
from ichimai.crypto.keys import EcPublicKey, RsaPrivateKey
from ichimai.crypto.revocation import verify_crl
from ichimai.crypto.statements import open_statement
from ichimai.errors import NotFound, Refused
from ichimai.model.filing import ApplicationState, CardState, CertificateState
from ichimai.model.procedure import Procedure
from ichimai.model.void_cards import STATEMENT_KIND, VoidCards


def issued(desk: Desk) -> tuple[Token, CardImage]:
    """The card of the case, made."""
    token = desk.prepared()
    return token, issue(desk.office, token)


def confirmed(desk: Desk) -> str:
    """The application of the case, its card made and confirmed."""
    token, _ = issued(desk)
    confirm(desk.office, token.application_id, MUNICIPALITY)
    return token.application_id


def test_decision_rests_on_the_law(desk: Desk) -> None:
    """The decision keeps every finding whole, with its provisions."""
    application = desk.decided()

    decision = desk.office.registry.get_decision(application.id)
    questions = [finding.question for finding in decision.findings]
    assert ["standing", "specified-card-request"] == questions
    assert "ICA 19-15-2(1)(ii)" in decision.findings[1].cites
    assert (True, GRANTED) == (decision.approved, decision.granted)


def test_refusal_leaves_nothing(desk: Desk) -> None:
    """A refused application leaves card and stay as they were, and no envelope."""
    registry, application = desk.office.registry, desk.lodged()

    refused = decide(desk.office, application.id, Judgement(approved=False))

    assert ApplicationState.REFUSED is refused.state
    assert {} == registry.receipts_of(application.id)
    assert [OLD_NUMBER] == [card.number for card in registry.cards_of(desk.resident.id)]
    assert 12 == registry.stay_of(desk.resident.id).stay_months
    with pytest.raises(Refused):
        prepare(desk.office, application.id, DELIVERY_ON)


def test_the_law_refuses(desk: Desk) -> None:
    """A request that its procedure cannot carry is refused, approved or not."""
    application = desk.lodged(Procedure.LOSS)

    decided = decide(desk.office, application.id, Judgement(approved=True))

    assert ApplicationState.REFUSED is decided.state
    findings = desk.office.registry.get_decision(application.id).findings
    assert findings[-1].answer["allowed"] is False
    assert findings[-1].cites


@pytest.mark.parametrize(
    ("procedure", "judgement", "code"),
    [
        (Procedure.EXTENSION, Judgement(), "no-stay-granted"),
        (Procedure.EXCHANGE, Judgement(granted=GRANTED), "stay-not-granted-here"),
    ],
)
def test_judgement_fits_the_procedure(
    desk: Desk, procedure: Procedure, judgement: Judgement, code: str
) -> None:
    """A permission names its stay, and an exchange grants none."""
    application = desk.lodged(procedure)

    with pytest.raises(Refused) as caught:
        decide(desk.office, application.id, judgement)

    assert code == caught.value.code


def test_preparation_writes_down_every_byte(desk: Desk) -> None:
    """What is to be signed stands in the register before any card exists."""
    token = desk.prepared()

    written = desk.office.registry.get_preparation(token.application_id)
    names = ["residence-data", "signature", "terms", "user-authentication"]
    assert names == sorted(written.to_be_signed)
    assert token.sha256 == written.token_sha256
    assert 5553 == len(written.to_be_signed[RESIDENCE_DATA])
    assert "value" not in repr(token)


def test_card_says_what_was_decided(desk: Desk) -> None:
    """The chip's residence data are the register's and the law's."""
    _, image = issued(desk)

    contents = decode_files(image.residence_files)
    assert STAY_ENDS_ON == contents.valid_until == contents.stay_ends_on
    assert "0300" == contents.period_of_stay
    assert Procedure.EXTENSION is contents.permission_kind
    assert DELIVERY_ON == contents.permitted_on
    assert WorkRestriction.WITHIN_STATUS is contents.work_restriction
    assert (PINS_ON_CARD, desk.my_number) == (image.pins, image.my_number)


def test_residence_data_are_signed(desk: Desk) -> None:
    """The signer's certificate on the chip leads to the root, and its key verifies."""
    token, image = issued(desk)
    keys, now = desk.office.keys, desk.clock.now()

    contents = decode_files(image.residence_files)

    signer = certificates.inspect(contents.certificate).public_key
    assert isinstance(signer, EcPublicKey)
    signer.verify_sha256_raw(signed_message(contents), contents.signature)
    root = keys.certificates["residence"]
    certificates.verify_issued_by(contents.certificate, root, now)
    written = desk.office.registry.get_preparation(token.application_id)
    assert signed_message(contents) == written.to_be_signed[RESIDENCE_DATA]


def test_certificates_are_what_was_written_down(desk: Desk) -> None:
    """Each certificate holds exactly the written bytes and certifies the card's key."""
    token, image = issued(desk)
    written = desk.office.registry.get_preparation(token.application_id).to_be_signed

    pairs = {
        "signature": ("jpki-sign", image.signature),
        "user-authentication": ("jpki-auth", image.user_authentication),
    }
    for use, (issuer, credential) in pairs.items():
        der, key = credential.certificate, credential.private_key
        assert der is not None
        assert key is not None
        above = desk.office.keys.certificates[issuer]
        certificates.verify_issued_by(der, above, desk.clock.now())
        view = certificates.inspect(der)
        assert written[use] == view.tbs
        assert view.public_key is not None
        own = RsaPrivateKey.from_der(key).public
        assert own.to_der() == view.public_key.to_der()
        assert above == credential.ca_certificate


def test_register_knows_card_and_certificates(desk: Desk) -> None:
    """The register keeps number, hash and days of what was made, and nothing secret."""
    token, image = issued(desk)
    registry = desk.office.registry

    card = registry.find_card_for(token.application_id)

    assert card is not None
    assert sha256(image.to_bytes()).hexdigest() == card.content_sha256
    assert (STAY_ENDS_ON, STAY_ENDS_ON) == (card.expires_on, card.my_number_ends_on)
    assert CardState.MADE is card.state
    records = registry.certificates_of(card.id)
    assert {"jpki-sign", "jpki-auth"} == {record.issuer for record in records}
    assert {STAY_ENDS_ON} == {record.ends_on for record in records}


def test_declined_certificates(desk: Desk) -> None:
    """Who declines the certificates gets a card without them, and without the keys."""
    office = desk.office
    application = desk.lodged(certificates=())
    decide(office, application.id, Judgement(granted=GRANTED))

    image = issue(office, prepare(office, application.id, DELIVERY_ON))

    assert image.signature.certificate is image.signature.private_key is None
    card = office.registry.find_card_for(application.id)
    assert card is not None
    assert () == office.registry.certificates_of(card.id)


def test_unconfirmed_card(desk: Desk) -> None:
    """Without the municipality's word no specified card is delivered (RC-081)."""
    token, _ = issued(desk)
    desk.clock.move_to(morning_in_japan(DELIVERY_ON))

    with pytest.raises(Refused) as caught:
        deliver(desk.office, token.application_id, DELIVERY_ON)

    assert "not-confirmed" == caught.value.code
    assert 12 == desk.office.registry.stay_of(desk.resident.id).stay_months


def test_other_municipality(desk: Desk) -> None:
    """Only the municipality that keeps the record confirms."""
    token, _ = issued(desk)

    with pytest.raises(Refused) as caught:
        confirm(desk.office, token.application_id, "271004")

    assert "other-municipality" == caught.value.code


def test_delivery(desk: Desk) -> None:
    """With the delivery the card counts, the old one is void, the new stay runs."""
    application_id = confirmed(desk)
    desk.clock.move_to(morning_in_japan(DELIVERY_ON))

    card = deliver(desk.office, application_id, DELIVERY_ON)

    registry = desk.office.registry
    assert (CardState.ACTIVE, DELIVERY_ON) == (card.state, card.delivered_on)
    states = {c.number: c.state for c in registry.cards_of(desk.resident.id)}
    assert CardState.VOID is states[OLD_NUMBER]
    stay = registry.stay_of(desk.resident.id)
    assert (STAY_ENDS_ON, DELIVERY_ON) == (stay.stay_ends_on, stay.permitted_on)
    records = registry.certificates_of(card.id)
    assert {CertificateState.ACTIVE} == {record.state for record in records}
    assert registry.verify_journal().broken_at is None


def test_delivery_on_a_day_that_would_print_another_expiry(desk: Desk) -> None:
    """A card is not handed over before the day for which it was made."""
    application_id = confirmed(desk)
    early = DELIVERY_ON - timedelta(days=1)
    desk.clock.move_to(morning_in_japan(early))

    with pytest.raises(Refused) as caught:
        deliver(desk.office, application_id, early)

    assert "too-early" == caught.value.code


def test_collecting_a_finished_card(desk: Desk) -> None:
    """The card maker collects the very same card until it is confirmed, not after."""
    token, image = issued(desk)

    assert image == collect(desk.office, token.application_id)

    confirm(desk.office, token.application_id, MUNICIPALITY)
    assert {} == desk.office.registry.receipts_of(token.application_id)
    with pytest.raises(NotFound):
        collect(desk.office, token.application_id)


def test_published_lists(desk: Desk) -> None:
    """After the delivery of a second card the first one's certificates are revoked."""
    office = desk.office
    first = confirmed(desk)
    desk.clock.move_to(morning_in_japan(DELIVERY_ON))
    deliver(office, first, DELIVERY_ON)
    exchange = desk.lodged(Procedure.EXCHANGE)
    decide(office, exchange.id, Judgement())
    image = issue(office, prepare(office, exchange.id, DELIVERY_ON))
    confirm(office, exchange.id, MUNICIPALITY)
    deliver(office, exchange.id, DELIVERY_ON)

    lists = lists_of(office.registry, office.keys, office.clock, office.randomness)

    shown = decode_files(image.residence_files)
    assert Procedure.EXTENSION is shown.permission_kind
    assert DELIVERY_ON == shown.permitted_on
    for issuer, crl in lists.crls.items():
        above = office.keys.certificates[issuer]
        revoked = verify_crl(crl, above, desk.clock.now()).revoked
        expected = ["superseded"] if issuer.startswith("jpki") else []
        assert expected == [line.reason for line in revoked.values()]
    payload = open_statement(
        lists.void_cards, STATEMENT_KIND, office.keys.residence.public
    )
    void = VoidCards.from_json(payload)
    assert 2 == len(void.void_on)
    assert DELIVERY_ON == void.find(OLD_NUMBER)
    assert void.find(image.card_number) is None


def test_prepared_for_the_past(desk: Desk) -> None:
    """Nobody prepares a card for a day that is over."""
    application = desk.decided()

    with pytest.raises(Refused) as caught:
        prepare(desk.office, application.id, date(2026, 8, 31))

    assert "in-the-past" == caught.value.code
