"""What the actions about page images do."""

from __future__ import annotations

from pathlib import Path, PurePath

from PySide6.QtCore import QObject

from annotator.ui.dialogs.files import ask_image
from annotator.ui.main_window import MainWindow
from annotator.ui.words.errors import sentence


class ImageCommands(QObject):
    """Connects the actions about page images with the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.actions_.connect_all(
            {
                "page_image": window.page_image.cycle,
                "choose_image": self._choose,
                "compare_print": window.group_checking.start,
                "next_odd": window.group_checking.go_on,
            }
        )
        window.image_pane.file_wanted.connect(self._choose)
        window.group_checking.told.connect(self._tell)

    def _tell(self, code: str, values: dict[str, object]) -> None:
        self._window.status.tell(sentence(code, values))

    def _choose(self) -> None:
        window, session = self._window, self._window.workspace.session
        if session is None:
            return
        view = window.page_image.page
        folder = session.path.parent
        if view is not None and view.lost is not None and Path(view.lost.folder).is_dir():
            folder = Path(view.lost.folder)
        elif view is not None and view.file is not None:
            folder = view.file.path.parent
        name = PurePath(view.lost.name).name if view is not None and view.lost is not None else ""
        ask_image(window, folder, name, window.page_image.choose)
