"""Handouts of a project: where they are kept, what they need to know of its site, and one at a time while it is served."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from mkdocs.utils.yaml import yaml_load

from guidesheet.check.loaded import Loaded
from guidesheet.editions import script_of
from guidesheet.errors import DatasetError
from guidesheet.glyphs import missing
from guidesheet.handouts.content import Place
from guidesheet.handouts.document import answerable
from guidesheet.handouts.shelf import Job, Shelf, jobs

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.guidesheet")

_KINDS = {".pdf": "application/pdf", ".pdf.js": "text/javascript"}
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")


def shelf(config_file: Path) -> Shelf:
    """Where a project keeps its handouts between builds."""
    return Shelf(config_file.resolve().parent / ".cache/guidesheet/handouts")


def site_url(config_file: Path) -> str:
    """`site_url:` of a mkdocs.yml, with a slash at its end; "" where it has none. A host that serves the site says its own instead."""
    with config_file.open(encoding="utf-8") as stream:
        given = (yaml_load(stream) or {}).get("site_url")
    return f"{given.rstrip('/')}/" if isinstance(given, str) and given.strip() else ""


def _printed(url: str) -> str:
    """The address as paper can show it: where a font of it lacks a letter, as browsers send it, in ASCII."""
    if not missing(url):
        return url
    parts = urlsplit(url)
    with suppress(UnicodeError):  # no name of a server: then the handouts say what they cannot show
        return urlunsplit((parts.scheme, parts.netloc.encode("idna").decode(), quote(parts.path, safe="/%"), "", ""))
    return url


def all_jobs(config_file: Path, docs: Path, loaded: Loaded, *, directories: bool, only: str = "") -> dict[str, list[Job]]:
    """Language → every handout of a project, or of one of its languages."""
    url, root = _printed(site_url(config_file)), loaded.dataset.guidance.language

    def image(page: str, target: str) -> bytes | None:
        file = (docs / page).parent.joinpath(target).resolve()
        inside = file.is_relative_to(docs.resolve()) and file.suffix.lower() in _PICTURES
        return file.read_bytes() if inside and file.is_file() else None

    addresses = {lang: url and (url if lang == root else f"{url}{lang}/") for lang in loaded.editions if only in ("", lang)}
    return jobs(loaded, {lang: Place(address, image, directories) for lang, address in addresses.items()})


class Desk:
    """Brings the handouts of a served site, each when it is opened for the first time."""

    def __init__(self) -> None:
        self._jobs: Mapping[str, Job] = {}
        self._loaded: Loaded | None = None
        self._shelf: Shelf | None = None
        self._busy = threading.Lock()

    def stock(self, shelf: Shelf, loaded: Loaded, given: Mapping[str, Iterable[Job]]) -> None:
        """What there is from now on."""
        root = loaded.dataset.guidance.language
        self._jobs = {(job.path if lang == root else f"{lang}/{job.path}"): job for lang, found in given.items() for job in found}
        self._jobs |= {script_of(path): job for path, job in self._jobs.items() if answerable(job.document, job.variant)}
        self._loaded, self._shelf = loaded, shelf

    def bring(self, path: str) -> bytes | None:
        """The handout at a path of the site, or the script that fills it in; None where there is none.

        Raises DatasetError where it cannot be made.
        """
        with self._busy:
            job = self._jobs.get(path)
            if job is None or self._shelf is None or self._loaded is None:
                return None
            self._shelf.fill([job], self._loaded)
            file = self._shelf.found()[job.key][0]
            return (file.with_name(script_of(file.name)) if path.endswith(".js") else file).read_bytes()

    def attend(self, server: LiveReloadServer) -> None:
        """Answers requests for handouts; the server's own folder is emptied at each build."""
        answer: Callable[..., Any] = server.serve_request

        def app(environ: dict[str, Any], start_response: Any) -> Any:
            path = unquote(environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore"))
            kind = next((kind for ending, kind in _KINDS.items() if path.endswith(ending)), None)
            mine = kind and path.startswith(server.mount_path)
            status = "200 OK"
            try:
                made = self.bring(path.removeprefix(server.mount_path)) if mine else None
            except DatasetError as error:  # said where the editor looks, in the browser and at the terminal
                log.error("%s", error)
                status, kind, made = "500 Internal Server Error", "text/plain; charset=utf-8", str(error).encode()
            if made is None or kind is None:
                return answer(environ, start_response)
            start_response(status, [("Content-Type", kind), ("Content-Length", str(len(made)))])
            return [made]

        server.set_app(app)
