"""One file to the CPS: the referral of a leading case and those of the cases joined with it go every step together."""

from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import NotAllowed, WrongStage
from app.models.incident import Incident
from app.models.referral import Referral
from app.queries.incidents import visible_to


def of_all(referral: Referral, actor: Actor) -> list[Referral]:
    """The referrals that an act on this one is about, the leading one first: it alone where nothing travels in it.

    Raises WrongStage where this one travels in that of another case, and NotAllowed where not each of the cases is
    there for this person: a file goes whole or not at all, and rights in one case give none in another.
    """
    if referral.leading_id is not None:
        raise WrongStage("This referral travels with that of the case which leads. Do this there.")
    parts = [referral, *referral.travelling]
    if len(parts) > 1 and not actor.is_system:
        cases = {part.incident_id for part in parts}
        seen = visible_to(actor).where(Incident.id.in_(cases)).with_only_columns(Incident.id).order_by(None)
        if set(db.session.scalars(seen)) != cases:
            raise NotAllowed("Not all of this file is for you to see. Ask somebody who may open each of its cases.")
    return parts
