"""The counter: an application is taken in, and its PINs leave the officer's sight."""

from dataclasses import replace

from ichimai.authority.office import Office
from ichimai.authority.pins import ENVELOPE, seal_pins
from ichimai.card.layout.image import Pins
from ichimai.model.filing import Application
from ichimai.registry.applications import Filing
from ichimai.registry.applications import lodge as record_filing


def lodge(office: Office, filing: Filing, pins: Pins | None = None) -> Application:
    """Seal *pins* into the escrow, then take in the application that points to them.

    A filing that is refused leaves a sealed content that nothing points to; it is
    erased by `escrow.sweep`.

    Raises:
        NotFound: no resident by that identifier.
        Malformed: code `pin`; a PIN of wrong form, or a filing dated in the future.
    """
    with office.escrow.held():
        if pins is not None:
            maker, owner = office.keys.card_maker.public, filing.resident_id
            receipt = office.escrow.deposit(owner, seal_pins(maker, owner, pins))
            filing = replace(filing, receipts={ENVELOPE: receipt})
        with office.registry.transaction(filing.counter.value) as tx:
            return record_filing(tx, filing)
