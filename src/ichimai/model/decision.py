"""What was decided on an application, and what was written down before signing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ichimai.model.finding import Finding
from ichimai.model.status import Status


@dataclass(frozen=True, slots=True)
class GrantedStay:
    """A permission on its way: it takes effect when the card is delivered (RC-090).

    Attributes:
        stay_months: length of the period granted, None for an unlimited one.
        stay_ends_on: last day, None for an unlimited one.
    """

    status: Status
    stay_months: int | None
    stay_ends_on: date | None


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome of an application, with every finding that it rests on.

    Attributes:
        granted: the stay permitted; None on a refusal, and where the procedure grants
            none (a renewal of validity, an exchange).
    """

    application_id: str
    version: int
    approved: bool
    decided_on: date
    granted: GrantedStay | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Preparation:
    """The exact bytes that are to be signed, written down before any key is touched.

    Attributes:
        token_sha256: hash of the token that redeems it once, lower-case hexadecimal.
        to_be_signed: each piece of bytes by its name.
        redeemed: whether the token has been used.
    """

    application_id: str
    version: int
    token_sha256: str
    to_be_signed: Mapping[str, bytes] = field(repr=False)
    redeemed: bool
