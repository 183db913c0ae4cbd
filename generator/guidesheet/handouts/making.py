"""One handout: made, and put into its folder."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pikepdf

from guidesheet.editions import Variant
from guidesheet.handouts.content import Data
from guidesheet.handouts.fill import fillable
from guidesheet.handouts.typeset import TypesetError, typeset


def make(document: Data, variant: Variant) -> bytes:
    """The PDF of a handout. Raises TypesetError."""
    data = typeset(document, variant)
    return fillable(data) if variant.fill else data


def keep(document: Data, variant: Variant, key: str, folder: Path) -> tuple[str, list[Any]] | None:
    """Makes one handout and puts it into the folder, whole or not at all. Gives what is wrong with it, and where."""
    try:
        data = make(document, variant)
    except TypesetError as error:
        return str(error), error.at
    with pikepdf.open(io.BytesIO(data)) as pdf:
        name = f"{key}-{len(pdf.pages)}.pdf"
    beside = folder / f".{name}.{os.getpid()}"
    beside.write_bytes(data)
    beside.replace(folder / name)
    return None
