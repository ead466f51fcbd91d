"""Forms about custody after charge, appeal against bail and disclosure."""

from app.web.date_fields import DateField, LocalDateTimeField
from app.web.forms import BaseForm


class RemandForm(BaseForm):
    remanded_at = LocalDateTimeField("When did the court remand?", required="Give the day and time of the remand")


class GrantForm(BaseForm):
    granted_at = LocalDateTimeField("When did the court grant bail?", required="Give the day and time of the grant")


class NoticeForm(BaseForm):
    given_at = LocalDateTimeField("When was oral notice given?", required="Give the day and time of oral notice")
    written_at = LocalDateTimeField("When was written notice served?", hint="Empty until it is")


class DisclosureForm(BaseForm):
    on = DateField("Day of initial disclosure", required="Give the day of disclosure")
