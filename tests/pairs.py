"""Two cases of one team: a sergeant may open both, one officer the first alone, another the second alone."""

from dataclasses import dataclass

from app.domain.actor import Actor
from app.domain.stages import Status
from app.models.incident import Incident
from app.services import investigation
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests.stories import NOW, begin, tell

BOTH, FIRST_ONLY, SECOND_ONLY = "Cleo Testerby", "Arden Samplewick", "Bryn Mockridge"
STRANGER = "Greer Madeupson"  # a sergeant of another force


@dataclass
class Pair:
    """Two stories and who may do what."""

    one: Story
    two: Story

    @property
    def cases(self) -> tuple[Incident, Incident]:
        return self.one.incident, self.two.incident

    def who(self, name: str) -> Actor:
        return self.one.cast.actor(name)

    @property
    def both(self) -> Actor:
        return self.who(BOTH)


def tell_pair(status: Status = Status.UNDER_INVESTIGATION, second: Status | None = None) -> Pair:
    """The second case is given to another officer, so that each officer has one."""
    one, two = tell(PATHS[status], begin()), tell(PATHS[second or status], begin(number=2))
    pair = Pair(one, two)
    investigation.allocate(two.incident, two.cast.user(SECOND_ONLY), actor=pair.both, at=NOW)
    return pair
