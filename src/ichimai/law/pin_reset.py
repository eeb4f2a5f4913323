"""Where a PIN of the My Number Card is set anew: at a store, or at the counter only.

Stores reset a certificate's PIN after a face check in an app; the other certificate's
PIN has to be known (questions and answers of the JPKI portal).
"""

from ichimai.errors import msgid
from ichimai.law.card_numbers import FIRST_CERTIFICATES
from ichimai.law.eras import known_from
from ichimai.law.facts import as_of
from ichimai.rules.fact import choice_fact, truth_fact
from ichimai.rules.graph import Choice, word
from ichimai.rules.question import Goal, Question
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

SIGNATURE, USER = "signature", "user-authentication"
REGISTER, SURFACE = "resident-register", "card-surface"
COUNTER, STORE = word("counter"), word("store-or-counter")

pin = choice_fact(
    "pin",
    msgid("Which PIN is locked or forgotten?"),
    (SIGNATURE, USER, REGISTER, SURFACE),
)
has_photo = truth_fact("has_photo", msgid("Is there a photo on the card?"))
certificates_valid = truth_fact(
    "certificates_valid", msgid("Are the electronic certificates still valid?")
)
other_pin_known = truth_fact(
    "other_pin_known", msgid("Is the PIN of the other electronic certificate known?")
)


@rule(
    "JPKI-MO 42",
    ids="MN-167",
    title=msgid("Where the PIN is set anew"),
    since="2016-01-01",
)
def where() -> Table[Choice]:
    """The counter always helps; a store only with all it needs."""
    return cases(
        when(
            pin.one_of(REGISTER, SURFACE),
            COUNTER,
            "JPKI-MO 42",
            key="no-certificate",
            says=msgid("Stores reset the PINs of certificates only."),
            rules=("MN-170",),
        ),
        when(
            ~has_photo,
            COUNTER,
            "JPKI-MO 42",
            key="no-photo",
            says=msgid("Without a photo no face can be compared."),
            rules=("MN-055", "MN-168"),
        ),
        when(
            ~certificates_valid,
            COUNTER,
            "JPKI-MO 42",
            key="certificates-over",
            says=msgid("The electronic certificates are not valid any more."),
            rules=("MN-168",),
        ),
        when(
            ~other_pin_known,
            COUNTER,
            "JPKI-MO 42",
            key="both-pins-lost",
            says=msgid("The other certificate's PIN is not known either."),
            rules=("MN-170",),
        ),
        otherwise(
            STORE,
            "JPKI-MO 42",
            key="face-and-other-pin",
            says=msgid("A store resets it after a check of the face in the app."),
            rules=("MN-168", "MN-169"),
        ),
    )


QUESTION = Question(
    name="pin-reset",
    title=msgid("Where is a PIN of the My Number Card set anew?"),
    facts=(pin, has_photo, certificates_valid, other_pin_known),
    goals=(Goal("where", where),),
    era=known_from(as_of, FIRST_CERTIFICATES, "JPKI 3", "MN-175"),
    reason=where,
)
