"""Which filings lead to which card, and which may carry a request for the one card.

A specified card is never asked for alone: the request rides on another filing
(併せて, ICA 19-15-2, SPA 16-2). The lists below follow the items of those articles;
what they leave out is no carrier.
"""

from dataclasses import dataclass

from ichimai.model.cards import CardKind
from ichimai.model.procedure import Procedure

CARD_PROCEDURES = (
    Procedure.ITEM_CHANGE,
    Procedure.VALIDITY_RENEWAL,
    Procedure.DAMAGE,
    Procedure.EXCHANGE,
    Procedure.ORDERED_REISSUE,
)
"""ICA 19-15-2(1)(i): at the bureau, without loss and without early renewal (RC-031)."""

PERMISSIONS = (
    Procedure.CHANGE_OF_STATUS,
    Procedure.EXTENSION,
    Procedure.PERMANENT_RESIDENCE,
)
"""ICA 19-15-2(1)(ii): permissions that ISA gives at the bureau (RC-032)."""

ADDRESS_FILINGS = (Procedure.FIRST_ADDRESS, Procedure.ADDRESS_CHANGE)
"""ICA 19-15-2(2), SPA 16-2(2): at the municipality (RC-034, RC-037)."""

CERTIFICATE_PROCEDURES = (*CARD_PROCEDURES, Procedure.LOSS)
"""SPA 16-2(1): at the municipality, loss among them (RC-036)."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """Why a filing carries a request.

    Attributes:
        cites: the item that lists the filing, and the filing's own provisions.
        rule: the identifier in the law files.
    """

    cites: tuple[str, ...]
    rule: str


def _carrier(item: str, *own: str, rule: str) -> Carrier:
    return Carrier((item, *own), rule)


_I, _II = "ICA 19-15-2(1)(i)", "ICA 19-15-2(1)(ii)"

RESIDENT_CARRIERS = {
    Procedure.ITEM_CHANGE: _carrier(_I, "ICA 19-10(1)", rule="RC-030"),
    Procedure.VALIDITY_RENEWAL: _carrier(_I, "ICA 19-11(1)", rule="RC-030"),
    Procedure.DAMAGE: _carrier(_I, "ICA 19-13(1)", rule="RC-030"),
    Procedure.EXCHANGE: _carrier(_I, "ICA 19-13(1)", rule="RC-030"),
    Procedure.ORDERED_REISSUE: _carrier(_I, "ICA 19-13(3)", rule="RC-030"),
    Procedure.CHANGE_OF_STATUS: _carrier(_II, "ICA 20(2)", rule="RC-032"),
    Procedure.EXTENSION: _carrier(_II, "ICA 21(2)", rule="RC-032"),
    Procedure.PERMANENT_RESIDENCE: _carrier(_II, "ICA 22(1)", rule="RC-032"),
    Procedure.FIRST_ADDRESS: _carrier(
        "ICA 19-15-2(2)", "ICA 19-7(3)", "ICA 19-8(3)", rule="RC-034"
    ),
    Procedure.ADDRESS_CHANGE: _carrier("ICA 19-15-2(2)", "ICA 19-9(3)", rule="RC-034"),
}
"""ICA 19-15-2(1) and (2), in the order of their items (RC-030, RC-032, RC-034)."""

_GROUP_A, _GROUP_B = "SPA 16-2(1)", "SPA 16-2(2)"

SPECIAL_CARRIERS = {
    Procedure.ITEM_CHANGE: _carrier(_GROUP_A, "SPA 11(1)", rule="RC-036"),
    Procedure.VALIDITY_RENEWAL: _carrier(_GROUP_A, "SPA 12(1)", rule="RC-036"),
    Procedure.LOSS: _carrier(_GROUP_A, "SPA 13(1)", rule="RC-036"),
    Procedure.DAMAGE: _carrier(_GROUP_A, "SPA 14(1)", rule="RC-036"),
    Procedure.EXCHANGE: _carrier(_GROUP_A, "SPA 14(1)", rule="RC-036"),
    Procedure.ORDERED_REISSUE: _carrier(_GROUP_A, "SPA 14(3)", rule="RC-036"),
    Procedure.FIRST_ADDRESS: _carrier(
        _GROUP_B, "SPA 10(4)", "SPA 10(5)", rule="RC-037"
    ),
    Procedure.ADDRESS_CHANGE: _carrier(
        _GROUP_B, "SPA 10(4)", "SPA 10(5)", rule="RC-037"
    ),
}
"""SPA 16-2(1) and (2). Early renewal and loss part the two acts (RC-031, RC-036)."""

SPECIFIED_CARRIERS = {
    CardKind.SPECIFIED_RESIDENCE: tuple(RESIDENT_CARRIERS),
    CardKind.SPECIFIED_SPECIAL_PERMANENT: (
        *SPECIAL_CARRIERS,
        Procedure.SPR_PERMISSION,
    ),
}
"""Filings that may end in the delivery of a specified card."""

ORDINARY_ORIGINS = {
    CardKind.RESIDENCE: (
        Procedure.LANDING,
        Procedure.ACQUISITION,
        *PERMISSIONS,
        *CARD_PROCEDURES,
        Procedure.LOSS,
        Procedure.EARLY_RENEWAL,
        # The card that a port could not make follows the first address.
        Procedure.FIRST_ADDRESS,
        Procedure.RETURN_OF_SPECIFIED,
    ),
    CardKind.SPECIAL_PERMANENT: (
        Procedure.SPR_PERMISSION,
        *CERTIFICATE_PROCEDURES,
        Procedure.EARLY_RENEWAL,
        Procedure.RETURN_OF_SPECIFIED,
    ),
}
"""Filings that end in the delivery of an ordinary card; others give none."""
