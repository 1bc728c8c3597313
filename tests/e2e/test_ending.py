"""The program ends in order when the system asks for it, so that the next start has nothing to tell of."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

from helpers.programs import environment

from annotator.paths import HOME_VARIABLE
from annotator.services.recovery.last_run import begin

LONGEST = 60  # seconds


def test_a_signal_to_end_is_no_crash(tmp_path):
    program = subprocess.Popen(
        [sys.executable, "-m", "annotator"],
        env={**environment(), HOME_VARIABLE: str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + LONGEST
        while not any((tmp_path / "data").glob("running-*.mark")) and time.monotonic() < end:
            time.sleep(0.1)
        program.send_signal(signal.SIGTERM)
        assert program.wait(LONGEST) == 0
    finally:
        program.kill()
        program.wait()
    mark, is_broken = begin(tmp_path / "data")
    mark.end()
    assert not is_broken
