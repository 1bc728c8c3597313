"""OCR files of any of the formats: reading their pages, and writing corrected text back into them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from annotator.errors import UserError
from annotator.formats.ocr import alto, hocr, page_xml
from annotator.formats.ocr.parsing import parse_xml, serialize
from annotator.formats.ocr.scanned import Element, ScannedPage, Word
from annotator.model.issue import Issue
from annotator.model.origin import is_correction


@dataclass(frozen=True, slots=True)
class _Format:
    name: str
    fits: Callable[[bytes, Element], bool]
    read: Callable[[Element], list[ScannedPage]]
    set_word: Callable[[Element, str], None]


_FORMATS = (
    _Format("alto", lambda _, root: alto.is_alto(root), alto.read_alto, alto.set_word),
    _Format("page", lambda _, root: page_xml.is_page_xml(root), page_xml.read_page_xml, page_xml.set_word),
    _Format("hocr", lambda data, _: hocr.is_hocr(data), hocr.read_hocr, hocr.set_word),
)

OCR_FORMATS = frozenset(form.name for form in _FORMATS)
"""Names of the formats that corrected text can go back into."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A correction of a page's raw text: ``text`` in place of ``[start, end)``, in code points."""

    start: int
    end: int
    text: str


def read_ocr(data: bytes) -> tuple[str, list[ScannedPage]]:
    """Return the format of an OCR file (``hocr``, ``alto`` or ``page``) and its pages.

    Raises:
        UserError: it is no XML (``ocr.xml``), declares entities (``ocr.entities``), or is none of these formats
            (``ocr.format``).
    """
    root = parse_xml(data)
    form = _format_of(data, root)
    return form.name, form.read(root)


def _format_of(data: bytes, root: Element) -> _Format:
    found = next((form for form in _FORMATS if form.fits(data, root)), None)
    if found is None:
        raise UserError("ocr.format")
    return found


def write_ocr(data: bytes, edits: Mapping[int, Sequence[Edit]]) -> bytes:
    """Return an OCR file with corrected text; without corrections it is returned as it was, byte for byte.

    Args:
        data: the file as it was imported.
        edits: corrections of its pages, by the page's place in the file from 0 on, in order and apart.

    Raises:
        UserError: see ``read_ocr``.
    """
    if not any(edits.values()):
        return data
    root = parse_xml(data)
    form = _format_of(data, root)
    for number, page in enumerate(form.read(root)):
        for word, text in corrected_words(page, edits.get(number, ())):
            form.set_word(word.element, text)
    return serialize(root, data)


def edits_of(issue: Issue, page_id: str) -> tuple[Edit, ...]:
    """Return what people corrected in the text of a page; clean-ups are no corrections."""
    found = [
        Edit(run.start, run.end, run.text or "")
        for block in issue.blocks.values()
        for run in block.runs
        if run.page == page_id and is_correction(run.origin) and (run.end > run.start or run.text)
    ]
    return tuple(sorted(found, key=lambda edit: (edit.start, edit.end)))


def corrected_text(raw: str, edits: Sequence[Edit]) -> str:
    """Return a raw text with corrections made."""
    for edit in reversed(edits):
        raw = raw[: edit.start] + edit.text + raw[edit.end :]
    return raw


def corrected_words(page: ScannedPage, edits: Sequence[Edit]) -> list[tuple[Word, str]]:
    """Return the words whose text is another with the edits, each with its new text.

    An edit that reaches over several words gives each of them the characters that stand in its place, if the number
    of characters stays; else the first of them gets the whole text, and the others lose theirs. An insertion goes to
    the word it stands in or that ends there, else to the one behind it.
    """
    texts: dict[int, list[str]] = {}
    words = [word for word in page.words if word.end > word.start]

    def characters(number: int) -> list[str]:
        word = words[number]
        return texts.setdefault(number, list(page.raw[word.start : word.end]))

    insertions: list[Edit] = []
    for edit in edits:
        touched = [
            (number, max(edit.start, word.start), min(edit.end, word.end))
            for number, word in enumerate(words)
            if word.start < edit.end and word.end > edit.start
        ]
        if not touched or edit.start == edit.end:
            insertions.append(edit)
            continue
        # Blanks between words belong to none of them: text in their place would get lost.
        covered = sum(end - start for _, start, end in touched)
        same = len(edit.text) == edit.end - edit.start == covered
        for rank, (number, start, end) in enumerate(touched):
            held = characters(number)
            first = start - words[number].start
            for position in range(start, end):
                new = edit.text[position - edit.start] if same else ""
                held[position - words[number].start] = new
            if not same and rank == 0:
                held[first] = edit.text
    # What is replaced would take with it what was put beside it before.
    before: dict[int, str] = {}
    for edit in insertions:
        _insert(words, characters, before, edit)
    found = [(number, before.get(number, "") + "".join(held)) for number, held in sorted(texts.items())]
    return [
        (words[number], text)
        for number, text in found
        if text != page.raw[words[number].start : words[number].end]
    ]


def _insert(
    words: Sequence[Word], characters: Callable[[int], list[str]], before: dict[int, str], edit: Edit
) -> None:
    """Put inserted text behind a character of a word, or before the first character of one."""
    at = edit.start
    number = bisect_left(words, at, key=lambda word: word.start) - 1
    if number >= 0 and (at <= words[number].end or number + 1 == len(words)):
        held = characters(number)
        held[min(at - words[number].start, len(held)) - 1] += edit.text
    elif words:
        characters(number + 1)
        before[number + 1] = before.get(number + 1, "") + edit.text
