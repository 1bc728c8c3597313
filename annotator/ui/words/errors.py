"""What went wrong, in sentences; and what to do about a bug."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication

from annotator.errors import UserError
from annotator.log import FILE_NAME
from annotator.paths import log_folder
from annotator.services.background.workplaces import WorkLost
from annotator.services.project.session import OperationError
from annotator.text.filling import filled
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP

log = logging.getLogger(__name__)

SENTENCES: Mapping[str, str] = {
    "import.missing": QT_TRANSLATE_NOOP("Errors", "{file}: there is no such file or folder."),
    "import.folder": QT_TRANSLATE_NOOP("Errors", "{file} is a folder, not a page file."),
    "import.unreadable": QT_TRANSLATE_NOOP("Errors", "{file} cannot be read: {reason}."),
    "import.empty": QT_TRANSLATE_NOOP("Errors", "{file} holds no text."),
    "import.empty_folder": QT_TRANSLATE_NOOP("Errors", "The folder {file} holds no text files."),
    "import.binary": QT_TRANSLATE_NOOP("Errors", "{file} is not a text file."),
    "import.too_large": QT_TRANSLATE_NOOP(
        "Errors", "{file} is larger than {limit} MB; that is no page of a newspaper."
    ),
    "list.too_large": QT_TRANSLATE_NOOP("Errors", "{file} is larger than {limit} MB; that is no list."),
    "import.no_files": QT_TRANSLATE_NOOP("Errors", "No page files were given."),
    "import.encoding_guessed": QT_TRANSLATE_NOOP("Errors", "{file}: the encoding was guessed as {encoding}."),
    "import.replaced": QT_TRANSLATE_NOOP(
        "Errors", "{file}: {count} broken {count:character was|characters were} replaced by U+FFFD."
    ),
    "import.numbers": QT_TRANSLATE_NOOP(
        "Errors", "{count} page {count:number does|numbers do} not fit {files} {files:file|files}."
    ),
    "encoding.unknown": QT_TRANSLATE_NOOP("Errors", "{encoding} is not the name of an encoding."),
    "encoding.undecodable": QT_TRANSLATE_NOOP("Errors", "{file} is not written in {encoding}."),
    "export.format": QT_TRANSLATE_NOOP("Errors", "{format} is no export format here."),
    "export.write": QT_TRANSLATE_NOOP("Errors", "{file} cannot be written: {reason}."),
    "export.read_back": QT_TRANSLATE_NOOP(
        "Errors", "{file} did not read back as it was written; nothing was replaced."
    ),
    "project.exists": QT_TRANSLATE_NOOP("Errors", "{file} exists already."),
    "project.missing": QT_TRANSLATE_NOOP("Errors", "{file}: there is no such project."),
    "project.not_project": QT_TRANSLATE_NOOP("Errors", "{file} is not a project of this program."),
    "project.newer": QT_TRANSLATE_NOOP("Errors", "{file} was made by a newer version of this program."),
    "project.damaged": QT_TRANSLATE_NOOP("Errors", "{file} is damaged."),
    "project.permission": QT_TRANSLATE_NOOP("Errors", "{file} may not be opened or written."),
    "project.in_use": QT_TRANSLATE_NOOP(
        "Errors", "{file} is open in another program. Here it can only be read until that is closed."
    ),
    "project.read_only": QT_TRANSLATE_NOOP("Errors", "{file} is read-only, so nothing can be changed."),
    "project.hopeless": QT_TRANSLATE_NOOP(
        "Errors", "Of {file} nothing could be saved: there is no backup, and its pages cannot be read."
    ),
    "project.gone": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} was moved or deleted while it was open. What was done before is safe in it; put it back to go on.",
    ),
    "project.replaced": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} was replaced by another file while it was open, so nothing more is written. Open it anew to go on.",
    ),
    "project.folder": QT_TRANSLATE_NOOP("Errors", "{file} is a folder, not a project."),
    "project.no_folder": QT_TRANSLATE_NOOP("Errors", "There is no folder for {file}."),
    "project.read": QT_TRANSLATE_NOOP("Errors", "{file} could not be read: {detail}."),
    "project.write": QT_TRANSLATE_NOOP("Errors", "{file} could not be written: {detail}."),
    "project.write.full": QT_TRANSLATE_NOOP(
        "Errors",
        "The disk of {file} is full, so the last step was not done. Make room, then do it again; what was done before "
        "is saved.",
    ),
    "project.changed": QT_TRANSLATE_NOOP("Errors", "{file} has changed meanwhile; please try again."),
    "split.nobody": QT_TRANSLATE_NOOP("Errors", "No names of annotators were given."),
    "split.name": QT_TRANSLATE_NOOP("Errors", "“{person}” cannot be the name of an annotator’s file."),
    "split.twice": QT_TRANSLATE_NOOP("Errors", "{person} is named twice."),
    "split.too_many": QT_TRANSLATE_NOOP(
        "Errors", "There are more people than work: nothing is left for {person}."
    ),
    "package.unreadable": QT_TRANSLATE_NOOP(
        "Errors", "What {file} says of itself as a work package makes no sense."
    ),
    "package.unsound": QT_TRANSLATE_NOOP("Errors", "{file} is no sound work package; nothing was merged."),
    "merge.itself": QT_TRANSLATE_NOOP("Errors", "{file} is the project itself."),
    "merge.twice": QT_TRANSLATE_NOOP("Errors", "{file} is the same package as another one that was given."),
    "merge.no_pages": QT_TRANSLATE_NOOP("Errors", "{file} shares no page with {project}."),
    "merge.unknown_issue": QT_TRANSLATE_NOOP(
        "Errors", "{file}: the project has no pages of {issue}; it was left out."
    ),
    "conflict.place": QT_TRANSLATE_NOOP(
        "Errors", "The place is not what it was; please correct it by hand, then choose what stands there."
    ),
    "agreement.nobody": QT_TRANSLATE_NOOP(
        "Errors", "There is nobody’s work to compare: give at least two files, or merge packages first."
    ),
    "agreement.no_pages": QT_TRANSLATE_NOOP("Errors", "{file} shares no page with the other files."),
    "package.reread": QT_TRANSLATE_NOOP(
        "Errors", "Pages of {file} were read anew, so that it can no longer be merged."
    ),
    "export.no_sources": QT_TRANSLATE_NOOP(
        "Errors", "The pages of {issue} did not come from files of an OCR engine."
    ),
    "ocr.not_installed": QT_TRANSLATE_NOOP(
        "Errors", "Reading images needs the extra ocr; to get it: pip install annotator[ocr]"
    ),
    "ocr.failed": QT_TRANSLATE_NOOP("Errors", "{file} could not be read by the OCR engine."),
    "ocr.no_image": QT_TRANSLATE_NOOP("Errors", "{file} has no image that could be read."),
    "reread.unlike": QT_TRANSLATE_NOOP("Errors", "{file} has hardly anything in common with {page}."),
    "ocr.xml": QT_TRANSLATE_NOOP("Errors", "{file} is no sound XML (line {line}: {reason})."),
    "ocr.entities": QT_TRANSLATE_NOOP("Errors", "{file} declares entities, which pages have no need of."),
    "ocr.format": QT_TRANSLATE_NOOP("Errors", "{file} is neither hOCR nor ALTO nor PAGE XML."),
    "import.docx": QT_TRANSLATE_NOOP("Errors", "{file} is no sound Word document."),
    "import.pdf": QT_TRANSLATE_NOOP("Errors", "{file} is no sound PDF."),
    "import.pdf_locked": QT_TRANSLATE_NOOP("Errors", "{file} is locked by a password."),
    "import.pdf_password": QT_TRANSLATE_NOOP("Errors", "The password does not open {file}."),
    "import.pdf_images": QT_TRANSLATE_NOOP(
        "Errors", "{file} holds images without text; to have them read: pip install annotator[ocr]"
    ),
    "import.pdf_slow": QT_TRANSLATE_NOOP("Errors", "{file} could not be read in time."),
    "import.pdf_left_out": QT_TRANSLATE_NOOP(
        "Errors", "{file}: {count} {count:page without text was|pages without text were} left out."
    ),
    "import.images_only": QT_TRANSLATE_NOOP(
        "Errors",
        "{file}: there are only images ({count}), and no text that belongs to them. "
        "With the extra ocr (pip install annotator[ocr]) they are read here.",
    ),
    "import.images_left_out": QT_TRANSLATE_NOOP(
        "Errors", "{file}: {count} {count:image without text was|images without text were} left out."
    ),
    "group.nothing": QT_TRANSLATE_NOOP(
        "Errors",
        "Select up to eight characters, or put the caret behind one, to compare all places read like it.",
    ),
    "group.none": QT_TRANSLATE_NOOP("Errors", "“{text}” stands nowhere as it was read."),
    "group.left": QT_TRANSLATE_NOOP("Errors", "Type what belongs here. Marked places left: {count}"),
    "group.all_seen": QT_TRANSLATE_NOOP("Errors", "No marked place is left."),
    "group.corrected": QT_TRANSLATE_NOOP(
        "Errors", "{count} {count:place|places} corrected; one step back takes all of that back."
    ),
    "image.format": QT_TRANSLATE_NOOP("Errors", "{file} is no image of a page (PNG, JPEG or TIFF)."),
    "image.damaged": QT_TRANSLATE_NOOP("Errors", "{file} is damaged, or no image at all."),
    "import.left_out": QT_TRANSLATE_NOOP(
        "Errors", "{count} of the files could not be read and {count:was|were} left out; the others came in."
    ),
    "import.cancelled": QT_TRANSLATE_NOOP("Errors", "The import was cancelled."),
    "import.no_such_pages": QT_TRANSLATE_NOOP(
        "Errors", "{file} has {count} {count:page|pages}; none of them was chosen."
    ),
    "import.page_ranges": QT_TRANSLATE_NOOP(
        "Errors", "“{part}” is no range of pages; pages are chosen like 1-8,12."
    ),
    "import.several_issues": QT_TRANSLATE_NOOP(
        "Errors", "{file} holds {count} issues, not the pages of one."
    ),
    "import.one_issue_only": QT_TRANSLATE_NOOP(
        "Errors", "These are {count} issues; a name or page numbers fit one only."
    ),
    "mets.no_pages": QT_TRANSLATE_NOOP("Errors", "{file} names no files with the text of pages."),
    "mets.outside": QT_TRANSLATE_NOOP("Errors", "{file} names a file outside its folder: {path}."),
    "issue.name": QT_TRANSLATE_NOOP("Errors", "An issue needs a name of at most {longest} characters."),
    "version.name": QT_TRANSLATE_NOOP("Errors", "A version needs a name of at most {longest} characters."),
    "version.article": QT_TRANSLATE_NOOP("Errors", "There is no such article."),
    "newspaper.missing": QT_TRANSLATE_NOOP("Errors", "Nothing of the key {habit} is known of the newspaper."),
    "newspaper.unreadable": QT_TRANSLATE_NOOP(
        "Errors", "What {file} has learnt about its newspaper cannot be read."
    ),
    "scheme.unreadable": QT_TRANSLATE_NOOP("Errors", "The label scheme of {file} cannot be read."),
    "scheme.missing": QT_TRANSLATE_NOOP("Errors", "{file} has no label scheme {scheme}."),
    "scheme.file": QT_TRANSLATE_NOOP("Errors", "{file} holds no label scheme that can be read."),
    "labels.format": QT_TRANSLATE_NOOP("Errors", "{file} is in no format of labels known here."),
    "pairs.nothing": QT_TRANSLATE_NOOP("Errors", "{file} holds no pairs of sentences that can be read."),
    "labels.archive": QT_TRANSLATE_NOOP("Errors", "The archive cannot be read: {reason}."),
    "labels.too_large": QT_TRANSLATE_NOOP("Errors", "The archive holds too much to be one of labels."),
    "spacy.not_installed": QT_TRANSLATE_NOOP("Errors", "This format needs the package spaCy."),
    "scorer.not_installed": QT_TRANSLATE_NOOP("Errors", "A model of your own needs the package onnxruntime."),
    "scorer.unreadable": QT_TRANSLATE_NOOP("Errors", "{file} is no ONNX model that can be read."),
    "scorer.vocabulary": QT_TRANSLATE_NOOP("Errors", "{file} is not the vocabulary of a Chinese BERT model."),
    "scorer.other_kind": QT_TRANSLATE_NOOP(
        "Errors", "{file} is a model of another kind: it must turn input_ids into values for every token."
    ),
    "plugin.failed": QT_TRANSLATE_NOOP("Errors", "The detector {name} was left out: {reason}"),
    "gazetteer.line": QT_TRANSLATE_NOOP(
        "Errors", "{file}, line {line}: too long for an entry of a word list."
    ),
    "rules.line": QT_TRANSLATE_NOOP("Errors", "{file}, line {line}: expected “wrong,right,note”."),
    "word.too_short": QT_TRANSLATE_NOOP("Errors", "“{word}” is too short for a project word."),
    "word.too_long": QT_TRANSLATE_NOOP("Errors", "“{word}” is longer than {most} characters."),
    "word.line_break": QT_TRANSLATE_NOOP("Errors", "A project word has no line break."),
    "operation": QT_TRANSLATE_NOOP("Errors", "The text has changed meanwhile, so nothing was done."),
    "selection.empty": QT_TRANSLATE_NOOP("Errors", "Select text first."),
    "work.lost": QT_TRANSLATE_NOOP(
        "Errors",
        "The part of the program that reads and checks has stopped, so this was not done. What you did before is "
        "saved; the next task begins it again.",
    ),
    "find.wrong": QT_TRANSLATE_NOOP(
        "Errors", "This is no regular expression: something is wrong at character {position}."
    ),
    "find.parenthesis": QT_TRANSLATE_NOOP(
        "Errors", "At character {position} of the expression a parenthesis lacks its other half."
    ),
    "find.bracket": QT_TRANSLATE_NOOP(
        "Errors", "A square bracket in the expression is not closed (up to character {position})."
    ),
    "find.range": QT_TRANSLATE_NOOP(
        "Errors", "The range of characters before character {position} of the expression runs backwards."
    ),
    "find.repeat": QT_TRANSLATE_NOOP(
        "Errors", "At character {position} of the expression there is nothing that could be repeated."
    ),
    "find.repeat_order": QT_TRANSLATE_NOOP(
        "Errors",
        "Before character {position} of the expression the least number of repeats exceeds the most.",
    ),
    "find.escape": QT_TRANSLATE_NOOP(
        "Errors", "The backslash before character {position} of the expression means nothing there."
    ),
    "find.group": QT_TRANSLATE_NOOP(
        "Errors", "The group named before character {position} of the expression does not exist."
    ),
    "find.call": QT_TRANSLATE_NOOP(
        "Errors",
        "At character {position} the expression calls itself or a group, which is not possible here.",
    ),
    "find.property": QT_TRANSLATE_NOOP(
        "Errors", "The property of characters before character {position} of the expression is unknown."
    ),
    "find.too_slow": QT_TRANSLATE_NOOP(
        "Errors", "This expression takes too long, so the search was stopped."
    ),
    "find.too_large": QT_TRANSLATE_NOOP("Errors", "This expression is too large."),
    "replace.template": QT_TRANSLATE_NOOP(
        "Errors", "The replacement {part} means nothing in this expression."
    ),
    "label.nothing_selected": QT_TRANSLATE_NOOP("Errors", "Select text first, then press a label's key."),
    "label.text_gone": QT_TRANSLATE_NOOP(
        "Errors",
        "The text of a label is gone. It stands first in the list of spans: put it elsewhere or remove it.",
    ),
    "label.no_such_key": QT_TRANSLATE_NOOP("Errors", "No label has this key."),
    "label.no_suggestion": QT_TRANSLATE_NOOP("Errors", "That was the last suggestion of this article."),
    "label.no_candidate": QT_TRANSLATE_NOOP("Errors", "No more names without a label in this article."),
    "label.none_to_take": QT_TRANSLATE_NOOP("Errors", "No place has this label."),
    "relation.no_types": QT_TRANSLATE_NOOP(
        "Errors", "The label scheme has no relations that could begin at this label."
    ),
    "relation.no_targets": QT_TRANSLATE_NOOP(
        "Errors", "There is no label in the article to relate this one to."
    ),
    "relation.not_allowed": QT_TRANSLATE_NOOP("Errors", "The label scheme has no relation to that label."),
    "relation.there": QT_TRANSLATE_NOOP("Errors", "This relation is there already."),
    "relation.no_such_key": QT_TRANSLATE_NOOP("Errors", "No relation has this key."),
    "label.overlaps_itself": QT_TRANSLATE_NOOP(
        "Errors", "This label is not to overlap itself; the scheme says so."
    ),
    "label.none_here": QT_TRANSLATE_NOOP("Errors", "There is no label here."),
    "label.none_before": QT_TRANSLATE_NOOP(
        "Errors", "Go to a label first, then select the text to be put to it."
    ),
    "label.select_part": QT_TRANSLATE_NOOP("Errors", "Select the text first."),
    "label.has_it": QT_TRANSLATE_NOOP("Errors", "The label lies on this text already."),
    "label.nothing_left": QT_TRANSLATE_NOOP(
        "Errors", "Nothing would be left of the label; Delete removes it as a whole."
    ),
    "label.none_alike": QT_TRANSLATE_NOOP("Errors", "Every identical text is labelled already."),
}
"""Sentences of all codes the window can meet."""


def sentence(code: str, values: Mapping[str, object] | None = None) -> str:
    """Return the sentence of a code; an unknown one is shown with its values rather than hidden."""
    reason = f"{code}.{(values or {}).get('reason', '')}"  # some reasons have a sentence of their own
    pattern = SENTENCES.get(reason) or SENTENCES.get(code)
    if pattern is None:
        return str(UserError(code, **{key: str(value) for key, value in (values or {}).items()}))
    return filled(QCoreApplication.translate("Errors", pattern), **(values or {}))


def sentence_of(error: Exception) -> str | None:
    """Return the sentence for an error of the user's world, or None for a bug."""
    if isinstance(error, UserError):
        return sentence(error.code, error.values)
    if isinstance(error, OperationError):
        return sentence("operation")
    if isinstance(error, WorkLost):
        return sentence("work.lost")
    return None


def is_passing(error: Exception) -> bool:
    """Tell whether an error comes with a single key, so that the status bar is the place for it."""
    return isinstance(error, OperationError) or (
        isinstance(error, UserError) and error.code == "project.read_only"
    )


def log_bug(error: BaseException) -> None:
    """Write a bug with its traceback to the log."""
    log.error("a bug", exc_info=(type(error), error, error.__traceback__))


def install_hook(tell: Callable[[], None]) -> None:
    """Log exceptions nobody caught, and tell the person once each; slots of Qt's end here too.

    Args:
        tell: called in the thread of the exception, after it was logged.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log_bug(error.with_traceback(trace))
        tell()

    sys.excepthook = hook


def bug_words(log_file: Path | None) -> str:
    """Return what to say of a bug: that the work is safe, and where the details are."""
    said = QCoreApplication.translate(
        "Errors", "Something went wrong inside the program. What you did before is saved."
    )
    where = QCoreApplication.translate("Errors", "The details are in {file}.").format(file=log_file)
    return f"{said}\n{where}" if log_file else said


def log_file() -> Path | None:
    """Return where the details of bugs are written, or None if nothing could be written."""
    try:
        path = log_folder() / FILE_NAME
    except OSError:
        return None
    return path if path.exists() else None
