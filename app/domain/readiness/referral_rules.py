"""Rules about the referral itself: the check by a supervisor and the police view."""

from collections.abc import Iterator

from app.domain.readiness.rule import Asked, Finding


def not_checked(asked: Asked) -> Iterator[Finding]:
    """The checker is neither the officer in the case nor the one who drafted the file."""
    check = asked.referral.supervisor_check if asked.referral else None
    drafter = asked.referral.drafted_by if asked.referral else None
    if check is None or check.staff_id in (asked.case.oic_id, drafter):
        yield Finding(
            message="A supervisor who is not the officer in the case must check the file.",
            where="referral/supervisor_check",
        )


def no_police_view(asked: Asked) -> Iterator[Finding]:
    view = asked.referral.police_view if asked.referral else None
    if view is None or not view.evidential_stage or not view.public_interest_stage:
        yield Finding(message="Say why the Full Code Test is met at both stages.", where="referral/police_view")
