"""The family of refusals: raised low in the words of the work, shown once by the hall and once by the command line."""


class RuleBroken(Exception):
    """A rule of the work refuses this; the message is fit for the person who tried.

    `field` names the form field or the part of a case file that mends it, where one does.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class WrongStage(RuleBroken):
    """The subject is not at the status from which this step starts."""


class NotAllowed(RuleBroken):
    """The person may see the object but may not do this to it."""


class TooOften(RuleBroken):
    """Allowed, but asked for too often; in so many seconds it can be asked for again."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class NotFound(RuleBroken):
    """It does not exist for this person, whether or not it exists."""


class Conflict(RuleBroken):
    """Somebody else changed the same thing in the meantime. Nothing typed is lost."""


class NotRecorded(RuleBroken):
    """The audit could not be written, so nothing is shown and nothing is changed."""
