"""The steps of a case, whichever database is under it: a part of the contract."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from ichimai.errors import (
    Conflict,
    IchimaiError,
    Malformed,
    Refused,
)
from ichimai.model.filing import (
    ApplicationState,
    CardState,
    CertificateState,
    CertificateUse,
    RevocationReason,
)
from ichimai.registry.applications import (
    confirm,
    hold_preparation,
    lodge,
    record_decision,
    record_issue,
    record_preparation,
)
from ichimai.registry.canonical import sha256_hex
from ichimai.registry.cards import (
    Delivery,
    ReturnedCard,
    Voiding,
    deliver,
    enter_card,
    return_card,
    void_card,
)
from ichimai.registry.certificates import Revocation, revoke_certificate
from ichimai.registry.residents import (
    ChangeOfAddress,
    change_address,
    grant_stay,
)
from ichimai.registry.store import Registry
from registry.lives import (
    FINDING,
    GRANTED,
    HANDED_OUT,
    PHOTO,
    TODAY,
    approval,
    clock_of_today,
    confirmation,
    confirmed,
    decided,
    delivered,
    earlier_card,
    enrolled,
    filing,
    first_stay,
    issue,
    issued,
    lodged,
    preparation,
    prepared,
    receipt,
)


def move(resident_id: str, seen_version: int = 1) -> ChangeOfAddress:
    """A notification of a move to Sample."""
    return ChangeOfAddress(
        resident_id=resident_id,
        seen_version=seen_version,
        address="9-9 Sample, Naha",
        municipality="472018",
        moved_on=TODAY,
    )


class CasesContract:
    """The steps of a case: what each changes, and when each is refused."""

    def test_lodging_keeps_the_filing(self, registry: Registry) -> None:
        """An application comes back as it was filed, photograph and all."""
        case = lodged(registry)

        kept = registry.get_application(case.application.id)
        assert case.application == kept
        assert PHOTO == kept.photo
        assert (kept,) == registry.applications_of(case.resident.id)
        assert (kept,) == registry.applications_in(ApplicationState.LODGED)

    def test_decision_is_kept_whole(self, registry: Registry) -> None:
        """A decision keeps the findings with their facts, and the stay granted."""
        case = decided(registry)

        decision = registry.get_decision(case.application.id)
        facts = {"procedure": "extension", "filed_on": "2026-11-02"}
        assert GRANTED == decision.granted
        assert (replace(FINDING, facts=facts),) == decision.findings
        assert ApplicationState.DECIDED is case.application.state

    def test_refusal_leaves_the_card(self, registry: Registry) -> None:
        """After a refusal the card held before stands, and the PINs are erased."""
        case = lodged(registry)
        refusal = replace(approval(case.application), approved=False, granted=None)

        with registry.transaction("bureau") as tx:
            refused = record_decision(tx, refusal)

        assert ApplicationState.REFUSED is refused.state
        assert [CardState.ACTIVE] == [
            card.state for card in registry.cards_of(case.resident.id)
        ]
        assert {} == registry.receipts_of(case.application.id)

    def test_refusal_that_grants_a_stay(self, registry: Registry) -> None:
        """A refusal with a stay granted is a contradiction."""
        case = lodged(registry)
        muddled = replace(approval(case.application), approved=False)

        with pytest.raises(Malformed), registry.transaction("bureau") as tx:
            record_decision(tx, muddled)

        assert case.application == registry.get_application(case.application.id)

    def test_preparation_keeps_the_bytes(self, registry: Registry) -> None:
        """What is to be signed stands in the journal before it is signed."""
        case = prepared(registry)

        kept = registry.get_preparation(case.application.id)
        entry = list(registry.journal(subject=case.resident.id))[-1]
        assert {"residence": b"\x01\x02\x03", "jpki-sign": b"\x30\x00"} == (
            kept.to_be_signed
        )
        assert "card-prepared" == entry.command
        (image,) = entry.payload["rows"]["preparations"]
        assert '{"jpki-sign":"MAA=","residence":"AQID"}' == image["to_be_signed"]

    def test_preparation_again(self, registry: Registry) -> None:
        """A second preparation makes the first one's token worthless."""
        case = prepared(registry)
        again = preparation(case.application, "another token")
        with registry.transaction("card-maker") as tx:
            application = record_preparation(tx, again)

        with (
            pytest.raises(Refused) as caught,
            registry.transaction("card-maker") as tx,
        ):
            record_issue(tx, issue(application))

        assert "wrong-token" == caught.value.code

    def test_issue_lets_the_receipts_go(self, registry: Registry) -> None:
        """Once the card is made, nothing points to PINs and keys any more."""
        before = prepared(registry)
        assert {"keys", "pins"} == set(registry.receipts_of(before.application.id))

        with registry.transaction("card-maker") as tx:
            card = record_issue(tx, issue(before.application))

        assert {} == registry.receipts_of(before.application.id)
        assert CardState.MADE is card.state
        assert [CertificateState.MADE] * 2 == [
            each.state for each in registry.certificates_of(card.id)
        ]

    def test_made_card_waits(self, registry: Registry) -> None:
        """A made card can be collected until it is confirmed, and not after."""
        case = prepared(registry)
        made = replace(issue(case.application), receipts={"card": receipt("card")})
        with registry.transaction("card-maker") as tx:
            record_issue(tx, made)
        application = registry.get_application(case.application.id)
        lying = registry.receipts_of(application.id)

        with registry.transaction("municipality") as tx:
            confirm(tx, confirmation(application))

        assert {"card": receipt("card")} == lying
        assert {} == registry.receipts_of(application.id)

    def test_token_is_redeemed_once(self, registry: Registry) -> None:
        """A token that has led to a card leads to no other."""
        case = issued(registry)
        again = replace(issue(case.application, 2))

        with pytest.raises(Refused), registry.transaction("card-maker") as tx:
            record_issue(tx, again)

        assert registry.get_preparation(case.application.id).redeemed

    def test_token_is_raced_for(self, registry: Registry) -> None:
        """Of many that redeem one token at once, exactly one comes to sign."""
        case = prepared(registry)
        token = sha256_hex((HANDED_OUT + case.application.id).encode())
        signed = []

        def sign(serial: int) -> str:
            try:
                with registry.transaction("card-maker") as tx:
                    hold_preparation(tx, case.application.id, token)
                    signed.append(serial)
                    record_issue(tx, issue(case.application, serial))
            except IchimaiError as error:
                return error.code
            return "signed"

        with ThreadPoolExecutor(4) as pool:
            outcomes = sorted(pool.map(sign, range(1, 5)))

        assert ["signed", "wrong-state", "wrong-state", "wrong-state"] == outcomes
        assert 1 == len(signed)

    def test_unasked_specified_card(self, registry: Registry) -> None:
        """A specified card is not made on an application that did not ask for one."""
        case = prepared(registry, specified=False)
        wanted = replace(case.application, specified_request=True)

        with pytest.raises(Malformed), registry.transaction("card-maker") as tx:
            record_issue(tx, issue(wanted))

        assert ApplicationState.PREPARED is (
            registry.get_application(case.application.id).state
        )

    def test_no_delivery_without_confirmation(self, registry: Registry) -> None:
        """Without the municipality's word a specified card is not delivered."""
        case = issued(registry)
        handover = Delivery(case.application.id, case.application.version, TODAY)

        with pytest.raises(Refused) as caught, registry.transaction("bureau") as tx:
            deliver(tx, handover)

        assert "not-confirmed" == caught.value.code
        assert GRANTED.stay_ends_on != (registry.stay_of(case.resident.id).stay_ends_on)

    def test_only_the_municipality_of_residence_confirms(
        self, registry: Registry
    ) -> None:
        """Another municipality's word is refused."""
        case = issued(registry)
        elsewhere = replace(confirmation(case.application), municipality="472018")

        with pytest.raises(Refused) as caught, registry.transaction("naha") as tx:
            confirm(tx, elsewhere)

        assert "other-municipality" == caught.value.code

    def test_delivery_changes_everything_at_once(self, registry: Registry) -> None:
        """With the new card the old one is void and the granted stay takes effect."""
        case = delivered(registry)

        old, new = registry.cards_of(case.resident.id)
        stay = registry.stay_of(case.resident.id)
        assert (CardState.VOID, TODAY) == (old.state, old.voided_on)
        assert (CardState.ACTIVE, TODAY) == (new.state, new.delivered_on)
        assert (GRANTED.stay_ends_on, TODAY) == (stay.stay_ends_on, stay.permitted_on)
        assert ApplicationState.DELIVERED is case.application.state
        assert "card-delivered" == list(registry.journal())[-1].command

    def test_delivery_ends_what_stood_before(self, registry: Registry) -> None:
        """A second specified card revokes the certificates of the first."""
        first = delivered(registry)
        assert first.card is not None
        with registry.transaction("bureau") as tx:
            application = lodge(tx, filing(first.resident.id))
        with registry.transaction("bureau") as tx:
            application = record_decision(tx, approval(application))
        with registry.transaction("card-maker") as tx:
            application = record_preparation(tx, preparation(application))
        with registry.transaction("card-maker") as tx:
            record_issue(tx, issue(application, 7))
        application = registry.get_application(application.id)
        with registry.transaction("municipality") as tx:
            application = confirm(tx, confirmation(application))

        with registry.transaction("bureau") as tx:
            deliver(tx, Delivery(application.id, application.version, TODAY))

        ended = registry.certificates_of(first.card.id)
        assert {RevocationReason.SUPERSEDED} == {
            each.revocation_reason for each in ended
        }
        assert ended[0] in registry.revoked_certificates(ended[0].issuer)
        assert first.card.number in {card.number for card in registry.void_cards()}

    def test_ordinary_card_needs_no_confirmation(self, registry: Registry) -> None:
        """An ordinary card is delivered as it is made, and cannot be confirmed."""
        case = issued(registry, specified=False)
        with pytest.raises(Refused) as caught, registry.transaction("city") as tx:
            confirm(tx, confirmation(case.application))

        with registry.transaction("bureau") as tx:
            card = deliver(
                tx, Delivery(case.application.id, case.application.version, TODAY)
            )

        assert "not-specified" == caught.value.code
        assert CardState.ACTIVE is card.state
        assert () == registry.certificates_of(card.id)

    def test_void_on_the_way(self, registry: Registry) -> None:
        """A card that has ended before its delivery is not delivered."""
        case = confirmed(registry)
        assert case.card is not None
        ended = Voiding(case.card.id, 1, TODAY, "no-longer-resident", ("ICA 19-14",))
        with registry.transaction("bureau") as tx:
            void_card(tx, ended)

        with pytest.raises(Refused) as caught, registry.transaction("bureau") as tx:
            deliver(tx, Delivery(case.application.id, case.application.version, TODAY))

        assert "card-void" == caught.value.code
        assert {} == registry.receipts_of(case.application.id)

    def test_void_ends_the_certificates(self, registry: Registry) -> None:
        """A card that ends takes both certificates with it, once."""
        case = delivered(registry)
        assert case.card is not None
        ended = Voiding(case.card.id, 2, TODAY, "validity-over", ("ICA 19-14",))
        with registry.transaction("bureau") as tx:
            card = void_card(tx, ended)

        with pytest.raises(Refused) as caught, registry.transaction("bureau") as tx:
            void_card(tx, replace(ended, seen_version=card.version))

        assert "already-void" == caught.value.code
        assert [CertificateState.REVOKED] * 2 == [
            each.state for each in registry.certificates_of(card.id)
        ]

    def test_returned_card(self, registry: Registry) -> None:
        """A void card that comes back keeps the day of its end, and comes back once."""
        case = delivered(registry)
        old = registry.cards_of(case.resident.id)[0]
        with registry.transaction("bureau") as tx:
            back = return_card(tx, ReturnedCard(old.id, old.version, TODAY))

        with pytest.raises(Refused), registry.transaction("bureau") as tx:
            return_card(tx, ReturnedCard(old.id, back.version, TODAY))

        assert (CardState.RETURNED, TODAY) == (back.state, back.voided_on)

    def test_revoked_for_good(self, registry: Registry) -> None:
        """A certificate is revoked once; its moment and its reason stay."""
        case = delivered(registry)
        assert case.card is not None
        certificate = registry.certificates_of(case.card.id)[0]
        order = Revocation(
            certificate_id=certificate.id,
            seen_version=certificate.version,
            reason=RevocationReason.KEY_COMPROMISE,
            cites=("JPKI 12",),
        )
        with registry.transaction("jpki") as tx:
            revoked = revoke_certificate(tx, order)

        with pytest.raises(Refused) as caught, registry.transaction("jpki") as tx:
            revoke_certificate(tx, replace(order, seen_version=revoked.version))

        assert "already-revoked" == caught.value.code
        assert clock_of_today().now() == revoked.revoked_at
        assert revoked == registry.find_certificate(revoked.issuer, revoked.serial)

    def test_move_ends_the_signature_certificate(self, registry: Registry) -> None:
        """A change of address revokes the signature certificate and no other."""
        case = delivered(registry)
        assert case.card is not None

        with registry.transaction("municipality") as tx:
            moved = change_address(tx, move(case.resident.id))

        revoked = {
            each.use: each.state is CertificateState.REVOKED
            for each in registry.certificates_of(case.card.id)
        }
        assert moved == registry.get_resident(case.resident.id)
        assert {
            CertificateUse.SIGNATURE: True,
            CertificateUse.USER_AUTHENTICATION: False,
        } == revoked

    def test_second_card_in_force(self, registry: Registry) -> None:
        """A card from before cannot be entered beside one in force."""
        resident = enrolled(registry, card=False)
        other = enrolled(registry, 2)

        with registry.transaction("bureau") as tx, pytest.raises(Refused):
            enter_card(tx, earlier_card(other.id, 9))
        with pytest.raises(Conflict) as caught, registry.transaction("bureau") as tx:
            enter_card(tx, earlier_card(resident.id, 2))

        assert "duplicate" == caught.value.code

    def test_second_stay(self, registry: Registry) -> None:
        """A stay comes with a card; a second one is not granted beside it."""
        resident = enrolled(registry)

        with pytest.raises(Refused) as caught, registry.transaction("bureau") as tx:
            grant_stay(tx, first_stay(resident.id))

        assert "has-stay" == caught.value.code
