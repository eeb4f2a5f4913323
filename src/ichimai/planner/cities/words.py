"""How topics, values and purposes of a city's facts are called. English msgids."""

from collections.abc import Mapping

from ichimai.errors import msgid

TOPICS: Mapping[str, str] = {
    "booking": msgid("Booking"),
    "support-on-the-spot": msgid("Help on the spot"),
    "languages": msgid("Languages"),
    "hours": msgid("Hours"),
    "note": msgid("Good to know"),
}

VALUES: Mapping[str, str] = {
    "needed": msgid("Needed"),
    "not-needed": msgid("Not needed"),
    "possible": msgid("Possible"),
    "yes": msgid("Yes"),
    "no": msgid("No"),
    "unknown": msgid("Not known"),
}

ENCLOSED = (
    msgid("After the notice, reserve online or by phone, and come yourself."),
    msgid(
        "An application online needs the 23-digit ID; the counter prints a form with "
        "the ID or QR code when you show an identity document."
    ),
    msgid("Support with applying is offered on the spot."),
    msgid(
        "With the required identity documents the card comes by mail about 1 month "
        "after applying; without them a notice comes, and you collect the card at the "
        "office that it names."
    ),
    msgid(
        "The first notice comes about 3 weeks after registration; the notice that the "
        "card is ready about 1 to 2 months after applying."
    ),
    msgid(
        "The signature PIN locks after 5 wrong tries, the user authentication PIN "
        "after 3."
    ),
    msgid("A reissued My Number Card costs 800 yen."),
    msgid("Reissued electronic certificates cost 200 yen."),
)
"""The sentences of the enclosed facts, here so that the catalogues hold them."""
