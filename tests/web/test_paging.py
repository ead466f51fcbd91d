"""Keyset paging: the next page begins after the last row shown, and an odd word begins at the beginning."""

import pytest

from app.web import paging
from tests.factories import make_user


def test_every_event_is_on_exactly_one_page(client, clock):
    client.sign_in(make_user())
    for _ in range(60):
        client.get("/account/drafts")
    address, pages, rows = "/account/activity", 0, 0
    while address:
        page = client.page(address)
        pages, rows = pages + 1, rows + len(page.select("tbody tr"))
        link = page.select_one("a[rel=next]")
        address = link["href"] if link else None
    assert (pages, rows) == (3, 60)


@pytest.mark.parametrize("word", ["", "!!!", "bm90IGpzb24", "eyJhIjoxfQ", "x" * 500, "W251bGxd", "WyJ4Il0"])
def test_an_odd_word_begins_at_the_beginning(client, clock, word):
    client.sign_in(make_user())
    client.get("/account/drafts")
    assert len(client.page(f"/account/activity?after={word}").select("tbody tr")) == 1


def test_a_place_is_read_back(app):
    with app.test_request_context(f"/?after={paging.place(7, 'x', None)}"):
        assert paging.start(int, str, str | None) == [7, "x", None]


@pytest.mark.parametrize(
    "values",
    [(10**30, "x"), (-1, "x"), (True, "x"), ("7", "x"), (7, "a\0b"), (7,), (7, "x", 1), (7.5, "x"), ([7], "x")],
)
def test_a_place_that_no_row_can_have_is_the_beginning(app, values):
    with app.test_request_context("/", query_string={"after": paging.place(*values)}):
        assert paging.start(int, str) is None
