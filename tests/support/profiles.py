"""What a browser has written on the disk: in which files of its profile a word can be read.

Browsers compress some files (LZ4, Snappy) without entropy coding, so a word that stood nowhere before stands in them as it is.
"""

from __future__ import annotations

from pathlib import Path


def files_with(profile: Path, word: str) -> list[str]:
    """The files of a profile that hold a word, as paths in it; in UTF-8 or UTF-16, also in the middle of something compressed."""
    wanted = (word.encode(), word.encode("utf-16-le"))
    found = []
    for path in profile.rglob("*"):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            if any(one in content for one in wanted):
                found.append(path.relative_to(profile).as_posix())
    return sorted(found)
