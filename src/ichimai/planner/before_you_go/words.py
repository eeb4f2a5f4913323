"""The sentences of a verdict by their keys. English msgids."""

from collections.abc import Mapping

from ichimai.errors import msgid

_NOT_A_CARRIER = msgid("This filing carries no request; ask with another one.")

SENTENCES: Mapping[str, str] = {
    "verdict-yes": msgid("Yes: no rule that we know refuses this filing."),
    "verdict-no": msgid("No: the visit would be for nothing."),
    "verdict-unknown": msgid("Not known: ask the office before you go."),
    "fact-missing": msgid(
        "Not answered, because this is missing or does not fit: {facts}."
    ),
    "silent": msgid("The sources do not say it. Ask the office."),
    "no-card-system": msgid("People with this status have no residence card."),
    "in-card-system": msgid("You belong to those who have a residence card."),
    "day-is-over": msgid("This day is over."),
    "day-is-ahead": msgid("This day is still to come."),
    "closed": msgid("Offices are closed on {day}."),
    "weekday": msgid("Offices are open on {day}. Ask for the hours."),
    "holidays-not-known": msgid("The holidays of this year are not known."),
    "right-counter": msgid("This is the right office."),
    "right-counter-is-bureau": msgid("This is filed at the immigration bureau."),
    "right-counter-is-municipality": msgid("This is filed at the municipality."),
    "right-counter-is-port": msgid("This is done at the port of entry."),
    "any-office-of-the-area": msgid("It is filed at a bureau of the area."),
    "own-municipality": msgid("It is filed where you live."),
    "other-municipality": msgid("It is filed where you live, not in another place."),
    "which-ward": msgid("Ask which ward office is the right one."),
    "may-file": msgid("This person may file."),
    "may-not-file": msgid("This person may not file."),
    "if-accepted": msgid("This person may file if the bureau agrees. Ask first."),
    "request-rides-along": msgid("The specified card can be asked for with it."),
    "request-not-a-carrier": _NOT_A_CARRIER,
    "request-wrong-counter": msgid("This filing is made at the other counter."),
    "request-before-first-day": msgid(
        "Specified cards can be asked for from 14 June 2026."
    ),
    "request-not-eligible": msgid(
        "Only mid- to long-term and special permanent residents may."
    ),
    "request-not-on-register": msgid(
        "Only people on the resident register may ask for the specified card."
    ),
    "request-leaves-residence": msgid(
        "After this change the person is no resident of that kind."
    ),
    "request-refused": msgid("The specified card cannot be asked for in this way."),
    "mailed-by-municipality": msgid(
        "Only a request at the municipality is sent by express mail."
    ),
    "nothing-to-extend": msgid("Your stay has no last day that could be extended."),
    "stay-is-running": msgid("Your stay is still running."),
    "stay-is-over": msgid("Your stay ended on {day}. Go to the bureau at once."),
    "opening-not-published": msgid("For a short stay no opening day is published."),
    "early-by-practice": msgid("Counters usually take it from {day}. Ask first."),
    "card-follows-stay": msgid(
        "Your card ends with your stay: extend the stay instead."
    ),
    "too-early": msgid("The renewal opens on {day}."),
    "card-has-ended": msgid("The card has ended. Go now; ask what to bring."),
    "in-time": msgid("The renewal is open."),
    "reason-is-judged": msgid("The bureau judges whether your reason is enough."),
    "thirty-days-of-the-event": msgid(
        "It is filed within 30 days of the event. Ask if you are late."
    ),
    "no-specified-card": msgid("There is no specified card to return."),
    "not-booked": msgid("This counter wants a booking."),
    "missing": msgid("A paper is missing."),
    "complete": msgid("You have all papers that the law names."),
}

PAPERS: Mapping[str, str] = {
    "filing-form": msgid("The form of the filing (at the counter)"),
    "request-form": msgid("The form for the specified card (at the counter)"),
    "photo": msgid("Photo, taken within the last 6 months"),
    "passport": msgid("Passport"),
    "written-reason": msgid("A written reason why there is no passport"),
    "present-card": msgid("The card that you have now"),
    "proof": msgid("Proof of the reason for the filing"),
    "pins": msgid(
        "The PINs that you have chosen: four digits, and 6 to 16 letters and digits "
        "for the signature certificate"
    ),
}

CHECKS: Mapping[str, str] = {
    "standing": msgid("Person"),
    "day": msgid("Day"),
    "open": msgid("Open?"),
    "counter": msgid("Office"),
    "municipality": msgid("Municipality"),
    "who": msgid("Who goes"),
    "request": msgid("Specified card"),
    "express": msgid("Express mail"),
    "window": msgid("In time?"),
    "card": msgid("Card"),
    "booking": msgid("Booking"),
    "papers": msgid("Papers"),
}
"""What each check is called."""

OUTCOMES: Mapping[str, str] = {
    "yes": msgid("Yes"),
    "no": msgid("No"),
    "unknown": msgid("Not known"),
}
