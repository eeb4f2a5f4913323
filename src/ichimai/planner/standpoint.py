"""Who a person is under the law on a day: standing, status, age, what has happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ichimai.model.cards import CardKind
from ichimai.model.finding import Finding
from ichimai.model.procedure import Procedure, Standing
from ichimai.model.status import Status
from ichimai.planner.asking import find_answer
from ichimai.planner.events import Born, Destination, Leaving, Moved, Parent
from ichimai.planner.facts import Facts, Filing, Kind, Person
from ichimai.planner.wording import Words

SPECIAL_KINDS = frozenset(
    {CardKind.SPECIAL_PERMANENT, CardKind.SPECIFIED_SPECIAL_PERMANENT}
)
_NO_STAY_END = {Status.PERMANENT_RESIDENT, Status.HSP_2}
_CHILD_UNTIL = 16
_TERMS, _TERMS_OF_SPECIAL = (
    {
        "card": Words(f"term.card-of-{whose}"),
        "specified": Words(f"term.specified-card-of-{whose}"),
    }
    for whose in ("resident", "special")
)


@dataclass(frozen=True)
class Standpoint:
    """One person on one day. No slots: what is asked once is kept."""

    facts: Facts
    as_of: date

    @property
    def person(self) -> Person:
        """The person's own facts."""
        return self.facts.person

    def event(self, kind: type[Kind]) -> Kind | None:
        """The latest event of that kind; of two on one day the one told last."""
        if not self.facts.events:
            return None
        found = self.facts.events_of(kind)
        days = [(each.on or date.min, place) for place, each in enumerate(found)]
        return found[max(days)[1]] if found else None

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

    @cached_property
    def filed(self) -> bool:
        """Whether that filing has been made by now."""
        filing = self.filing
        return bool(filing and filing.filed_on and filing.filed_on <= self.as_of)

    @cached_property
    def delivered(self) -> bool:
        """Whether its permission has taken effect: the new card is in hand."""
        filing = self.filing
        return bool(filing and filing.decided_on and filing.decided_on <= self.as_of)

    @cached_property
    def pending(self) -> bool:
        """Whether a filing is made or planned and its card is not yet in hand."""
        return self.filing is not None and not self.delivered

    @cached_property
    def permanent_filing(self) -> Filing | None:
        """The latest filing for permanent residence that was not refused."""
        dated = [
            filing
            for filing in self.facts.filings
            if filing.filed_on is not None
            and not filing.refused
            and filing.procedure is Procedure.PERMANENT_RESIDENCE
        ]
        return max(dated, key=lambda each: each.filed_on or date.min, default=None)

    @cached_property
    def made_permanent(self) -> bool:
        """Whether that permission has taken effect."""
        filing = self.permanent_filing
        return bool(filing and filing.decided_on and filing.decided_on <= self.as_of)

    @cached_property
    def status(self) -> Status | None:
        """The status that is running, after what has been decided."""
        if self.made_permanent:
            return Status.PERMANENT_RESIDENT
        if self.delivered and self.filing and self.filing.new_status:
            return self.filing.new_status
        return self.person.status

    @property
    def status_word(self) -> str | None:
        """The status as the law's questions take it, also of special permanents."""
        if self.special:
            return Status.SPECIAL_PERMANENT_RESIDENT.value
        return self.status.value if self.status else None

    @cached_property
    def law_on_standing(self) -> Finding | None:
        """What the law makes of the status and the length of stay."""
        person = self.person
        if person.status is None and person.stay_months is None:
            return None
        return find_answer(
            "standing",
            {
                "status": self.status.value if self.status else None,
                "stay_months": person.stay_months,
                "stay_days": person.stay_days,
                "designated_activity": person.designated_activity,
            },
            self.as_of,
        )

    @cached_property
    def standing(self) -> Standing | None:
        """How the person stands to the card system; None where nobody can say."""
        if self.law_on_standing is not None:
            return Standing(self.law_on_standing.answer["standing"])
        if self.person.standing is not None:
            return self.person.standing
        if Parent.SPECIAL_PERMANENT in self.parents:
            return Standing.SPECIAL_PERMANENT
        return Standing.SPECIAL_PERMANENT if self._holds_certificate else None

    @property
    def _holds_certificate(self) -> bool:
        return self.facts.residence_card.kind in SPECIAL_KINDS

    @cached_property
    def special(self) -> bool:
        """Whether this is a special permanent resident."""
        return self.standing is Standing.SPECIAL_PERMANENT

    @cached_property
    def unlimited(self) -> bool:
        """Whether the stay has no last day although its card has one."""
        return self.status in _NO_STAY_END

    @cached_property
    def dated(self) -> bool:
        """Whether the stay has a last day, as far as anybody has said otherwise."""
        return not (self.unlimited or self.special)

    @cached_property
    def newborn(self) -> Born | None:
        """The birth, while the child has no status and no card."""
        born = self.event(Born)
        settled = self.person.status or self.facts.residence_card.delivered_on
        if born is None or settled or self.person.stay_ends_on:
            return None
        received = born.decided_on and born.decided_on <= self.as_of
        return None if received else born

    @cached_property
    def parents(self) -> frozenset[Parent]:
        """What the parents of a newborn are; empty where it is not told."""
        born = self.newborn
        return frozenset(born.parents or ()) if born else frozenset()

    @property
    def child_needs_status(self) -> bool:
        """Whether a newborn is to be given a status of residence (ICA 22-2)."""
        others = {Parent.JAPANESE, Parent.SPECIAL_PERMANENT}
        return bool(self.parents) and not self.parents & others

    @property
    def leaving(self) -> Leaving | None:
        """The departure; a move abroad is one, with a move-out notice."""
        told = self.event(Leaving)
        if told is not None:
            return told
        moved = self.event(Moved)
        if moved is None or moved.destination is not Destination.ABROAD:
            return None
        return Leaving(moved.path, moved.on, moved.filed_on, moves_out=True)

    @property
    def terms(self) -> Mapping[str, Words]:
        """How the cards of this person are called in sentences."""
        return _TERMS_OF_SPECIAL if self.special else _TERMS

    def under(self, age: int) -> bool:
        """Whether the person is known to be under that age."""
        born = self.person.birth_date
        if born is None:
            return False
        years = self.as_of.year - born.year
        before = (self.as_of.month, self.as_of.day) < (born.month, born.day)
        return years - before < age

    @property
    def is_child(self) -> bool:
        """Whether the person is known to be under 16, so that somebody must act."""
        return self.under(_CHILD_UNTIL)

    @property
    def is_baby(self) -> bool:
        """Whether the person is known to be under 1: no photo is needed (RC-070)."""
        return self.under(1)

    @property
    def unable(self) -> bool:
        """Whether the person cannot appear at a counter."""
        return self.person.capacity == "unable"
