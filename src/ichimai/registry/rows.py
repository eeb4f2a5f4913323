"""Between rows and the frozen values of `ichimai.model`, one pair of functions a table.

A row is a mapping from column to plain value. Nothing outside this package sees one.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Table

from ichimai.model.cards import CardKind, CardNumber
from ichimai.model.decision import Decision, GrantedStay, Preparation
from ichimai.model.filing import (
    Application,
    ApplicationState,
    Card,
    CardState,
    CertificateRecord,
    CertificateState,
    CertificateUse,
    RevocationReason,
)
from ichimai.model.finding import Finding
from ichimai.model.people import Resident, Sex, Stay
from ichimai.model.procedure import Counter, Procedure
from ichimai.model.status import Status
from ichimai.registry.canonical import (
    bytes_of,
    canonical_json,
    moment_of,
    moment_text,
    plain,
    sha256_hex,
    to_json,
)

Row = Mapping[str, Any]


def image_of(table: Table, row: Row) -> dict[str, Any]:
    """A row as the journal keeps it: every column, JSON values."""
    return {column.name: to_json(row[column.name]) for column in table.columns}


def resident_row(resident: Resident) -> dict[str, Any]:
    """The row of *resident*."""
    return {
        "id": resident.id,
        "version": resident.version,
        "name": resident.name,
        "name_kanji": resident.name_kanji,
        "birth_date": resident.birth_date,
        "sex": resident.sex.value,
        "nationality": resident.nationality,
        "address": resident.address,
        "municipality": resident.municipality,
        "my_number_sealed": resident.my_number_sealed,
        "alias": resident.alias,
    }


def resident_of(row: Row) -> Resident:
    """The resident that *row* holds."""
    return Resident(
        id=row["id"],
        version=row["version"],
        name=row["name"],
        name_kanji=row["name_kanji"],
        birth_date=row["birth_date"],
        sex=Sex(row["sex"]),
        nationality=row["nationality"],
        address=row["address"],
        municipality=row["municipality"],
        my_number_sealed=bytes(row["my_number_sealed"]),
        alias=row["alias"],
    )


def stay_row(stay: Stay) -> dict[str, Any]:
    """The row of *stay*."""
    return {
        "id": stay.id,
        "version": stay.version,
        "resident_id": stay.resident_id,
        "status": stay.status.value,
        "stay_months": stay.stay_months,
        "stay_ends_on": stay.stay_ends_on,
        "permitted_on": stay.permitted_on,
    }


def stay_of(row: Row) -> Stay:
    """The stay that *row* holds."""
    return Stay(
        id=row["id"],
        version=row["version"],
        resident_id=row["resident_id"],
        status=Status(row["status"]),
        stay_months=row["stay_months"],
        stay_ends_on=row["stay_ends_on"],
        permitted_on=row["permitted_on"],
    )


def application_row(application: Application) -> dict[str, Any]:
    """The row of *application*. Its photograph is kept elsewhere, under its hash."""
    photo = application.photo
    return {
        "id": application.id,
        "version": application.version,
        "resident_id": application.resident_id,
        "procedure": application.procedure.value,
        "counter": application.counter.value,
        "specified_request": application.specified_request,
        "filed_on": application.filed_on,
        "status_requested": application.status_requested.value,
        "stay_months": application.stay_months,
        "photo_sha256": None if photo is None else sha256_hex(photo),
        "certificates": ",".join(sorted(use.value for use in application.certificates)),
        "state": application.state.value,
    }


def application_of(row: Row) -> Application:
    """The application that *row*, joined with its photograph, holds."""
    written = row["certificates"]
    return Application(
        id=row["id"],
        version=row["version"],
        resident_id=row["resident_id"],
        procedure=Procedure(row["procedure"]),
        counter=Counter(row["counter"]),
        specified_request=row["specified_request"],
        filed_on=row["filed_on"],
        status_requested=Status(row["status_requested"]),
        stay_months=row["stay_months"],
        photo=None if row["jpeg"] is None else bytes(row["jpeg"]),
        certificates=frozenset(
            CertificateUse(use) for use in written.split(",") if use
        ),
        state=ApplicationState(row["state"]),
    )


def decision_row(decision: Decision) -> dict[str, Any]:
    """The row of *decision*, with its findings whole."""
    granted = decision.granted
    findings = [finding.to_json() for finding in decision.findings]
    return {
        "id": decision.application_id,
        "version": decision.version,
        "approved": decision.approved,
        "decided_on": decision.decided_on,
        "granted_status": None if granted is None else granted.status.value,
        "granted_months": None if granted is None else granted.stay_months,
        "granted_ends_on": None if granted is None else granted.stay_ends_on,
        "findings": canonical_json(plain(findings)),
    }


def decision_of(row: Row) -> Decision:
    """The decision that *row* holds."""
    granted = None
    if row["granted_status"] is not None:
        granted = GrantedStay(
            status=Status(row["granted_status"]),
            stay_months=row["granted_months"],
            stay_ends_on=row["granted_ends_on"],
        )
    return Decision(
        application_id=row["id"],
        version=row["version"],
        approved=row["approved"],
        decided_on=row["decided_on"],
        granted=granted,
        findings=tuple(_finding_of(written) for written in json.loads(row["findings"])),
    )


def _finding_of(written: Row) -> Finding:
    return Finding(
        question=written["question"],
        as_of=date.fromisoformat(written["as_of"]),
        facts=written["facts"],
        answer=written["answer"],
        rules=tuple(written["rules"]),
        cites=tuple(written["cites"]),
        reason=written["reason"],
        unknown=tuple(written["unknown"]),
    )


def preparation_row(preparation: Preparation) -> dict[str, Any]:
    """The row of *preparation*; the bytes in base64, so that the journal has them."""
    pieces = {name: to_json(piece) for name, piece in preparation.to_be_signed.items()}
    return {
        "id": preparation.application_id,
        "version": preparation.version,
        "token_sha256": preparation.token_sha256,
        "to_be_signed": canonical_json(pieces),
        "redeemed": preparation.redeemed,
    }


def preparation_of(row: Row) -> Preparation:
    """The preparation that *row* holds."""
    pieces = json.loads(row["to_be_signed"])
    return Preparation(
        application_id=row["id"],
        version=row["version"],
        token_sha256=row["token_sha256"],
        to_be_signed={name: bytes_of(piece) for name, piece in pieces.items()},
        redeemed=row["redeemed"],
    )


def card_row(card: Card) -> dict[str, Any]:
    """The row of *card*."""
    return {
        "id": card.id,
        "version": card.version,
        "resident_id": card.resident_id,
        "application_id": card.application_id,
        "kind": card.kind.value,
        "number": str(card.number),
        "expires_on": card.expires_on,
        "my_number_ends_on": card.my_number_ends_on,
        "delivered_on": card.delivered_on,
        "content_sha256": card.content_sha256,
        "state": card.state.value,
        "voided_on": card.voided_on,
    }


def card_of(row: Row) -> Card:
    """The card that *row* holds."""
    return Card(
        id=row["id"],
        version=row["version"],
        resident_id=row["resident_id"],
        application_id=row["application_id"],
        kind=CardKind(row["kind"]),
        number=CardNumber(row["number"]),
        expires_on=row["expires_on"],
        my_number_ends_on=row["my_number_ends_on"],
        delivered_on=row["delivered_on"],
        content_sha256=row["content_sha256"],
        state=CardState(row["state"]),
        voided_on=row["voided_on"],
    )


def certificate_row(certificate: CertificateRecord) -> dict[str, Any]:
    """The row of *certificate*."""
    at, reason = certificate.revoked_at, certificate.revocation_reason
    return {
        "id": certificate.id,
        "version": certificate.version,
        "card_id": certificate.card_id,
        "issuer": certificate.issuer,
        "use": certificate.use.value,
        "serial": certificate.serial,
        "starts_on": certificate.starts_on,
        "ends_on": certificate.ends_on,
        "der_sha256": certificate.der_sha256,
        "state": certificate.state.value,
        "revoked_at": None if at is None else moment_text(at),
        "revocation_reason": None if reason is None else reason.value,
    }


def certificate_of(row: Row) -> CertificateRecord:
    """The certificate that *row* holds."""
    at, reason = row["revoked_at"], row["revocation_reason"]
    return CertificateRecord(
        id=row["id"],
        version=row["version"],
        card_id=row["card_id"],
        issuer=row["issuer"],
        use=CertificateUse(row["use"]),
        serial=row["serial"],
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        der_sha256=row["der_sha256"],
        state=CertificateState(row["state"]),
        revoked_at=None if at is None else moment_of(at),
        revocation_reason=None if reason is None else RevocationReason(reason),
    )
