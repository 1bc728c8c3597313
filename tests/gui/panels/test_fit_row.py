"""A row shows as many widgets as there is room for, and never half of one."""

import pytest
from PySide6.QtWidgets import QLabel

from annotator.ui.panels.fit_row import FitRow


@pytest.fixture
def row(qtbot):
    made = FitRow(spacing=5)
    qtbot.addWidget(made)
    made.show()
    return made


def labels(number):
    made = [QLabel(f"label {each}") for each in range(number)]
    for label in made:
        label.setFixedWidth(50)
    return made


@pytest.mark.parametrize(("width", "visible"), [(300, 5), (269, 4), (105, 2), (49, 0)])
def test_what_finds_no_room_is_hidden(row, width, visible):
    made = labels(5)
    row.set_groups([(label,) for label in made])
    row.resize(width, 30)
    assert [label.isVisible() for label in made] == [number < visible for number in range(5)]
    assert all(label.width() == 50 for label in made[:visible])


def test_a_group_is_shown_as_a_whole(row):
    made = labels(4)
    row.set_groups([(made[0], made[1]), (made[2], made[3])])
    row.resize(180, 30)
    assert [label.isVisible() for label in made] == [True, True, False, False]


def test_widgets_of_another_row_are_gone(row):
    first, second = labels(1), labels(1)
    row.resize(200, 30)
    row.set_groups([tuple(first)])
    row.set_groups([tuple(second)])
    assert not first[0].isVisible()
    assert second[0].isVisible()
