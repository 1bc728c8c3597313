"""An editor's work makes the next page easier: a simulated one goes through pages whose names and misreadings recur."""

from __future__ import annotations

import pytest
from helpers.simulated_editor import ERRORS, Editor, made_pages

from annotator.services.checks.checking import load_models
from annotator.services.project.session import Session

PAGES = 10
NEWSPAPERS = range(7, 12)
"""Seeds: one newspaper's first page may happen to be an easy one."""


@pytest.fixture(scope="module")
def models():
    return load_models()


def work(path, models, seed, *, learning):
    with Session.create(path, "项目") as session:
        editor = Editor(session, models, learning=learning)
        return [editor.work(page) for page in made_pages(PAGES, seed)]


def test_the_tenth_page_needs_fewer_decisions_than_the_first(own_home, tmp_path, models):
    learning, without = (
        [work(tmp_path / f"{seed}-{does}.annotator", models, seed, learning=does) for seed in NEWSPAPERS]
        for does in (True, False)
    )
    assert {tally.errors for pages in (*learning, *without) for tally in pages} == {ERRORS}
    assert decisions(learning, -1) < decisions(learning, 0)
    assert decisions(learning, slice(-3, None)) < decisions(learning, slice(3))
    # Not because the last pages are easier: without learning they cost more.
    assert 1.2 * decisions(learning, slice(-3, None)) < decisions(without, slice(-3, None))


def decisions(newspapers, which):
    """Return how many decisions some pages of all newspapers needed."""
    chosen = [pages[which] if isinstance(which, slice) else [pages[which]] for pages in newspapers]
    return sum(tally.decisions for some in chosen for tally in some)
