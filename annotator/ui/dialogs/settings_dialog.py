"""The settings of the window, made from their schema in ``annotator.ui.preferences.stored``."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from annotator.services.project.plugins import plugin_names
from annotator.ui.dialogs.setting_editors import Editor, editor_for
from annotator.ui.preferences.kinds import Setting
from annotator.ui.preferences.stored import SCHEMA, Preferences
from annotator.ui.words.settings import GROUPS, WORDS, said


class SettingsDialog(QDialog):
    """Shows the preferences that have a group, under its heading, and gives back what was changed.

    Signals:
        chosen: a dictionary of the preferences that are shown here.
    """

    chosen = Signal(dict)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self._editors: dict[str, Editor] = {}
        self._form = QFormLayout()
        for group, heading in GROUPS.items():
            self._add_heading(said(heading))
            for setting in SCHEMA:
                if setting.group is group:
                    self._add(setting)
        self._put(preferences)
        column = QVBoxLayout(self)
        column.addLayout(self._form)
        column.addStretch(1)
        column.addWidget(self._make_buttons())
        self.setMinimumWidth(420)

    def _add_heading(self, text: str) -> None:
        heading = QLabel(text)
        heading.setObjectName("settingsHeading")
        if self._form.rowCount():
            heading.setContentsMargins(0, 10, 0, 0)
        self._form.addRow(heading)

    def _add(self, setting: Setting) -> None:
        words = WORDS[setting.key]
        editor = editor_for(setting, words, plugin_names() if setting.key == "plugins" else ())
        self._editors[setting.key] = editor
        if isinstance(editor.widget, QCheckBox):
            self._form.addRow("", editor.widget)
        else:
            self._form.addRow(said(words.name), editor.widget)
        needed = self._editors.get(setting.needs)
        if needed is not None and needed.changed is not None:
            needed.changed.connect(lambda *_: self._enable(setting))

    def _enable(self, setting: Setting) -> None:
        self._editors[setting.key].widget.setEnabled(bool(self._editors[setting.needs].value()))

    def _put(self, preferences: Preferences) -> None:
        for key, editor in self._editors.items():
            editor.put(getattr(preferences, key))
        for setting in SCHEMA:
            if setting.needs:
                self._enable(setting)

    def _make_buttons(self) -> QDialogButtonBox:
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel | kinds.RestoreDefaults)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        buttons.button(kinds.RestoreDefaults).clicked.connect(lambda: self._put(Preferences()))
        return buttons

    def _accept(self) -> None:
        self.chosen.emit({key: editor.value() for key, editor in self._editors.items()})
        self.accept()
