"""Plots: what is said to have happened in an invented case. Places and people are plainly made up."""

from dataclasses import dataclass

from app.domain.vocabulary import LocationKind, Strand


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Enough to report, record and refer one case."""

    title: str
    narrative: str
    place: str
    place_kind: LocationKind
    strand: Strand
    sub_strand: str | None
    offence: str
    wording: str
    quote: str


PLOTS: tuple[Plot, ...] = (
    Plot(
        title="Abuse and a shove at a tram stop",
        narrative="The victim waited for the tram. A man shouted about where she came from and pushed her shoulder.",
        place="Quarter Lane tram stop",
        place_kind=LocationKind.TRANSPORT,
        strand=Strand.RACE,
        sub_strand=None,
        offence="cda_s29_1c",
        wording="Racially aggravated common assault by beating",
        quote="Go back where you came from",
    ),
    Plot(
        title="Shouting outside a place of prayer",
        narrative="As people left evening prayers a man stood at the gate, shouted about their faith and kicked the gate.",
        place="Mill Road prayer hall gate",
        place_kind=LocationKind.PLACE_OF_WORSHIP,
        strand=Strand.RELIGION,
        sub_strand=None,
        offence="cda_s31_1b",
        wording="Religiously aggravated intentional harassment, alarm or distress",
        quote="Your prayers are not wanted here",
    ),
    Plot(
        title="Threats to a couple in a park",
        narrative="Two men walking hand in hand were followed across the park and threatened because they were a couple.",
        place="Orchard Park, west path",
        place_kind=LocationKind.STREET,
        strand=Strand.SEXUAL_ORIENTATION,
        sub_strand=None,
        offence="poa_s4",
        wording="Using threatening words or behaviour causing fear of violence",
        quote="People like you should not show yourselves",
    ),
    Plot(
        title="Wheelchair user mocked and threatened",
        narrative="A customer blocked the ramp of a shop, mocked the victim's wheelchair and threatened to tip it over.",
        place="Corner shop, Saddle Street",
        place_kind=LocationKind.SHOP,
        strand=Strand.DISABILITY,
        sub_strand=None,
        offence="poa_s4a",
        wording="Intentional harassment, alarm or distress",
        quote="Your sort should stay at home",
    ),
    Plot(
        title="Repeated abuse of a neighbour",
        narrative="Over three weeks a neighbour shouted from the landing about the victim's transition and banged the door.",
        place="The landing of a block of flats in Pear Tree Road",
        place_kind=LocationKind.HOME,
        strand=Strand.TRANSGENDER,
        sub_strand=None,
        offence="oapa_s16",
        wording="Threat to kill",
        quote="I will see you dead before I call you that",
    ),
    Plot(
        title="Painted words on a community hall",
        narrative="In the night somebody painted words about the people who meet there on the door of the community hall.",
        place="Bell Yard community hall",
        place_kind=LocationKind.OTHER,
        strand=Strand.RACE,
        sub_strand=None,
        offence="cda98_s30",
        wording="Racially aggravated criminal damage to a door",
        quote="This hall is not for you",
    ),
)
