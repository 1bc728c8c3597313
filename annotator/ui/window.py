"""A window with everything that can be done in it."""

from __future__ import annotations

from pathlib import Path

from annotator.services.background.workplaces import Workplace
from annotator.services.doubts.stream import Choice
from annotator.ui.controllers.commands import Commands
from annotator.ui.controllers.find.finding import Finding
from annotator.ui.controllers.guide.guidance import Guidance
from annotator.ui.controllers.guide.tour import Tour
from annotator.ui.controllers.image.commands import ImageCommands
from annotator.ui.controllers.label.commands import LabelCommands
from annotator.ui.controllers.label.desk import LabelDesk
from annotator.ui.controllers.project.commands import ProjectCommands
from annotator.ui.controllers.project.issues import IssueCommands
from annotator.ui.controllers.project.recovery import Recovery
from annotator.ui.controllers.project.team import Team
from annotator.ui.controllers.text.commands import TextCommands
from annotator.ui.look.theme import Theme
from annotator.ui.main_window import MainWindow
from annotator.ui.preferences.settings import Settings
from annotator.ui.qt.workers import Jobs


def make_window(
    settings: Settings, theme: Theme, choice: Choice, data_folder: Path, jobs: Jobs, workplace: Workplace
) -> MainWindow:
    """Return a window whose actions do what they say.

    Args:
        settings: the person's settings.
        theme: the look to begin with.
        choice: which doubts are shown, and in which order.
        data_folder: where projects without a place of their own are made.
        jobs: run work beside the window.
        workplace: where the long work of jobs is done.
    """
    window = MainWindow(settings, theme, choice, data_folder, jobs, workplace)
    # The window is their parent and keeps them.
    commands = Commands(window, window.actions_, settings, jobs)
    ProjectCommands(window, settings, jobs, commands.tell_error)
    IssueCommands(window, jobs, commands.tell_error)
    Team(window, jobs, commands.tell_error)
    Recovery(window, settings, jobs, commands.tell_error)
    Finding(window, window.actions_)
    TextCommands(window, settings)
    ImageCommands(window)
    LabelDesk(window, window.actions_, jobs, workplace)
    LabelCommands(window, window.actions_)
    Guidance(window, settings)
    Tour(window, settings)
    return window
