"""The built sites for the browser tests.

| fixture | scope | gives |
|---|---|---|
| `guide_site`, `home_site` | session | the folder of the built demo guide; of the second dataset's site |
| `served` | session | the address of the folder that holds both, `guide/` and `home/` |
| `guide`, `home` | session | the address of the folder of the demo guide's sheets; of the second dataset's site |
| `chosen` | session | `chosen("ask")`: the address of a sheet of a new project with that `keep_answers:` |
| `sheet` | test | `sheet(page, "notes")` opens a sheet of the guide, and waits until its script has started |
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from guidesheet import project, starter
from support import sites
from support.reader import ready


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sites")


@pytest.fixture(scope="session")
def served(root: Path) -> Iterator[str]:
    with sites.served(root) as address:
        yield address


@pytest.fixture(scope="session")
def guide_site(root: Path) -> Path:
    return sites.build("guide", root)


@pytest.fixture(scope="session")
def home_site(root: Path) -> Path:
    return sites.build("home", root)


@pytest.fixture(scope="session")
def guide(served: str, guide_site: Path) -> str:
    return f"{served}guide/informational-interviews/"


@pytest.fixture(scope="session")
def home(served: str, home_site: Path) -> str:
    return f"{served}home/"


@pytest.fixture(scope="session")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """`chosen("ask")`: the address of a sheet of a new project with that `keep_answers:`."""
    root = tmp_path_factory.mktemp("chosen")
    with sites.served(root) as address:

        def sheet_of(keep: str) -> str:
            folder = root / keep
            if not folder.exists():
                starter.begin(folder, "Chosen")
                guidance = folder / "docs/guidance/guidance.yml"
                guidance.write_text(f"{guidance.read_text('utf-8')}keep_answers: {keep}\n", "utf-8")
                with pytest.MonkeyPatch.context() as patch:
                    patch.delenv("CI", raising=False)  # nothing is published yet
                    project.build(folder / "mkdocs.yml", str(folder / "site"), strict=True)
            (page,) = [
                found for found in sites.pages_of(folder / "site") if 'name="me.name"' in (folder / "site" / found).read_text("utf-8")
            ]
            return f"{address}{keep}/site/{page}"

        yield sheet_of


@pytest.fixture
def sheet(guide: str) -> Callable[[Page, str], None]:
    def open_sheet(page: Page, name: str) -> None:
        page.goto(f"{guide}{name}.html")
        ready(page)

    return open_sheet
