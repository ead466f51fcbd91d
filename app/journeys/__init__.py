"""The rooms people walk through, in the order of the site map."""

from app.journeys.access_rules.routes import room as access_rules
from app.journeys.account.routes import room as account
from app.journeys.administration.unit_routes import room as administration
from app.journeys.care.material_routes import room as care
from app.journeys.cases.saved_routes import room as cases
from app.journeys.court.custody_routes import room as court
from app.journeys.events.around_routes import room as events
from app.journeys.house.routes import room as house
from app.journeys.insight.routes import room as insight
from app.journeys.linked.person_routes import room as linked
from app.journeys.log.routes import room as log
from app.journeys.material.preservation_routes import room as material
from app.journeys.notices.routes import room as notices
from app.journeys.offences.point_routes import room as offences
from app.journeys.papers.routes import room as papers
from app.journeys.partner.routes import room as partner
from app.journeys.people.custody_routes import room as people
from app.journeys.referral.routes import room as referral
from app.journeys.report.finding_routes import room as report
from app.journeys.review.decision_routes import room as review
from app.journeys.sign_in.routes import room as sign_in
from app.journeys.team.routes import room as team
from app.journeys.transfer.routes import room as transfer
from app.web.surfaces import Room

JOURNEYS: tuple[Room, ...] = (
    house, sign_in, account, notices, team, transfer, events, cases, linked, log, report, people, offences, material,
    referral, review, court, papers, care, access_rules, partner, insight, administration,
)  # fmt: skip
