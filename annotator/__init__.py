"""校注 Annotator: proofreading and labelling of Chinese newspaper text."""

import os

__version__ = "0.1.0"

# NumPy's products here are small: threads of its own that wait for each other take longer than one alone, several
# times so on a busy machine. It reads this when it is loaded, so it must be said before.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
