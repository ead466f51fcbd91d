"""Every closed list speaks: each member has words of its own."""

import pytest

from app.domain import vocabulary

LISTS = [getattr(vocabulary, name) for name in vocabulary.__all__ if name != "Labelled"]


@pytest.mark.parametrize("closed_list", LISTS, ids=lambda closed_list: closed_list.__name__)
def test_each_member_has_a_label_of_its_own(closed_list: type[vocabulary.Labelled]) -> None:
    labels = [member.label for member in closed_list]
    assert all((label and label[0].isupper()) or label[0].isdigit() for label in labels)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("closed_list", LISTS, ids=lambda closed_list: closed_list.__name__)
def test_a_member_is_its_stored_value(closed_list: type[vocabulary.Labelled]) -> None:
    for member in closed_list:
        assert closed_list(member.value) is member
        assert f"{member}" == member.value
