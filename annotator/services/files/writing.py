"""Writing a file so that it is whole or as it was: beside its place, read back, and only then put there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from annotator.errors import UserError


def write_checked(target: Path, content: str | bytes) -> None:
    """Write bytes, or text in UTF-8 with line feeds, read them back, and put them in place of the target.

    Raises:
        UserError: it cannot be written or does not read back the same; the target is as it was.
    """
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if temporary.read_bytes() != data:
            raise UserError("export.read_back", file=target.name)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except OSError as error:
        raise UserError("export.write", file=str(target), reason=error.strerror or str(error)) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current
