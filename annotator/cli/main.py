"""The command ``annotator``.

Exit status: 0 done; 1 the user's input was refused (one sentence on standard error, nothing written); 2 wrong usage;
3 a bug (with the path of the log file).
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from annotator import __version__
from annotator.cli.lazy_group import LazyGroup
from annotator.cli.messages import sentence
from annotator.cli.output import say, write
from annotator.errors import UserError
from annotator.log import set_up_log
from annotator.paths import log_folder

log = logging.getLogger(__name__)

DONE, REFUSED, USAGE, BUG = 0, 1, 2, 3

COMMANDS = {
    "process": "process_command:process",
    "check": "check_command:check",
    "import": "project_commands:import_pages",
    "export": "export_command:export",
    "stats": "stats_command:stats",
    "rules": "rules_command:rules",
    "words": "words_command:words",
    "rerun": "rerun_command:rerun_project",
    "reread": "reread_command:reread_pages",
    "decisions": "decisions_command:decisions",
    "newspaper": "newspaper_command:newspaper",
    "doctor": "project_commands:doctor",
    "batch": "batch_command:batch",
    "issues": "issues_command:issues",
    "backups": "backups_command:backups",
    "labels": "labels_command:labels",
    "corrections": "corrections_command:corrections",
    "find": "find_commands:find",
    "replace": "find_commands:replace",
    "split": "package_commands:split",
    "merge": "package_commands:merge_packages",
    "conflicts": "package_commands:conflicts",
}
"""Where each command is defined, below ``annotator.cli``."""


@click.group(
    cls=LazyGroup,
    places={name: f"annotator.cli.{place}" for name, place in COMMANDS.items()},
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="annotator")
@click.option(
    "--self-test", is_flag=True, help="Try the whole program without a display, and say what works."
)
@click.pass_context
def commands(context: click.Context, self_test: bool) -> None:
    """校注 Annotator: proofread and label Chinese newspaper text. Without a command: open the window."""
    if self_test:
        # Only the window needs Qt; the commands start without it.
        from annotator.self_test import self_test as run_self_test

        context.exit(run_self_test(write))
    if context.invoked_subcommand is None:
        context.exit(_open_window([]))


@commands.command("open")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def open_files(context: click.Context, files: tuple[Path, ...]) -> None:
    """Open the window on a project, or on new pages of one issue."""
    context.exit(_open_window(list(files)))


def _open_window(files: Sequence[Path]) -> int:
    # Nothing that is made until the window stands is garbage; looking for some took a tenth of the start.
    gc.disable()
    # Only the window needs Qt; the commands start without it.
    from annotator.app import run

    return run(files)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    log_file = _start_log()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] not in ("open", *COMMANDS) and Path(words[0]).exists():
        words.insert(0, "open")  # files that were double-clicked come without a command
    try:
        result = commands.main(
            args=words,
            prog_name="annotator",
            standalone_mode=False,
        )
        return result if isinstance(result, int) else DONE
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.exceptions.Abort:
        return REFUSED
    except click.ClickException as error:
        error.show()
        return USAGE
    except UserError as error:
        say(sentence(error.code, error.values))
        return REFUSED
    except BrokenPipeError:
        # The reader went away (a pager, head): nothing more can be said there.
        sys.stderr.close()
        return REFUSED
    except Exception:
        log.exception("a bug")
        if log_file is None:
            traceback.print_exc()
        say(sentence("bug", {"file": str(log_file or "-")}))
        return BUG


def _start_log() -> Path | None:
    """Start logging to the log file; a home that cannot be written to must not keep anybody from working."""
    try:
        # Sentences go to standard error by themselves; the log's own lines would only double them there.
        return set_up_log(log_folder(), stderr=False)
    except OSError:
        return None


def entry() -> None:
    """Run the command line and leave the process with its exit status."""
    # In a frozen program the processes that do long work are the program itself.
    multiprocessing.freeze_support()
    sys.exit(main())
