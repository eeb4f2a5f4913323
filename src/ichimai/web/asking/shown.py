"""Questions and answers as a page shows them, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ichimai.errors import msgid
from ichimai.planner.plan import Question
from ichimai.planner.wording import SENTENCES, Words, key_of, say
from ichimai.texts.in_words import day_in_words
from ichimai.texts.language import translator
from ichimai.web.asking.answers import Answers, Name, named
from ichimai.web.asking.forms import FORMS, TOLD, Form, Look
from ichimai.web.asking.sent import DAY_FIELDS, NONE, PARENTS, UNKNOWN, first_field
from ichimai.web.asking.situations import EVENTS
from ichimai.web.asking.steps import Step, names_on, question_of

NOT_THERE = msgid("No")


@dataclass(frozen=True, slots=True)
class Field:
    """One group of fields.

    Attributes:
        name: of the parameter, and of the fields.
        legend: what is asked.
        words: value and wording of each answer, in their order.
        first_id: the field to which an error leads.
    """

    name: str
    look: Look
    legend: str
    hint: str
    words: tuple[tuple[str, str], ...]
    none: str
    unknown: str
    first_id: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of questions.

    Attributes:
        title: the question, or the event that is told.
        why: why it is asked; "" for an event, whose days speak for themselves.
        told: whether what is left empty is not known.
    """

    title: str
    why: str
    told: bool
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One answer; *step* is the page on which it is changed, "" where there is none."""

    label: str
    value: str
    step: str

    def __repr__(self) -> str:
        return f"Row({self.label})"


def shown_question(answers: Answers, step: Step, language: str) -> Shown:
    """The page of *step*."""
    fields = tuple(
        _field(answers, name, language, told=step.told)
        for name in names_on(answers, step)
    )
    if step.told:
        kind = answers.find(step.name.text) or ""
        title = translator(language)(EVENTS[kind])
        return Shown(title, "", told=True, fields=fields)
    why = _why(question_of(answers, step.name), language)
    return Shown(fields[0].legend, why, told=False, fields=fields)


def _why(question: Question, language: str) -> str:
    """Why the planner asks; "" for what it takes and never asks by itself."""
    if not _is_asked(question):
        return ""
    return str(question.to_json(language)["why"])


def _is_asked(question: Question) -> bool:
    return f"question.{key_of(question.path)}" in SENTENCES


def _field(answers: Answers, name: Name, language: str, *, told: bool) -> Field:
    form = FORMS[name.stem]
    translated = translator(language)
    return Field(
        name=name.text,
        look=form.look,
        legend=_legend(answers, name, language),
        hint=translated(form.hint) if form.hint else "",
        words=_words(answers, name, form, language),
        none="" if told or not form.none else translated(form.none),
        unknown=translated(form.unknown),
        first_id=first_field(name),
    )


def _legend(answers: Answers, name: Name, language: str) -> str:
    question = question_of(answers, name)
    if _is_asked(question):
        return str(question.to_json(language)["question"])
    return translator(language)(FORMS[name.stem].label)


def _words(
    answers: Answers, name: Name, form: Form, language: str
) -> tuple[tuple[str, str], ...]:
    terms = {
        key: say(value, language) if isinstance(value, Words) else value
        for key, value in question_of(answers, name).values.items()
    }
    translated = translator(language)
    return tuple(
        (str(value), translated(words).format(**terms))
        for value, words in form.words.items()
    )


def shown_values(answers: Answers, step: Step) -> dict[str, str]:
    """The fields of the page of *step* as they were answered before."""
    found: dict[str, str] = {}
    for name in names_on(answers, step):
        form, value = FORMS[name.stem], answers.find(name.text)
        if value is None:
            found[name.text] = form.first
        elif form.look is Look.DAY and value not in {NONE, UNKNOWN}:
            parts = zip(DAY_FIELDS, value.split("-"), strict=True)
            found |= {f"{name.text}-{part}": written for part, written in parts}
        elif form.look is Look.PARENTS:
            told = value.split(",")
            found |= {
                f"{name.text}-{place}": told[number] if number < len(told) else UNKNOWN
                for number, place in enumerate(PARENTS)
            }
        else:
            found[name.text] = value
    return found


def shown_answers(answers: Answers, language: str) -> list[list[Row]]:
    """Every answer of each person, in the order in which they were given."""
    rows: list[list[Row]] = [[] for _ in answers.people]
    for text, value in answers.pairs:
        name = named(text)
        rows[name.person].append(_row(answers, name, value, language))
    return rows


def _row(answers: Answers, name: Name, value: str, language: str) -> Row:
    form, translated = FORMS.get(name.stem), translator(language)
    if form is None:
        return Row(translated(_LABELS[name.stem]), value, "")
    event = Name("event", name.person, name.place)
    together = TOLD.get(answers.find(event.text) or "", ())
    told = name.of_event and name.stem in together
    step = Step(event if told else name, told=told)
    return Row(
        translated(form.label), _value(answers, name, value, language), step.address
    )


def _value(answers: Answers, name: Name, value: str, language: str) -> str:
    form, translated = FORMS[name.stem], translator(language)
    if value == UNKNOWN:
        return translated(form.unknown)
    words: Mapping[str, str] = dict(_words(answers, name, form, language))
    if form.look is Look.PARENTS:
        return ", ".join(words[each] for each in value.split(","))
    if value in words:
        return words[value]
    if value == NONE:
        return translated(form.none or NOT_THERE)
    if form.look is Look.DAY:
        return day_in_words(date.fromisoformat(value), language)
    return value


_LABELS = {
    "standing": msgid("Standing"),
    "stay_days": msgid("Days for which the stay was granted"),
    "city": msgid("Municipality, by its code"),
    "card": msgid("Kind of card"),
    "side_since": msgid("Day on which the My Number Card was made"),
    "sign_since": msgid("First day of the signature certificate"),
    "auth_since": msgid("First day of the user authentication certificate"),
}
"""Facts that nobody is asked for, and that an address made elsewhere may state."""
