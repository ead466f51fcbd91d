"""Two joined cases of one officer that go to the CPS in one file."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app.domain.actor import Actor
from app.domain.stages import Status
from app.domain.vocabulary import CodeTest, ReferralCategory, ReferralType
from app.models.referral import Referral
from app.services import cps, drafting, joining, referral
from app.services.demo import later_acts as acts
from app.services.demo.story import Story
from tests.stories import begin, tell

DETAILS = drafting.ReferralDetails(
    referral_type=ReferralType.CHARGING,
    code_test=CodeTest.FCT,
    referral_category=ReferralCategory.GREEN_PRIORITY,
    outline="The same man, on two evenings, shouted the same words at two neighbours.",
    police_view_evidential="Met in both: two accounts, one recording.",
    police_view_public_interest="Met in both: hostility.",
)


@dataclass
class File:
    """Two joined cases of one officer; the first leads. Every act comes an hour after the one before."""

    one: Story
    two: Story
    hours: int = 0

    @property
    def doing(self) -> dict[str, Any]:
        return {"actor": self.one.officer, "at": self.later()}

    @property
    def head(self) -> dict[str, Any]:
        return {"actor": self.one.supervisor, "at": self.later()}

    def later(self) -> Any:
        self.hours += 1
        return max(self.one.now, self.two.now) + timedelta(hours=self.hours)

    @property
    def all_allegations(self) -> list[Any]:
        return [*self.one.all_allegations, *self.two.all_allegations]

    @property
    def cps(self) -> Actor:
        return self.one.who(self.one.crew.operations)

    @property
    def prosecutor(self) -> Actor:
        return self.one.who(self.one.crew.prosecutor)

    def statuses(self) -> set[Status]:
        return {one.status for one in self.all_allegations}

    def draft(self, **changed: Any) -> Referral:
        return drafting.draft(self.one.incident, DETAILS, self.all_allegations, **self.doing)

    def sent(self) -> Referral:
        row = self.draft()
        referral.offer_for_check(row, **self.doing)
        referral.pass_check(row, **self.head)
        referral.submit(row, **self.head)
        return row

    def under_review(self) -> Referral:
        row = self.sent()
        cps.accept(row, actor=self.cps, at=self.later())
        cps.allocate_prosecutor(row, self.one.cast.user(self.one.crew.prosecutor), actor=self.cps, at=self.later())
        return row


def join_two() -> File:
    """Two investigated cases, the second joined with the first."""
    made = File(tell(acts.ready, begin()), tell(acts.ready, begin(number=2)))
    joining.join(made.two.incident, made.one.incident, actor=made.one.supervisor, at=made.later())
    return made
