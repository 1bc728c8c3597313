"""TEI P5: articles as divisions, corrections as ``choice``, pages, columns and lines as milestones, jumps as links.

Source of the format: TEI P5 Guidelines, chapters 3 (core elements) and 4 (default text structure). Identifiers are
those of the issue with a letter in front, as XML wants them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree

from annotator.formats.xml_text import xml_text
from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Block, Role, Run
from annotator.model.issue import Issue
from annotator.model.layout import Columns
from annotator.model.origin import is_correction, kind_of, who_of

_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_HEADS = {Role.KICKER: "kicker", Role.TITLE: "main", Role.SUBTITLE: "sub"}
_PLAIN = frozenset({Role.BODY, Role.DATELINE})

Element = ElementTree.Element


_MILESTONES = (
    "pb, cb and lb stand where a page, a column or a line of the print begins; break is “no” where it is inside a"
    " paragraph, whose text has all its spaces. cb/@n counts the places from the left where the columns of the page"
    " begin."
)


def issue_tei(issue: Issue, columns: Mapping[str, Columns] | None = None) -> str:
    """Return an issue as a TEI document, its furniture and unplaced text in the back matter.

    Args:
        issue: the issue.
        columns: the columns of its pages, by their ids; the header says of which they are not known.
    """
    columns = columns or {}
    ElementTree.register_namespace("", _NAMESPACE)
    root = Element(_name("TEI"), {f"{_XML}lang": "zh-Hans"})
    _header(root, issue, columns)
    text = _add(root, "text")
    writer = _Writer(issue, columns)
    body = _add(text, "body")
    for article_id in issue.order:
        writer.article(body, article_id)
    if not issue.order:
        _add(_add(body, "div"), "p")
    back = [name for name in (FURNITURE_ID, UNPLACED_ID) if issue.articles[name].blocks]
    if back:
        matter = _add(text, "back")
        for name in back:
            writer.leftovers(matter, name)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _header(root: Element, issue: Issue, columns: Mapping[str, Columns]) -> None:
    header = _add(root, "teiHeader")
    description = _add(header, "fileDesc")
    titles = _add(description, "titleStmt")
    _write(_add(titles, "title"), issue.name)
    for who in _correctors(issue):
        statement = _add(titles, "respStmt", {f"{_XML}id": _identifier(who)})
        _write(_add(statement, "resp"), "correction")
        _write(_add(statement, "name"), who)
    _write(_add(_add(description, "publicationStmt"), "p"), "annotator")
    pages = _add(_add(description, "sourceDesc"), "list")
    for page in issue.pages.values():
        item = _add(pages, "item", {f"{_XML}id": _identifier(page.id)})
        if page.number:
            item.set("n", xml_text(page.number))
        _write(item, page.name)
    declared = _add(_add(_add(header, "encodingDesc"), "editorialDecl"), "segmentation")
    _write(_add(declared, "p"), _MILESTONES)
    unknown = [page for page in issue.pages.values() if page.id not in columns]
    if unknown:
        told = _add(declared, "p")
        _write(told, "Columns are not known of:")
        for page in unknown:
            _write(told, " ")
            _write(_add(told, "ref", {"target": f"#{_identifier(page.id)}"}), page.name)


def _correctors(issue: Issue) -> list[str]:
    """Return who made corrections, each once by the identifier they get."""
    runs = (run for block in issue.blocks.values() for run in block.runs if is_correction(run.origin))
    found = {_identifier(who): who for run in runs if (who := who_of(run.origin or ""))}
    return [found[name] for name in sorted(found)]


class _Writer:
    """Writes the articles of one issue; knows on which page and in which column the text stands just now."""

    def __init__(self, issue: Issue, columns: Mapping[str, Columns]) -> None:
        self._issue = issue
        self._columns = {page: known for page, known in columns.items() if known.count > 1}
        self._page = ""
        self._column = 0
        self._jumps = {
            end: jump
            for jump in issue.jumps.values()
            for end in (jump.source, jump.target)
            if end is not None
        }

    def article(self, body: Element, article_id: str) -> None:
        """Write an article; one that is taken up elsewhere has its parts as divisions that point to each other."""
        article = _add(body, "div", {"type": "article", f"{_XML}id": _identifier(article_id)})
        parts = _parts(list(self._issue.blocks_of(article_id)))
        if len(parts) == 1:
            self._division(article, parts[0])
            return
        names = [f"{_identifier(article_id)}.{number}" for number in range(1, len(parts) + 1)]
        for number, blocks in enumerate(parts):
            division = _add(article, "div", {"type": "part", f"{_XML}id": names[number]})
            if number:
                division.set("prev", f"#{names[number - 1]}")
            if number + 1 < len(parts):
                division.set("next", f"#{names[number + 1]}")
            self._division(division, blocks)

    def leftovers(self, back: Element, name: str) -> None:
        """Write the furniture or the tray."""
        division = _add(back, "div", {"type": name})
        for block in self._issue.blocks_of(name):
            self._block(_add(division, "ab", {"type": block.role.value}), block)

    def _division(self, division: Element, blocks: Sequence[Block]) -> None:
        at_top = True
        for block in blocks:
            if at_top and block.role in _HEADS:
                self._block(_add(division, "head", {"type": _HEADS[block.role]}), block)
                continue
            if at_top and block.role is Role.BYLINE:
                self._block(_add(division, "byline"), block)
                continue
            at_top = False
            self._block(_element_of(division, block.role), block)
        if at_top:
            _add(division, "p")  # a division needs more than its heading

    def _block(self, element: Element, block: Block) -> None:
        if block.role is Role.JUMP:
            element = _add(element, "ref", {"type": "jump"})
            jump = self._jumps.get(block.id)
            other = jump and (jump.target if jump.source == block.id else jump.source)
            if other:
                element.set("target", f"#{_identifier(other)}")
            element.set(f"{_XML}id", _identifier(block.id))
        inside: dict[str, str] = {}
        for kind, before, after, origin in self._events(block):
            if kind == "page":
                page = self._issue.pages[after]
                attributes = {"corresp": f"#{_identifier(after)}", **inside}
                if page.number:
                    attributes["n"] = xml_text(page.number)
                _add(element, "pb", attributes)
                continue
            if kind == "column":
                _add(element, "cb", {"n": after, **inside})
                continue
            if kind == "line":
                _add(element, "lb", dict(inside))
                continue
            inside = {"break": "no"}
            if kind == "text":
                _write(element, after)
            else:
                _choice(element, before, after, origin)

    def _events(self, block: Block) -> Iterator[tuple[str, str, str, str]]:
        """Yield what a block is made of.

        That is ``page``, ``column`` and ``line`` where they begin, ``text``, and ``choice`` with both readings.
        """
        before, after, origin = "", "", ""
        last: Run | None = None
        for run in block.runs:
            raw = self._issue.pages[run.page].raw[run.start : run.end]
            broken = last is not None and self._is_broken(last, run)
            last = run
            is_corrected = is_correction(run.origin)
            begun = list(self._begun(run))
            if begun or not is_corrected:
                yield from _settled(before, after, origin)
                before, after = "", ""
                yield from begun
            if is_corrected:
                if broken and not before and not after:
                    yield "line", "", "", ""
                before, after, origin = before + raw, after + (run.text or ""), run.origin or origin
                continue
            text = run.spell(self._issue.pages)
            if broken or ("\n" in raw and "\n" not in text):
                yield "line", "", "", ""
            if text:
                yield "text", "", text, ""
        yield from _settled(before, after, origin)

    def _begun(self, run: Run) -> Iterator[tuple[str, str, str, str]]:
        """Yield the page and the column that begin with a run."""
        if run.page != self._page:
            self._page, self._column = run.page, 0
            yield "page", "", run.page, ""
        known = self._columns.get(run.page)
        raw = self._issue.pages[run.page].raw[run.start : run.end]
        if known is None or not raw.strip():
            return
        column = known.at(run.start + len(raw) - len(raw.lstrip()))
        if column and column != self._column:
            self._column = column
            yield "column", "", str(column), ""

    def _is_broken(self, last: Run, run: Run) -> bool:
        """Tell whether a line ends between two runs: the line feed of joined lines is in neither."""
        return last.page == run.page and "\n" in self._issue.pages[run.page].raw[last.end : run.start]


def _settled(before: str, after: str, origin: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield corrected text with what stood there before, if that is not the same."""
    if before != after:
        yield "choice", before, after, origin
    elif after:
        yield "text", "", after, ""


def _element_of(division: Element, role: Role) -> Element:
    if role is Role.CAPTION:
        return _add(_add(division, "figure"), "head")
    if role in (Role.HEADING, *_HEADS, Role.BYLINE):
        return _add(division, "ab", {"type": role.value})
    return _add(division, "p", {} if role in _PLAIN else {"rend": role.value})


def _parts(blocks: list[Block]) -> list[list[Block]]:
    """Return the blocks cut behind the jumps that lead away: before each one that says where the text comes from."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        coming = block.role is Role.JUMP and "上接" in block.text
        if coming and any(each.role is Role.JUMP for each in parts[-1]):
            parts.append([])
        parts[-1].append(block)
    return parts


def _choice(element: Element, before: str, after: str, origin: str) -> None:
    choice = _add(element, "choice")
    _write(_add(choice, "sic"), before)
    correction = _add(choice, "corr", {"cert": "high", "type": kind_of(origin)})
    if who_of(origin):
        correction.set("resp", f"#{_identifier(who_of(origin))}")
    _write(correction, after)


def _add(parent: Element, name: str, attributes: dict[str, str] | None = None) -> Element:
    return ElementTree.SubElement(parent, _name(name), attributes or {})


def _name(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def _write(element: Element, text: str) -> None:
    """Put text behind what the element holds already."""
    text = xml_text(text)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _identifier(text: str) -> str:
    """Return an identifier as XML has them: no blanks, no signs, not beginning with a digit."""
    return "x-" + re.sub(r"[^\w.-]", "_", xml_text(text))


def tei_text(document: str, *, corrected: bool = True) -> str:
    """Return the text of a document's body and back matter, with corrections or as it was before them."""
    text = ElementTree.fromstring(document.encode("utf-8")).find(_name("text"))
    gone = _name("sic" if corrected else "corr")
    return "".join(_texts(text, gone)) if text is not None else ""


def _texts(element: Element, gone: str) -> Iterator[str]:
    if element.tag != gone:
        yield element.text or ""
        for child in element:
            yield from _texts(child, gone)
            yield child.tail or ""
