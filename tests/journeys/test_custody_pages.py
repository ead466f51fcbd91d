"""The pages on which facts for the clocks are recorded: what they take and refuse, where the fact is then seen."""

import pytest

from app.database.session import db
from app.domain.vocabulary import ChargeMethod
from app.models.suspect import Suspect
from app.services.demo import court_acts
from app.services.demo import later_acts as acts
from tests.journeys.test_people import day, one
from tests.journeys.trying import happenings, raced, refused, saved

ARREST = day("arrested_at", "23 11 2026", "08:00") | day("relevant_time", "23 11 2026", "08:30")


def only(name, words):
    """A day, where no time is asked for."""
    return {key: value for key, value in day(name, words).items() if not key.endswith("-time")}


def charged(story):
    """Charged at a station and kept in custody, an hour ago."""
    acts.authorise(
        acts.review(acts.to_prosecutor(acts.accept(acts.send(acts.check(acts.offer(acts.draft(acts.ready(story))))))))
    )
    return court_acts.put_charge(story, ChargeMethod.CHARGE)


@pytest.fixture
def case(story):
    return f"/cases/{story.incident.reference}"


@pytest.fixture
def arrested(story, as_, case):
    client = as_(story, "officer")
    authorised = day("detention_authorised_at", "23 11 2026", "08:40")
    saved(client, f"{case}/people/P2/arrest", ARREST | authorised | {"grounds": "Seen nearby"})
    return client


def bail(client, case, **more):
    typed = day("released_at", "23 11 2026", "10:00") | only("ends_on", "4 1 2027") | {"authorised_by": "Sergeant"}
    saved(client, f"{case}/people/P2/bail", typed | more)


def words(client, path):
    return client.page(path).get_text()


def test_an_arrest_for_breach_of_bail(arrested, case):
    client, own = arrested, f"{case}/people/P2/suspect"
    assert "breach of bail" not in words(client, own)
    bail(client, case)
    assert "Record an arrest for breach of bail" in words(client, own)
    typed = day("arrested_at", "23 11 2026", "09:00") | {"grounds": "Did not attend"}
    refused(client, f"{case}/people/P2/breach-of-bail", typed, "arrested_at", "comes after the release on bail")
    saved(client, f"{case}/people/P2/breach-of-bail", typed | day("arrested_at", "23 11 2026", "11:30"))
    assert "In police custody after a breach of bail, until Tue 24 Nov, 13:00." in words(client, own)
    assert "Authorise longer detention" not in words(client, own)
    assert "22:30 was left at the arrest." in words(client, f"{case}/clocks")


def test_street_bail(story, as_, case):
    client = as_(story, "officer")
    path, own = f"{case}/people/P2/street-bail", f"{case}/people/P2/suspect"
    typed = day("arrested_at", "23 11 2026", "08:00") | day("released_at", "23 11 2026", "08:30")
    typed |= {"grounds": "Seen nearby", "conditions": "Stay away"}
    refused(client, path, typed | only("attend_on", "23 2 2027"), "attend_on", "at the latest 22 Feb 2027")
    saved(client, path, typed | only("attend_on", "10 12 2026"))
    assert "On street bail; must attend a station on Thu 10 Dec" in words(client, own)
    assert "Extend bail" not in words(client, own) and "Street bail" in words(client, f"{case}/clocks")


def test_bail_for_the_decision_of_the_cps(arrested, case):
    bail(arrested, case)
    path = f"{case}/people/P2/bail-for-decision"
    early = day("released_at", "23 11 2026", "09:00")
    refused(arrested, path, early, "released_at", "cannot lie before bail was granted")
    saved(arrested, path, day("released_at", "23 11 2026", "11:00"))
    assert "Bail for the decision of the CPS since" in words(arrested, f"{case}/people/P2/suspect")
    shown = words(arrested, f"{case}/clocks")
    assert "Without the suspension bail ends on 23 Feb 2027; act by that day." in shown


def test_bail_in_a_case_of_another_agency(arrested, case):
    bail(arrested, case, by_other_agency="y", **only("ends_on", "22 5 2027"))
    assert "HMRC, NCA, SFO or FCA" in words(arrested, f"{case}/people/P2/suspect")


def test_a_review_held(story, as_, arrested, case):
    path, typed = f"{case}/people/P2/review", day("held_at", "23 11 2026", "11:00") | {"outcome": "Still needed."}
    assert "Your rank is below that." in words(arrested, path)
    before = happenings()
    assert arrested.submit(path, typed).status_code == 403 and happenings() == before
    client = as_(story, "Dara Fictwell")
    refused(client, path, typed | day("held_at", "23 11 2026", "08:40"), "held_at", "after the one before it")
    saved(client, path, typed)
    assert "Detention, Mon 23 Nov, 11:00, DI Dara Fictwell, inspector: Still needed." in words(
        client, f"{case}/people/P2/suspect"
    )
    assert "Counted from the review held on 23 Nov 2026, 11:00 GMT" in words(client, f"{case}/clocks")


@pytest.fixture
def defendant(tell):
    return tell(charged)


def test_remand_bail_notice_and_disclosure(defendant, as_):
    case = f"/cases/{defendant.incident.reference}"
    person = defendant.suspect.file_id
    of = f"{case}/defendants/{person}"
    client = as_(defendant, "prosecutor")
    assert "Custody, bail and disclosure" in words(client, f"{case}/court")
    late = day("remanded_at", "24 11 2026", "11:00")
    refused(client, f"{of}/remand", late, "remanded_at", "lies in the future")
    saved(client, f"{of}/remand", day("remanded_at", "23 11 2026", "09:00"))
    assert "Remanded in custody." in words(client, f"{case}/court")
    early = day("granted_at", "23 11 2026", "08:00")
    refused(client, f"{of}/bail", early, "granted_at", "after the order before it")
    saved(client, f"{of}/bail", day("granted_at", "23 11 2026", "10:30"))
    [link] = client.page(f"{case}/court").select('a[href$="/notice"]')
    typed = day("given_at", "23 11 2026", "10:35")
    refused(client, link["href"], day("given_at", "23 11 2026", "10:00"), "given_at", "after bail was granted")
    saved(client, link["href"], typed)
    assert "Oral notice of appeal" in words(client, f"{case}/court")
    raced(
        client, link["href"], typed | day("written_at", "23 11 2026", "11:00"), day("written_at", "23 11 2026", "11:30")
    )
    refused(client, f"{of}/disclosure", only("on", "24 11 2026"), "on", "not in the future")
    saved(client, f"{of}/disclosure", only("on", "23 11 2026"))
    shown = words(client, f"{case}/clocks")
    assert "Oral notice was given on 23 Nov 2026, 10:35 GMT." in shown and "Defence statement" in shown
    assert db.session.get_one(Suspect, defendant.allegation.suspect_id).initial_disclosure_on is not None


def test_witness_care_and_police_do_not_record_what_a_court_did(defendant, as_):
    case = f"/cases/{defendant.incident.reference}"
    path = f"{case}/defendants/{defendant.suspect.file_id}/remand"
    care = as_(defendant, "Rowan Witnall")
    assert "Record a remand" not in words(care, f"{case}/court")
    assert care.submit(path, day("remanded_at", "23 11 2026", "09:00")).status_code == 403
    officer = as_(defendant, "officer")
    shown = words(officer, f"{case}/court")
    assert "Custody, bail and disclosure" in shown and "Record a remand" not in shown
    assert officer.get(path).status_code in (403, 404)
    assert one(Suspect).initial_disclosure_on is None


def test_a_court_extends_bail_a_second_time_to_the_day_it_sets(arrested, case):
    bail(arrested, case)
    path = f"{case}/people/P2/bail-by-court"
    typed = (
        {"court": "Northmarsh Magistrates' Court"} | only("applied_on", "23 11 2026") | only("granted_on", "23 11 2026")
    )
    answer = arrested.submit(path, typed | only("ends_on", "1 9 2028"))
    assert answer.status_code == 422 and "does not follow the one before it" in answer.text
