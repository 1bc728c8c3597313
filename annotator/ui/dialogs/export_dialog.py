"""Exporting: which format and options, what it will look like, and what it cannot hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.formats.clean import clean_parts
from annotator.formats.labels.document import LabelledDocument, document_of
from annotator.formats.process_json import issue_json, json_lines
from annotator.model.issue import Issue
from annotator.services.export.export_choice import AS_USUAL, ExportChoice, Presets, Unit
from annotator.services.export.export_formats import FORMATS, ExportFormat, Loss, losses
from annotator.services.export.export_material import Material
from annotator.services.label_exchange.label_exporting import Layer, has_companions
from annotator.services.label_exchange.label_formats import LabelFormat
from annotator.text.filling import filled
from annotator.ui.dialogs.export_options import ExportOptions
from annotator.ui.dialogs.export_presets import ExportPresets
from annotator.ui.dialogs.files import ask_folder, ask_target
from annotator.ui.panels.parts import faded
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP

_PREVIEW = 3000  # characters
_NAME = Qt.ItemDataRole.UserRole

FORMAT_NAMES: Mapping[str, str] = {
    "text": QT_TRANSLATE_NOOP("ExportDialog", "Plain text"),
    "markdown": QT_TRANSLATE_NOOP("ExportDialog", "Markdown"),
    "docx": QT_TRANSLATE_NOOP("ExportDialog", "Word, clean"),
    "docx-tracked": QT_TRANSLATE_NOOP("ExportDialog", "Word, corrections as tracked changes"),
    "docx-labels": QT_TRANSLATE_NOOP("ExportDialog", "Word, labels as comments"),
    "html": QT_TRANSLATE_NOOP("ExportDialog", "Web page, clean"),
    "html-marked": QT_TRANSLATE_NOOP("ExportDialog", "Web page, corrections visible"),
    "epub": QT_TRANSLATE_NOOP("ExportDialog", "E-book (EPUB)"),
    "tei": QT_TRANSLATE_NOOP("ExportDialog", "TEI P5 (XML)"),
    "json": QT_TRANSLATE_NOOP("ExportDialog", "JSON with places and doubts"),
    "doccano": QT_TRANSLATE_NOOP("ExportDialog", "Labels for doccano"),
    "doccano-relations": QT_TRANSLATE_NOOP("ExportDialog", "Labels for doccano, projects with relations"),
    "label-studio": QT_TRANSLATE_NOOP("ExportDialog", "Labels for Label Studio"),
    "prodigy": QT_TRANSLATE_NOOP("ExportDialog", "Labels for Prodigy"),
    "argilla": QT_TRANSLATE_NOOP("ExportDialog", "Labels for Argilla"),
    "spacy-jsonl": QT_TRANSLATE_NOOP("ExportDialog", "Labels for spaCy (JSON Lines)"),
    "spacy": QT_TRANSLATE_NOOP("ExportDialog", "Labels for spaCy (DocBin)"),
    "brat": QT_TRANSLATE_NOOP("ExportDialog", "Labels for brat"),
    "webanno-tsv": QT_TRANSLATE_NOOP("ExportDialog", "Labels for INCEpTION and WebAnno (TSV 3.3)"),
    "uima-xmi": QT_TRANSLATE_NOOP("ExportDialog", "Labels as UIMA CAS (XMI)"),
    "uima-json": QT_TRANSLATE_NOOP("ExportDialog", "Labels as UIMA CAS (JSON)"),
    "conll-bio": QT_TRANSLATE_NOOP("ExportDialog", "Labels by character, CoNLL with BIO"),
    "conll-bmes": QT_TRANSLATE_NOOP("ExportDialog", "Labels by character, CoNLL with BMES"),
    "tei-labels": QT_TRANSLATE_NOOP("ExportDialog", "Labels in TEI P5 (XML)"),
    "web-annotation": QT_TRANSLATE_NOOP("ExportDialog", "Labels as W3C Web Annotations"),
    "labels-csv": QT_TRANSLATE_NOOP("ExportDialog", "Labels as a table (CSV)"),
    "csc-tsv": QT_TRANSLATE_NOOP("ExportDialog", "Pairs for spelling correction (TSV)"),
    "csc-counted": QT_TRANSLATE_NOOP("ExportDialog", "Pairs for spelling correction (counted TSV)"),
    "csc-spaced": QT_TRANSLATE_NOOP("ExportDialog", "Pairs for spelling correction (spaced TSV)"),
    "csc-json": QT_TRANSLATE_NOOP("ExportDialog", "Pairs for spelling correction (JSON)"),
    "csc-sgml": QT_TRANSLATE_NOOP("ExportDialog", "Pairs for spelling correction (SIGHAN SGML)"),
    "corrections-csv": QT_TRANSLATE_NOOP("ExportDialog", "Corrections as a table (CSV)"),
    "corrections-jsonl": QT_TRANSLATE_NOOP("ExportDialog", "Corrections as records (JSON Lines)"),
    "confusions-csv": QT_TRANSLATE_NOOP("ExportDialog", "Counts of confused characters (CSV)"),
    "pairs-jsonl": QT_TRANSLATE_NOOP("ExportDialog", "Paragraphs before and after (JSON Lines)"),
}
"""Names of the formats."""

LOSS_WORDS: Mapping[Loss, str] = {
    Loss.LABELS: QT_TRANSLATE_NOOP("ExportDialog", "{count} {count:label|labels}"),
    Loss.CORRECTIONS: QT_TRANSLATE_NOOP(
        "ExportDialog", "what stood there before {count} {count:correction|corrections}"
    ),
    Loss.FURNITURE: QT_TRANSLATE_NOOP("ExportDialog", "{count} {count:character|characters} of furniture"),
    Loss.UNPLACED: QT_TRANSLATE_NOOP(
        "ExportDialog", "{count} {count:character|characters} that found no place"
    ),
    Loss.GAPS: QT_TRANSLATE_NOOP("ExportDialog", "the gaps of {count} {count:label|labels}"),
    Loss.OVERLAPS: QT_TRANSLATE_NOOP(
        "ExportDialog", "{count} {count:label that overlaps|labels that overlap} others"
    ),
    Loss.BLANKS: QT_TRANSLATE_NOOP("ExportDialog", "{count} {count:label|labels} on nothing but blanks"),
    Loss.NOTES: QT_TRANSLATE_NOOP("ExportDialog", "{count} {count:note|notes} on labels"),
    Loss.ATTRIBUTES: QT_TRANSLATE_NOOP("ExportDialog", "{count} {count:attribute|attributes} of labels"),
    Loss.DOUBTS: QT_TRANSLATE_NOOP("ExportDialog", "that {count} {count:label is|labels are} doubtful"),
    Loss.SUGGESTIONS: QT_TRANSLATE_NOOP(
        "ExportDialog", "{count} suggested {count:label|labels} nobody has accepted"
    ),
    Loss.RELATIONS: QT_TRANSLATE_NOOP("ExportDialog", "{count} {count:relation|relations}"),
    Loss.DOCUMENT_LABELS: QT_TRANSLATE_NOOP("ExportDialog", "{count} {count:label|labels} of whole articles"),
    Loss.DOCUMENT_DETAILS: QT_TRANSLATE_NOOP(
        "ExportDialog",
        "what {count} {count:label of a whole article says beside its|labels of whole articles say beside their}"
        " name",
    ),
    Loss.LENGTHS: QT_TRANSLATE_NOOP(
        "ExportDialog",
        "{count} {count:paragraph|paragraphs} whose length was changed (written into a file beside it)",
    ),
    Loss.INSERTED: QT_TRANSLATE_NOOP(
        "ExportDialog", "{count} {count:label|labels} on text the pages do not have"
    ),
    Loss.CHARACTERS: QT_TRANSLATE_NOOP(
        "ExportDialog", "{count} {count:character|characters} that XML cannot hold (written as U+FFFD)"
    ),
}
"""What a format cannot hold, in words."""


READING = ("text", "markdown", "docx", "docx-tracked", "docx-labels", "html", "html-marked", "epub")
"""Formats for people who read or print, and for content systems: what is exported to most."""

DATA = ("json", "tei")
"""Formats that keep structure and places, for further programs."""


class ExportDialog(QDialog):
    """Lets the person choose a format, and asks for the place.

    Signals:
        chosen: the target and the ``ExportChoice``.
        presets_changed: the presets, by name, the one used last first.
    """

    chosen = Signal(object, object)
    presets_changed = Signal(object)

    def __init__(
        self,
        issue: Issue,
        folder: Path,
        last: ExportChoice,
        presets: Presets,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export the issue"))
        self.resize(820, 540)
        self._issue, self._beside_project, self._folder = issue, folder, folder
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Format"))
        self._list.ensurePolished()  # rows are measured as they come, and must be as high as they are drawn
        self._fill(last.form)
        self._options = ExportOptions()
        self._presets = ExportPresets(presets)
        self._where = QPushButton()
        self._where.setAutoDefault(False)
        self._beside = faded()
        self._beside.setWordWrap(True)
        self._lost = QLabel()
        self._lost.setWordWrap(True)
        self._preview = QPlainTextEdit()
        self._preview.setReadOnly(True)
        self._preview.setAccessibleName(self.tr("How it begins"))
        self._lay_out()
        self._list.currentRowChanged.connect(self._show)
        self._list.itemActivated.connect(self._ask)
        self._go.setDefault(True)  # not before it is in the dialog, where it would be undone
        self._list.setFocus()
        self._options.changed.connect(self._show)
        self._presets.taken.connect(self._take_choice)
        self._presets.asked.connect(lambda name: self._presets.keep(name, self._choice()))
        self._presets.changed.connect(self.presets_changed.emit)
        self._where.clicked.connect(self._ask_where)
        self._take_choice(last)

    def choose(self, form: str) -> None:
        """Choose the format of that name; the first one if there is none."""
        rows = [row for row in range(self._list.count()) if self._list.item(row).data(_NAME)]
        named = [row for row in rows if self._list.item(row).data(_NAME) == form]
        self._list.setCurrentRow((named or rows)[0])

    def _take_choice(self, choice: ExportChoice) -> None:
        self.choose(choice.form)
        self._options.take(choice)
        folder = Path(choice.folder)
        # A folder may be gone since, or on a disk that is not there today.
        self._go_to(folder if choice.folder and folder.is_dir() else self._beside_project)

    def _choice(self) -> ExportChoice:
        elsewhere = self._folder != self._beside_project
        return replace(self._options.choice(self._form()), folder=str(self._folder) if elsewhere else "")

    def _ask_where(self) -> None:
        ask_folder(self, self.tr("Folder to export to"), self._folder, self._go_to)

    def _go_to(self, folder: Path) -> None:
        self._folder = folder
        self._where.setText(self.tr("Folder: {folder}").format(folder=folder.name or str(folder)))
        self._where.setToolTip(str(folder))

    def _fill(self, last: str) -> None:
        """List the formats under headings, the one exported to last before all others."""
        labels = tuple(each.name for each in FORMATS if each.labels is not None)
        rest = tuple(each.name for each in FORMATS if each.name not in (*READING, *DATA, *labels))
        known = {each.name for each in FORMATS}
        groups = (
            (self.tr("Used last"), tuple({last} & known - set(READING))),
            (self.tr("To read and to print"), READING),
            (self.tr("For other programs"), DATA),
            (self.tr("Labels"), labels),
            (self.tr("Corrections"), rest),
        )
        for title, names in groups:
            if not names:
                continue
            head = QListWidgetItem(title)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            font = self._list.font()
            font.setBold(True)
            head.setFont(font)
            self._list.addItem(head)
            for name in names:
                item = QListWidgetItem(format_name(name))
                item.setData(_NAME, name)
                self._list.addItem(item)

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self._list, 1)
        left.addWidget(self._options)
        left.addWidget(self._where)
        right.addWidget(QLabel(self.tr("How it begins:")))
        right.addWidget(self._preview, 1)
        right.addWidget(self._lost)
        right.addWidget(self._beside)
        panes = QHBoxLayout()
        panes.addLayout(left, 2)
        panes.addLayout(right, 3)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._go = buttons.addButton(self.tr("Export…"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._ask)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._presets)
        column.addLayout(panes, 1)
        column.addWidget(buttons)

    def _form(self) -> ExportFormat:
        name = self._list.currentItem().data(_NAME)
        return next(each for each in FORMATS if each.name == name)

    def _show(self) -> None:
        form = self._form()
        self._options.offer(form)
        choice = self._options.choice(form)
        layer = choice.layer
        self._preview.setPlainText(preview(form, self._issue, choice))
        lost = losses(form, self._issue, layer)
        words = [filled(_words(LOSS_WORDS[loss]), count=f"{count:,}") for loss, count in lost.items()]
        said = self.tr("Not in this format: {losses}.").format(losses=self.tr(", ").join(words))
        self._lost.setText(said if words else self.tr("This format holds everything."))
        self._lost.setObjectName("warning" if words else "good")
        self._lost.style().polish(self._lost)
        beside = form.labels is not None and has_companions(form.labels) and layer is not Layer.BOTH
        self._beside.setVisible(beside)
        self._beside.setText(self.tr("A file with the configuration for the labels is written beside it."))

    def _ask(self) -> None:
        form, choice = self._form(), self._choice()
        if choice.unit is Unit.ISSUE:
            suffix = ".zip" if choice.layer is Layer.BOTH else form.suffix
            start = self._folder / f"{self._issue.name}{suffix}"
            kind = f"{format_name(form.name)} (*{suffix})"
            ask_target(self, self.windowTitle(), start, kind, lambda path: self._take(path, choice))
            return
        articles = choice.unit is Unit.ARTICLE
        title = self.tr("Folder for the articles") if articles else self.tr("Folder for the pages")
        ask_folder(self, title, self._folder, lambda path: self._take(path, choice))

    def _take(self, target: Path, choice: ExportChoice) -> None:
        self.chosen.emit(target, choice)
        self.accept()


def preview(form: ExportFormat, issue: Issue, choice: ExportChoice = AS_USUAL) -> str:
    """Return how the first article will look in a format; of files that are no text, what they say."""
    if not issue.order:
        return ""
    first = issue.order[:1]
    if form.labels is not None:
        text = _label_preview(form.labels, document_of(issue, first[0], raw=choice.layer is Layer.RAW))
        return text if len(text) <= _PREVIEW else f"{text[:_PREVIEW]}…"
    if form.suffix in (".docx", ".epub", ".zip"):
        return "\n".join(part.text for part in clean_parts(issue, first[0]))[:_PREVIEW]
    part = replace(issue, order=first)
    if form.name == "json":
        # Part of an issue does not account for all characters of its pages, which the writer insists on.
        text = json_lines(issue_json(part, 0.0))
    else:
        text = form.write(Material(part, layout=choice.layout), first).decode("utf-8-sig", "replace")
    return text if len(text) <= _PREVIEW else f"{text[:_PREVIEW]}…"


def _label_preview(form: LabelFormat, document: LabelledDocument) -> str:
    """Return how a document looks in a format of labels; of one that is no text, the words of its sample."""
    if form.sample is not None:
        return form.sample(document)
    return form.write([document]).decode("utf-8-sig", "replace") if form.write is not None else ""


def format_name(name: str) -> str:
    """Return the name of a format in the window's language."""
    return _words(FORMAT_NAMES[name])


def _words(text: str) -> str:
    return QCoreApplication.translate("ExportDialog", text)
