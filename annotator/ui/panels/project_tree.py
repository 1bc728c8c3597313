"""The tree of the project: issues, their pages, the articles that begin there, furniture and tray."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QDropEvent, QIcon, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QMenu, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from annotator.model.article import FURNITURE_ID, UNPLACED_ID
from annotator.model.issue import Issue
from annotator.model.progress import Stage
from annotator.services.team.packages import own_articles
from annotator.ui.actions.table import words
from annotator.ui.controllers.proofread.tally import Tally
from annotator.ui.editor.dragging import decoded
from annotator.ui.look.icons import icon
from annotator.ui.look.theme import Theme
from annotator.ui.panels.parts import EmptyNote
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP
from annotator.ui.words.sentences import container_name, progress_words
from annotator.ui.workspace import Workspace

_KIND, _ID = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
# Marks of the readings that an article has behind it.
_MARKS = {Stage.UNREAD: "", Stage.FIRST: "①", Stage.SECOND: "②", Stage.FINAL: "✓"}
_ISSUE, _PAGE, _ARTICLE = "issue", "page", "article"
_RENAME_KEY, _REMOVE_KEY = int(Qt.Key.Key_F2), int(Qt.Key.Key_Delete)
_MENU_KEY = QKeyCombination(Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_F10).toCombined()
_RENAME = QT_TRANSLATE_NOOP("Actions", "Rename issue…")
_REMOVE = QT_TRANSLATE_NOOP("Actions", "Remove issue…")
_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class ProjectTree(QWidget):
    """Shows what is in the project, and takes the person there; text can be dropped on its articles.

    Signals:
        dropped(dragged, article_id): a ``Dragged`` was dropped on an article, the furniture or the tray.
        entered: the person has chosen a text by mouse or with Enter, and would go on in it.
        rename_wanted(issue_id), remove_wanted(issue_id): an issue is to get another name, or to be removed.
    """

    dropped = Signal(object, str)
    entered = Signal()
    rename_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(
        self, workspace: Workspace, tally: Tally, theme: Callable[[], Theme], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tally = tally
        self._theme = theme
        self._shape: object = None
        self._items: dict[str, QTreeWidgetItem] = {}
        self._icons: dict[str, QIcon] = {}
        # Open doubts of the issues shown so far; the project file counts those of any score.
        self._open_seen: dict[str, int] = {}
        self._told: dict[str, tuple[str, str, str]] = {}
        self._filled: dict[str, tuple[object, ...]] = {}
        # Articles of the shown issue that a work package gives to its annotator, None: all.
        self._own: frozenset[str] | None = None
        # Whether the person is on an issue, not on something in it.
        self._on_issue = False
        self._paged: tuple[object, object, object] = (None, None, ())
        self._tree = QTreeWidget()
        self._tree.setColumnCount(2)
        self._tree.setHeaderHidden(True)
        self._tree.setIndentation(14)
        self._tree.setUniformRowHeights(True)
        self._tree.setAccessibleName(self.tr("Project"))
        header = self._tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._note = EmptyNote(self._tree, self.tr("No pages yet.\nImport the pages of an issue to begin."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tree)
        self.setFocusProxy(self._tree)
        self._tree.setAcceptDrops(True)
        self._tree.viewport().installEventFilter(self)
        self._tree.installEventFilter(self)
        self._tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._tree.customContextMenuRequested.connect(self._show_menu)
        self._tree.itemSelectionChanged.connect(self._on_chosen)
        self._tree.itemActivated.connect(self._enter)
        self._tree.itemClicked.connect(self._on_clicked)
        workspace.session_changed.connect(self._forget)
        workspace.choice_changed.connect(self._forget)
        workspace.article_changed.connect(self._select)
        workspace.issue_renamed.connect(self._name_issues)
        tally.counted.connect(self._refresh)
        self._rebuild()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take keys for issues, and text that is dragged onto an article; the article under the pointer is set off."""
        if watched is self._tree:
            return isinstance(event, QKeyEvent) and self._take_key(event)
        if event.type() == QEvent.Type.DragLeave:
            self._set_off(None)
        elif isinstance(event, QDropEvent) and event.type() in _DRAGS:
            self._take(event)
            return True
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for on an issue; the same key may have another meaning elsewhere in the window."""
        item = self._tree.currentItem()
        if item is None or event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        wanted = {_RENAME_KEY: self.rename_wanted, _REMOVE_KEY: self.remove_wanted}.get(
            event.keyCombination().toCombined()
        )
        opens_menu = event.keyCombination().toCombined() == _MENU_KEY
        if not opens_menu and (wanted is None or item.data(0, _KIND) != _ISSUE or not self._can_change()):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            if wanted is None:
                self._show_menu(self._tree.visualItemRect(item).center())
            else:
                wanted.emit(item.data(0, _ID))
        return True

    def _can_change(self) -> bool:
        session = self._workspace.session
        return session is not None and not session.read_only

    def _show_menu(self, at: QPoint) -> None:
        """Show what can be done to the issue at a place of the tree, or that a row there belongs to."""
        item = self._tree.itemAt(at)
        while item is not None and item.parent() is not None:
            item = item.parent()
        if item is None:
            return
        menu = QMenu(self._tree)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, key, wanted in (
            (_RENAME, _RENAME_KEY, self.rename_wanted),
            (_REMOVE, _REMOVE_KEY, self.remove_wanted),
        ):
            action = menu.addAction(words(text))
            action.setShortcut(QKeySequence(key))
            action.setShortcutVisibleInContextMenu(True)
            action.setEnabled(self._can_change())
            action.triggered.connect(partial(wanted.emit, item.data(0, _ID)))
        menu.popup(self._tree.viewport().mapToGlobal(at))

    def _name_issues(self) -> None:
        session = self._workspace.session
        for issue_id, name in session.issue_names if session else ():
            item = self._items.get(f"{_ISSUE}:{issue_id}")
            if item is not None:
                _set_text(item, 0, name)
        self._shape = self._present_shape()

    def _take(self, event: QDropEvent) -> None:
        dragged = decoded(event.mimeData())
        item = self._tree.itemAt(event.position().toPoint())
        on_article = item is not None and item.data(0, _KIND) == _ARTICLE
        self._set_off(item if dragged is not None and on_article else None)
        if dragged is None:
            event.ignore()
            return
        # Who drags must not take the text away itself: moving it is one operation.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self._set_off(None)
            if item is not None and on_article:
                self.dropped.emit(dragged, item.data(0, _ID))

    def _set_off(self, item: QTreeWidgetItem | None) -> None:
        for other in self._items.values():
            ground = self.palette().midlight() if other is item else QBrush()
            if other.background(0) != ground:
                other.setBackground(0, ground)

    def refresh_icons(self) -> None:
        """Draw everything in the colours of the present theme."""
        self._rebuild()

    def _forget(self) -> None:
        self._open_seen = {}
        self._rebuild()

    def _refresh(self) -> None:
        if self._shape != self._present_shape():
            self._rebuild()
            return
        issue = self._workspace.issue
        if issue is not None:
            self._fill(issue)

    def _present_shape(self) -> object:
        session, issue = self._workspace.session, self._workspace.issue
        if session is None:
            return None
        return session.issue_names, issue.id if issue else "", self._pages_of(issue) if issue else ()

    def _pages_of(self, issue: Issue) -> object:
        """Return which articles stand below which pages, looked up again only after articles or pages were moved."""
        articles, pages, found = self._paged
        if articles is not issue.articles or pages is not issue.pages:
            found = (_by_page(issue), issue.order)
            self._paged = (issue.articles, issue.pages, found)
        return found

    def _rebuild(self) -> None:
        self._shape = self._present_shape()
        self._items, self._told, self._filled = {}, {}, {}
        theme = self._theme()
        names = ("issue", "page", "article", "furniture", "unplaced")
        self._icons = {name: icon(name, theme, switches=False) for name in names}
        session, issue = self._workspace.session, self._workspace.issue
        chosen = self._tree.currentItem()
        if chosen is not None:
            self._on_issue = chosen.data(0, _KIND) == _ISSUE
        self._tree.blockSignals(True)
        self._tree.clear()
        for issue_id, name in session.issue_names if session else ():
            top = self._add(None, _ISSUE, issue_id, "issue")
            top.setText(0, name)
            # Where the project is on the disk: pages opened from the command line get one by themselves.
            top.setToolTip(0, str(session.path) if session else "")
            left = self._open_seen.get(issue_id, 0) if issue_id != self._shown() else 0
            top.setText(1, f"●{left}" if left else "")
            if issue is not None and issue_id == issue.id:
                self._own = own_articles(session, issue_id) if session else None
                self._add_issue(top, issue)
                top.setExpanded(True)
        self._tree.blockSignals(False)
        self._note.show_if(self._tree.topLevelItemCount() == 0)
        if issue is not None:
            self._fill(issue)
        shown = self._items.get(f"{_ISSUE}:{self._shown()}")
        # A question that is being asked does not take the focus out of the tree.
        if shown is not None and self._on_issue and self.window().focusWidget() is self._tree:
            self._tree.blockSignals(True)
            self._tree.setCurrentItem(shown)
            self._tree.blockSignals(False)
        self._select()

    def _shown(self) -> str:
        return self._workspace.issue_id

    def _add_issue(self, top: QTreeWidgetItem, issue: Issue) -> None:
        for page_id, articles in _by_page(issue):
            page = issue.pages[page_id]
            item = self._add(top, _PAGE, page_id, "page")
            item.setText(0, self.tr("Page {number}").format(number=page.number) if page.number else page.name)
            item.setToolTip(0, page.name)
            for article_id in articles:
                self._add(item, _ARTICLE, article_id, "article")
            item.setExpanded(True)
        self._add(top, _ARTICLE, FURNITURE_ID, "furniture")
        self._add(top, _ARTICLE, UNPLACED_ID, "unplaced")

    def _add(self, parent: QTreeWidgetItem | None, kind: str, item_id: str, drawing: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setData(0, _KIND, kind)
        item.setData(0, _ID, item_id)
        item.setIcon(0, self._icons[drawing])
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if parent is None:
            self._tree.addTopLevelItem(item)
        else:
            parent.addChild(item)
        self._items[f"{kind}:{item_id}"] = item
        return item

    def _fill(self, issue: Issue) -> None:
        """Write names and counts; what is unchanged costs nothing."""
        summary, theme = self._tally.summary, self._theme()
        self._open_seen[issue.id] = summary.open_flags
        for article_id in issue.articles:
            item = self._items.get(f"{_ARTICLE}:{article_id}")
            if item is None:
                continue
            article, number = issue.articles[article_id], summary.open_by_article[article_id]
            known = (article, number, summary.characters, *map(issue.blocks.__getitem__, article.blocks))
            if self._filled.get(article_id) == known:
                continue
            self._filled[article_id] = known
            name = container_name(issue, article_id)
            progress = article.progress
            count = " ".join(filter(None, (_MARKS[progress.stage], f"●{number}" if number else "")))
            faded = False
            if article_id == UNPLACED_ID:
                left = summary.characters.unplaced
                count, faded = (str(left) if left else ""), not left
            elif article_id == FURNITURE_ID:
                count, faded = str(len(issue.articles[article_id].blocks) or ""), True
            _set_text(item, 0, name)
            _set_text(item, 1, count)
            warns = summary.characters.unplaced if article_id == UNPLACED_ID else number and not faded
            color = theme.warning if warns else theme.faded
            told = progress_words(progress) if article_id in issue.order else ""
            if self._told.get(article_id) != (name, told, color):
                self._told[article_id] = (name, told, color)
                self._tell_whose(item, article_id, name)
                item.setToolTip(1, told)
                item.setForeground(1, QColor(color))

    def _tell_whose(self, item: QTreeWidgetItem, article_id: str, name: str) -> None:
        """Set off the articles that are to be worked on in a work package; the others are there to be read."""
        item.setToolTip(0, name)
        if self._own is None:
            return
        is_own = article_id in self._own
        font = item.font(0)
        font.setBold(is_own)
        item.setFont(0, font)
        if not is_own:
            item.setForeground(0, QColor(self._theme().faded))
            item.setToolTip(0, self.tr("{article}\nOnly to be read: not given out here").format(article=name))

    def _select(self) -> None:
        item = self._items.get(f"{_ARTICLE}:{self._workspace.article_id}")
        chosen = self._tree.currentItem()
        if (
            item is None
            or item is chosen
            or (self.window().focusWidget() is self._tree and self._stays(chosen))
        ):
            return
        self._tree.blockSignals(True)
        self._tree.setCurrentItem(item)
        self._tree.blockSignals(False)
        self._tree.scrollToItem(item)

    def _stays(self, chosen: QTreeWidgetItem | None) -> bool:
        """Tell whether who walks through the tree is on a page, or on the shown issue, and is left there."""
        if chosen is None:
            return False
        return chosen.data(0, _KIND) == _PAGE or chosen is self._items.get(f"{_ISSUE}:{self._shown()}")

    def _on_chosen(self) -> None:
        item = self._tree.currentItem()
        if item is not None:
            self._go(item)

    def _on_clicked(self, item: QTreeWidgetItem) -> None:
        """Go on in the text of an article; who clicks on an issue or a page may want to rename or open it."""
        if item.data(0, _KIND) == _ARTICLE:
            self.entered.emit()

    def _enter(self, item: QTreeWidgetItem) -> None:
        self._go(item)
        self.entered.emit()

    def _go(self, item: QTreeWidgetItem) -> None:
        kind, item_id = item.data(0, _KIND), item.data(0, _ID)
        if kind == _ISSUE:
            self._workspace.show_issue(item_id)
        elif kind == _PAGE:
            self._workspace.page_requested.emit(item_id)
        else:
            self._workspace.show_article(item_id)


def _by_page(issue: Issue) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the pages in order, each with the articles whose first run is on it, in reading order."""
    begins: dict[str, list[str]] = {page_id: [] for page_id in issue.pages}
    first = next(iter(issue.pages), "")
    for article_id in issue.order:
        runs = (run for block in issue.blocks_of(article_id) for run in block.runs)
        page_id = next((run.page for run in runs), first)
        begins.setdefault(page_id, []).append(article_id)
    return tuple((page_id, tuple(articles)) for page_id, articles in begins.items())


def _set_text(item: QTreeWidgetItem, column: int, text: str) -> None:
    if item.text(column) != text:
        item.setText(column, text)
