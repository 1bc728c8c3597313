"""The window: makes the views, the controllers and the panels, and puts them in their places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.model.article import Kind
from annotator.model.labels import LabelScheme
from annotator.services.background.workplaces import Workplace
from annotator.services.doubts.stream import Choice
from annotator.services.labels.schemes import DEFAULT_SCHEME, Schemes, schemes_of, shipped_scheme
from annotator.ui.actions.action_set import Actions
from annotator.ui.actions.menus import add_menus, add_tools
from annotator.ui.controllers.arrange.arranging import Arranging
from annotator.ui.controllers.arrange.moving import Moving
from annotator.ui.controllers.arrange.rerunning import Rerunning
from annotator.ui.controllers.find.indexing import Indexing
from annotator.ui.controllers.find.searching import Reach, Searching
from annotator.ui.controllers.image.page_image import PageImageControl
from annotator.ui.controllers.label.labelling import Labelling
from annotator.ui.controllers.modes import Modes
from annotator.ui.controllers.mouse import Mouse
from annotator.ui.controllers.project.exporting import Exporting
from annotator.ui.controllers.project.packed_import import PackedImport
from annotator.ui.controllers.project.projects import Projects
from annotator.ui.controllers.project.rereading import Rereading
from annotator.ui.controllers.proofread.checking_elsewhere import CheckingElsewhere
from annotator.ui.controllers.proofread.doubt_list import DoubtList
from annotator.ui.controllers.proofread.group_checking import GroupChecking
from annotator.ui.controllers.proofread.project_doubts import ProjectDoubts
from annotator.ui.controllers.proofread.proofreading import Proofreading
from annotator.ui.controllers.proofread.reading import Reading
from annotator.ui.controllers.proofread.rechecking import Rechecking
from annotator.ui.controllers.proofread.tally import Tally
from annotator.ui.controllers.text.article_pane import ArticlePane
from annotator.ui.controllers.text.differences import Differences
from annotator.ui.controllers.text.editing import Editing
from annotator.ui.controllers.text.linking import Linking
from annotator.ui.controllers.unlocking import Unlocking
from annotator.ui.editor.raw_view import RawView
from annotator.ui.editor.ribbons import WIDTH, Ribbons
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.editor.typography import TextStyle
from annotator.ui.image.library import PageImages
from annotator.ui.image.pane import ImagePane
from annotator.ui.kept_layout import KeptLayout
from annotator.ui.look.theme import Theme
from annotator.ui.panels.candidate_strip import CandidateStrip
from annotator.ui.panels.decision_panel import DecisionPanel
from annotator.ui.panels.find_bar import FindBar
from annotator.ui.panels.find_panel import FindPanel
from annotator.ui.panels.flag_panel import FlagPanel
from annotator.ui.panels.hint_bar import HintBar
from annotator.ui.panels.history_panel import HistoryPanel
from annotator.ui.panels.label_panel import LabelPanel
from annotator.ui.panels.line_strip import LineStrip
from annotator.ui.panels.pane_headings import ArticleHeading, PageHeading
from annotator.ui.panels.parts import EmptyNote, heading
from annotator.ui.panels.project_tree import ProjectTree
from annotator.ui.panels.status import Status
from annotator.ui.panels.tabs import Tabs
from annotator.ui.preferences.settings import Settings
from annotator.ui.qt.workers import Jobs
from annotator.ui.workspace import Workspace


class MainWindow(QMainWindow):
    """Composes; what happens is in the controllers.

    Attributes:
        workspace: what is open.
        projects: opening and importing.
        rechecking: checks changed blocks again.

    Signals:
        failed: an exception to tell the person of.
        bug_met: there was a bug, which is logged.
        files_dropped: paths that were dropped onto the window.
        schemes_changed: labels are other ones, or look otherwise.
    """

    failed = Signal(object)
    bug_met = Signal()
    files_dropped = Signal(object)
    schemes_changed = Signal()

    def __init__(
        self,
        settings: Settings,
        theme: Theme,
        choice: Choice,
        data_folder: Path,
        jobs: Jobs,
        workplace: Workplace,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._theme = theme
        self._jobs = jobs
        self._schemes: Schemes | None = None
        self.workspace = Workspace(settings.value.who, choice, self)
        self.workspace.session_changed.connect(self._on_session)
        self.actions_ = Actions(theme, self)
        self._make_views()
        self._make_controllers(data_folder, workplace)
        self._make_panels()
        self._lay_out()
        self.recent_menu = add_menus(self, self.actions_)
        add_tools(self, self.actions_)
        self._finish()

    @property
    def theme(self) -> Theme:
        """The theme the window has now."""
        return self._theme

    def set_theme(self, theme: Theme) -> None:
        """Change the colours of everything that does not follow the palette."""
        self._theme = theme
        self.actions_.set_theme(theme)
        self.set_text_size(self._settings.value.text_size)
        self.tree.refresh_icons()

    def set_text_size(self, pixels: int) -> None:
        """Set the text of the panes in another size, and in the typeface of the settings."""
        style = TextStyle(size=pixels, family=self._settings.value.text_face, colors=self._theme.panes)
        self.article_view.set_style(style)
        self.raw_view.set_style(style)
        self.image_pane.set_style(style)
        self.ribbons.update()

    def scheme(self) -> LabelScheme:
        """Return the label scheme that people label with in the open project."""
        return self.schemes().current

    def known_labels(self) -> LabelScheme:
        """Return the scheme to show spans by: labels of the project's other schemes are in it too."""
        return self.schemes().known

    def schemes(self) -> Schemes:
        """Return the label schemes of the open project."""
        if self._schemes is None:
            session = self.workspace.session
            self._schemes = Schemes((shipped_scheme(DEFAULT_SCHEME),))
            try:
                self._schemes = schemes_of(session) if session else self._schemes
            except UserError as error:
                self.failed.emit(error)
        return self._schemes

    def show_schemes(self) -> None:
        """Show everything by the label schemes as they are now."""
        self._schemes = None
        self.labels.show_scheme()
        self.labels.refresh()
        self.pane.show_marks()
        self.schemes_changed.emit()

    def tell_bug(self) -> None:
        """Tell the person of a bug."""
        self.bug_met.emit()

    def say_reading(self, reading: bool) -> None:
        """Say in the empty window whether pages are being read, or what could be done."""
        self._is_reading = reading
        self._show_emptiness()

    def _show_emptiness(self) -> None:
        """Say in an article pane without text why there is none."""
        issue = self.workspace.issue
        article = issue.articles.get(self.workspace.article_id) if issue else None
        if article is not None:
            words = {
                Kind.FURNITURE: self.tr("There is no furniture in this issue."),
                Kind.UNPLACED: self.tr("Nothing is unplaced: every character stands somewhere."),
            }.get(article.kind, self.tr("This article has no text any more."))
        elif self._is_reading:
            words = self.tr("Pages are being read…")
        else:
            words = self.tr("Nothing is open.\nOpen a project, or import the pages of an issue.")
        self._empty.setText(words)
        self._empty.show_if(self.workspace.session is None or (article is not None and not article.blocks))

    def panes(self) -> tuple[QWidget, ...]:
        """Return the widgets that F6 goes through."""
        beside = [pane for pane in (self.image_pane, self.raw_view) if not pane.isHidden()]
        return (self.tree, *beside, self.article_view, self.tabs.currentWidget())

    def add_strip(self, strip: QWidget) -> None:
        """Put one more strip below the panes."""
        layout = self._middle.layout()
        assert layout is not None
        layout.addWidget(strip)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the geometry and close the project; everything done is on disk already."""
        self._kept.keep()
        self._jobs.cancel_all()
        self.workspace.open(None)
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open dropped projects, import dropped pages."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.files_dropped.emit(paths)
        event.acceptProposedAction()

    # Making.

    def _make_views(self) -> None:
        # It forgets an issue's images before anybody asks for those of the next.
        self.unlocking = Unlocking(self._jobs, self)
        self.images = PageImages(self.workspace, self._jobs, self.unlocking.passwords, self)
        preferences = self._settings.value
        style = TextStyle(size=preferences.text_size, family=preferences.text_face, colors=self._theme.panes)
        self.article_view = ArticleView(style)
        self.article_view.setAccessibleName(self.tr("Article"))
        self.raw_view = RawView(style)
        self.raw_view.setAccessibleName(self.tr("Raw text"))
        self.raw_view.set_page("")
        self.ribbons = Ribbons(self.raw_view, self.article_view)

    def _make_controllers(self, data_folder: Path, workplace: Workplace) -> None:
        workspace, view = self.workspace, self.article_view
        self.modes = Modes(view, self)
        self.pane = ArticlePane(workspace, view, self.known_labels, self)
        self.linking = Linking(workspace, self.raw_view, view, self.ribbons, self.pane, self)
        self.editing = Editing(workspace, view, self)
        self.project_doubts = ProjectDoubts(workspace, self._jobs, self)
        found = DoubtList(workspace, self.project_doubts)
        self.found = found
        self.proofreading = Proofreading(workspace, view, self.pane, self.modes, found, self)
        self.image_pane = ImagePane(self.images, self.raw_view.text_style())
        self.page_image = PageImageControl(
            workspace,
            self.images,
            self.image_pane,
            self.raw_view,
            self.linking,
            self.proofreading,
            self._settings,
            self.unlocking,
            self,
        )
        self.group_checking = GroupChecking(
            workspace, self._jobs, view, self.proofreading, self.modes, self.images, self.unlocking, self
        )
        self.editing.is_one_decision = lambda: self.proofreading.is_in_place
        self.modes.differences_changed.connect(self.linking.show_changes)
        self.differences = Differences(workspace, view, self.modes, self)
        self.labelling = Labelling(workspace, view, self.modes, self.scheme, self)
        self.arranging = Arranging(workspace, view, self.modes, self)
        self.moving = Moving(workspace, view, self.raw_view, self.linking, self.modes, self)
        self.tally = Tally(workspace, found, self)
        self.proofreading.listed_changed.connect(self.tally.count_soon)
        self.reading = Reading(workspace, self.tally, self.actions_, self)
        raw = self.raw_view.focusProxy()
        assert isinstance(raw, QTextEdit)
        self.mouse = Mouse(
            view, raw, self.proofreading, self.labelling, self.differences, self.moving, self.scheme, self
        )
        self.rechecking = Rechecking(workspace, self._jobs, workplace, self)
        self._elsewhere = CheckingElsewhere(workspace, self._jobs, workplace, self.rechecking, self)
        self.rerunning = Rerunning(workspace, self._jobs, workplace, self)
        self.importing = PackedImport(workspace, self._jobs, workplace, self)
        self.rereading = Rereading(workspace, self.linking, self._jobs, workplace, self.unlocking, self)
        self.indexing = Indexing(workspace, self._jobs, self)
        self.exporting = Exporting(workspace, self._jobs, self)
        self.projects = Projects(workspace, self._jobs, workplace, data_folder, self.unlocking, self)

    def _make_panels(self) -> None:
        workspace = self.workspace
        theme: Callable[[], Theme] = lambda: self._theme  # noqa: E731
        self.tree = ProjectTree(workspace, self.tally, theme)
        self.tree.dropped.connect(self.moving.drop_into)
        self.hints = HintBar(self.modes)
        self.strip = CandidateStrip(workspace, self.proofreading, self.modes, self.tally, self.project_doubts)
        self.line_strip = LineStrip(workspace, self.images, self.page_image, self.proofreading, self.modes)
        self.flags = FlagPanel(workspace, self.proofreading, self.found, self.project_doubts, theme)
        self.labels = LabelPanel(workspace, self.labelling, self.schemes)
        self.decisions = DecisionPanel(workspace, self.arranging)
        self.history = HistoryPanel(workspace, self.known_labels)
        self.find_bar = FindBar(
            workspace, self.article_view, Searching(workspace, self._jobs, Reach.ARTICLE, self)
        )
        self.find_panel = FindPanel(workspace, Searching(workspace, self._jobs, Reach.ISSUE, self), theme)
        self.status = Status(workspace, self.tally)
        self.tabs = Tabs()
        self.tabs.setDocumentMode(True)
        for panel, title in (
            (self.flags, self.tr("Doubts")),
            (self.labels, self.tr("Labels")),
            (self.decisions, self.tr("Decisions")),
            (self.find_panel, self.tr("Find")),
            (self.history, self.tr("History")),
        ):
            self.tabs.addTab(panel, title)
        self._empty = EmptyNote(self.article_view, "")
        self.say_reading(False)
        self.pane.shown.connect(self._show_emptiness)

    def _lay_out(self) -> None:
        self._prints = QSplitter(Qt.Orientation.Vertical)
        self._prints.addWidget(self.image_pane)
        self._prints.addWidget(self.raw_view)
        self._prints.setChildrenCollapsible(False)
        self._prints.setSizes([420, 380])
        self._prints.splitterMoved.connect(self.ribbons.update)
        raw = _column(PageHeading(self.workspace, self.linking).framed(), self._prints)
        article = _column(
            ArticleHeading(self.workspace, self.tally, self.actions_).framed(), self.article_view
        )
        ribbons = _column(heading(QWidget()), self.ribbons)
        ribbons.setFixedWidth(WIDTH)
        right = QWidget()
        row = QHBoxLayout(right)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(ribbons)
        row.addWidget(article, 1)
        self._panes = QSplitter(Qt.Orientation.Horizontal)
        self._panes.addWidget(raw)
        self._panes.addWidget(right)
        self._panes.setChildrenCollapsible(False)
        self._panes.setSizes([470, 520])
        middle = _column(self.hints, self._panes, self.find_bar, self.line_strip, self.strip)
        self._middle = middle
        self._split = QSplitter(Qt.Orientation.Horizontal)
        for number, widget in enumerate((self.tree, middle, self.tabs)):
            self._split.addWidget(widget)
            self._split.setStretchFactor(number, 1 if widget is middle else 0)
        self.tree.setMinimumWidth(150)
        self.tabs.setMinimumWidth(240)
        middle.setMinimumWidth(480)
        self._split.setSizes([230, 950, 360])
        self.setCentralWidget(self._split)
        self.setStatusBar(self.status)
        self.setAcceptDrops(True)

    def _finish(self) -> None:
        splitters = {"split": self._split, "panes": self._panes, "prints": self._prints}
        self._kept = KeptLayout(self._settings.folder, self, splitters)
        self.hints.setVisible(self._settings.value.show_hints)
        self.resize(1440, 860)
        self._kept.restore()
        self._on_session()
        QTimer.singleShot(0, self, self.article_view.setFocus)

    def _on_session(self) -> None:
        session = self.workspace.session
        self._schemes = None
        name = "校注 Annotator"
        self.setWindowTitle(f"{session.name} — {name}" if session else name)
        # Systems with a place for it show where the project is; so does the tree.
        self.setWindowFilePath(str(session.path) if session else "")
        if hasattr(self, "_empty"):
            self._show_emptiness()


def _column(*widgets: QWidget) -> QWidget:
    """Return a widget with others below each other, the second of them taking the room."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for number, widget in enumerate(widgets):
        column.addWidget(widget, 1 if number == 1 else 0)
    return made
