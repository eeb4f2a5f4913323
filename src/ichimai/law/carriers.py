"""Which filings lead to which card, and which may carry a request for the one card.

A specified card is never asked for alone: the request rides on another filing
(併せて, ICA 19-15-2, SPA 16-2). The lists below follow the items of those articles;
what they leave out is no carrier.
"""

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

SPECIFIED_CARRIERS = {
    CardKind.SPECIFIED_RESIDENCE: (*CARD_PROCEDURES, *PERMISSIONS, *ADDRESS_FILINGS),
    CardKind.SPECIFIED_SPECIAL_PERMANENT: (
        *CERTIFICATE_PROCEDURES,
        *ADDRESS_FILINGS,
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
