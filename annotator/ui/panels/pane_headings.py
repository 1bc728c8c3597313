"""The bars above the two panes: which page, which article."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QMenu, QSizePolicy, QToolButton

from annotator.model.article import Kind
from annotator.model.issue import Issue
from annotator.model.progress import Stage
from annotator.services.project.changes import ChangeEvent
from annotator.ui.actions.action_set import Actions
from annotator.ui.controllers.proofread.tally import Tally
from annotator.ui.controllers.text.linking import Linking
from annotator.ui.panels.parts import faded, heading
from annotator.ui.words.sentences import container_name, progress_words, stage_name
from annotator.ui.workspace import Workspace

_BEGINNING = 6
"""Characters of an article's name that matter more than its number in the issue."""
_GAP = 24
"""Pixels between the name and the number, and some more: what was left out does not come back for a pixel."""


class PageHeading(QComboBox):
    """Names the page in the raw pane, and lets the person choose another."""

    def __init__(self, workspace: Workspace, linking: Linking) -> None:
        super().__init__()
        self._workspace = workspace
        self._linking = linking
        self.setAccessibleName(self.tr("Page"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        workspace.issue_changed.connect(self._fill)
        workspace.changed.connect(self._on_change)
        linking.page_changed.connect(self._follow)
        self.activated.connect(lambda row: workspace.page_requested.emit(self.itemData(row)))
        self._fill()

    def framed(self) -> QFrame:
        """Return the bar it stands in."""
        return heading(faded(self.tr("Raw text")), self, stretch=1)

    def _fill(self) -> None:
        self.clear()
        issue = self._workspace.issue
        for page in issue.pages.values() if issue else ():
            name = page.name
            if page.number:
                name = self.tr("Page {number}").format(number=page.number) + f"  ·  {page.name}"
            self.addItem(name, page.id)
        self.setEnabled(self.count() > 0)
        self._follow()

    def _on_change(self, event: ChangeEvent) -> None:
        if event.patch.page_order is not None:
            self._fill()

    def _follow(self) -> None:
        self.setCurrentIndex(self.findData(self._linking.page_id))


class ArticleHeading(QLabel):
    """Names the article and its place in the issue."""

    def __init__(self, workspace: Workspace, tally: Tally, actions: Actions) -> None:
        super().__init__()
        self._workspace = workspace
        self._actions = actions
        self._full = ""
        self._number = faded()
        self._stage = QToolButton()
        self._stage.setObjectName("stage")
        self._stage.setAccessibleName(self.tr("Reading"))
        self._stage.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._stage.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(self._stage)
        menu.addActions([actions[f"stage_{stage.value}"] for stage in Stage])
        self._stage.setMenu(menu)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        font = self.font()
        font.setBold(True)
        self.setFont(font)
        workspace.article_changed.connect(self.refresh)
        tally.counted.connect(self.refresh)
        self.refresh()

    def framed(self) -> QFrame:
        """Return the bar it stands in, with buttons for the articles before and after."""
        buttons = []
        for action_id in ("previous_article", "next_article"):
            button = QToolButton()
            button.setDefaultAction(self._actions[action_id])
            button.setAutoRaise(True)
            button.setIconSize(QSize(16, 16))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            buttons.append(button)
        return heading(self, self._stage, self._number, *buttons, stretch=0)

    def refresh(self) -> None:
        """Show the name as it is now."""
        issue, article_id = self._workspace.issue, self._workspace.article_id
        if issue is None or article_id not in issue.articles:
            self._tell(self.tr("Article"))
            self._number.clear()
            self._stage.hide()
            return
        name = container_name(issue, article_id)
        self._tell(name)
        order = issue.order
        self._number.setText(f"{order.index(article_id) + 1} / {len(order)}" if article_id in order else "")
        self._show_stage(issue)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the name where its room ends."""
        super().resizeEvent(event)
        self._cut()

    def _tell(self, name: str) -> None:
        self._full = name
        self.setToolTip(name)
        self.setAccessibleName(name)
        self._cut()

    def _cut(self) -> None:
        self._make_room()
        room = self.contentsRect().width()
        self.setText(self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room))

    def _make_room(self) -> None:
        """Leave the number out where it would take the room for the beginning of the name."""
        if self._number.parent() is None:
            return
        room = self.contentsRect().width()
        if self._number.isHidden():
            room -= self._number.sizeHint().width() + _GAP
        metrics = self.fontMetrics()
        wanted = min(metrics.horizontalAdvance(self._full), metrics.height() * _BEGINNING)
        self._number.setVisible(room >= wanted)

    def _show_stage(self, issue: Issue) -> None:
        article = issue.articles[self._workspace.article_id]
        self._stage.setVisible(article.kind is Kind.ARTICLE)
        self._stage.setText(stage_name(article.progress.stage))
        self._stage.setToolTip(progress_words(article.progress))
