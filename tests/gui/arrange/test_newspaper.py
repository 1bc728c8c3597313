"""What was learnt about the newspaper is listed in the window, and removed there."""

from annotator.services.project.newspaper import habits
from annotator.ui.dialogs.newspaper_dialog import NewspaperDialog


def test_furniture_set_by_hand_is_listed_and_removed(desk):
    desk.workspace.show_article("a1")
    desk.window.article_view.set_caret("y1", 1)
    desk.press("Ctrl+Alt+F")
    desk.window.actions_["newspaper"].trigger()
    desk.settle()
    dialog = desk.window.findChild(NewspaperDialog)
    rows = [dialog._list.topLevelItem(row) for row in range(dialog._list.topLevelItemCount())]
    assert [(row.text(0), row.text(1)) for row in rows] == [("本报记者何田", "section name")]
    assert not dialog._remove.isEnabled()
    rows[0].setSelected(True)
    dialog._remove.click()
    assert dialog._list.topLevelItemCount() == 0
    assert habits(desk.session) == ()
    dialog.reject()
