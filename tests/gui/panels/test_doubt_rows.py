"""Rows of doubts are drawn from pictures, which say what the rows say now."""

from PySide6.QtCore import Qt

from annotator.ui.look import theme
from annotator.ui.panels.doubt_rows import DoubtRows


def shot(view):
    return view.viewport().grab().toImage()


def drawn_afresh(desk):
    """The list drawn by rows that have drawn nothing before."""
    view = desk.window.flags._view
    kept = view.itemDelegate()
    view.setItemDelegate(DoubtRows(lambda: desk.window.theme, view))
    try:
        return shot(view)
    finally:
        view.setItemDelegate(kept)


def test_a_list_that_is_drawn_again_looks_as_if_it_were_drawn_the_first_time(desk):
    desk.calm()
    view = desk.window.flags._view
    shot(view)
    assert shot(view) == drawn_afresh(desk)
    desk.press("Enter")
    desk.calm()
    assert shot(view) == drawn_afresh(desk)
    desk.press("Backspace")
    desk.calm()
    assert shot(view) == drawn_afresh(desk)


def test_a_hit_that_is_unticked_looks_unticked(desk):
    desk.calm()
    flags = desk.window.flags
    top = flags._model.index(0, 0)
    flags._view.setExpanded(top, True)
    flags._view.setCurrentIndex(top)
    ticked = shot(flags._view)
    flags._model.toggle(flags._model.index(1, 0, top))
    unticked = shot(flags._view)
    assert unticked != ticked
    assert unticked == drawn_afresh(desk)
    flags._model.setData(flags._model.index(1, 0, top), None, Qt.ItemDataRole.CheckStateRole)
    assert shot(flags._view) == ticked


def test_another_theme_gets_other_pictures(desk, qapp):
    desk.calm()
    view = desk.window.flags._view
    light = shot(view)
    desk.window.set_theme(theme.apply(qapp, "dark"))
    assert shot(view) != light
    assert shot(view) == drawn_afresh(desk)
    desk.window.set_theme(theme.apply(qapp, "light"))
    assert shot(view) == light
