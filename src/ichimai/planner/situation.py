"""How a person stands on a day, derived once from the facts and the law's answers.

Every task module reads this and nothing else, so that two tasks of one plan never
disagree about what has happened.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ichimai.law.extension_window import SHORTEST_STAY_MONTHS, extension_opens_on
from ichimai.model.cards import CardKind
from ichimai.model.filing import CertificateUse
from ichimai.model.finding import Finding
from ichimai.model.procedure import Procedure
from ichimai.planner.asking import day_in, find_answer
from ichimai.planner.events import (
    CardFiling,
    Held,
    Lost,
)
from ichimai.planner.facts import MyNumberKind
from ichimai.planner.plan import UNKNOWN, Day
from ichimai.planner.standpoint import Standpoint

# Whoever holds a residence card stays for more than three months (ICA 19-3(i)). The
# law asks for the length only to except stays of thirty days or less.
_MORE_THAN_THREE_MONTHS = 4
RENEWALS = (Procedure.VALIDITY_RENEWAL, Procedure.EARLY_RENEWAL)
_HALF_YEAR_DAYS = 184
"""No six months in a row have more days."""


def _day_or_unknown(day: date | None) -> Day:
    return UNKNOWN if day is None else day


@dataclass(frozen=True)
class Situation(Standpoint):
    """How that person's stay and cards stand, as the law answers it.

    Attributes:
        in_full: whether fees and options are worked out. Lists of many people show
            neither: there each fee is unknown, and no option is told.
    """

    in_full: bool = True

    @cached_property
    def card_kind(self) -> CardKind:
        """The card of the residence system; the ordinary one where nobody has said."""
        if self.replaced_after_loss:
            return CardKind.RESIDENCE
        return self.told_card_kind

    @property
    def told_card_kind(self) -> CardKind:
        """The card of which the facts tell, though it may be replaced by now."""
        kind = self.facts.residence_card.kind
        if kind is not None:
            return kind
        one_card = self.facts.my_number_card.kind is MyNumberKind.SPECIFIED
        if self.special:
            return (
                CardKind.SPECIFIED_SPECIAL_PERMANENT
                if one_card
                else CardKind.SPECIAL_PERMANENT
            )
        return CardKind.SPECIFIED_RESIDENCE if one_card else CardKind.RESIDENCE

    @property
    def wants_one_card(self) -> bool:
        """Whether one card is to be asked for.

        Silence loses the card (RC-042): whoever holds one is told, until they choose.
        """
        wished = self.facts.specified_card_wished
        if wished is not None:
            return wished
        return self.holds_specified_card or self.replaced_after_loss

    @cached_property
    def law_on_card(self) -> Finding | None:
        """How long the card in hand is valid, by the day of its delivery."""
        card = self.facts.residence_card
        return find_answer(
            "card-validity",
            {
                "card": self.card_kind.value if card.kind or self.special else None,
                "status": self.status.value if self.status else None,
                "birth_date": self.person.birth_date,
                "procedure": "extension" if self.dated else None,
                "delivered_on": card.delivered_on,
                "old_card": None,
                "stay_ends_on": self.person.stay_ends_on,
            },
            self.as_of,
        )

    @cached_property
    def card_ends_on(self) -> Day:
        """The card's printed end, else what the law computes for it."""
        printed = self.facts.residence_card.expires_on
        return printed or day_in(self.law_on_card, "expires_on")

    @cached_property
    def held_card(self) -> dict[str, str] | None:
        """The card that a renewal replaces, as the law's questions take it."""
        delivered_on, expires_on = (
            self.facts.residence_card.delivered_on,
            self.card_ends_on,
        )
        if not isinstance(expires_on, date):
            return None
        held = {"expires_on": expires_on.isoformat()}
        if delivered_on and delivered_on <= expires_on:
            held["delivered_on"] = delivered_on.isoformat()
        return held

    @cached_property
    def renewal_window(self) -> Finding | None:
        """The law on when a card with a last day of its own may be renewed."""
        if self.dated or self.held_card is None:
            return None
        return find_answer(
            "renewal-window",
            {
                "card": self.card_kind.value,
                "expires_on": self.card_ends_on,
                "old_card": self.held_card if len(self.held_card) > 1 else None,
                "birth_date": self.person.birth_date,
                "status": self.status_word,
            },
            self.as_of,
        )

    @cached_property
    def renewal(self) -> CardFiling | None:
        """The latest renewal of the card's validity that has been filed by now."""
        filed = [
            each
            for each in self.facts.events_of(CardFiling)
            if each.procedure in RENEWALS
            and each.filed_on is not None
            and each.filed_on <= self.as_of
        ]
        return max(filed, key=lambda each: each.filed_on or date.min, default=None)

    @property
    def renewal_pending(self) -> bool:
        """Whether such a renewal waits for its card."""
        filed = self.renewal
        return bool(filed and not (filed.decided_on and filed.decided_on <= self.as_of))

    @cached_property
    def bridge(self) -> Finding | None:
        """The law on the old card while a renewal with a request is late.

        Special permanent residents have no such bridge (RC-135 names ICA only).
        """
        filed, expires_on = self.renewal, self.card_ends_on
        carried = filed is not None and filed.specified_request is True
        if self.special or not (
            self.renewal_pending and carried and isinstance(expires_on, date)
        ):
            return None
        return find_answer(
            "renewal-bridge",
            {
                "old_expires_on": expires_on,
                "filed_on": filed.filed_on if filed else None,
                "delivered_on": None,
            },
            self.as_of,
            not_yet=frozenset({"delivered_on"}),
        )

    @cached_property
    def stay_ends_on(self) -> Day:
        """Last day of the stay that is running, without any special period."""
        if not self.dated:
            return None
        filing = self.filing
        if filing is None or not self.delivered:
            return _day_or_unknown(self.person.stay_ends_on)
        if filing.new_stay_ends_on:
            return filing.new_stay_ends_on
        card_on = self.facts.residence_card.delivered_on
        if card_on and filing.filed_on and card_on >= filing.filed_on:
            # The facts describe the new card already.
            return _day_or_unknown(self.person.stay_ends_on)
        return UNKNOWN

    @cached_property
    def special_period(self) -> Finding | None:
        """The law on staying on while the filing is undecided."""
        return self._ask_special_period(extended=False)

    def _ask_special_period(self, *, extended: bool) -> Finding | None:
        filing, person = self.filing, self.person
        if filing is None or person.stay_ends_on is None or not self.dated:
            return None
        months = person.stay_months
        if months is None and person.stay_days is None:
            months = _MORE_THAN_THREE_MONTHS
        return find_answer(
            "special-period",
            {
                "procedure": filing.procedure.value,
                "filed_on": filing.filed_on,
                "stay_ends_on": person.stay_ends_on,
                "stay_months": months,
                "stay_days": person.stay_days,
                "decided_on": filing.decided_on if self.delivered else None,
                "my_number_extended": extended,
            },
            self.as_of,
        )

    @cached_property
    def special_period_ends_on(self) -> Day:
        """Last day of the special period; None where there is or will be none."""
        if not self.pending:
            return None
        return day_in(self.special_period, "ends_on")

    @property
    def my_number(self) -> MyNumberKind | None:
        """On what the My Number side lives; None where nobody has said."""
        if self.replaced_after_loss:
            return MyNumberKind.NONE
        return self.facts.my_number_card.kind

    @cached_property
    def replaced_after_loss(self) -> bool:
        """Whether the facts still tell of a lost specified card that is void by now.

        What is delivered after a loss is an ordinary card, and with its delivery the
        lost one ends, its My Number side and its certificates too (RC-169). A special
        permanent resident's new card may be a specified one.
        """
        told, lost = self.facts.residence_card, self.event(Lost)
        if self.special or lost is None or lost.what is Held.MY_NUMBER_CARD:
            return False
        received_on = lost.decided_on
        if received_on is None or received_on > self.as_of:
            return False
        carried = told.kind is not None and told.kind.specified
        one_card = self.facts.my_number_card.kind is MyNumberKind.SPECIFIED
        older = told.delivered_on is None or told.delivered_on < received_on
        return (carried or one_card) and older

    @property
    def holds_my_number_side(self) -> bool:
        """Whether there is a My Number side that can end."""
        return self.my_number in {MyNumberKind.SEPARATE, MyNumberKind.SPECIFIED}

    @property
    def holds_specified_card(self) -> bool:
        """Whether the card of the residence system is a specified one."""
        kind = self.card_kind if self.replaced_after_loss else None
        kind = kind or self.facts.residence_card.kind
        carried = kind is not None and kind.specified
        return self.my_number is MyNumberKind.SPECIFIED or carried

    @cached_property
    def my_number_printed_end(self) -> Day:
        """The end written on the card that carries the My Number side."""
        if not self.holds_my_number_side:
            return None if self.my_number is MyNumberKind.NONE else UNKNOWN
        printed = self.facts.my_number_card.expires_on
        if printed is None and self.my_number is MyNumberKind.SPECIFIED:
            printed = self.facts.residence_card.expires_on or self.person.stay_ends_on
            if printed is None and not self.dated:
                return self.card_ends_on
        return _day_or_unknown(printed)

    @property
    def my_number_extended(self) -> bool:
        """Whether the municipality has moved the My Number side past the stay."""
        printed, stay_end = self.my_number_printed_end, self.person.stay_ends_on
        if isinstance(printed, date) and stay_end and printed > stay_end:
            return True
        return bool(self.filing and self.filing.my_number_extended)

    @cached_property
    def my_number_ends_on(self) -> Day:
        """The end of the My Number side, with what the municipality has added."""
        printed = self.my_number_printed_end
        filing = self.filing
        if filing is None or not filing.my_number_extended or printed is None:
            return printed
        extended = day_in(self._ask_special_period(extended=True), "my_number_ends_on")
        if isinstance(extended, date) and isinstance(printed, date):
            return max(printed, extended)
        return extended

    @property
    def my_number_lapsed(self) -> bool:
        """Whether the My Number side is known to have ended."""
        ends_on = self.my_number_ends_on
        return isinstance(ends_on, date) and ends_on < self.as_of

    @cached_property
    def specified_requested(self) -> bool | None:
        """Whether the one card is asked for: in the filing made, else as wished."""
        if self.filed and self.filing and self.filing.specified_request is not None:
            return self.filing.specified_request
        if self.filed and self.filing and self.filing.online:
            # An online filing cannot carry the request (RC-049).
            return False
        return None if self.filed else self.facts.specified_card_wished

    @cached_property
    def six_months_or_more(self) -> bool | None:
        """Whether the running stay is one of six months or more; None if not known."""
        if self.person.stay_months is not None:
            return self.person.stay_months >= SHORTEST_STAY_MONTHS
        if self.person.stay_days is not None:
            return self.person.stay_days >= _HALF_YEAR_DAYS
        delivered, ends = self.facts.residence_card.delivered_on, self.stay_ends_on
        # A card delivered within a stay proves that the stay is at least that long.
        if delivered and isinstance(ends, date):
            long = (ends - delivered).days >= _HALF_YEAR_DAYS
            return True if long else None
        return None

    @cached_property
    def extension_opens_on(self) -> Day:
        """From when an extension of the running stay is accepted, in practice."""
        if not isinstance(self.stay_ends_on, date) or not self.six_months_or_more:
            return UNKNOWN
        return extension_opens_on(self.stay_ends_on)

    @property
    def stay_is_over(self) -> bool:
        """Whether both the stay and any special period are known to have ended."""
        special = self.special_period_ends_on
        last_day = special if special is not None else self.stay_ends_on
        return isinstance(last_day, date) and last_day < self.as_of

    def certificate_ends_on(self, use: CertificateUse) -> Day:
        """The end of the certificate for that use; None where none is known of."""
        certificate = self.facts.certificate(use)
        if certificate is None or self.replaced_after_loss:
            return None
        if certificate.expires_on:
            return certificate.expires_on
        card_ends_on = self.my_number_ends_on
        authentication = self.facts.user_authentication
        finding = find_answer(
            "certificate-validity",
            {
                "certificate": use.value,
                "issued_on": certificate.issued_on,
                "birth_date": self.person.birth_date,
                "card_ends_on": (
                    card_ends_on if isinstance(card_ends_on, date) else None
                ),
                "user_authentication_ends_on": (
                    authentication.expires_on if authentication else None
                ),
            },
            self.as_of,
        )
        return day_in(finding, "expires_on") or UNKNOWN
