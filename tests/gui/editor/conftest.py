import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest

from annotator.model.article import Role
from annotator.ui.editor.pane_text import PaneBlock
from annotator.ui.editor.raw_view import RawView
from annotator.ui.editor.text_view import ArticleView


class Owner:
    """A tiny stand-in for the window's controller: applies what the pane reports to blocks of its own."""

    def __init__(self, view, texts):
        self.view = view
        self.blocks = [PaneBlock(f"b{number}", Role.BODY, text) for number, text in enumerate(texts)]
        self.edits = []
        self.requests = []
        self.refuse = False
        self.made = len(texts)
        view.text_edited.connect(self.on_edited)
        view.split_requested.connect(self.on_split)
        view.join_requested.connect(self.on_join)
        view.range_replaced.connect(self.on_range)
        view.set_blocks(self.blocks)

    def texts(self):
        return [block.text for block in self.blocks]

    def index(self, block_id):
        return [block.id for block in self.blocks].index(block_id)

    def on_edited(self, block_id, start, end, text):
        self.edits.append((block_id, start, end, text))
        index = self.index(block_id)
        block = self.blocks[index]
        assert 0 <= start <= end <= len(block.text)
        if not self.refuse:
            new = block.text[:start] + text + block.text[end:]
            assert new != block.text
            self.blocks[index] = PaneBlock(block_id, block.role, new)
        self.view.update_block(self.blocks[index])

    def on_split(self, block_id, position):
        self.requests.append(("split", block_id, position))
        self.replace(block_id, position, block_id, position, "\n")

    def on_join(self, block_id):
        self.requests.append(("join", block_id))
        index = self.index(block_id)
        before = self.blocks[index - 1]
        self.replace(before.id, len(before.text), block_id, 0, "")

    def on_range(self, first, start, last, end, text):
        self.requests.append(("range", first, start, last, end, text))
        self.replace(first, start, last, end, text)

    def replace(self, first, start, last, end, text):
        if self.refuse:
            return
        low, high = self.index(first), self.index(last)
        old = self.blocks[low : high + 1]
        joined = old[0].text[:start] + text + old[-1].text[end:]
        new = []
        for number, part in enumerate(joined.split("\n")):
            if number:
                self.made += 1
            block_id = first if number == 0 else f"b{self.made}"
            new.append(PaneBlock(block_id, old[0].role, part))
        self.blocks[low : high + 1] = new
        self.view.set_blocks(self.blocks)


@pytest.fixture
def document_texts():
    """Read the texts of a document's paragraphs without Qt's changes to special spaces."""

    def read(view):
        found = []
        block = view.document().begin()
        while block.isValid():
            found.append(block.text())
            block = block.next()
        return found

    return read


@pytest.fixture
def view(qtbot):
    made = ArticleView()
    qtbot.addWidget(made)
    made.resize(520, 480)
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    return made


@pytest.fixture
def raw_view(qtbot):
    made = RawView()
    qtbot.addWidget(made)
    made.resize(520, 480)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def own(view):
    """Give the view blocks of these texts and an owner that follows its signals."""
    return lambda *texts: Owner(view, texts)


@pytest.fixture
def preedit(view):
    """Show text an input method is composing."""

    def compose(text):
        QGuiApplication.sendEvent(view, QInputMethodEvent(text, []))

    return compose


@pytest.fixture
def commit_text(view):
    """Let an input method commit text; ``QTest.keyClicks`` ends the process when it meets Chinese."""

    def commit(text):
        event = QInputMethodEvent()
        event.setCommitString(text)
        QGuiApplication.sendEvent(view, event)

    return commit


@pytest.fixture
def press(view):
    def click(key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(view, key, modifiers)

    return click


@pytest.fixture
def paste(view):
    def put(text):
        data = QMimeData()
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)
        QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    return put


@pytest.fixture
def point_at(view):
    """The middle of a character, in pixels of the viewport."""

    def find(block_id, position):
        rect = view.range_rect(block_id, position, position + 1)
        return QPoint(round(rect.center().x()), round(rect.center().y()))

    return find


@pytest.fixture
def drop(view):
    """Drop text at a point of the viewport."""

    def let_go(text, point, source=None, action=Qt.DropAction.CopyAction):
        data = QMimeData()
        data.setText(text)

        class Drop(QDropEvent):
            def source(self):
                return source

        event = Drop(QPointF(point), action, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        event.setDropAction(action)
        view.dropEvent(event)

    return let_go
