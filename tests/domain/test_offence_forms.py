"""Which forms of an offence exist: every offence, every strand, each side of every day on which the law changes."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest

from app.domain import offence_forms, offences
from app.domain.offence_forms import FormKind, choice_problem, extension_words, forms_of, uplift_problem
from app.domain.offences import Aggravation, OffenceGroup, aggravation_rows, catalogue
from app.domain.vocabulary import Strand, UpliftBasis

TODAY = date(2026, 11, 23)
# Written by hand from the law: base offence → its aggravated form.
PAIRS = {
    "poa_s4": "cda_s31_1a", "poa_s4a": "cda_s31_1b", "poa_s5": "cda_s31_1c", "cja_s39": "cda_s29_1c",
    "oapa_s47": "cda_s29_1b", "oapa_s20": "cda_s29_1a", "sca_s75a": "cda_s29_1ba", "pha_s2": "cda_s32_1a",
    "pha_s2a": "cda_s32_1a", "pha_s4": "cda_s32_1b", "pha_s4a": "cda_s32_1b", "cda71_s1_1": "cda98_s30",
}  # fmt: skip
# Crown Court: of what a jury may convict instead.
JURY = {
    "cda_s31_1a": {"poa_s4"}, "cda_s31_1b": {"poa_s4a"}, "cda_s32_1a": {"pha_s2", "pha_s2a"},
    "cda_s32_1b": {"cda_s32_1a", "pha_s4", "pha_s4a"}, "cda_s29_1a": {"oapa_s20"}, "cda_s29_1b": {"oapa_s47"},
    "cda_s29_1ba": {"sca_s75a"}, "cda_s29_1c": {"cja_s39"}, "cda98_s30": {"cda71_s1_1"}, "poa_s4b": {"poa_s4a"},
}  # fmt: skip
AGGRAVATED = set(PAIRS.values())
RACE_AND_RELIGION = {Strand.RACE, Strand.RELIGION}


def boundaries() -> list[date]:
    """Today, long ago, and the day before and of each change of the catalogue or of the strands."""
    rows = [*catalogue().values(), *aggravation_rows(), *offence_forms.jury_alternatives()]
    changes = {day for row in rows for day in (row.valid_from, row.valid_to) if day}
    return sorted({TODAY, date(2012, 5, 1)} | changes | {day - timedelta(days=1) for day in changes})


STRANDS = [frozenset(chosen) for size in range(3) for chosen in combinations(Strand, size)]


def test_the_pairs_are_those_of_the_act() -> None:
    found = {(base, key) for key in AGGRAVATED for base in catalogue()[key].bases}
    assert found == set(PAIRS.items())
    assert {one.key for one in catalogue().values() if OffenceGroup.CDA_AGGRAVATED in one.groups} == AGGRAVATED


@pytest.mark.parametrize("on", boundaries(), ids=str)
@pytest.mark.parametrize("strands", STRANDS, ids=lambda strands: "+".join(sorted(strands)) or "none")
def test_each_form_of_each_offence_exists_or_not_and_says_why(on: date, strands: frozenset[Strand]) -> None:
    for key, row in catalogue().items():
        forms = forms_of(key, strands, on)
        assert all(form.why and form.source for form in forms), key
        aggravated = {form.key: form.exists for form in forms if form.kind is FormKind.AGGRAVATED}
        expected = PAIRS.get(key)
        if key in AGGRAVATED:
            assert not aggravated
            bases = {form.key: form.exists for form in forms if form.kind is FormKind.BASE}
            assert bases == {base: catalogue()[base].valid_on(on) for base in row.bases}
        elif expected is None:
            assert aggravated == {None: False}, key
        else:
            there = catalogue()[expected].valid_on(on) and bool(RACE_AND_RELIGION & strands)
            assert aggravated == {expected: there}, key
        jury = {form.key for form in forms if form.kind is FormKind.ALTERNATIVE and form.exists}
        assert jury == {one for one in JURY.get(key, ()) if row.valid_on(on) and catalogue()[one].valid_on(on)}, key
        [uplift] = [form for form in forms if form.kind is FormKind.UPLIFT]
        if key in AGGRAVATED:
            assert uplift.exists is bool(strands - RACE_AND_RELIGION), key
        elif row.aggravation is Aggravation.S66:
            assert uplift.exists, key


@pytest.mark.parametrize("on", boundaries(), ids=str)
@pytest.mark.parametrize("strands", STRANDS, ids=lambda strands: "+".join(sorted(strands)) or "none")
def test_a_choice_the_law_does_not_allow_is_refused(on: date, strands: frozenset[Strand]) -> None:
    for key, row in catalogue().items():
        problem = choice_problem(key, strands, on)
        if key in AGGRAVATED:
            assert (problem is None) is bool(RACE_AND_RELIGION & strands), key
            if problem:
                assert any(catalogue()[base].title in problem for base in row.bases), "it says what to choose instead"
        elif OffenceGroup.STIRRING_UP in row.groups:
            assert (problem is None) is (not strands or bool(set(row.strands) & strands)), key
        else:
            assert problem is None, key


def test_the_extension_of_2026_is_said_to_be_unconfirmed_and_is_not_used() -> None:
    words = extension_words(TODAY)
    assert "disability" in words and "sexual orientation" in words and "not confirmed" in words
    assert "not confirmed" in (choice_problem("cda_s29_1c", {Strand.DISABILITY}, TODAY) or "")


def test_a_day_from_which_the_extension_is_in_force_opens_the_aggravated_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """The strands are data: a row that comes into force needs no code, and counts from its day on."""
    starts = date(2027, 4, 1)
    rows = tuple(
        replace(row, in_force=True, valid_from=starts) if row.strand is Strand.DISABILITY else row
        for row in aggravation_rows()
    )
    monkeypatch.setattr(offences, "aggravation_rows", lambda: rows)
    assert choice_problem("cda_s29_1c", {Strand.DISABILITY}, starts) is None
    assert choice_problem("cda_s29_1c", {Strand.DISABILITY}, starts - timedelta(days=1)) is not None


@pytest.mark.parametrize("strand", [*Strand, None])
def test_hostility_that_is_part_of_the_offence_does_not_also_increase_under_section_66(strand: Strand | None) -> None:
    for key, row in catalogue().items():
        s66 = uplift_problem(key, strand, UpliftBasis.S66, TODAY)
        refused = key in AGGRAVATED and (strand is None or strand in RACE_AND_RELIGION)
        assert (s66 is not None) is refused, (key, strand)
        inherent = uplift_problem(key, strand, UpliftBasis.INHERENT, TODAY)
        assert (inherent is not None) is (row.aggravation is not Aggravation.INHERENT), key
        assert uplift_problem(key, strand, UpliftBasis.NONE, TODAY) is None


def test_without_the_aggravated_form_the_page_warns_of_the_uplift() -> None:
    uplift = forms_of("cja_s39", {Strand.RACE}, TODAY)[-1]
    assert "aggravated form exists" in uplift.why
    assert "aggravated form" not in forms_of("cja_s39", {Strand.DISABILITY}, TODAY)[-1].why
    assert "no jury" in " ".join(form.why for form in forms_of("cda_s31_1c", {Strand.RACE}, TODAY))
