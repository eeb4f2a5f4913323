"""The TEST authority signs what an evidence sheet states, with the residence key."""

from ichimai.authority.keys import AuthorityKeys
from ichimai.crypto.statements import sign_statement
from ichimai.model.stay_evidence import EVIDENCE_KIND, StayEvidence


def signed_evidence(evidence: StayEvidence, keys: AuthorityKeys) -> str:
    """The statement in the form in which a code carries it: JWS, ES384."""
    return sign_statement(evidence.to_json(), EVIDENCE_KIND, keys.residence)
