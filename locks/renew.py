#!/usr/bin/env python3
"""Writes `run.txt` and `test.txt` anew from pyproject.toml: `python3 locks/renew.py`. Needs uv on PATH, and the network.

What is locked already stays as it is where it still fits; `python3 locks/renew.py --upgrade` takes the newest of everything,
`--upgrade-package NAME` of one. The locks hold for every system and Python, have hashes, and name no index.
"""

import subprocess
import sys
from pathlib import Path

LOCKS = Path(__file__).resolve().parent
HOW = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate", "--quiet"]

for name in ("run", "test"):
    command = ["uv", "pip", "compile", "pyproject.toml", "--group", name, *HOW, "--output-file", f"locks/{name}.txt", *sys.argv[1:]]
    subprocess.run(command, cwd=LOCKS.parent, check=True, stdout=subprocess.DEVNULL)
