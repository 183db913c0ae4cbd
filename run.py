#!/usr/bin/env python3
"""Sets up and runs Guidesheet, with nothing but Python 3.11 or later and pip 22.3 or later (or uv).

Each command has a private environment in `.run/`, made from a lock with hashes: `.run/run/` from `locks/run.txt` for everything but the
tests, `.run/test/` from `locks/test.txt` for those. Nothing is installed anywhere else; to start afresh, delete `.run/`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
PRIVATE = ROOT / ".run"
OLDEST_PYTHON = (3, 11)
OLDEST_PIP = (22, 3)  # the first that can install into another Python's environment

COPIED = ("run.py", "pyproject.toml", "README.md", "PUBLISHING.md", "LICENSE", "locks/run.txt", "generator")
"""What of Guidesheet a project needs to be built anywhere."""

HELP = """\
python3 run.py serve              show the site at http://127.0.0.1:8000/ and build it again at every edit
python3 run.py build              build the site into site/
python3 run.py check [--accept]   read the dataset and say everything that is wrong with it
python3 run.py new FOLDER         begin a project of your own
python3 run.py copy FOLDER        put Guidesheet itself into a project, as FOLDER/guidesheet/, so that any computer can build it
python3 run.py test [words]       run the tests; the words are for pytest
python3 run.py COMMAND --help     more about a command

What is shown, built and checked is the project of the folder that you are in, else the one that this file belongs to.
The first run fetches what it needs into .run/ and says so; later ones start at once."""


class SetUpError(Exception):
    """A sentence for the person at the terminal: what cannot be done, and what to do."""


def main(words: Sequence[str]) -> int:
    """Does what the words ask. Gives the exit code: 1 after one sentence on what is wrong."""
    if not words or words[0] in ("-h", "--help", "help"):
        print(HELP)
        return 0
    try:
        if sys.version_info < OLDEST_PYTHON:
            raise SetUpError(f"Guidesheet needs Python 3.11 or later; this is {sys.version.split()[0]}.")
        if words[0] == "test":
            python = environment("test")
            os.chdir(ROOT)
            return _become([python, "-P", "-m", "pytest", *words[1:]])
        if words[0] == "copy":
            there = copy(words[1:])
            print(f"Guidesheet itself is in {there} now. In {there.parent}, `python3 {there.name}/run.py serve` shows the site.")
            return 0
        python = environment("run")
        places = (Path.cwd(), ROOT, ROOT.parent)
        own = next((place for place in places if (place / "mkdocs.yml").is_file()), ROOT)
        os.environ.setdefault("GUIDESHEET_PROJECT", str(own))
        os.environ["GUIDESHEET_RUN"] = str(ROOT / "run.py")
        return _become([python, "-P", "-m", "guidesheet", *words])
    except SetUpError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"Guidesheet could not be set up: {error}.", file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped. Run it again to go on.", file=sys.stderr)
        return 130
    return 1


def copy(words: Sequence[str]) -> Path:
    """Puts Guidesheet itself into the project of the one word, in the place of an earlier copy if there is one. Gives its folder.

    Raises SetUpError.
    """
    if len(words) != 1 or not Path(words[0], "mkdocs.yml").is_file():
        raise SetUpError("Name the folder of a project, where its mkdocs.yml is: `python3 run.py copy ../my-guides`.")
    there = Path(words[0]).resolve() / "guidesheet"
    if there == ROOT:
        raise SetUpError(f"{there} is this copy itself: run this in the newer one.")
    if there.exists() and not (there / "run.py").is_file():
        raise SetUpError(f"{there} is there already, and is no copy of Guidesheet: move it away.")
    for name in COPIED:
        source, target = ROOT / name, there / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
        else:
            shutil.copyfile(source, target)
    (there / ".gitignore").write_text("/.run/\n__pycache__/\n", "utf-8")
    return there


def environment(name: str) -> str:
    """The Python of the environment `name` ("run" or "test"), which is made first where it is missing, half made or out of date.

    Raises SetUpError. Two at once: the second waits for the first.
    """
    folder = PRIVATE / name
    lock = ROOT / "locks" / f"{name}.txt"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    packages, project = folder / "packages.stamp", folder / "project.stamp"
    all_packages = stamp(sys.version, sys.base_prefix, str(folder), lock.read_text("utf-8"))
    this_project = stamp((ROOT / "pyproject.toml").read_text("utf-8"))
    if _reads(packages, all_packages) and _reads(project, this_project):
        return str(python)
    with locked(PRIVATE / f"{name}.lock"):
        if not _reads(packages, all_packages):
            _say(f"Setting up .run/{name}, once: fetching what {'the tests need' if name == 'test' else 'Guidesheet needs'} ...")
            if folder.exists():
                shutil.rmtree(folder)
            venv.create(folder, symlinks=os.name != "nt")
            _install(python, "--require-hashes", "-r", str(lock))
            packages.write_text(all_packages, "utf-8")
        if not _reads(project, this_project):
            _say(f"Installing Guidesheet itself into .run/{name} ...")
            _install(python, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
            project.write_text(this_project, "utf-8")
    return str(python)


def stamp(*parts: str) -> str:
    """What a finished set-up was made from, in short: it changes when any of the parts does."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Waits until no other process is in here with the same path. A process that dies lets go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415

            while True:
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
                    break
                except OSError:  # it gives up after ten seconds; a set-up can take longer
                    continue
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _reads(path: Path, text: str) -> bool:
    try:
        return path.read_text("utf-8") == text
    except OSError:
        return False


def _install(python: Path, *what: str) -> None:
    command = [*_installer(python), *what]
    if subprocess.run(command, cwd=ROOT, env={**os.environ, "PIP_USER": "0"}).returncode:
        raise SetUpError("The set-up did not finish; the lines above say why. Run the same command again to go on.")


def _installer(python: Path) -> list[str]:
    """The command that installs into the environment of `python`: by uv, by this Python's pip, or by a pip of its own."""
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--quiet", "--python", str(python)]
    words = ["install", "-qq", "--disable-pip-version-check", "--no-warn-script-location"]
    pip = _pip_version()
    if pip >= OLDEST_PIP:
        return [sys.executable, "-m", "pip", "--python", str(python), *words]
    if importlib.util.find_spec("ensurepip"):
        own = [str(python), "-m", "pip"]
        if subprocess.run([*own, "--version"], capture_output=True).returncode == 0:
            return [*own, *words]
        if subprocess.run([str(python), "-m", "ensurepip"], capture_output=True).returncode == 0:
            return [*own, *words]
    there = f"it has pip {'.'.join(map(str, pip))}" if pip else "it has none"
    raise SetUpError(
        f"Guidesheet needs pip 22.3 or later for {sys.executable}, and {there}: install or upgrade pip (or install uv), and run this again."
    )


def _pip_version() -> tuple[int, ...]:
    """The version of this Python's pip; empty where there is none."""
    asked = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, text=True)
    found = re.match(r"pip (\d+)\.(\d+)", asked.stdout)
    return tuple(int(part) for part in found.groups()) if found else ()


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _become(command: list[str]) -> int:
    """Runs the command in the place of this process, so that its signals and its exit code are the command's own."""
    sys.stdout.flush()
    if os.name != "nt":  # there, exec gives the terminal back too early
        os.execv(command[0], command)
    return subprocess.call(command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
