"""Several people at one project, as the window has it: split, merged, and decided with one key each."""

import pytest
from helpers.several import Newsroom, correct, label
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMessageBox, QPushButton, QSpinBox

from annotator.model.labels import DocumentLabel
from annotator.model.operations import SetDocumentLabel
from annotator.services.project.session import Session
from annotator.services.team.packages import Unit, given_out, own_package
from annotator.ui.controllers.project.team import Team
from annotator.ui.dialogs.adjudication_dialog import AdjudicationDialog, ChoiceCard
from annotator.ui.dialogs.dashboard import Dashboard
from annotator.ui.dialogs.packages_dialog import PackagesDialog


@pytest.fixture
def room(tmp_path):
    room = Newsroom(tmp_path)
    for person, text in (("甲", "复盖"), ("乙", "覆盖"), ("丙", "覆盖")):
        with room.open(person) as session:
            correct(session, "b1", "袋盖", text)
            label(session, "b2", "王进", "PER" if person == "甲" else "LOC")
    with room.open("丙") as session:
        label(session, "b3", "农户", "ORG")
    return room


@pytest.fixture
def team(desk, room):
    """The project open in the window, and what its actions do."""
    desk.workspace.open(Session.open(room.path, who="主编"))
    desk.settle()
    return desk


def trigger(desk, name):
    desk.window.actions_[name].trigger()
    desk.settle()


def merge(desk, room):
    desk.window.findChild(Team).merge(list(room.packages.values()))
    desk.calm()
    (box,) = desk.window.findChildren(QMessageBox)
    return box


def cards(dialog):
    return [card.accessibleName() for card in dialog.findChildren(ChoiceCard) if card.parent()]


def button(dialog, text):
    return next(entry for entry in dialog.findChildren(QPushButton) if entry.text() == text)


def test_a_project_is_split_for_the_names_that_are_typed(team, room, tmp_path):
    trigger(team, "split_project")
    (dialog,) = team.window.findChildren(PackagesDialog)
    split = button(dialog, "Split")
    people = dialog.findChild(QLineEdit)
    assert not split.isEnabled()
    people.setText("丁，a/b")
    assert not split.isEnabled()
    assert any("a/b" in entry.text() for entry in dialog.findChildren(QLabel))
    people.setText("丁、戊")
    dialog.findChild(QComboBox).setCurrentIndex(1)
    dialog.findChildren(QSpinBox)[0].setValue(50)
    dialog._take_folder(tmp_path / "new")
    split.click()
    team.calm()
    paths = sorted((tmp_path / "new").glob("*.annotator"))
    assert [path.name for path in paths] == ["news.丁.annotator", "news.戊.annotator"]
    with Session.open(paths[0], read_only=True) as package:
        said = own_package(package)
        assert said.unit is Unit.ARTICLE
        assert sum(item.shared for item in said.items["i1"]) == 2
    assert [entry.annotator for entry in given_out(team.workspace.session)][-2:] == ["丁", "戊"]


def test_conflicts_are_decided_with_one_key_each_and_the_next_comes_by_itself(team, room):
    box = merge(team, room)
    assert "Conflicts to decide: 3" in box.text()
    button(box, "Decide now").click()
    team.settle()
    (dialog,) = team.window.findChildren(AdjudicationDialog)
    assert dialog._head.text() == "Different corrections · 1 of 3"
    assert cards(dialog) == ["1: 覆盖 (丙, 乙)", "2: 复盖 (甲)"]
    team.press("Enter", dialog)
    assert "覆盖" in team.text("b1")
    assert dialog._head.text() == "Different labels · 2 of 3"
    assert team.workspace.article_id == "a2"
    team.press("Space", dialog)  # later
    assert dialog._head.text() == "Different labels · 3 of 3"
    assert "no label" in cards(dialog)[0]
    team.press("2", dialog)
    assert dialog._head.text() == "Left for later: 1"
    team.press("Backspace", dialog)
    assert dialog._head.text() == "Different labels · 3 of 3"
    team.press("1", dialog)
    assert {span.label for span in team.issue.spans.values()} == {"PER", "LOC"}
    dialog.close()
    team.settle()


def test_without_conflicts_is_said_when_there_would_be_some(team):
    trigger(team, "conflicts")
    (dialog,) = team.window.findChildren(AdjudicationDialog)
    assert dialog._head.text() == "There are no conflicts."
    assert dialog._where.text().startswith("When work packages are merged")


def test_labels_of_articles_and_relations_are_decided_with_one_key(team, room):
    for person, name in (("甲", "NEWS"), ("乙", "REPORT")):
        with room.open(person) as session:
            session.perform("i1", SetDocumentLabel("a4", DocumentLabel(name, person)))
    merge(team, room).close()
    trigger(team, "conflicts")
    (dialog,) = team.window.findChildren(AdjudicationDialog)
    for _ in range(3):
        team.press("Space", dialog)
    assert dialog._head.text() == "Different labels of the article · 4 of 4"
    assert [card.split(" (")[0] for card in cards(dialog)] == ["1: no label", "2: REPORT", "3: NEWS"]
    team.press("3", dialog)
    assert [label.label for label in team.issue.document_labels["a4"]] == ["NEWS"]


def test_what_is_left_can_be_decided_tomorrow_and_both_labels_can_stay(team, room):
    merge(team, room).close()
    trigger(team, "conflicts")
    (dialog,) = team.window.findChildren(AdjudicationDialog)
    team.press("2", dialog)
    assert "复盖" in team.text("b1")
    dialog.close()
    team.settle()
    team.workspace.open(None)
    team.workspace.open(Session.open(room.path, who="主编"))
    trigger(team, "conflicts")
    (dialog,) = team.window.findChildren(AdjudicationDialog)
    assert dialog._head.text() == "Different labels · 1 of 2"
    team.press("3", dialog)
    assert sorted(span.label for span in team.issue.spans.values()) == ["LOC", "ORG", "PER"]
    assert dialog._head.text() == "Different labels · 2 of 2"
    team.press("Backspace", dialog)
    assert dialog._head.text() == "Different labels · 1 of 2"
    assert len([entry for entry in team.issue.conflicts.values() if entry.is_open]) == 2


def test_the_dashboard_tells_how_far_people_agree(team, room):
    merge(team, room).close()
    trigger(team, "dashboard")
    team.calm()
    (dialog,) = team.window.findChildren(Dashboard)
    told = [entry.text() for entry in dialog.findChildren(QLabel)]
    assert "Agreement" in told
    assert any("甲" in text and "4 shared articles" in text for text in told)
    labels = {label.id: label.name for label in team.window.known_labels().labels}
    used = {span.label for span in team.issue.spans.values()}
    assert used
    assert {labels[each] for each in used} <= set(told)
    assert used.isdisjoint(told)


def test_a_package_shows_which_articles_are_to_be_worked_on_and_goes_from_one_to_the_next(desk, tmp_path):
    room = Newsroom(tmp_path, ("甲", "乙"), overlap=0.0)
    session = room.open("甲")
    own = [item.article for item in own_package(session).items["i1"]]
    assert len(own) == 2
    desk.workspace.open(session)
    desk.settle()
    items = desk.window.tree._items
    bold = {key for key, item in items.items() if item.font(0).bold()}
    assert bold == {f"article:{article}" for article in own}
    other = next(key for key in items if key.startswith("article:a") and key not in bold)
    assert "Only to be read" in items[other].toolTip(0)
    desk.workspace.show_article(own[0])
    trigger(desk, "finish_reading")
    assert desk.workspace.article_id == own[1]
    trigger(desk, "finish_reading")
    assert desk.workspace.article_id == own[1]  # the rest is somebody else's
