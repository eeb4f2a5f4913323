"""Every sentence that a verdict says to people, in one table: English source strings.

A question's headline goes by its word, a reason and a limit by their keys. The keys are
stable and belong to programs; the sentences are for people and are translated at the
edge. A test holds the table against the keys that the questions can give.
"""

from typing import Final

from ichimai.card.reader.verdict import Question, Word
from ichimai.errors import msgid

QUESTIONS: Final = {
    Question.ORIGIN: msgid("Origin"),
    Question.CURRENCY: msgid("Currency"),
    Question.HOLDER: msgid("Holder"),
    Question.PERMISSION: msgid("Permission"),
}
"""The four rows."""

WORDS: Final = {
    Word.CONFIRMED: msgid("confirmed"),
    Word.REFUTED: msgid("refuted"),
    Word.NOT_CONFIRMED: msgid("not confirmed"),
    Word.NOT_CHECKED: msgid("not checked"),
    Word.NOT_YET: msgid("not yet"),
    Word.LAPSED: msgid("lapsed"),
    Word.SPECIAL_PERIOD: msgid("in the special period"),
    Word.UNSUPPORTED: msgid("not supported"),
}
"""The status words as they are shown."""

_NOT_CHECKED: Final = msgid("This was not checked.")

_HEADLINES: Final = {
    (Question.ORIGIN, Word.CONFIRMED): msgid("The authority recorded these data."),
    (Question.ORIGIN, Word.REFUTED): msgid("These data are not the authority's."),
    (Question.ORIGIN, Word.NOT_CONFIRMED): msgid(
        "It stays open whether the authority recorded these data."
    ),
    (Question.CURRENCY, Word.CONFIRMED): msgid("The card counts on this day."),
    (Question.CURRENCY, Word.NOT_YET): msgid("The card does not count yet."),
    (Question.CURRENCY, Word.NOT_CONFIRMED): msgid(
        "It stays open whether the card counts on this day."
    ),
    (Question.CURRENCY, Word.LAPSED): msgid("The card has ceased to be valid."),
    (Question.CURRENCY, Word.SPECIAL_PERIOD): msgid(
        "The printed day has passed, and the card still counts by law."
    ),
    (Question.HOLDER, Word.CONFIRMED): msgid(
        "Whoever presents the card knows its PIN, and the card itself answered."
    ),
    (Question.HOLDER, Word.REFUTED): msgid("The card did not answer as its own."),
    (Question.HOLDER, Word.NOT_CONFIRMED): msgid(
        "It was not proven that the holder presents the card."
    ),
    (Question.PERMISSION, Word.CONFIRMED): msgid("The card allows this."),
    (Question.PERMISSION, Word.REFUTED): msgid("The card does not allow this."),
    (Question.PERMISSION, Word.NOT_CONFIRMED): msgid(
        "Another document has to show whether this is allowed."
    ),
    (Question.PERMISSION, Word.UNSUPPORTED): msgid(
        "A card does not answer for this purpose."
    ),
}

REASONS: Final = {
    # origin
    "signed": msgid("The signature over entries, portrait and name holds."),
    "signed-pictures": msgid(
        "The signature over the picture of the front and the portrait holds."
    ),
    "signer-not-revoked": msgid("The signer's certificate is not revoked."),
    "signer-revocation-not-checked": msgid(
        "No current list says whether the signer's certificate is revoked."
    ),
    "signature": msgid("The signature does not fit the data."),
    "layout": msgid("The data do not stand as the specification prescribes."),
    "unsigned": msgid("The card carries no signature."),
    "signer-unreadable": msgid("The signer's certificate cannot be read."),
    "signer-not-for-signing": msgid("The signer's certificate is not for signing."),
    "signer-revoked": msgid("The signer's certificate is revoked."),
    "signer-expired": msgid("The signer's certificate has ended."),
    "signer-not-yet-valid": msgid("The signer's certificate has not begun."),
    "issuer-out-of-time": msgid("The authority's certificate is out of its time."),
    "issuer-unknown": msgid(
        "No authority that is trusted here vouches for the signer."
    ),
    "no-anchor-known": msgid("The trust folder holds no authority to compare with."),
    "number-differs": msgid("The number on the chip is not the number given."),
    # currency
    "within-dates": msgid("The day lies within the card's dates."),
    "not-on-void-list": msgid("The number is not on the list of void cards."),
    "void-list-missing": msgid("There was no list of void cards; it was not checked."),
    "void-list-stale": msgid(
        "The list of void cards does not speak for this day; it was not checked."
    ),
    "number-void": msgid("The number is on the list of void cards."),
    "expired": msgid("The last day has passed, and no filing is marked as pending."),
    "counts-from-later-day": msgid("The permission on it takes effect on a later day."),
    "filing-pending": msgid(
        "An extension or change was filed in time and is marked as pending."
    ),
    "renewal-pending": msgid("A renewal of the card is marked as pending."),
    "special-period-over": msgid("The two months after the last day have passed."),
    "stay-too-short-for-special-period": msgid(
        "A stay of 30 days or less has no special period."
    ),
    "days-in-picture": msgid(
        "The days of the card stand in the picture of its front; read them there."
    ),
    # holder
    "challenge-signed": msgid("The card signed a fresh challenge after its PIN."),
    "no-pin": msgid("No PIN was given."),
    "no-jpki": msgid("The card has no application for electronic proof."),
    "no-certificate": msgid("The card holds no user-authentication certificate."),
    "certificate-unreadable": msgid("The holder's certificate cannot be read."),
    "certificate-issuer-unknown": msgid(
        "No issuer that is trusted here vouches for the holder's certificate."
    ),
    "certificate-not-for-signing": msgid(
        "The holder's certificate is not for authentication."
    ),
    "certificate-key": msgid("The holder's certificate carries another kind of key."),
    "certificate-expired": msgid("The holder's certificate has ended."),
    "certificate-not-yet-valid": msgid("The holder's certificate has not begun."),
    "certificate-issuer-out-of-time": msgid(
        "The certificate of the holder's issuer is out of its time."
    ),
    "certificate-revoked": msgid("The holder's certificate is revoked."),
    "revocation-not-checked": msgid(
        "No current list says whether the holder's certificate is revoked."
    ),
    "challenge-signature": msgid("The card's answer does not fit its certificate."),
    "pin-wrong": msgid("The PIN was wrong."),
    "pin-form": msgid("What was typed cannot be the PIN; it was not sent."),
    "pin-locked": msgid("The PIN is locked."),
    "pin-last-try": msgid("One try is left for the PIN, and it was not used."),
    # permission
    "no-purpose": msgid("No purpose was named."),
    "purpose-unknown": msgid("This purpose is not among those offered."),
    "no-permission-needed": msgid("Comparing a face needs no permission on the card."),
    "status-recorded": msgid("The status of residence is recorded on the card."),
    "stay-passed": msgid("The last day of the stay has passed."),
    "eligibility-not-on-card": msgid(
        "Whether somebody is insured is asked of the eligibility system."
    ),
    "special-permanent-resident": msgid(
        "A special permanent resident may do any lawful work."
    ),
    "work-unrestricted": msgid("Work is not restricted."),
    "work-within-status": msgid("Work is allowed within the status of residence."),
    "work-as-designated": msgid("Work is allowed only as individually designated."),
    "work-not-permitted": msgid("Work is not permitted."),
    "comprehensive-permission": msgid(
        "There is a comprehensive permission for other activity."
    ),
    "comprehensive-permission-over": msgid(
        "The comprehensive permission for other activity has ended."
    ),
    "individual-permission": msgid(
        "There is an individual permission for other activity."
    ),
    "status-in-picture": msgid(
        "The status of residence stands in the picture of the front; read it there."
    ),
    "work-in-picture": msgid(
        "What work is allowed stands in the picture of the front; read it there."
    ),
    "kind-unsigned": msgid(
        "The kind of the card is not signed; the picture of the front shows it."
    ),
    "permission-text": msgid(
        "A permission for other activity is written on the card as text."
    ),
    # name and address as text
    "items-signed": msgid(
        "The authority signed name and address as text, and for this chip."
    ),
    "items-signature": msgid(
        "Name and address as text are not what the authority signed for this chip."
    ),
    "items-of-another": msgid("Name and address as text are of another person."),
    "no-text": msgid("The card has no name and address as text."),
    # all
    "origin-refuted": msgid("Nothing else was asked of data that are not genuine."),
}
"""Reason keys, by question."""

LIMITS: Final = {
    "copy-not-excluded": msgid("A perfect copy of the data would look the same."),
    "unsigned-parts": msgid(
        "Address, permissions, pending mark and number stand outside the signature."
    ),
    "address-lost": msgid(
        "The chip is damaged: it no longer gives the picture of the address."
    ),
    "picture-not-read": msgid(
        "Name, days and number are in a signed picture, which no program has read."
    ),
    "texts-unsigned": msgid(
        "Address, permissions, pending mark and kind of card are not signed."
    ),
    "front-shows-all": msgid(
        "The picture of the front shows every printed entry; it cannot show less."
    ),
    "not-proof-of-origin": msgid("It does not show that the card is genuine."),
    "face-may-differ": msgid("The face of the card may say less, or something older."),
    "pending-mark-unsigned": msgid(
        "The pending mark is not signed; ask for proof of the filing."
    ),
    "special-period-may-have-ended": msgid(
        "A decision ends the special period, and the card does not show it."
    ),
    "bound-by-presence-only": msgid(
        "Nothing but their place on one card binds this proof to the residence data."
    ),
    "pin-not-face": msgid("A PIN can be told to others; compare the face."),
    "compare-the-face": msgid("Compare name and portrait by eye."),
    "see-currency": msgid("It holds only while the card counts."),
    "only-work-of-the-status": msgid("The work must be one of the status."),
    "designation-not-on-card": msgid("Ask for the designation paper in the passport."),
    "28-hours-a-week": msgid("At most 28 hours a week."),
    "no-adult-entertainment": msgid("Not in adult entertainment."),
    "teaching-only": msgid("Only teaching and the like."),
    "permissions-unsigned": msgid("The permissions are not covered by the signature."),
    "see-permission-document": msgid("Ask for the permission document."),
    "certificate-grace": msgid(
        "Eligibility can be asked to the end of the third month after the certificate."
    ),
}
"""Limit keys: what an answer does not say."""

ITEMS: Final = msgid("Name and address as text")
"""What is no question, and is shown below the four."""

TEST_ROOTS: Final = msgid(
    "This verdict rests on TEST roots. It says nothing about any real card or person."
)


def headline(question: Question, word: Word) -> str:
    """The sentence for a word as the answer to a question."""
    return _HEADLINES.get((question, word), _NOT_CHECKED)
