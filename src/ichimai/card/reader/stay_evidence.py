"""Checks the signed code of a special-period evidence sheet, without a network.

What holds: that the authority whose anchor is trusted signed these days, unchanged.
What it cannot tell: a decision that came since, and whose card it lies beside.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ichimai.card.reader.trust import RESIDENCE, TrustStore
from ichimai.crypto.certificates import inspect
from ichimai.crypto.keys import EcPublicKey
from ichimai.crypto.refuted import SignatureRefuted
from ichimai.crypto.statements import open_statement
from ichimai.errors import msgid
from ichimai.model.stay_evidence import EVIDENCE_KIND, StayEvidence


class Standing(StrEnum):
    """How a sheet stands on a day."""

    RUNS = "runs"
    OVER = "over"
    TOO_EARLY = "too_early"
    """The day lies before the one on which the sheet was made."""
    REFUTED = "refuted"
    """No trusted anchor signed it, or it was changed."""


STANDINGS: Mapping[Standing, str] = {
    Standing.RUNS: msgid("Signed by this TEST authority, unchanged: the period runs."),
    Standing.OVER: msgid("Signed by this TEST authority, but the period is over."),
    Standing.TOO_EARLY: msgid("The sheet was made after the day that is asked about."),
    Standing.REFUTED: msgid(
        "Not signed by this authority, or changed: believe nothing."
    ),
}
"""What is said of each."""


@dataclass(frozen=True, slots=True)
class CheckedEvidence:
    """What a code says, and how it stands; nothing of a refuted one is believed."""

    standing: Standing
    evidence: StayEvidence | None


def check_evidence(text: str, trust: TrustStore, as_of: date) -> CheckedEvidence:
    """How the code *text* stands on *as_of*.

    Raises:
        Malformed: code `evidence`; it is signed, but says something else.
    """
    for anchor in trust.anchors_of(RESIDENCE):
        key = inspect(anchor).public_key
        if not isinstance(key, EcPublicKey):
            continue
        try:
            content = open_statement(text, EVIDENCE_KIND, key)
        except SignatureRefuted:
            continue
        evidence = StayEvidence.from_json(content)
        return CheckedEvidence(_standing(evidence, as_of), evidence)
    return CheckedEvidence(Standing.REFUTED, None)


def _standing(evidence: StayEvidence, as_of: date) -> Standing:
    if as_of < evidence.seen_on:
        return Standing.TOO_EARLY
    return Standing.OVER if as_of > evidence.until else Standing.RUNS
