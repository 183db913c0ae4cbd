"""One handout: made, and put into its folder."""

from __future__ import annotations

import io
import multiprocessing
import os
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import Any

import pikepdf

from guidesheet.editions import Variant, script_of
from guidesheet.handouts.content import Data
from guidesheet.handouts.document import answerable
from guidesheet.handouts.fill import fillable
from guidesheet.handouts.fillscript import fill_script
from guidesheet.handouts.typeset import TypesetError, typeset


def make(document: Data, variant: Variant) -> bytes:
    """The PDF of a handout. Raises TypesetError."""
    data = typeset(document, variant)
    return fillable(data) if variant.fill else data


def keep(document: Data, variant: Variant, key: str, folder: Path) -> tuple[str, list[Any], str] | None:
    """Makes one handout and puts it into the folder, with the script that fills it in, whole or not at all.

    It is called `<key>-<pages>-<bytes>-<bytes of the script>.pdf`. Gives what is wrong with it, where, and in which picture.
    """
    try:
        data = make(document, variant)
    except TypesetError as error:
        return str(error), error.at, error.picture
    script = fill_script(data, document) if answerable(document, variant) else b""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        name = f"{key}-{len(pdf.pages)}-{len(data)}-{len(script)}.pdf"
    if script:
        _put(script, folder / script_of(name))  # before the handout, which stands for both
    _put(data, folder / name)
    return None


def follow() -> None:
    """Lets this process end with the one that began it, also where that is killed: else it would wait for work for good."""
    if parent := multiprocessing.parent_process():
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _put(data: bytes, file: Path) -> None:
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)  # a full disk needs no halves
