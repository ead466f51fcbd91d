"""Forms about online posts: what was captured, later looks, whose account it is, asking to preserve."""

from collections.abc import Iterator

import wtforms

from app.domain.vocabulary import Platform, PostVisibility, PreservationReply, StillThere
from app.web.answers import labels
from app.web.arrivals import FileField
from app.web.date_fields import DateField, LocalDateTimeField, ShownTimeField
from app.web.fields import ChoiceField, LongTextField, SelectField, TextField
from app.web.forms import BaseForm


class PostForm(BaseForm):
    """What was captured of a post."""

    keeps_draft = True

    platform = SelectField(
        "Where was it posted?", choices=labels(Platform), coerce=Platform, required="Choose where it was posted",
        empty="Choose where",
    )  # fmt: skip
    other_platform = TextField("Another place: which?", most=100)
    url = TextField(
        "Address of the post", hint="The permanent link, beginning with https://", most=2000,
        required="Give the address of the post",
    )  # fmt: skip
    content_id = TextField("Number of the post", hint="As the platform counts it, if it shows one", most=200)
    account_handle = TextField("Account handle", hint="Like @name", most=200)
    display_name = TextField("Name shown beside it", most=200)
    account_number = TextField(
        "Permanent number of the account", hint="Handles and names change; this number does not", most=200
    )
    profile_url = TextField("Address of the profile", most=2000)
    visibility = ChoiceField(
        "Who could see it?", choices=labels(PostVisibility), coerce=PostVisibility, required="Choose who could see it"
    )
    post_text = LongTextField(
        "The text of the post", hint="Word for word, with its spelling and signs. Write “No text” where it has none.",
        rows=6, required="Write the text word for word",
    )  # fmt: skip
    posted = ShownTimeField("When was it posted?", hint="As the page showed it. We work out the time in UTC.")
    reply_to = TextField("What does it answer?", hint="The address or author of what it replies to", most=2000)
    target = TextField("Whom or what is it aimed at?", most=500)
    engagement = TextField("Likes, shares, views", hint="As shown at that moment", most=500)
    context = LongTextField("What stands around it?", hint="The thread, what came before and after", rows=3, most=5000)
    captured = ShownTimeField(
        "When was it captured?", hint="By the clock of the device that captured it",
        required="Give the day and time it was captured",
    )  # fmt: skip
    captured_by = TextField(
        "Who captured it?", hint="Name, role and organisation", most=300, required="Say who captured it"
    )
    tool = TextField(
        "With which device or tool?", hint="With its version, like Firefox 133 on Windows 11", most=300,
        required="Say with which device or tool",
    )  # fmt: skip
    purpose = LongTextField(
        "Why was it looked at?",
        hint="Looking again and again at one person's profile may be directed surveillance and need authority. Do not"
        " use your own account.",
        rows=2, most=1000, required="Say why it was looked at",
    )  # fmt: skip
    takedown = TextField(
        "Has anybody asked for it to be taken down?",
        hint="Who, and when. Capture it first, and have it preserved: once it is gone, it cannot be captured.",
        most=500,
    )


class NewPostForm(PostForm):
    """A post with its pictures."""

    keeps_draft = True
    takes_files = True

    description = TextField(
        "In a few words", hint="What it shows, without the words of hatred", most=300,
        required="Say in a few words what it shows",
    )  # fmt: skip
    exhibit_ref = TextField("Exhibit mark", hint="Like AS/1", most=40)
    picture = FileField(
        "Screenshot as a picture",
        hint="PNG or JPEG of the whole page, with the address and the clock",
        required="Choose the picture of the post",
    )
    paper = FileField(
        "The same as a PDF",
        hint="You can send it later. The source of a page (HTML, WARC) is not taken: it can carry programs.",
    )

    def own_fields(self) -> Iterator[wtforms.Field]:
        """The pictures first: capture comes before writing."""
        first = ("picture", "paper", "description", "exhibit_ref")
        rest = [field for field in super().own_fields() if field.short_name not in first]
        return iter([*(self[name] for name in first), *rest])


class CheckForm(BaseForm):
    """Is the post still there?"""

    checked_at = LocalDateTimeField("When did you look?", required="Give the day and time")
    found = ChoiceField(
        "Is it still there?", choices=labels(StillThere), coerce=StillThere, required="Choose what you found"
    )
    note = LongTextField("What else did you see?", rows=2, most=1000)


class AttributionForm(BaseForm):
    """Who is behind the account."""

    person = ChoiceField("Who is behind the account?", choices=[], required="Choose who, or that it is not known")
    basis = LongTextField(
        "How is this known?", hint="What shows it: data of the provider, a phone, a witness, an admission", rows=4,
        most=5000, required="Say how this is known, or what was tried",
    )  # fmt: skip
    stated_by = TextField("Who says so?", hint="Name and role", most=200, required="Say who says so")
    stated_at = LocalDateTimeField("When was it said?", required="Give the day and time")


class PreservationForm(BaseForm):
    """A platform is asked to keep what it holds."""

    platform = TextField("Which platform or provider?", most=200, required="Say which platform was asked")
    asked_at = LocalDateTimeField("When was it asked?", required="Give the day and time")
    asked_by = TextField("Who asked?", hint="Name and role", most=200, required="Say who asked")
    reference = TextField("Reference of the request", most=200)


class ReplyForm(BaseForm):
    """What the platform answered."""

    replied_on = DateField("When did the answer come?", required="Give the day of the answer")
    reply = ChoiceField(
        "What is the answer?",
        choices=labels(PreservationReply),
        coerce=PreservationReply,
        required="Choose what it answered",
    )
    reply_words = LongTextField("What exactly?", hint="What is preserved, or why not", rows=3, most=2000)
    preserved_until = DateField("Preserved until", hint="As the answer says. Leave empty if nothing is preserved.")
    renew_by = DateField("Ask again by", hint="Leave empty for the usual number of days before it ends")


class EndForm(BaseForm):
    """It need not be preserved any longer."""

    reason = LongTextField("Why?", hint="For example: the content was obtained", rows=3, most=1000, required="Say why")
