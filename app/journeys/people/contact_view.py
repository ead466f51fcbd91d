"""Shapes how a person may be reached."""

from dataclasses import dataclass

from app import formatting
from app.domain.vocabulary import ContactChannel
from app.models.people import PersonContact

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ContactLines:
    """Contact details in the order in which they are safe to read: how, how never, then the details."""

    safe: str
    never: str
    facts: Facts


def contact_card(known: PersonContact | None) -> ContactLines:
    """The safe way first; without one nobody should try."""
    safe = [ContactChannel(one).label for one in (known.safe_channels if known else None) or ()]
    never = (known.unsafe_channels if known else None) or []
    voicemail = {True: "Yes", False: "No", None: "Not known: do not"}[known.voicemail_allowed if known else None]
    details = (
        ("Telephone", "\n".join((known.phones if known else None) or ())),
        ("E-mail", "\n".join((known.emails if known else None) or ())),
        ("Address", "\n".join(part for part in (known and known.address, known and known.postcode) if part)),
        ("Note", (known.note if known else None) or ""),
    )
    return ContactLines(
        safe=f"Safe: {formatting.listed(word.lower() for word in safe)}" if safe else "",
        never=f"Never: {'; '.join(never)}" if never else "",
        facts=(("Leave a message?", voicemail), *((label, words or "Not recorded") for label, words in details)),
    )
