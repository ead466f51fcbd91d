"""Before and after an event: reports a day, with the strand, the area and the length one asks for."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.domain.vocabulary import Strand
from app.journeys.events.case_routes import room as room
from app.queries import around_event
from app.queries import events as questions
from app.web import reading
from app.web.access import requires
from app.web.clock import today
from app.web.sessions import actor

LENGTHS = (7, 14, 28)


@room.get("/events/<int:event_id>/before-and-after")
@requires(Permission.CASE_LINK)
def around(event_id: int) -> ResponseReturnValue:
    event = questions.by_id(actor(), event_id)
    reading.about("event", str(event.id))
    districts = around_event.districts_of(actor())
    asked = {name: request.args.get(name, "") for name in ("days", "strand", "district")}
    days = int(asked["days"]) if asked["days"] in {str(one) for one in LENGTHS} else LENGTHS[0]
    strand = Strand(asked["strand"]) if asked["strand"] in set(Strand) else None
    district = asked["district"] if asked["district"] in districts else None
    spans = around_event.around(event, actor(), days=days, strand=strand, district=district, today=today())
    return render_template(
        "events/around.html",
        event=event,
        spans=spans,
        days=[(span.label, day, count) for span in spans for day, count in span.days()],
        top=max((span.a_day or 0 for span in spans), default=0),
        lengths=[(str(one), f"{one} days") for one in LENGTHS],
        strands=[("", "Every strand and none"), *((one.value, one.label) for one in Strand)],
        districts=[("", "Every area"), *((one, one) for one in districts)],
        asked={"days": str(days), "strand": strand.value if strand else "", "district": district or ""},
    )
