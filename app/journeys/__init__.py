"""The rooms people walk through, in the order of the site map."""

from app.journeys.account.routes import room as account
from app.journeys.house.routes import room as house
from app.journeys.sign_in.routes import room as sign_in
from app.web.surfaces import Room

JOURNEYS: tuple[Room, ...] = (house, sign_in, account)
