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
from ichimai.planner.facts import Facts, Filing, MyNumberKind, Person
from ichimai.planner.plan import UNKNOWN, Day

# Whoever holds a residence card stays for more than three months (ICA 19-3(i)). The
# law asks for the length only to except stays of thirty days or less.
_MORE_THAN_THREE_MONTHS = 4
_CHILD_UNTIL = 16
_HALF_YEAR_DAYS = 184
"""No six months in a row have more days."""


def _day_or_unknown(day: date | None) -> Day:
    return UNKNOWN if day is None else day


@dataclass(frozen=True)
class Situation:
    """One person on one day. No slots: what is asked once is kept."""

    facts: Facts
    as_of: date

    @property
    def person(self) -> Person:
        """The person's own facts."""
        return self.facts.person

    @cached_property
    def filing(self) -> Filing | None:
        """The latest filing for a dated stay whose day is known, and not refused.

        A filing for permanent residence is not one: it opens no special period, and
        the stay must be extended beside it (RC-145, ICA 22).
        """
        dated = [
            filing
            for filing in self.facts.filings
            if filing.filed_on is not None
            and not filing.refused
            and filing.procedure is not Procedure.PERMANENT_RESIDENCE
        ]
        return max(dated, key=lambda each: each.filed_on or date.min, default=None)

    @property
    def filed(self) -> bool:
        """Whether that filing has been made by now."""
        filing = self.filing
        return bool(filing and filing.filed_on and filing.filed_on <= self.as_of)

    @property
    def delivered(self) -> bool:
        """Whether its permission has taken effect: the new card is in hand."""
        filing = self.filing
        return bool(filing and filing.decided_on and filing.decided_on <= self.as_of)

    @property
    def pending(self) -> bool:
        """Whether a filing is made or planned and its card is not yet in hand."""
        return self.filing is not None and not self.delivered

    @property
    def stay_ends_on(self) -> Day:
        """Last day of the stay that is running, without any special period."""
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
        if filing is None or person.stay_ends_on is None:
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

    @property
    def special_period_ends_on(self) -> Day:
        """Last day of the special period; None where there is or will be none."""
        if not self.pending:
            return None
        return day_in(self.special_period, "ends_on")

    @property
    def my_number(self) -> MyNumberKind | None:
        """On what the My Number side lives; None where nobody has said."""
        return self.facts.my_number_card.kind

    @property
    def holds_my_number_side(self) -> bool:
        """Whether there is a My Number side that can end."""
        return self.my_number in {MyNumberKind.SEPARATE, MyNumberKind.SPECIFIED}

    @property
    def holds_specified_card(self) -> bool:
        """Whether the card of the residence system is a specified one."""
        kind = self.facts.residence_card.kind
        return self.my_number is MyNumberKind.SPECIFIED or (
            kind is CardKind.SPECIFIED_RESIDENCE
        )

    @property
    def my_number_printed_end(self) -> Day:
        """The end written on the card that carries the My Number side."""
        if not self.holds_my_number_side:
            return None if self.my_number is MyNumberKind.NONE else UNKNOWN
        printed = self.facts.my_number_card.expires_on
        if printed is None and self.my_number is MyNumberKind.SPECIFIED:
            printed = self.facts.residence_card.expires_on or self.person.stay_ends_on
        return _day_or_unknown(printed)

    @property
    def my_number_extended(self) -> bool:
        """Whether the municipality has moved the My Number side past the stay."""
        printed, stay_end = self.my_number_printed_end, self.person.stay_ends_on
        if isinstance(printed, date) and stay_end and printed > stay_end:
            return True
        return bool(self.filing and self.filing.my_number_extended)

    @property
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

    @property
    def specified_requested(self) -> bool | None:
        """Whether the one card is asked for: in the filing made, else as wished."""
        if self.filed and self.filing and self.filing.specified_request is not None:
            return self.filing.specified_request
        if self.filed and self.filing and self.filing.online:
            # An online filing cannot carry the request (RC-049).
            return False
        return None if self.filed else self.facts.specified_card_wished

    @property
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

    @property
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

    def _under(self, age: int) -> bool:
        born = self.person.birth_date
        if born is None:
            return False
        years = self.as_of.year - born.year
        before = (self.as_of.month, self.as_of.day) < (born.month, born.day)
        return years - before < age

    @property
    def is_child(self) -> bool:
        """Whether the person is known to be under 16, so that somebody must act."""
        return self._under(_CHILD_UNTIL)

    @property
    def is_baby(self) -> bool:
        """Whether the person is known to be under 1: no photo is needed (RC-070)."""
        return self._under(1)

    def certificate_ends_on(self, use: CertificateUse) -> Day:
        """The end of the certificate for that use; None where none is known of."""
        certificate = self.facts.certificate(use)
        if certificate is None:
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
