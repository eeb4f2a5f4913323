"""The one place where a plan's keys become sentences.

Every key is stable and every sentence whole: an English source string with named
values, found by the catalogues through `msgid`. A day among the values is written with
its weekday in the reader's language; a day that is not known is said to be unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ichimai.errors import msgid
from ichimai.texts.in_words import day_in_words
from ichimai.texts.language import translator


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence by its key, with the values that it names."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


_A_DAY_NOT_KNOWN = msgid("a day that is not known yet")


def say(words: Words, language: str) -> str:
    """The sentence in *language*.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    look_up = translator(language)
    values = {name: _in_words(value, language) for name, value in words.values.items()}
    return look_up(SENTENCES[words.key]).format(**values)


def in_words(path: str, language: str) -> str:
    """What a path names, as a person calls it: `clocks.stay`, `events[0] (moved)`.

    A path that has no words of its own comes back as it is.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    _, _, kind = path.rstrip(")").partition(" (")
    key = f"event.{kind}" if kind else f"fact.{path}"
    if path.startswith("clocks."):
        key = f"clock.{path.removeprefix('clocks.')}"
    return say(Words(key), language) if key in SENTENCES else path


def _in_words(value: object, language: str) -> str:
    if isinstance(value, date):
        return day_in_words(value, language)
    if value is None or value == "unknown":
        return translator(language)(_A_DAY_NOT_KNOWN)
    return str(value)


_CLOCKS = {
    "clock.stay": msgid("Your period of stay"),
    "clock.special-period": msgid(
        "The special period in which you may wait for the decision"
    ),
    "clock.residence-card": msgid("Your residence card, as printed"),
    "clock.my-number-side": msgid("Your My Number side"),
    "clock.signature-certificate": msgid("Your signature certificate"),
    "clock.user-authentication-certificate": msgid(
        "Your user authentication certificate"
    ),
}

_BUREAU_TASKS = {
    "task.extend-stay.title": msgid("File the extension (or change) of your stay"),
    "task.extend-stay.result": msgid(
        "Your filing is pending, and your card shows it or you hold a receipt."
    ),
    "task.extend-stay.then": msgid(
        "Note the day of filing: your My Number side needs a visit of its own "
        "if the decision is late."
    ),
    "task.extend-stay.consequence": msgid(
        "After {ends_on} your stay ends if nothing was filed. If that day has passed, "
        "go to the bureau now and explain."
    ),
    "task.request-specified-card.title": msgid(
        "Ask for the Specified Residence Card (特定在留カード) in the same filing"
    ),
    "task.request-specified-card.result": msgid(
        "One card will carry both: your residence card and your My Number side."
    ),
    "task.request-specified-card.then": msgid(
        "You file the PINs now, in person at the counter, and wait two weeks or more "
        "for the card."
    ),
    "task.request-specified-card.consequence": msgid(
        "A filing without this request, and every online filing, brings an ordinary "
        "card. A Specified Residence Card that you hold now ends with it."
    ),
    "task.receive-card.title": msgid("Receive your new card at the bureau"),
    "task.receive-card.result": msgid(
        "Your new stay begins on the day on which you receive the card."
    ),
    "task.receive-card.then": msgid(
        "Hand over your old card on the spot, and note the day."
    ),
    "task.receive-card.consequence": msgid(
        "The permission takes effect only when the card is delivered. If no card is "
        "ready shortly before {ends_on}, ask the bureau for an ordinary card."
    ),
    "task.go-to-bureau-now.title": msgid("Go to the bureau now"),
    "task.go-to-bureau-now.result": msgid(
        "The bureau tells you where your case stands and what is possible."
    ),
    "task.go-to-bureau-now.then": msgid(
        "Take everything that shows your filing. A lawyer or administrative scrivener "
        "may come along."
    ),
    "task.go-to-bureau-now.consequence": msgid(
        "By the days you gave, your right to stay ended on {ends_on}. Each day counts."
    ),
    "task.hand-back-my-number-card.title": msgid(
        "Hand back your separate My Number Card"
    ),
    "task.hand-back-my-number-card.result": msgid(
        "The separate card loses its effect; the one card takes its place."
    ),
    "task.hand-back-my-number-card.then": msgid(
        "Give it to the bureau when you file or when you receive the new card, or to "
        "your municipality with a cover letter."
    ),
    "task.hand-back-my-number-card.consequence": msgid(
        "Two My Number sides cannot stand beside each other."
    ),
    "task.exchange-for-specified-card.title": msgid(
        "Exchange your new residence card for the Specified Residence Card"
    ),
    "task.exchange-for-specified-card.result": msgid(
        "One card will carry both: your residence card and your My Number side."
    ),
    "task.exchange-for-specified-card.then": msgid(
        "Your filing does not carry the request, so it comes as an exchange, at any "
        "time after the new card."
    ),
    "task.exchange-for-specified-card.consequence": msgid(
        "Nothing is lost if you keep two cards."
    ),
}

_CITY_TASKS = {
    "task.keep-my-number-side.title": msgid(
        "Have the My Number side set to the end of the special period"
    ),
    "task.keep-my-number-side.result": msgid(
        "The My Number side stays alive until {special_ends_on} at the latest."
    ),
    "task.keep-my-number-side.then": msgid(
        "After the new card comes a second visit, except where the new card is a "
        "Specified Residence Card."
    ),
    "task.keep-my-number-side.consequence": msgid(
        "If nothing is done, the My Number side and its certificates end on {ends_on}, "
        "although your stay continues. This goes only at the municipality, before "
        "that day has passed."
    ),
    "task.extend-my-number-card.title": msgid(
        "Have your My Number Card extended to your new stay"
    ),
    "task.extend-my-number-card.result": msgid(
        "The card runs to the end of the new stay, at the longest to the limit that "
        "your birthday sets ({new_ends_on})."
    ),
    "task.extend-my-number-card.then": msgid(
        "Ask in the same visit for new electronic certificates: the extension does "
        "not prolong them."
    ),
    "task.extend-my-number-card.consequence": msgid(
        "A new stay never changes the My Number Card by itself. After {ends_on} the "
        "card has lapsed, and a new one costs money."
    ),
    "task.new-my-number-card.title": msgid(
        "Apply for a new My Number Card: the old one has lapsed"
    ),
    "task.new-my-number-card.result": msgid(
        "You get a new card with new certificates in some weeks."
    ),
    "task.new-my-number-card.then": msgid(
        "If a stay filing is still pending, ask the counter whether to wait for the "
        "new residence card, so that the card does not end again soon."
    ),
    "task.new-my-number-card.consequence": msgid(
        "The card ended on {ends_on} and cannot be extended any more. Your stay and "
        "your residence card are not touched by this. The card is to be returned."
    ),
    "task.restore-my-number-function.title": msgid(
        "Return the card whose My Number function has lapsed"
    ),
    "task.restore-my-number-function.result": msgid(
        "The bureau hands out an ordinary residence card; the Specified Residence "
        "Card can be asked for again."
    ),
    "task.restore-my-number-function.then": msgid(
        "If your pending filing asks for the Specified Residence Card, the new card "
        "brings the function back; ask the bureau whether to wait for it."
    ),
    "task.restore-my-number-function.consequence": msgid(
        "The My Number function ended on {ends_on}, and its certificates with it. "
        "Your residence side is not touched by this."
    ),
    "task.apply-for-my-number-card.title": msgid(
        "Apply for a separate My Number Card, if you want one"
    ),
    "task.apply-for-my-number-card.result": msgid(
        "You hold two cards: a residence card and a My Number Card."
    ),
    "task.apply-for-my-number-card.then": msgid(
        "The municipality sends a notice when the card can be picked up."
    ),
    "task.apply-for-my-number-card.consequence": msgid(
        "When the ordinary residence card is delivered, the Specified Residence Card "
        "and its My Number function end at once."
    ),
    "task.renew-signature-certificate.title": msgid("Renew your signature certificate"),
    "task.renew-signature-certificate.result": msgid(
        "You can sign online again; the card itself stays."
    ),
    "task.renew-signature-certificate.then": msgid(
        "Both certificates can be renewed in one visit."
    ),
    "task.renew-signature-certificate.consequence": msgid(
        "The certificate ends on {ends_on}. The card stays proof of identity."
    ),
    "task.renew-user-authentication-certificate.title": msgid(
        "Renew your user authentication certificate"
    ),
    "task.renew-user-authentication-certificate.result": msgid(
        "You can log in and use the card at the clinic again; the card itself stays."
    ),
    "task.renew-user-authentication-certificate.then": msgid(
        "Both certificates can be renewed in one visit."
    ),
    "task.renew-user-authentication-certificate.consequence": msgid(
        "The certificate ends on {ends_on}. The card stays proof of identity."
    ),
}

_BRING = {
    "bring.extension-form": msgid("Form for the extension of the period of stay"),
    "bring.exchange-form": msgid("Form for the exchange of the residence card"),
    "bring.passport": msgid("Passport"),
    "bring.residence-card": msgid("Residence card"),
    "bring.new-residence-card": msgid("The new residence card"),
    "bring.specified-card": msgid("Specified Residence Card"),
    "bring.evidence": msgid("Papers that your status asks for"),
    "bring.photo": msgid("Photo, taken within the last 6 months"),
    "bring.form-1": msgid("Form 1: request for the Specified Residence Card"),
    "bring.pins": msgid(
        "The PINs that you have chosen: four digits, and 6 to 16 letters and digits "
        "for the signature certificate"
    ),
    "bring.notice": msgid("The notice that your card is ready"),
    "bring.revenue-stamps": msgid("Revenue stamps for the fee, on the fee form"),
    "bring.my-number-card": msgid("My Number Card"),
    "bring.lapsed-my-number-card": msgid("The lapsed My Number Card, to return it"),
    "bring.my-number-side": msgid(
        "The card that carries your My Number side, with its certificates"
    ),
    "bring.proof-of-filing": msgid(
        "Proof that the filing is pending: the mark on the residence card, the printed "
        "receipt e-mail, or the acceptance slip"
    ),
    "bring.pin-four-digits": msgid("Your four-digit PIN (in your head)"),
    "bring.pin-signature": msgid("Your signature PIN (in your head)"),
}

_WHO = {
    "who.bureau-filing": msgid(
        "You, or for you a legal representative, staff of your institution or a lawyer "
        "or administrative scrivener known to the bureau."
    ),
    "who.bureau-child": msgid(
        "For a child under 16: a legal representative, or a relative aged 16 or over "
        "or person who lives with the child, as the bureau accepts."
    ),
    "who.bureau-receipt": msgid(
        "You yourself; ask the bureau before somebody else goes."
    ),
    "who.city": msgid(
        "You. A member of your household who knows the four-digit PIN can do the card "
        "but not the signature certificate; anybody else needs two visits."
    ),
    "who.city-new-card": msgid(
        "You yourself; ask the municipality before somebody else picks up the card."
    ),
    "who.city-child": msgid(
        "The child's legal representative, with the child's card and PIN."
    ),
}

_OPTIONS = {
    "option.two-cards.title": msgid("Keep two cards"),
    "option.two-cards.visits": msgid(
        "The bureau for the stay; after each new stay the municipality for the My "
        "Number Card."
    ),
    "option.two-cards.waiting": msgid(
        "The residence card is handed out when the bureau calls you."
    ),
    "option.two-cards.if_lost": msgid(
        "A lost card is one card: the other one stays with you."
    ),
    "option.two-cards.later": msgid(
        "You can ask for one card with a later filing or by exchange."
    ),
    "option.one-card.title": msgid("Ask for one card with this filing"),
    "option.one-card.visits": msgid(
        "The bureau in person, not online; the municipality only while a decision is "
        "late, for moves, PINs and certificates."
    ),
    "option.one-card.waiting": msgid(
        "The card takes two weeks or more, and the new stay begins when you receive it."
    ),
    "option.one-card.if_lost": msgid(
        "A lost card is both cards: first comes an ordinary card, then an exchange."
    ),
    "option.one-card.later": msgid(
        "You must ask again with every filing; you can go back to two cards at the "
        "bureau."
    ),
    "option.later.title": msgid("Ask for one card later, by exchange"),
    "option.later.visits": msgid(
        "The bureau in person, on a day of your choice after the new card."
    ),
    "option.later.waiting": msgid(
        "The card takes two weeks or more; your stay does not depend on it."
    ),
    "option.later.if_lost": msgid(
        "Until the exchange a lost card is one card; after it, both."
    ),
    "option.later.later": msgid("You can also leave it at two cards."),
}

_QUESTIONS = {
    "question.person.stay_ends_on": msgid("What is the last day of your stay?"),
    "question.person.status": msgid("What is your status of residence?"),
    "question.person.birth_date": msgid("When were you born?"),
    "question.person.stay_months": msgid(
        "For how many months was your present stay granted?"
    ),
    "question.residence_card.kind": msgid(
        "Which card do you hold: a residence card or a Specified Residence Card?"
    ),
    "question.residence_card.delivered_on": msgid(
        "On which day did you receive your residence card?"
    ),
    "question.my_number_card.kind": msgid("Do you hold a separate My Number Card?"),
    "question.my_number_card.expires_on": msgid(
        "Which last day is written on your My Number Card?"
    ),
    "question.events": msgid(
        "Have you filed an extension or change already, and on which day?"
    ),
    "question.events.filed_on": msgid("On which day did you file?"),
    "question.events.specified_request": msgid(
        "Did you ask for the Specified Residence Card in that filing?"
    ),
    "question.events.new_stay_ends_on": msgid("What is the last day of your new stay?"),
    "question.wishes.specified_card": msgid("Do you want one card or two?"),
    "question.certificates.signature.expires_on": msgid(
        "Which last day is written for your signature certificate?"
    ),
    "question.certificates.user_authentication.expires_on": msgid(
        "Which last day is written for your user authentication certificate?"
    ),
}

_UNKNOWN = {
    "unknown.fact-missing": msgid("{what} is needed and not known."),
    "unknown.not-covered": msgid(
        "{what}: this case is not covered yet. Ask the bureau or your municipality."
    ),
    "unknown.ignored": msgid("{what} is no fact that a plan asks for; it was ignored."),
    "unknown.not-settled": msgid(
        "{what} cannot be settled from the facts and the rules at hand."
    ),
}

_FACTS = {
    "fact.person.status": msgid("Your status of residence"),
    "fact.person.standing": msgid("Your standing under the immigration law"),
    "fact.person.stay_months": msgid("The length of your period of stay"),
    "fact.person.stay_ends_on": msgid("The last day of your period of stay"),
    "fact.person.capacity": msgid("Who acts for you"),
    "fact.residence_card.kind": msgid("The kind of your card"),
    "event.acquisition": msgid("The acquisition of a status of residence"),
    "event.address-change": msgid("The change of your address"),
    "event.born": msgid("A birth"),
    "event.damage": msgid("The damage to your card"),
    "event.early-renewal": msgid("The early renewal of your card"),
    "event.exchange": msgid("The exchange of your card"),
    "event.first-address": msgid("The notice of your first address"),
    "event.found": msgid("The card that was found"),
    "event.item-change": msgid("The change of what your card says"),
    "event.landed": msgid("Your landing"),
    "event.landing": msgid("Your landing"),
    "event.loss": msgid("The loss of your card"),
    "event.lost": msgid("The loss of your card"),
    "event.move-out": msgid("Your move out of the municipality"),
    "event.moved": msgid("Your move"),
    "event.ordered-reissue": msgid("The card that you were ordered to have made anew"),
    "event.permanent-residence": msgid("Your application for permanent residence"),
    "event.refused": msgid("The refusal of your application"),
    "event.renamed": msgid("The change of your name"),
    "event.return-of-specified": msgid("The return of the Specified Residence Card"),
    "event.spr-permission": msgid("The permission of special permanent residence"),
    "event.validity-renewal": msgid("The renewal of your card"),
}

_CLAIMS = {
    "claim.C-01.claim": msgid("Everyone must combine the two cards."),
    "claim.C-01.confirmed": msgid(
        "Not so: the law says that you may ask for one card. Two cards stay lawful."
    ),
    "claim.C-10.claim": msgid("A new stay renews the My Number Card."),
    "claim.C-10.confirmed": msgid(
        "Not so for a separate card. Only a newly issued Specified Residence Card "
        "carries the new day."
    ),
    "claim.C-11.claim": msgid("A notice comes before the card ends."),
    "claim.C-11.confirmed": msgid(
        "Not if the card follows your stay: then no notice is sent."
    ),
    "claim.C-12.claim": msgid("The two-month extension can be repeated."),
    "claim.C-12.confirmed": msgid("Not so: it comes once for each pending filing."),
    "claim.C-21.claim": msgid(
        "With the Specified Residence Card you never visit the municipality again."
    ),
    "claim.C-21.confirmed": msgid(
        "Not so: moves, certificates, PINs and the special period stay there."
    ),
    "claim.C-22.claim": msgid("The Specified Residence Card can be asked for online."),
    "claim.C-22.confirmed": msgid("Not so: it is asked for in person at a counter."),
}

SHEET = {
    "sheet.as-of": msgid("Your plan, seen on {day}"),
    "sheet.clocks": msgid("What runs out"),
    "sheet.tasks": msgid("What to do"),
    "sheet.options": msgid("Your choices"),
    "sheet.questions": msgid("What would change this plan"),
    "sheet.unknown": msgid("What this plan does not know"),
    "sheet.claims": msgid("What people say"),
    "sheet.nothing": msgid("Nothing is due that this plan knows of."),
    "sheet.counter": msgid("Where"),
    "sheet.from": msgid("From"),
    "sheet.safe": msgid("Last safe day"),
    "sheet.legal": msgid("Last day in law"),
    "sheet.bring": msgid("Bring"),
    "sheet.fee": msgid("Fee"),
    "sheet.who": msgid("Who may go"),
    "sheet.result": msgid("Result"),
    "sheet.then": msgid("Then"),
    "sheet.consequence": msgid("Otherwise"),
    "sheet.basis": msgid("Why"),
    "sheet.visits": msgid("Visits"),
    "sheet.waiting": msgid("Waiting time"),
    "sheet.if_lost": msgid("If lost"),
    "sheet.later": msgid("Later"),
    "sheet.allowed": msgid("Open to you"),
    "sheet.yes": msgid("yes"),
    "sheet.no": msgid("no"),
    "sheet.not-known": msgid("not known"),
    "sheet.not-government": msgid("Not a government document, and not legal advice."),
    "sheet.fee-free": msgid("free"),
    "sheet.fee-unknown": msgid("not known; ask the counter"),
    "sheet.fee-tariff": msgid("{amount} (tariff from {day})"),
    "sheet.state.overdue": msgid("OVERDUE"),
    "sheet.state.do_now": msgid("Do now"),
    "sheet.state.do_by": msgid("Do by {day}"),
    "sheet.state.not_yet": msgid("Not yet (from {day})"),
    "sheet.state.waiting": msgid("Waiting for others"),
    "sheet.state.done": msgid("Done"),
    "sheet.counter.bureau": msgid("Regional immigration services bureau"),
    "sheet.counter.municipality": msgid("Municipality of residence"),
}

SENTENCES: Mapping[str, str] = {
    **_CLOCKS,
    **_BUREAU_TASKS,
    **_CITY_TASKS,
    **_BRING,
    **_WHO,
    **_OPTIONS,
    **_QUESTIONS,
    **_UNKNOWN,
    **_FACTS,
    **_CLAIMS,
    **SHEET,
}
"""Every sentence of a plan by its key."""
