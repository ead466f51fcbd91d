"""The files of law: readable, complete, with a source on each row, and looked up by the date that counts."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from app.domain import law, offence_forms, offences, tables
from app.domain.calendar import HolidayChange
from app.domain.case_file import schema
from app.domain.deadlines.counting import PRIMITIVES
from app.domain.roles import Role
from app.domain.stages import Status
from app.domain.tables import BadTable, Dated, Mark, load
from app.domain.vocabulary import (
    ConsentType,
    DecisionCode,
    ElementKind,
    HearingResult,
    ModeOfTrial,
    NfaSubReason,
    OutcomeCode,
    Strand,
    TriageReason,
)

TABLES: dict[str, Callable[[], Iterable[Dated]]] = {
    "offences.csv": lambda: offences.catalogue().values(),
    "offence_maxima.csv": lambda: load("offence_maxima.csv", offences.Maximum),
    "points_to_prove.csv": lambda: load("points_to_prove.csv", offences.PointRow),
    "general_limit.csv": lambda: load("general_limit.csv", offences.GeneralLimit),
    "aggravation_strands.csv": offences.aggravation_rows,
    "jury_alternatives.csv": offence_forms.jury_alternatives,
    "time_limit_rules.csv": lambda: law.time_limit_rules().values(),
    "clock_rules.csv": law.clock_rules,
    "code_duties.csv": law.code_duties,
    "warning_levels.csv": lambda: law.warning_levels().values(),
    "outcome_types.csv": lambda: law.outcome_types().values(),
    "decision_codes.csv": lambda: law.decision_rules().values(),
    "nfa_sub_reasons.csv": lambda: law.nfa_sub_reasons().values(),
    "triage_reasons.csv": lambda: law.triage_reasons().values(),
    "hearing_results.csv": lambda: law.hearing_results().values(),
    "sub_strands.csv": lambda: law.sub_strands().values(),
    "cps_areas.csv": lambda: law.cps_areas().values(),
    "forces.csv": lambda: law.forces().values(),
    "boroughs.csv": lambda: law.boroughs().values(),
}
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("name", TABLES)
def test_a_file_explains_itself_and_each_row_has_a_source(name: str) -> None:
    rows = tuple(TABLES[name]())
    assert rows
    assert all(row.source.strip() for row in rows)
    assert (tables.DATA / name).read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("name", [*TABLES, "bank_holidays.csv"])
def test_no_file_cites_a_place_readers_cannot_open(name: str) -> None:
    text = (tables.DATA / name).read_text(encoding="utf-8")
    assert not any(word in text for word in ("process.md", "hate-crime.md", "shared", "[S"))


def test_a_proclaimed_holiday_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header = next(line for line in (tables.DATA / "bank_holidays.csv").read_text().splitlines() if line[0] != "#")
    (tmp_path / "bank_holidays.csv").write_text(f"{header}\n2027-05-10,yes,Extra day,,,A proclamation,checked\n")
    monkeypatch.setattr(tables, "DATA", tmp_path)
    assert law.holiday_changes.__wrapped__() == (HolidayChange(date(2027, 5, 10), added=True, name="Extra day"),)


def test_every_file_loads_at_start() -> None:
    law.check_all()
    assert law.holiday_changes() == ()


def test_the_catalogue_holds_exactly_the_offences_of_the_case_file() -> None:
    assert list(offences.catalogue()) == schema()["$defs"]["offence_type_key"]["enum"]


@pytest.mark.parametrize("key", offences.catalogue())
def test_an_offence_is_complete(key: str) -> None:
    offence = offences.offence(key)
    assert offence.time_limit_rule in law.time_limit_rules()
    assert offence.is_summary_only == (offence.time_limit_rule != "slt_none")
    maximum = offences.maximum(key, TODAY)
    assert maximum is not None
    assert maximum.magistrates_custody or maximum.magistrates_fine or maximum.crown_custody
    assert bool(maximum.crown_custody) == (offence.mode is not ModeOfTrial.SUMMARY_ONLY)
    assert bool(maximum.magistrates_fine) == (offence.mode is not ModeOfTrial.INDICTABLE_ONLY)
    points = offences.points_to_prove(key)
    assert [point.kind for point in points].count(ElementKind.IDENTIFICATION) == 1
    inherent = offence.aggravation is offences.Aggravation.INHERENT
    assert [point.kind for point in points].count(ElementKind.HOSTILITY) == inherent
    assert points[0].kind is ElementKind.OFFENCE
    assert len({point.key for point in points}) == len(points)


def test_points_of_one_offence_as_they_are_copied() -> None:
    assert [(point.key, point.text) for point in offences.points_to_prove("ta68_s1")] == [
        ("ta68_s1.1", "Dishonest appropriation"),
        ("ta68_s1.2", "Intent permanently to deprive"),
        ("ta68_s1.identification", "The suspect is the person who did it"),
    ]


@pytest.mark.parametrize(
    ("key", "mode", "rule", "consent", "bases"),
    [
        ("poa_s5", "summary_only", "slt_6m", "none", ()),
        ("cda_s31_1b", "either_way", "slt_none", "none", ("poa_s4a",)),
        ("cda_s31_1c", "summary_only", "slt_6m", "none", ("poa_s5",)),
        ("cda_s32_1a", "either_way", "slt_none", "none", ("pha_s2", "pha_s2a")),
        ("pha_s2", "summary_only", "slt_course_of_conduct", "none", ()),
        ("ca03_s127_1", "summary_only", "slt_prosecutor_knowledge_6m_3y", "none", ()),
        ("osa_s179", "summary_only", "slt_prosecutor_knowledge_6m_3y", "none", ()),
        ("poa_s18", "either_way", "slt_none", "attorney_general", ()),
        ("poa_s1", "indictable_only", "slt_none", "dpp", ()),
        ("ta00_s13", "summary_only", "slt_6m", "dpp", ()),
        ("cda71_s1_1", "either_way", "slt_none", "none", ()),
        ("oapa_s18", "indictable_only", "slt_none", "none", ()),
    ],
)
def test_rows_that_would_hurt_if_wrong(key: str, mode: str, rule: str, consent: str, bases: tuple[str, ...]) -> None:
    offence = offences.offence(key)
    assert (offence.mode, offence.time_limit_rule, offence.consent, offence.bases) == (mode, rule, consent, bases)


def test_stirring_up_needs_the_attorney_general_and_goes_to_the_special_division() -> None:
    stirring_up = [
        offence for offence in offences.catalogue().values() if offences.OffenceGroup.STIRRING_UP in offence.groups
    ]
    assert len(stirring_up) == 12
    assert {offence.consent for offence in stirring_up} == {ConsentType.ATTORNEY_GENERAL}
    assert {offence.cps_unit for offence in stirring_up} == {"scctd"}


@pytest.mark.parametrize(
    ("key", "day", "crown"),
    [
        ("pha_s4", date(2017, 4, 2), "5y"),
        ("pha_s4", date(2017, 4, 3), "10y"),
        ("cda_s32_1b", date(2017, 4, 2), "7y"),
        ("cda_s32_1b", date(2017, 4, 3), "14y"),
        ("aewa_s1", date(2022, 6, 27), "1y"),
        ("aewa_s1", date(2022, 6, 28), "2y"),
    ],
)
def test_maxima_follow_the_offence_date(key: str, day: date, crown: str) -> None:
    found = offences.maximum(key, day)
    assert found is not None
    assert found.crown_custody == crown


@pytest.mark.parametrize(
    ("offence", "convicted", "months"),
    [
        (date(2022, 5, 1), date(2024, 12, 1), 6),
        (date(2022, 5, 2), date(2023, 3, 29), 12),
        (date(2022, 5, 2), date(2023, 3, 30), 6),
        (date(2022, 5, 2), date(2024, 11, 17), 6),
        (date(2022, 5, 2), date(2024, 11, 18), 12),
        (date(2026, 1, 1), date(2026, 6, 1), 12),
    ],
)
def test_general_limit_by_offence_and_conviction(offence: date, convicted: date, months: int) -> None:
    assert offences.general_limit(offence, convicted).months == months


def test_nobody_is_convicted_before_the_offence() -> None:
    with pytest.raises(ValueError, match="Nobody can be convicted"):
        offences.general_limit(date(2022, 6, 1), date(2022, 5, 1))


def test_an_offence_is_offered_only_for_the_dates_it_existed() -> None:
    before = {offence.key for offence in offences.offences_on(date(2024, 1, 30))}
    after = {offence.key for offence in offences.offences_on(date(2024, 1, 31))}
    assert after - before == {"osa_s179", "osa_s181", "osa_s183"}
    assert "poa_s4b" not in {offence.key for offence in offences.offences_on(date(2026, 3, 31))}
    assert "poa_s4b" in {offence.key for offence in offences.offences_on(date(2026, 4, 1))}
    assert "cpa26_ew_likely" not in {offence.key for offence in offences.offences_on(TODAY)}


def test_only_race_and_religion_are_aggravated_and_the_extension_is_shown_as_not_confirmed() -> None:
    assert offences.aggravation_strands(TODAY) == {Strand.RACE, Strand.RELIGION}
    pending = [row for row in offences.aggravation_rows() if not row.in_force]
    assert {row.strand for row in pending} == {Strand.DISABILITY, Strand.SEXUAL_ORIENTATION, Strand.TRANSGENDER}
    assert all(row.unconfirmed for row in pending)


def test_lists_hold_exactly_their_closed_words() -> None:
    assert set(law.outcome_types()) == set(OutcomeCode)
    assert set(law.decision_rules()) == set(DecisionCode)
    assert set(law.nfa_sub_reasons()) == set(NfaSubReason)
    assert set(law.triage_reasons()) == set(TriageReason)
    assert set(law.hearing_results()) == set(HearingResult)
    assert {row.strand for row in law.sub_strands().values()} == set(Strand)


def test_statuses_and_roles_named_in_the_files_exist() -> None:
    assert {row.leads_to for row in law.decision_rules().values()} <= set(Status)
    results = law.hearing_results().values()
    assert {row.moves_to for row in results if row.moves_to} <= set(Status)
    assert {row.alternative_moves_to for row in results if row.alternative_moves_to} <= set(Status)
    assert {row.owner_role for row in (*law.clock_rules(), *law.code_duties())} <= set(Role)


def test_forces_areas_and_boroughs() -> None:
    assert len(law.forces()) == 44
    assert {area for force in law.forces().values() for area in force.cps_areas} <= set(law.cps_areas())
    assert law.forces()["metropolitan_police"].unconfirmed
    assert len(law.boroughs()) == 33
    assert {borough.force for borough in law.boroughs().values()} <= set(law.forces())


def test_the_clocks_of_the_law_are_there() -> None:
    assert {rule.key for rule in law.clock_rules()} >= {
        "crime_recording", "pace_24h", "bail_initial", "cps_decision_green", "action_plan", "vrr_cps", "vrr_cps_review",
        "police_vrr_request", "police_vrr", "uls", "appeal_mags_crown", "case_stated", "appeal_coa", "ctl_crown",
    }  # fmt: skip


def test_every_rule_counts_by_a_primitive_or_is_set_by_an_event() -> None:
    for rule in law.clock_rules():
        assert bool(rule.length) == bool(rule.unit) == bool(rule.counting)
        assert rule.unit in ("", "hours", "days", "business_days", "months")
        assert rule.counting in ("", "hours_after", *PRIMITIVES)
    for duty in law.code_duties():
        assert bool(duty.standard) == bool(duty.enhanced) == bool(duty.unit) == bool(duty.counting)
        assert duty.enhanced <= duty.standard
        assert duty.counting in ("", *PRIMITIVES)
        assert 1 <= duty.right <= 12 and duty.key.startswith(f"R{duty.right}-")


def test_the_duties_of_the_code_are_there_and_looked_up_by_the_day_of_the_trigger() -> None:
    assert len({duty.key for duty in law.code_duties()}) == 30
    found = law.code_duty("R3-CONF", TODAY)
    assert found is not None
    assert (found.standard, found.enhanced, found.owner, found.edition) == (5, 1, "police", "2021")
    assert law.code_duty("R3-CONF", date(2021, 3, 31)) is None
    assert law.code_duty("R3-NOTHING", TODAY) is None


def test_a_clock_rule_is_looked_up_by_the_day_it_starts() -> None:
    assert law.clock_rule("bail_initial", date(2022, 10, 27), "standard") is None
    assert law.clock_rule("bail_initial", date(2022, 10, 28), "standard") is not None
    pending = law.clock_rule("uls", TODAY, "act_2026")
    assert pending is not None
    assert pending.unconfirmed
    assert law.outcome_types()[OutcomeCode.DEFERRED_PROSECUTION_CHILDREN].mark is Mark.NOT_CONFIRMED


GOOD = "key,valid_from,valid_to,source,mark\nmissing_mg3,,,A source,general\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (GOOD.replace("general", "perhaps"), "row 1"),
        (GOOD.replace("A source", ""), "no source"),
        (GOOD.replace(",,,A", ",2026-02-01,2026-01-01,A"), "ends before it begins"),
        (GOOD.replace("missing_mg3", "unheard_of"), "unheard_of"),
        (GOOD.replace("mark\n", "note\n"), "columns"),
    ],
)
def test_a_broken_file_stops_the_program(
    text: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "DATA", tmp_path)
    (tmp_path / "list.csv").write_text(GOOD, encoding="utf-8")
    assert load("list.csv", law.TriageReasonRow)
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadTable, match=reason):
        load("list.csv", law.TriageReasonRow)


def test_a_key_twice_and_two_laws_on_one_day_stop_the_program() -> None:
    row = next(iter(law.triage_reasons().values()))
    with pytest.raises(BadTable, match="comes twice"):
        tables.by_key([row, row], "key")
    with pytest.raises(BadTable, match="both law"):
        tables.on_day([row, row], TODAY)
