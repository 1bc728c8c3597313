"""An editor's work makes the next page easier: a simulated one goes through pages whose names and misreadings recur."""

from __future__ import annotations

import pytest
from helpers.simulated_editor import ERRORS, Editor, made_pages

from annotator.services.checks.checking import load_models
from annotator.services.project.session import Session

PAGES = 10


@pytest.fixture(scope="module")
def models():
    return load_models()


def work(path, models, *, learning):
    with Session.create(path, "项目") as session:
        editor = Editor(session, models, learning=learning)
        return [editor.work(page) for page in made_pages(PAGES)]


def test_the_tenth_page_needs_fewer_decisions_than_the_first(own_home, tmp_path, models):
    learning = work(tmp_path / "a.annotator", models, learning=True)
    without = work(tmp_path / "b.annotator", models, learning=False)
    assert {tally.errors for tally in (*learning, *without)} == {ERRORS}
    decisions = [tally.decisions for tally in learning]
    assert decisions[9] < decisions[0]
    assert sum(decisions[-3:]) < sum(decisions[:3])
    # Not because the last pages are easier: without learning they cost more.
    assert 1.2 * sum(decisions[-3:]) < sum(tally.decisions for tally in without[-3:])
