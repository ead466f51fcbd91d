"""The form of a time marked in a recording."""

from typing import Any

import wtforms
from wtforms.validators import ValidationError

from app.domain import playing_time
from app.web.fields import LongTextField, TextField
from app.web.forms import BaseForm

NO_TIME = "Write the time as minutes and seconds, like 4:07, or as hours, minutes and seconds, like 1:02:03"


class MarkForm(BaseForm):
    """From when to when, and what happens."""

    starts = TextField("From", hint="For example 4:07, as the player shows it", required="Give the time", most=12)
    ends = TextField("To", hint="Leave empty if it is a moment", most=12)
    note = LongTextField("What can be seen or heard?", rows=2, most=500, required="Say what can be seen or heard")

    def validate_starts(self, field: wtforms.Field) -> None:
        if field.data and playing_time.parse(field.data) is None:
            raise ValidationError(NO_TIME)

    def validate_ends(self, field: wtforms.Field) -> None:
        self.validate_starts(field)

    @property
    def seconds(self) -> tuple[int, int | None]:
        """From and to, in seconds; of a form that was found right."""
        starts: Any = playing_time.parse(self.starts.data)
        return starts, playing_time.parse(self.ends.data) if self.ends.data else None
