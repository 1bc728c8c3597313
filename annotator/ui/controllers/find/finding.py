"""Finding 查找 in the window: the bar, the panel, their keys, and the hits lit in both panes."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from annotator.model.provenance import Place
from annotator.services.editing.finding import Passage
from annotator.text.searching import Hit
from annotator.ui.actions.action_set import Actions
from annotator.ui.main_window import MainWindow


class Finding(QObject):
    """Connects the searches with the panes."""

    def __init__(self, window: MainWindow, actions: Actions) -> None:
        super().__init__(window)
        self._window = window
        self._raw_active = ("", 0, 0)  # the page of the hit that was gone to last, and where it is on it
        # Several reasons to light anew come together; once is enough.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._light)
        actions.connect_all(
            {
                "find": lambda: window.find_bar.open(replacing=False),
                "replace": lambda: window.find_bar.open(replacing=True),
                "find_next": lambda: self._step(forward=True),
                "find_previous": lambda: self._step(forward=False),
                "find_all": self._open_panel,
            }
        )
        bar, panel = window.find_bar, window.find_panel
        bar.lit.connect(self._soon.start)
        bar.closed.connect(window.article_view.setFocus)
        for searching in (bar.searching, panel.searching):
            searching.changed.connect(self._soon.start)
            searching.replaced.connect(self._tell)
        window.tabs.currentChanged.connect(self._soon.start)
        window.workspace.article_changed.connect(self._soon.start)
        window.linking.page_changed.connect(self._soon.start)
        panel.chosen.connect(self._go)

    def _open_panel(self) -> None:
        window = self._window
        words = window.article_view.selected_text()
        window.tabs.setCurrentWidget(window.find_panel)
        window.find_panel.open(words if words and "\n" not in words else window.find_bar.fields.words.text())

    def _step(self, *, forward: bool) -> None:
        """Go on in the bar if it is open, else in the list if that is, else open the bar."""
        window = self._window
        if window.find_bar.isVisible():
            window.find_bar.step(forward=forward)
        elif self._panel_leads():
            window.find_panel.step(forward=forward)
        else:
            window.find_bar.open(replacing=False)

    def _panel_leads(self) -> bool:
        return self._window.tabs.currentWidget() is self._window.find_panel

    def _light(self) -> None:
        window = self._window
        bar, panel = window.find_bar, window.find_panel
        if bar.isVisible():
            window.article_view.show_found(bar.ranges(), bar.active)
        else:
            ranges = panel.ranges() if self._panel_leads() else {}
            selection = window.article_view.selection() or ("", 0, "", 0)
            window.article_view.show_found(ranges, (selection[0], selection[1], selection[3]))
        page, start, end = self._raw_active
        is_here = bool(page) and page == window.linking.page_id
        raw = panel.raw_ranges(window.linking.page_id) if self._panel_leads() else []
        window.raw_view.show_found(raw, (start, end) if is_here else (0, 0))

    def _go(self, passage: Passage, hit: Hit, work: bool) -> None:
        window, workspace = self._window, self._window.workspace
        workspace.show_issue(passage.issue)
        issue = workspace.issue
        if issue is None or issue.id != passage.issue:
            return
        if passage.block:
            block = issue.blocks.get(passage.block)
            end = min(hit.end, len(block.text)) if block else 0
            workspace.go_to(Place(passage.block, min(hit.start, end), end))
            target = window.article_view
        else:
            self._raw_active = (passage.container, *hit[:2])
            window.linking.show_page(passage.container)
            window.raw_view.select(*hit[:2])
            window.raw_view.reveal(*hit[:2])
            target = window.raw_view  # type: ignore[assignment]
        if work:
            target.setFocus()
        self._soon.start()

    def _tell(self, count: int) -> None:
        self._window.status.tell(
            self.tr("Places replaced: {count}; one step back takes all of them back.").format(count=count)
        )
