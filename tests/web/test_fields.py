"""Field types: what they take, what they refuse, and the sentence beside them (INP-2, CON-8)."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Form

from app.domain.roles import Rank
from app.web.date_fields import DateField, LocalDateTimeField
from app.web.fields import ChoiceField, ChoicesField, LongTextField, NumberField, SelectField, TextField, TickField


class Sample(Form):
    words = TextField("Words", required="Say it", most=10)
    longer = LongTextField("Longer", most=20)
    number = NumberField("Number", least=1, most=99)
    rank = ChoiceField("Rank", choices=[(rank.value, rank.name) for rank in Rank], coerce=Rank)
    team = SelectField("Team", choices=[(1, "One"), (2, "Two")], coerce=int)
    many = ChoicesField("Many", choices=[("a", "A"), ("b", "B")])
    tick = TickField("Tick")
    day = DateField("Day")
    at = LocalDateTimeField("At")


def sent(**typed: object) -> Sample:
    form = Sample(MultiDict({"words": "w"} | {name.replace("_", "-"): value for name, value in typed.items()}))
    form.validate()
    return form


def test_a_good_form_gives_values_of_their_types():
    form = sent(
        number="7", rank="sergeant", team="2", many=["a", "b"], tick="y", day_day="29", day_month="2", day_year="2028",
        at_day="25", at_month="10", at_year="2026", at_time="0130", at_which="second",
    )  # fmt: skip
    assert not form.errors
    assert (form.number.data, form.rank.data, form.team.data, form.many.data) == (7, Rank.SERGEANT, 2, ["a", "b"])
    assert form.tick.data is True and form.day.data == date(2028, 2, 29)
    assert form.at.data == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_an_empty_form_gives_none_and_only_asks_for_what_is_required():
    form = Sample(MultiDict({"words": "  "}))
    assert not form.validate()
    assert form.errors == {"words": ["Say it"]}
    assert (form.number.data, form.rank.data, form.team.data, form.day.data, form.at.data) == (None,) * 5


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"words": "x" * 11}, "words", "10 characters or fewer"),
        ({"words": "two\nlines"}, "words", "one line"),
        ({"words": "a\0b"}, "words", "control characters"),
        ({"longer": "y" * 21}, "longer", "20 characters or fewer"),
        ({"number": "seven"}, "number", "whole number"),
        ({"number": "0"}, "number", "whole number"),
        ({"number": "1e3"}, "number", "whole number"),
        ({"number": "٣"}, "number", "whole number"),
        ({"rank": "emperor"}, "rank", "Choose from the list"),
        ({"team": "9"}, "team", "Choose from the list"),
        ({"many": ["a", "z"]}, "many", "Choose from the list"),
        ({"day_day": "31", "day_month": "11", "day_year": "2026"}, "day", "does not exist"),
        ({"day_day": "31", "day_month": "", "day_year": ""}, "day", "Enter the month and the year too"),
        ({"day_day": "3", "day_month": "May", "day_year": "2026"}, "day", "in numbers"),
        ({"day_day": "3", "day_month": "5", "day_year": "26"}, "day", "four figures"),
        ({"at_day": "3", "at_month": "5", "at_year": "2026", "at_time": "25:00"}, "at", "like 18:25"),
        ({"at_day": "29", "at_month": "3", "at_year": "2026", "at_time": "01:30"}, "at", "did not exist"),
        ({"at_day": "25", "at_month": "10", "at_year": "2026", "at_time": "01:30"}, "at", "came twice"),
    ],
)
def test_what_is_refused_says_why(typed, field, sentence):
    form = sent(**typed)
    assert sentence in " ".join(map(str, form.errors[field])), form.errors


def test_con_8_the_question_appears_only_for_the_hour_that_came_twice(app: Flask):
    with app.test_request_context():
        asked = sent(at_day="25", at_month="10", at_year="2026", at_time="01:30")
        assert "Which 01:30 do you mean?" in asked.at()
        assert "Which" not in sent(at_day="25", at_month="10", at_year="2026", at_time="03:30").at()


def test_a_value_is_shown_in_its_inputs(app: Flask):
    form = Sample(data={"day": date(2026, 6, 6), "at": datetime(2026, 10, 25, 1, 30, tzinfo=UTC)})
    assert form.day.typed == {"day": "6", "month": "6", "year": "2026"}
    assert form.at.typed == {"day": "25", "month": "10", "year": "2026", "time": "01:30", "which": "second"}
