"""The command: new, check, build, serve, handouts, write, reference."""

from __future__ import annotations

import argparse
import re
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from guidesheet import __version__, project, reference, starter
from guidesheet.check import translations
from guidesheet.check.advice import advice
from guidesheet.check.loaded import Loaded
from guidesheet.errors import DatasetError, Problem, refused
from guidesheet.load import accept, accept_translations, load_published


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command. Gives the exit code: 0, or 1 after a message that says what is wrong and what to do."""
    given = _parser().parse_args(words)
    try:
        code: int = given.run(given)
        return code
    except DatasetError as error:
        print(project.spoken(str(error)), file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'s' if count > 1 else ''}; nothing was changed.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        print(project.spoken(str(refused(error))), file=sys.stderr)
        return 1
    except Exception as error:
        if type(error).__module__.startswith("mkdocs."):
            print(project.spoken(str(error)), file=sys.stderr)
            return 1
        raise


def _new(given: argparse.Namespace) -> int:
    folder = Path(given.folder)
    name = folder.resolve().name.replace("-", " ").replace("_", " ").strip()
    starter.begin(folder, given.title or name[:1].upper() + name[1:], project.command(folder))
    print(f"A new project is in {folder}; its README.md says which file is what. Show it with:")
    print(f"  {project.command()} serve -f {shlex.quote(str(folder))}")
    return 0


def _check(given: argparse.Namespace) -> int:
    folder = project.dataset(given.path)
    if given.still_right and not given.accept:
        raise DatasetError([Problem(folder, 0, 0, "--still-right does nothing alone", "write `check --accept --still-right …`")])
    loaded, comparison = load_published(folder, folder, accept=given.accept)
    if wrong := project.wrong_embeds(given.path, loaded):
        raise DatasetError(wrong)
    known = translations.compare(loaded, translations.read_lock(folder / translations.NAME))
    translations.still_right(known, given.still_right)
    sheets = len(loaded.dataset.sheets)
    print(f"{folder}: {sheets} sheet{'s' if sheets != 1 else ''}, nothing wrong.")
    for hint in (*advice(loaded, project.docs(given.path, folder)), *project.advice(given.path, loaded)):
        print(f"Advice: {hint}")
    for name, old, new in comparison.reworded:
        print(f'Reworded: {name}\n  was: "{old}"\n  now: "{new}"\n  The same question? If not, use a new id and retire this one.')
    for sentence in translations.coverage(loaded):
        print(sentence)
    _translations(folder, loaded, known, given)
    if given.accept:
        print("ids.lock was written." if accept(folder, loaded) else "ids.lock is as it was.")
    elif comparison.new:
        print(f"{len(comparison.new)} new ids are not published yet: {', '.join(comparison.new[:8])}"
              + (" …" if len(comparison.new) > 8 else ""))  # fmt: skip
        print(project.spoken("`guidesheet check --accept` writes them down. From then on they cannot change."))
    return 0


def _translations(folder: Path, loaded: Loaded, known: translations.Comparison, given: argparse.Namespace) -> None:
    """Says which translations are stale, and, with `--accept`, writes down those that are not."""
    right: list[translations.Translated] = []
    if given.accept:
        known, right = accept_translations(folder, loaded, given.still_right)
    accepted = {entry.key for entry in right}
    for entry, warning in zip(known.stale, known.warnings(), strict=True):
        print(f"Still right: {entry.name}" if entry.key in accepted else project.spoken(f"Stale: {warning}"))
    if given.accept and (known.new or known.changed):
        print(f"translations.lock: {len(known.new)} new and {len(known.changed)} changed translations were accepted.")
        for entry in known.changed:
            print(f"  changed: {entry.name}")
    elif known.new:
        print(project.spoken(f"{len(known.new)} new translations are not written down yet; `guidesheet check --accept` does that."))


def _reference(given: argparse.Namespace) -> int:
    folder = Path(given.folder) if given.folder else project.config_file(None).parent / reference.FOLDER
    for path in reference.write(folder):
        print(path)
    return 0


def _build(given: argparse.Namespace) -> int:
    project.log_to_terminal()
    site = project.build(project.config_file(given.config), given.site_dir, strict=given.strict, workbook=given.workbook)
    print(f"The site is in {site}")
    for path in project.workbooks(site):
        print(f"One file for a USB stick or for mail: {path} ({-(-path.stat().st_size // 1000)} kB)")
    return 0


def _write(given: argparse.Namespace) -> int:
    project.log_to_terminal()
    folder = Path(given.folder)
    written = project.write(project.config_file(given.config), folder)
    print(f"{folder}: {len(written.files)} files, {len(written.changed)} new or changed, {len(written.removed)} removed.")
    configs = sorted((path for path in written.files if re.fullmatch(r"mkdocs(\.[\w-]+)?\.yml", path)), key=len)
    print("Build them with: " + " && ".join(f"mkdocs build -f {shlex.quote(str(folder / path))}" for path in configs))
    print("ProperDocs and Zensical take the same words: `properdocs build -f …`, `zensical build -f …`.")
    return 0


def _handouts(given: argparse.Namespace) -> int:
    folder = Path(given.folder)
    made = project.handouts(project.config_file(given.config), folder, lambda sentence: print(sentence, flush=True))
    print(f"{folder}: {len(made)} handouts." if made else "guidance.yml says `handouts: {make: false}`.")
    others = sorted({path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf")} - {each.path for each in made})
    if others:
        listed = ", ".join(others[:8]) + (" …" if len(others) > 8 else "")
        print(f"Not made of this dataset (any more): {listed}. Hand out what is new, and delete what is old.")
    return 0


def _serve(given: argparse.Namespace) -> int:
    project.log_to_terminal()
    config = project.config_file(given.config)
    reference.keep_fresh(config.parent)
    project.serve(config, given.address, browse=given.open)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="guidesheet", description="Structured guidance → worksheets to fill in, keep and print.")
    parser.add_argument("--version", action="version", version=f"guidesheet {__version__}")
    commands = parser.add_subparsers(required=True, metavar="command")

    new = commands.add_parser("new", help="begin a project of your own")
    new.add_argument("folder", help="where to; made if it is not there")
    new.add_argument("--title", help="of the site (the folder's name, if not given)")
    new.set_defaults(run=_new)

    check = commands.add_parser("check", help="read a dataset and say everything that is wrong with it")
    check.add_argument("path", nargs="?", help="the dataset's folder, or that of a mkdocs.yml")
    check.add_argument("--accept", action="store_true", help="write ids.lock and translations.lock: publish all as it is now")
    check.add_argument(
        "--still-right", action="append", default=[], metavar="es:sheet.block",
        help="with --accept: a stale translation, or all below a place, that need not change",
    )  # fmt: skip
    check.set_defaults(run=_check)

    build = commands.add_parser("build", help="build the site")
    build.add_argument("-d", "--site-dir", help="where to (as mkdocs.yml says, else site/)")
    build.add_argument("--strict", action="store_true", help="also stop at the host's warnings")
    build.add_argument("--workbook", action="store_true", help="also write each guide as one file, for a USB stick: GUIDE.workbook.html")
    build.set_defaults(run=_build)

    serve = commands.add_parser("serve", help="show the site here, and build it again at every edit")
    serve.add_argument("-a", "--address", help="host:port (127.0.0.1:8000)")
    serve.add_argument("--open", action="store_true", help="open the browser")
    serve.set_defaults(run=_serve)

    handouts = commands.add_parser("handouts", help="make every sheet on paper: PDF files")
    handouts.add_argument("folder", nargs="?", default="handouts", help="where to (handouts/)")
    handouts.set_defaults(run=_handouts)

    write = commands.add_parser("write", help="write a project for any host: Markdown, assets, mkdocs.yml")
    write.add_argument("folder", help="where to; only files of an earlier `write` are changed there")
    write.set_defaults(run=_write)

    keys = commands.add_parser("reference", help="write a page of all keys, and JSON Schemas for editors")
    keys.add_argument("folder", nargs="?", help=f"where to (the project's {reference.FOLDER}/)")
    keys.set_defaults(run=_reference)

    for command in (build, serve, handouts, write):
        command.add_argument("-f", "--config", help="mkdocs.yml, or its folder")
    return parser
