"""Versions of an article: naming the present one, and seeing what is different between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.services.project import versions
from annotator.services.project.session import Session
from annotator.services.project.versions import ChangeSide, Stretch, Version
from annotator.ui.look.theme import Theme
from annotator.ui.words.sentences import container_name

_CONTEXT = 40
"""So many equal characters are shown on each side of a difference; what lies between is left out."""


class VersionsDialog(QDialog):
    """Compares two versions of one article, from “as read” to “now”.

    Signals:
        failed: a ``UserError`` that stopped something.
    """

    failed = Signal(object)

    def __init__(
        self, session: Session, issue_id: str, article_id: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._issue_id, self._article_id = session, issue_id, article_id
        self._theme = theme
        self._versions: list[Version] = []
        name = container_name(session.issue(issue_id), article_id)
        self.setWindowTitle(self.tr("Versions: {article}").format(article=name))
        self.resize(760, 620)
        self._old, self._new = QComboBox(), QComboBox()
        self._old.setAccessibleName(self.tr("Older version"))
        self._new.setAccessibleName(self.tr("Newer version"))
        self._shown = QTextBrowser()
        self._shown.setAccessibleName(self.tr("Differences"))
        self._said = QLabel()
        self._said.setObjectName("faded")
        self._name = QLineEdit()
        self._name.setPlaceholderText(self.tr("Name for the text as it is now"))
        self._name.setAccessibleName(self.tr("Name for the text as it is now"))
        self._keep = QPushButton(self.tr("Keep"))
        self._remove = QPushButton(self.tr("Remove this version"))
        self._lay_out()
        self._old.currentIndexChanged.connect(self._compare)
        self._new.currentIndexChanged.connect(self._compare)
        self._name.textChanged.connect(self._check)
        self._keep.clicked.connect(self._keep_version)
        self._remove.clicked.connect(self._remove_version)
        self._fill()

    def _lay_out(self) -> None:
        chosen = QHBoxLayout()
        chosen.addWidget(self._old, 1)
        chosen.addWidget(QLabel("→"))
        chosen.addWidget(self._new, 1)
        naming = QHBoxLayout()
        naming.addWidget(self._name, 1)
        naming.addWidget(self._keep)
        naming.addWidget(self._remove)
        self._keep.setAutoDefault(False)
        self._remove.setAutoDefault(False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self._close = buttons.button(QDialogButtonBox.StandardButton.Close)
        self._close.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.addLayout(chosen)
        column.addWidget(self._said)
        column.addWidget(self._shown, 1)
        column.addLayout(naming)
        column.addWidget(buttons)

    def _fill(self, old: int = 0) -> None:
        """List the versions again; the last one is compared with the one at ``old``."""
        session, issue_id, article_id = self._session, self._issue_id, self._article_id
        read = versions.as_read(session, issue_id, article_id)
        found = [Version("", issue_id, article_id, self.tr("As read"), read)] if read is not None else []
        try:
            found += versions.versions_of(session, issue_id, article_id)
        except UserError as error:
            self.failed.emit(error)
        now = versions.article_text(session.issue(issue_id), article_id)
        self._versions = [*found, Version("", issue_id, article_id, self.tr("Now"), now)]
        for combo, row in ((self._old, old), (self._new, len(self._versions) - 1)):
            combo.blockSignals(True)
            combo.clear()
            combo.addItems([_label(version) for version in self._versions])
            combo.setCurrentIndex(min(row, len(self._versions) - 1))
            combo.blockSignals(False)
        self._compare()

    def _compare(self) -> None:
        old, new = (self._versions[combo.currentIndex()] for combo in (self._old, self._new))
        stretches = versions.compare(old.text, new.text)
        places = sum(
            stretch.side is not ChangeSide.BOTH
            and (number == 0 or stretches[number - 1].side is ChangeSide.BOTH)
            for number, stretch in enumerate(stretches)
        )
        self._said.setText(
            self.tr("Differences: {count}").format(count=places) if places else self.tr("No difference")
        )
        self._shown.setHtml(comparison_html(stretches, self._theme))
        self._check()

    def _check(self) -> None:
        writable = not self._session.read_only
        self._keep.setEnabled(writable and bool(self._name.text().strip()))
        # Enter behind a name keeps the version; if it closed the dialog the name would be lost.
        (self._keep if self._keep.isEnabled() else self._close).setDefault(True)
        chosen = self._versions[self._old.currentIndex()] if self._versions else None
        self._remove.setEnabled(writable and chosen is not None and bool(chosen.id))

    def _keep_version(self) -> None:
        try:
            versions.name_version(self._session, self._issue_id, self._article_id, self._name.text())
        except UserError as error:
            self.failed.emit(error)
            return
        self._name.clear()
        self._fill(len(self._versions) - 1)

    def _remove_version(self) -> None:
        try:
            versions.remove_version(self._session, self._versions[self._old.currentIndex()].id)
        except UserError as error:
            self.failed.emit(error)
            return
        self._fill()


def _label(version: Version) -> str:
    return " · ".join(filter(None, (version.name, version.who, version.when[:16].replace("T", " "))))


def comparison_html(stretches: Sequence[Stretch], theme: Theme) -> str:
    """Return differences as HTML: what is gone struck out, what is new underlined, long equal text left out."""
    parts = []
    for number, stretch in enumerate(stretches):
        text = _shortened(stretch, first=number == 0, last=number == len(stretches) - 1)
        written = escape(text).replace("\n", "¶<br>" if stretch.side is not ChangeSide.BOTH else "<br>")
        if stretch.side is ChangeSide.OLD:
            parts.append(f'<s style="color:{theme.warning}">{written}</s>')
        elif stretch.side is ChangeSide.NEW:
            parts.append(f'<u style="color:{theme.good}"><b>{written}</b></u>')
        else:
            parts.append(written)
    return f'<div style="font-size:16px; line-height:170%">{"".join(parts)}</div>'


def _shortened(stretch: Stretch, *, first: bool, last: bool) -> str:
    text = stretch.text
    if stretch.side is not ChangeSide.BOTH or len(text) <= 2 * _CONTEXT + 10:
        return text
    before = "" if first else text[:_CONTEXT]
    behind = "" if last else text[-_CONTEXT:]
    if first and last:
        return text
    return f"{before}\n……\n{behind}"
