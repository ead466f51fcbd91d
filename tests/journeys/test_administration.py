"""Administrators: their own organisation, never themselves, never a case; roles that need two of them."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.database.session import db
from app.domain.access import GRANTS
from app.domain.actor import Actor
from app.domain.audit_chain import AuditKind
from app.domain.errors import NotAllowed, NotFound, RuleBroken
from app.domain.roles import TWO_PERSON_ROLES, DutyKind, Rank, Role
from app.domain.stages import Status
from app.models.audit import AuditEvent
from app.models.user import Duty, RoleProposal, Unit, User, UserRole
from app.queries.actors import actor_of
from app.services import administration, units
from app.services.demo.cast import Cast, build_cast
from app.services.demo.paths import PATHS
from tests.factories import make_user
from tests.inspection import filled, soup
from tests.stories import NOW, begin, tell

ADMINS = ("Fable Keyholder", "Gale Lockwood")


@pytest.fixture
def cast(database, clock):
    build_cast("a password of many words", at=NOW)
    return Cast(NOW.date())


def roles_of(cast, name) -> set[Role]:
    return {row.role for row in cast.user(name).roles}


def actions() -> list[str]:
    return list(
        db.session.scalars(
            select(AuditEvent.action).where(AuditEvent.kind == AuditKind.ADMIN.value).order_by(AuditEvent.seq)
        )
    )


def propose(client, cast, name, role, by=ADMINS[0]):
    client.sign_in(cast.user(by))
    user = cast.user(name)
    fields = {"role": role.value, "reason": "Leads the team from Monday."}
    return client.submit(f"/administration/people/{user.id}/roles/new", fields)


def open_proposal(client, cast, name, role) -> RoleProposal:
    assert propose(client, cast, name, role).status_code == 303
    return db.session.scalars(select(RoleProposal).order_by(RoleProposal.id.desc())).first()


@pytest.mark.both
def test_the_list_holds_the_own_organisation_only(client, cast):
    client.sign_in(cast.user(ADMINS[0]))
    page = client.page("/administration/people").get_text()
    assert "Arden Samplewick" in page and "Northmarsh Police" in page
    assert "Ellis Pretendham" not in page and "Tamsin Intake" not in page
    assert "Arden" not in client.page("/administration/people?q=lockwood").select_one("table").get_text()
    assert "No account has" in client.page("/administration/people?q=pretendham").get_text()


def test_acc_12_two_different_administrators_give_a_role(client, cast):
    proposal = open_proposal(client, cast, "Arden Samplewick", Role.SUPERVISOR)
    address = f"/administration/proposals/{proposal.id}"
    assert Role.SUPERVISOR not in roles_of(cast, "Arden Samplewick")
    assert client.page(address).select("main form") == []  # the proposer is not asked
    client.sign_in(cast.user(ADMINS[1]))
    assert client.submit(address, {"answer": "yes"}).status_code == 303
    assert roles_of(cast, "Arden Samplewick") == {Role.OFFICER, Role.SUPERVISOR}
    assert {"user:role_proposed", "user:role_given"} <= set(actions())


@pytest.mark.parametrize("role", sorted(TWO_PERSON_ROLES & {Role.SUPERVISOR, Role.ADMINISTRATOR}))
def test_acc_12_nobody_decides_what_they_proposed(client, cast, role):
    proposal = open_proposal(client, cast, "Arden Samplewick", role)
    proposer = cast.actor(ADMINS[0])
    with pytest.raises(NotAllowed, match="Another administrator"):
        administration.decide_proposal(proposal, True, actor=proposer, at=NOW)
    token = client.page("/administration/people").select_one("input[name=csrf_token]")["value"]
    answer = client.post(f"/administration/proposals/{proposal.id}", data={"csrf_token": token, "answer": "yes"})
    assert answer.status_code in (400, 403)
    assert role not in roles_of(cast, "Arden Samplewick")


def test_acc_12_nor_after_a_role_change_between_the_halves(client, cast):
    """The beneficiary becomes administrator in between; the proposer comes back in another role."""
    proposal = open_proposal(client, cast, "Arden Samplewick", Role.SUPERVISOR)
    arden, fable = cast.user("Arden Samplewick"), cast.user(ADMINS[0])
    db.session.add(UserRole(user_id=arden.id, role=Role.ADMINISTRATOR, granted_at=NOW))
    db.session.add(UserRole(user_id=fable.id, role=Role.SUPERVISOR, granted_at=NOW))
    db.session.commit()
    beneficiary = actor_of(cast.user("Arden Samplewick"), Role.ADMINISTRATOR, on=NOW.date())
    with pytest.raises(NotAllowed, match="own account"):
        administration.decide_proposal(proposal, True, actor=beneficiary, at=NOW)
    other_role = actor_of(cast.user(ADMINS[0]), Role.SUPERVISOR, on=NOW.date())
    with pytest.raises(NotAllowed):
        administration.decide_proposal(proposal, True, actor=other_role, at=NOW)


@pytest.mark.both
def test_acc_12_the_database_refuses_it_too(cast):
    fable, arden = cast.user(ADMINS[0]).id, cast.user("Arden Samplewick").id
    wrong = [
        {"user_id": fable, "proposed_by_id": fable},
        {"user_id": arden, "proposed_by_id": fable, "decided_by_id": fable, "decided_at": NOW, "approved": True},
        {"user_id": arden, "proposed_by_id": fable, "decided_by_id": arden, "decided_at": NOW, "approved": True},
    ]
    for values in wrong:
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.add(RoleProposal(role=Role.SUPERVISOR, reason="x", proposed_at=NOW, **values))
            db.session.flush()


def test_acc_12_a_role_for_two_is_never_given_by_one(cast):
    actor = cast.actor(ADMINS[0])
    for role in sorted(TWO_PERSON_ROLES):
        with pytest.raises(RuleBroken):
            administration.grant(cast.user("Arden Samplewick"), role, actor=actor, at=NOW)
    place = administration.Place(unit=cast.unit("Z1-T1"))
    with pytest.raises(RuleBroken, match="two administrators"):
        administration.create_account(
            name="Odd Newcomer", email="odd@northmarsh.example", role=Role.SUPERVISOR, place=place,
            password="kettle on the marble hob", actor=actor, at=NOW,
        )  # fmt: skip


def test_a_role_may_be_refused(client, cast):
    proposal = open_proposal(client, cast, "Arden Samplewick", Role.SUPERVISOR)
    client.sign_in(cast.user(ADMINS[1]))
    assert client.submit(f"/administration/proposals/{proposal.id}", {"answer": "no"}).status_code == 303
    assert Role.SUPERVISOR not in roles_of(cast, "Arden Samplewick")
    assert client.get(f"/administration/proposals/{proposal.id}").status_code == 404


def test_acc_13_an_administrator_opens_no_case(client, cast):
    story = tell(PATHS[Status.SENTENCED], begin())
    client.sign_in(cast.user(ADMINS[0]))
    reference = story.incident.reference
    for path in (
        "", "/people", "/offences", "/evidence", "/file-check", "/referrals", "/court", "/care", "/care/contact",
        "/history", "/clocks", "/access", "/conflict", "/officer", "/report", "/documents",
    ):  # fmt: skip
        assert client.get(f"/cases/{reference}{path}").status_code == 404, path
    for path in ("/work", f"/find?q={reference}", "/clients", "/passing-on", "/our-reports", "/reports/new"):
        assert client.get(path).status_code == 404, path
    pages = ["/administration/people", "/administration/units", "/administration/rights", "/account/activity"]
    assert all(reference not in client.get(path).text for path in pages)


def test_acc_13_administration_is_for_administrators(client, cast):
    for name in ("Arden Samplewick", "Cleo Testerby", "Wren Seniorly", "Emlyn Figures", "Bex Harbourne"):
        client.sign_in(cast.user(name))
        for path in ("people", "units", "rights", "people/new", f"people/{cast.user('Bryn Mockridge').id}"):
            assert client.get(f"/administration/{path}").status_code == 404


def test_acc_3_accounts_and_units_of_others_are_refused(client, cast):
    client.sign_in(cast.user(ADMINS[0]))
    foreign, unit = cast.user("Ellis Pretendham"), cast.unit("Z2-T1")
    for path in (f"people/{foreign.id}", f"people/{foreign.id}/place", f"people/{foreign.id}/roles/new"):
        assert client.get(f"/administration/{path}").status_code == 404
    for path in (f"units/{unit.id}/below", f"units/{unit.id}/name"):
        assert client.get(f"/administration/{path}").status_code == 404
    arden = cast.user("Arden Samplewick")
    moved = client.submit(f"/administration/people/{arden.id}/place", {"unit": str(unit.id), "rank": "constable"})
    assert moved.status_code == 422 and cast.user("Arden Samplewick").unit_id == arden.unit_id
    actor = cast.actor(ADMINS[0])
    with pytest.raises(NotFound):
        administration.disable(foreign, actor=actor, at=NOW)
    with pytest.raises(NotFound):
        units.rename_unit(unit, "Ours now", actor=actor, at=NOW)


def test_nobody_changes_their_own_account(client, cast):
    me = cast.user(ADMINS[0])
    client.sign_in(me)
    assert client.page(f"/administration/people/{me.id}").select("main form") == []
    for verb in (
        lambda: administration.disable(me, actor=cast.actor(ADMINS[0]), at=NOW),
        lambda: administration.propose_role(me, Role.SUPERVISOR, "x", actor=cast.actor(ADMINS[0]), at=NOW),
        lambda: administration.grant(me, Role.OFFICER, actor=cast.actor(ADMINS[0]), at=NOW),
    ):
        with pytest.raises(NotAllowed, match="own account"):
            verb()


def test_a_new_account_can_sign_in_and_its_password_is_shown_once(client, cast):
    client.sign_in(cast.user(ADMINS[0]))
    fields = {
        "name": "Nova Startwell", "email": "nova@northmarsh.example", "role": "officer", "rank": "constable",
        "unit": str(cast.unit("Z1-T2").id), "title": "PC",
    }  # fmt: skip
    made = client.submit("/administration/people/new", fields)
    assert made.status_code == 200 and "PC Nova Startwell can sign in" in made.text
    password = soup(made.text).select_one(".tl-mono").get_text()
    user = db.session.scalars(select(User).where(User.email == "nova@northmarsh.example")).one()
    assert user.password_hash.startswith("$argon2id$") and user.rank is Rank.CONSTABLE
    assert password not in client.get(f"/administration/people/{user.id}").text
    with client.session_transaction() as cookie:
        cookie.clear()
    answer = client.submit("/sign-in", {"email": "nova@northmarsh.example", "password": password})
    assert answer.status_code == 303
    client.sign_in(cast.user(ADMINS[0]))
    again = client.submit("/administration/people/new", fields)
    assert again.status_code == 422 and "already an account" in again.text


def test_sess_4_disabling_ends_every_session(app, client, cast):
    arden = cast.user("Arden Samplewick")
    theirs = app.test_client().sign_in(arden)
    assert theirs.get("/account/activity").status_code == 200
    client.sign_in(cast.user(ADMINS[0]))
    page = f"/administration/people/{arden.id}"
    token = client.page(page).select_one("main form[action$=disable]")
    assert client.submit(page, {}, form="main form[action$=disable]").status_code == 303 and token
    assert theirs.get("/account/activity").status_code != 200
    assert "Disabled since" in client.page(page).get_text() and "user:disable" in actions()
    assert client.submit(page, {}, form="main form[action$=enable]").status_code == 303
    assert cast.user("Arden Samplewick").disabled_at is None


def test_sess_4_another_unit_takes_effect_at_once(app, client, cast):
    arden = cast.user("Arden Samplewick")
    theirs = app.test_client().sign_in(arden)
    client.sign_in(cast.user(ADMINS[0]))
    fields = {"unit": str(cast.unit("Z1-T2").id), "rank": "sergeant", "title": "DS"}
    assert client.submit(f"/administration/people/{arden.id}/place", fields).status_code == 303
    assert theirs.get("/account/activity").status_code != 200
    assert cast.user("Arden Samplewick").unit.code == "Z1-T2"


def test_con_1_two_administrators_do_not_overwrite_each_other(client, cast):
    arden = cast.user("Arden Samplewick")
    client.sign_in(cast.user(ADMINS[0]))
    page = f"/administration/people/{arden.id}/place"
    mine = filled(client.page(page).select_one("main form[method=post]"))
    place = administration.Place(unit=cast.unit("Z1-T2"), rank=Rank.SERGEANT)
    administration.move(cast.user("Arden Samplewick"), place, actor=cast.actor(ADMINS[1]), at=NOW)
    late = client.post(page, data=mine | {"title": "Typed late"})
    assert late.status_code == 409 and "Typed late" in late.text
    assert cast.user("Arden Samplewick").rank is Rank.SERGEANT


def test_duties_fit_the_role_and_end(client, cast):
    arden = cast.user("Arden Samplewick")
    client.sign_in(cast.user(ADMINS[0]))
    page = f"/administration/people/{arden.id}"
    assert client.submit(f"{page}/duties/new", {"kind": "crime_registrar"}).status_code == 422
    assert client.submit(f"{page}/duties/new", {"kind": "custody"}).status_code == 303
    duty = db.session.scalars(select(Duty).where(Duty.user_id == arden.id)).one()
    assert duty.kind is DutyKind.CUSTODY and duty.valid_to is None
    assert client.submit(page, {}, form="main form[action$=end]").status_code == 303
    assert db.session.scalars(select(Duty).where(Duty.user_id == arden.id)).all() == []


def test_other_roles_are_given_by_one_and_taken_away(client, cast):
    assert propose(client, cast, "Arden Samplewick", Role.FILE_REVIEWER).status_code == 303
    assert Role.FILE_REVIEWER in roles_of(cast, "Arden Samplewick")
    page = f"/administration/people/{cast.user('Arden Samplewick').id}"
    assert client.submit(page, {}, form="main form[action*=file_reviewer]").status_code == 303
    assert roles_of(cast, "Arden Samplewick") == {Role.OFFICER}
    assert propose(client, cast, "Arden Samplewick", Role.PROSECUTOR).status_code == 422
    actor: Actor = cast.actor(ADMINS[0])
    with pytest.raises(RuleBroken, match="only role"):
        administration.take_away(cast.user("Arden Samplewick"), Role.OFFICER, actor=actor, at=NOW)


def test_units_form_a_tree(client, cast):
    client.sign_in(cast.user(ADMINS[0]))
    parent = cast.unit("Z1-C1")
    fields = {"name": "Night Team", "code": "Z1-T9", "kind": "team"}
    assert client.submit(f"/administration/units/{parent.id}/below", fields).status_code == 303
    made = db.session.scalars(select(Unit).where(Unit.code == "Z1-T9")).one()
    assert made.path == f"{parent.path}{made.id}/"
    assert client.submit(f"/administration/units/{parent.id}/below", fields).status_code == 422
    assert client.submit(f"/administration/units/{made.id}/name", {"name": "Late Team"}).status_code == 303
    assert "Late Team" in client.page("/administration/units").get_text()
    assert {"unit:add", "unit:rename"} <= set(actions())


@pytest.mark.parametrize("role", list(Role))
def test_rights_are_drawn_from_the_table_that_decides(client, clock, database, role):
    client.sign_in(make_user(Role.ADMINISTRATOR))
    page = client.page(f"/administration/rights?role={role.value}")
    assert len(page.select("tbody tr")) == len(GRANTS[role])
