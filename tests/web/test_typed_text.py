"""Nothing typed is lost, nothing is done twice (CON-1, CON-2; forms kept over a sign-out; drafts)."""

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.roles import Role
from app.models.session import Draft, KeptForm, Submission
from app.models.user import User
from tests.factories import make_user
from tests.inspection import InspectingClient, filled

pytestmark = pytest.mark.both


@pytest.fixture
def user(client: InspectingClient) -> User:
    made = make_user(Role.OFFICER)
    client.sign_in(made)
    return made


def phone_of(user: User) -> str | None:
    return db.session.scalar(select(User.work_phone).where(User.id == user.id))


def opened(client: InspectingClient, path: str) -> dict:
    return filled(client.page(path).select_one("main form[method=post]"))


def test_a_form_saves_and_leads_on(client, clock, user):
    answer = client.submit(f"/note/{user.id}", {"phone": "0300 000 0001"})
    assert (answer.status_code, answer.location) == (303, "/account/sessions")
    assert phone_of(user) == "0300 000 0001"


def test_a_broken_rule_stands_beside_its_field_and_writes_nothing(client, clock, user):
    answer = client.submit(f"/note/{user.id}", {"phone": "999", "note": "my words"})
    assert answer.status_code == 422
    assert "Not for emergencies" in answer.text and "my words" in answer.text and "<title>Error: A note" in answer.text
    assert phone_of(user) is None


def test_con_1_the_second_of_two_editors_sees_both_texts(client, clock, user):
    first, second = opened(client, f"/note/{user.id}"), opened(client, f"/note/{user.id}")
    assert client.post(f"/note/{user.id}", data=first | {"phone": "0300 000 0001"}).status_code == 303
    answer = client.post(f"/note/{user.id}", data=second | {"phone": "0300 000 0002", "note": "kept words"})
    assert answer.status_code == 409
    for words in ("0300 000 0001", "0300 000 0002", "kept words", "Sergeant Fell", "Nothing is lost"):
        assert words in answer.text
    assert phone_of(user) == "0300 000 0001"
    from tests.inspection import soup

    mine = filled(soup(answer.text).select_one("main form[method=post]"))
    assert client.post(f"/note/{user.id}", data=mine).status_code == 303
    assert phone_of(user) == "0300 000 0002"


def test_con_2_the_same_form_twice_has_one_effect(client, clock, user):
    form = opened(client, f"/note/{user.id}") | {"phone": "0300 000 0001"}
    first = client.post(f"/note/{user.id}", data=form)
    second = client.post(f"/note/{user.id}", data=form)
    assert (first.status_code, second.status_code) == (303, 303)
    assert second.location == first.location
    assert db.session.scalar(select(User.version).where(User.id == user.id)) == 2
    assert len(db.session.scalars(select(Submission)).all()) == 1


def test_con_2_the_same_token_with_other_words_is_refused(client, clock, user):
    form = opened(client, f"/note/{user.id}")
    client.post(f"/note/{user.id}", data=form | {"phone": "0300 000 0001"})
    assert client.post(f"/note/{user.id}", data=form | {"phone": "0300 000 0002"}).status_code == 409
    assert phone_of(user) == "0300 000 0001"


def test_a_form_sent_after_the_session_ended_comes_back_to_its_owner(client, clock, user):
    form = opened(client, f"/note/{user.id}") | {"phone": "0300 000 0001", "note": "typed for an hour"}
    clock.move(minutes=31)
    answer = client.post(f"/note/{user.id}", data=form)
    assert answer.status_code == 303 and answer.location.startswith("/sign-in?kept=")
    assert phone_of(user) is None
    kept = db.session.scalars(select(KeptForm)).one()
    assert b"typed for an hour" not in kept.body_sealed
    door = client.get(answer.location)
    assert "your text is still here" in door.text
    client.sign_in(user)
    page = client.page(f"/note/{user.id}?kept={kept.token}")
    assert page.select_one("#note").get_text().strip() == "typed for an hour"
    assert page.select_one("#phone")["value"] == "0300 000 0001"
    again = filled(page.select_one("main form[method=post]"))
    assert client.post(f"/note/{user.id}", data=again).status_code == 303
    assert phone_of(user) == "0300 000 0001"


def test_signing_in_leads_back_to_the_kept_form(client, clock, user):
    from tests.factories import PASSWORD

    form = opened(client, f"/note/{user.id}") | {"note": "typed for an hour", "phone": "1"}
    clock.move(minutes=31)
    door = client.post(f"/note/{user.id}", data=form).location
    token = client.page(door).select_one("input[name=csrf_token]")["value"]
    answer = client.post(door, data={"csrf_token": token, "email": user.email, "password": PASSWORD})
    assert answer.location.startswith(f"/note/{user.id}?kept=")


def test_a_kept_form_is_for_nobody_else_and_ends_after_a_day(app, client, clock, user):
    form = opened(client, f"/note/{user.id}") | {"note": "typed for an hour"}
    clock.move(minutes=31)
    client.post(f"/note/{user.id}", data=form)
    token = db.session.scalars(select(KeptForm.token)).one()
    other = app.test_client()
    other.sign_in(make_user())
    assert "typed for an hour" not in other.get(f"/note/{user.id}?kept={token}").text
    clock.move(hours=25)
    client.sign_in(user)
    assert "typed for an hour" not in client.get(f"/note/{user.id}?kept={token}").text


def test_inp_6_an_outdated_token_loses_no_text(client, clock, user):
    form = opened(client, f"/note/{user.id}") | {"phone": "0300 000 0001", "note": "typed for an hour"}
    client.sign_in(user)  # a new session: the old form's token is not its own
    answer = client.post(f"/note/{user.id}", data=form)
    assert answer.status_code == 303 and answer.location.startswith(f"/note/{user.id}?kept=")
    assert phone_of(user) is None
    assert client.page(answer.location).select_one("#note").get_text().strip() == "typed for an hour"


def test_inp_6_a_form_that_nobody_was_shown_is_refused(client, clock, user):
    for data in ({"phone": "1"}, {"phone": "1", "csrf_token": "made-up"}, {"phone": "1", "form_token": "made-up"}):
        assert client.post(f"/note/{user.id}", data=data).status_code == 400
    assert client.post(f"/note/{user.id}", json={"phone": "1"}).status_code == 400
    assert phone_of(user) is None and not db.session.scalars(select(KeptForm)).all()


def test_inp_6_another_site_is_refused(client, clock, user):
    form = opened(client, f"/note/{user.id}") | {"phone": "1"}
    answer = client.post(f"/note/{user.id}", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403 and phone_of(user) is None


def test_a_draft_is_saved_shown_and_ends_when_sent(app, client, clock, user):
    path = f"/note/{user.id}"
    saved = client.submit(path, {"note": "half a thought"}, button=("save_draft", "by hand"))
    assert (saved.status_code, saved.location) == (303, "/")
    assert b"half a thought" not in db.session.scalars(select(Draft.body_sealed)).one()
    assert client.page("/account/drafts").select_one("tbody a")["href"] == path
    page = client.page(path)
    assert page.select_one("#note").get_text().strip() == "half a thought"
    other = app.test_client()
    other.sign_in(make_user())
    assert "half a thought" not in other.get(path).text
    assert client.submit(path, {"phone": "0300 000 0001"}).status_code == 303
    assert not db.session.scalars(select(Draft)).all()


def test_a_draft_saved_by_itself_answers_one_sentence(client, clock, user):
    form = opened(client, f"/note/{user.id}") | {"note": "half a thought", "save_draft": "by itself"}
    answer = client.post(f"/note/{user.id}", data=form, headers={"X-Throughline-Draft": "1"})
    assert (answer.status_code, answer.text) == (200, "Draft saved at 12:00. Only you can see it.")
    clock.move(days=31)
    client.sign_in(user)
    assert "half a thought" not in client.get(f"/note/{user.id}").text


def test_inp_1_fields_nobody_listed_change_nothing(client, clock, user):
    extra = {"id": "99", "version": "1", "status": "x", "is_demo": "y", "auth_epoch": "7", "role": "administrator"}
    assert client.submit(f"/note/{user.id}", extra | {"phone": "1"}).status_code == 303
    row = db.session.get_one(User, user.id)
    assert (row.is_demo, row.auth_epoch, [held.role for held in row.roles]) == (False, 1, [Role.OFFICER])


def test_inp_2_a_repeated_field_is_a_bad_request(client, clock, user):
    form = opened(client, f"/note/{user.id}") | {"phone": ["1", "2"]}
    assert client.post(f"/note/{user.id}", data=form).status_code == 400
    assert phone_of(user) is None


@pytest.mark.parametrize("words", ["x" * 201, "nul\0", "bell\a"])
def test_inp_2_too_long_or_unprintable_text_is_refused_beside_its_field(client, clock, user, words):
    answer = client.submit(f"/note/{user.id}", {"phone": "1", "note": words})
    assert answer.status_code == 422 and phone_of(user) is None


def test_text_is_stored_as_typed_after_normalising(client, clock, user):
    client.submit(f"/note/{user.id}", {"phone": "Sia\u0302n ŵ 🙂 ‮ שלום"})
    assert phone_of(user) == "Si\u00e2n ŵ 🙂 ‮ שלום"
