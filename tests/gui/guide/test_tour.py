"""The tour of the first start is passed by doing what it says, and ends when it is enough."""

import pytest

from annotator.ui.controllers.guide.tour import STEPS, Tour
from annotator.ui.controllers.project.projects import SAMPLE_FILE


@pytest.fixture
def tour(desk):
    tour = next(child for child in desk.window.children() if isinstance(child, Tour))
    desk.window.actions_["tour"].trigger()
    desk.window.article_view.setFocus()
    return tour


def at(tour):
    return STEPS.index(tour.step)


def test_each_step_is_passed_by_doing_it(desk, tour):
    assert at(tour) == 0
    tour._card._next.click()
    desk.press("Enter")
    assert at(tour) == 2
    desk.press("Space")
    assert at(tour) == 3
    desk.press("Backspace")
    assert at(tour) == 4
    desk.press("Ctrl+2")
    assert at(tour) == 5
    desk.select("y1", 5, 7)
    desk.press("P")
    assert at(tour) == 6
    desk.press("Ctrl+3")
    assert at(tour) == 7
    assert tour._card.isVisible()
    tour._card._next.click()
    assert tour.step is None


def test_other_deeds_do_not_pass_a_step(desk, tour):
    tour._card._next.click()
    desk.press("Space")
    desk.press("Tab")
    assert at(tour) == 1


def test_the_card_leaves_the_keyboard_to_the_article_and_stays_inside(desk, tour):
    card = tour._card
    assert desk.window.article_view.hasFocus()
    card._next.click()
    assert desk.window.article_view.hasFocus()
    desk.window.resize(900, 600)
    desk.settle()
    assert desk.window.centralWidget().geometry().contains(card.geometry())


def test_it_ends_when_the_person_has_seen_enough(desk, tour):
    tour._card._leave.click()
    assert tour.step is None
    desk.press("Enter")
    assert tour.step is None


def test_it_begins_by_itself_once_with_the_sample(desk, settings, tmp_path):
    tour = next(child for child in desk.window.children() if isinstance(child, Tour))
    assert tour.step is None
    for expected in (True, False):
        desk.window.projects.opened.emit(tmp_path / SAMPLE_FILE)
        assert (tour.step is not None) == expected
        tour._end()
    assert settings.value.toured
