"""Every state that a page of the portal can be in, and how a person comes there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from ichimai.authority.images import invented_portrait
from ichimai.law.told import subjects
from ichimai.randomness import SeededRandomness
from web.pages import PAGES
from web.standing import Portal
from web.test_asking import FAMILY, FILED
from web.test_names_page import SENT
from web.test_photo_page import picture
from web.test_roster_page import ROSTER
from web.test_visit_page import GOOD

PAPERS = ("own-plan/paper",)
"""What is kept or printed: it may weigh more than a page (decision 0152), and has its
large print on paper."""


@dataclass(frozen=True, slots=True)
class State:
    """A page and what was done on it.

    Attributes:
        path: the address behind the language; `{person}` is somebody of the register.
        filled: the fields of the form that are filled, each with its value.
        files: the fields that take a file, each with the name and the content.
        pressed: whether the button of the form is pressed.
        shows: what is there once the state is reached, as a selector.
        deserted: whether it is on the portal that has nobody to show and no reader.
        status: the status with which the address answers.
    """

    path: str
    filled: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    pressed: bool = False
    shows: str = "h1"
    deserted: bool = False
    status: int = 200

    def __str__(self) -> str:
        """The name of the case of a test."""
        path, _, query = self.path.partition("?")
        parts = [path or "start", query[:24], ",".join([*self.filled, *self.files])]
        parts.append("sent" * self.pressed)
        parts.append(self.shows.removeprefix("h1"))
        parts.append("deserted" * self.deserted)
        return " ".join(part for part in parts if part)

    def address(self, portal: Portal, language: str) -> str:
        """Where it begins."""
        path = self.path.replace("{person}", "".join(portal.site.neighbours[:1]))
        return f"{portal.address}/{language}/{path}"


def _photo(data: bytes) -> dict[str, tuple[str, bytes]]:
    return {"photo": ("face.jpg", data)}


def _wrong(path: str, *fields: str) -> State:
    filled = dict.fromkeys(fields, "0")
    return State(path, filled, pressed=True, shows="#errors")


TOLD = tuple(State(f"law/{each.name}") for each in subjects())
"""The texts of the law: one template, filled from one kind of table."""

OPENED = (
    *(State(path) for path in PAGES),
    State("people/{person}"),
    State("nothing", status=404),
    State("search?q=lost"),
    State("search?q=weather"),
    State("claims?words=weather"),
    State("cities?name=府中"),
    State("cities?name=nowhere"),
    State("tell?after=stay"),
    State("touches?group=permanent"),
    State("touches?group=permanent&card_end=2027-07-20&card_since=2020-07-21"),
    State("touches?group=stay&stay_end=4/7/26", status=422, shows="[aria-invalid]"),
    State(f"visit?{urlencode(GOOD, doseq=True)}", shows="#verdict"),
    State("visit?procedure=exchange&on=tomorrow", shows="[role=alert]"),
    *(
        State(path, deserted=True)
        for path in ("", "plan", "people", "verify", "verify/special-period")
    ),
)
"""States that an address alone opens."""

ASKED = (
    State(f"situations?{FAMILY}"),
    State("ask/told-event?event=extension"),
    State("ask/told-event?event=lost"),
    State("ask/stay_end?event=none"),
    State("ask/side?event=none"),
    State("ask/one_card?event=none"),
    State("ask/status?event=none"),
    State("ask/stay_months?event=none"),
    State("ask/parents?event=born&on=2026-11-01"),
    State("ask/p2.event?event=none&p2.status=student"),
    State(f"answers?{FAMILY}"),
    State(f"own-plan?{FILED}"),
    State(f"own-plan?{FAMILY}"),
    State(f"own-plan/person-2?{FAMILY}"),
    State(f"own-plan/choices-1?{FILED}"),
    State(f"own-plan/task-1-receive-card?{FILED}"),
    State(f"own-plan/paper?{FILED}"),
    _wrong("ask/told-event?event=extension", "filed-year"),
    _wrong("ask/stay_end?event=none", "stay_end-year"),
    _wrong("ask/side?event=none"),
    _wrong("ask/status?event=none"),
    _wrong("ask/stay_months?event=none", "stay_months"),
    _wrong("ask/parents?event=born&on=2026-11-01"),
    State(f"ask/told-event?{FILED}"),
    State(f"ask/p2.status?{FAMILY}"),
    State("own-plan?event=lost&what=both&as_of=2026-11-20"),
    State("own-plan?event=none&stay_end=2026-11-19&as_of=2026-11-20"),
    State("own-plan?status=visa", status=422),
)
"""Questions, what is to be mended in them, the check and the plans."""

SENT_FORMS = (
    State("verify", pressed=True, shows=".answer"),
    State("verify", {"card_number": "12"}, pressed=True, shows="#errors"),
    State("verify/special-period", {"code": "x"}, pressed=True),
    State("names", SENT, pressed=True, shows="dl.facts"),
    State("names", {"alias": "SAMPLE ALIAS"}, pressed=True, shows="#errors"),
    State(
        "photo",
        files=_photo(invented_portrait(SeededRandomness("photo page"))),
        pressed=True,
        shows="ul.checks",
    ),
    State("photo", files=_photo(picture("PNG")), pressed=True),
    State("photo", pressed=True, shows="#photo-error"),
    State("roster", files={"roster": ("r.csv", ROSTER)}, pressed=True, shows=".person"),
    State("roster", files={"roster": ("r.csv", b"x")}, pressed=True, shows="#errors"),
)
"""What a form brings back."""

STATES = (*OPENED, *ASKED, *SENT_FORMS, *TOLD)
