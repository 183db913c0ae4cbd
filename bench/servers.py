"""PUBLISHING.md's settings for nginx and Apache, tried: `.run/test/bin/python bench/servers.py`.

Builds the demo, starts each server that is installed here (Debian: `nginx-light`, `apache2-bin`) on loopback with the settings as they
stand on the page, and asks for pages, for files, and for what is not there. Browsers then read the site under the policy that the build
wrote. Says what ran and what is not installed; the exit code is 1 where something is wrong, or where no server ran.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(Path(__file__).resolve().parent), str(ROOT), str(ROOT / "tests")]

from hosts import WAIT, reads
from playwright.sync_api import expect, sync_playwright

from guidesheet import project
from support import browsers

PAGE = (ROOT / "PUBLISHING.md").read_text("utf-8")
WEB = "/var/www/guides"
"""The folder that the page speaks of."""
ASK, KEEP = "no-cache", "public, max-age=31536000, immutable"
MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers", "alias")


def snippets(language: str) -> list[str]:
    """The page's settings in a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.M | re.S)


def seal(word: str) -> str:
    """The page's line that takes in the policy of the build: of nginx (`include`) or Apache (`Include`)."""
    return str(re.findall(rf"`({word} /[^`]*)`", PAGE)[0])


def built(folder: Path) -> Path:
    """The demo with the page's .htaccess among its files, put where the settings look for it."""
    own = folder / "own"
    shutil.copytree(ROOT / "docs", own / "docs")
    (own / "docs/.htaccess").write_text(snippets("apache")[0], "utf-8")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    (own / "mkdocs.yml").write_text(config + '\nexclude_docs: "!.htaccess"\nsite_url: http://127.0.0.1/guides/\n', "utf-8")
    return project.build(own / "mkdocs.yml", str(folder / "www/guides"), strict=True)


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """A server, from its first answer on. Raises AssertionError where it gives none."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if process.poll() is not None or probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            assert process.poll() is None and process.stderr, f"it does not start: {process.stderr and process.stderr.read()}"
            yield
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def nginx(folder: Path, site: Path, port: int, *, below: bool) -> list[str]:
    """The command that serves a site with the page's settings, at the root or below a path."""
    at_root, below_path = snippets("nginx")
    server = at_root
    if below:
        server = f"server {{ listen 80; server_name guides.example.org; root {folder}/nothing;\n{below_path}\n}}"
    server = re.sub(r"(add_header [^;]*;)", rf"\1 {seal('include')}", server)
    places = {WEB: str(site), "root /var/www;": f"root {site.parent};", "listen 80": f"listen 127.0.0.1:{port}"}
    for there, here in places.items():
        server = server.replace(there, here)
    temporary = " ".join(f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    owner = "user root;" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off; {owner} pid {folder}/nginx.pid; error_log stderr; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {temporary}\n{server}\n}}\n",
        "utf-8",
    )
    return ["nginx", "-p", str(folder), "-c", str(config), "-e", "stderr"]


def apache(folder: Path, site: Path, port: int) -> list[str]:
    """The command that serves a site below a path; all else is in its .htaccess."""
    modules = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in MODULES)
    config = folder / "apache.conf"
    config.write_text(
        f"{modules}ServerRoot {folder}\nServerName 127.0.0.1\nListen 127.0.0.1:{port}\nPidFile {folder}/apache.pid\nErrorLog /dev/stderr\n"
        f"LogLevel error\nTypesConfig /etc/mime.types\nDocumentRoot {site.parent}\n"
        f"<Directory {site.parent}>\nAllowOverride All\nRequire all granted\n</Directory>\n"
        f"{seal('Include').replace(WEB, str(site))}\n",
        "utf-8",
    )
    return ["apache2", "-f", str(config), "-DFOREGROUND"]


def asked(port: int, path: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    return connection.getresponse()


def wrong(site: Path, port: int, path: str) -> Iterator[str]:
    """What a server does not do as the page says. `path`: of the site."""
    bundle = next(found for found in (site / "assets/javascripts").glob("bundle.*.min.js"))
    wanted = {
        "": (200, "text/html; charset=utf-8", ASK),
        "informational-interviews/call.html": (200, "text/html; charset=utf-8", ASK),
        "assets/guidesheet/keep.js": (200, "javascript", ASK),
        "assets/guidesheet/guidesheet.css?v=1": (200, "text/css", ASK),
        "search/search_index.json": (200, "application/json", ASK),
        f"assets/javascripts/{bundle.name}": (200, "javascript", KEEP),
        "no/such/page.html": (404, "text/html; charset=utf-8", None),
    }
    for name, (status, kind, cache) in wanted.items():
        answer = asked(port, path + name)
        got = (answer.status, answer.headers["Content-Type"] or "", answer.headers["Cache-Control"])
        if got[0] != status or kind not in got[1].lower() or (cache and got[2] != cache):
            yield f"{path}{name}: {got}, not {(status, kind, cache)}"
    if "script-src 'self' 'sha256-" not in (asked(port, path).headers["Content-Security-Policy"] or ""):
        yield f"{path}: it has no policy with hashes"
    answer = asked(port, f"{path}no/such/page.html")
    content = answer.read()
    if (gzip.decompress(content) if answer.headers["Content-Encoding"] else content) != (site / "404.html").read_bytes():
        yield f"{path}no/such/page.html: another page than 404.html"


def read_in_browsers(address: str) -> Iterator[tuple[str, list[str]]]:
    """Engine → what does not work for a reader, or is against the site's policy."""
    engines = [found for found in browsers.find_all(print).values() if found.how]
    with sync_playwright() as playwright:
        for found in engines:
            browser = browsers.launch(playwright, found)
            page = browser.new_context(locale="en-US").new_page()
            page.set_default_timeout(WAIT)
            said: list[str] = []
            page.on("console", lambda message, said=said: said.append(message.text) if message.type == "error" else None)
            yield str(found), [*reads(page, address, alone=False), *said]
            browser.close()


def tell(what: str, found: list[str]) -> bool:
    print(f"{what}: {'works' if not found else 'DOES NOT WORK'}", flush=True)
    for line in found:
        print(f"  {line[:600]}")
    return not found


def main() -> int:
    os.environ.pop("CI", None)
    project.log_to_terminal()
    expect.set_options(timeout=WAIT)
    results = []
    with tempfile.TemporaryDirectory(prefix="guidesheet-servers-") as name:
        folder, port = Path(name), free_port()
        site = built(folder)
        if shutil.which("nginx"):
            with running(nginx(folder, site, port, below=False), port):
                results.append(tell("nginx, at the root", list(wrong(site, port, "/"))))
                results += [
                    tell(f"nginx, with the policy, in {what}", found) for what, found in read_in_browsers(f"http://127.0.0.1:{port}/")
                ]
            with running(nginx(folder, site, port, below=True), port):
                results.append(tell("nginx, below a path", list(wrong(site, port, "/guides/"))))
        else:
            print("nginx: not tried; it is not installed")
        if shutil.which("apache2"):
            with running(apache(folder, site, port), port):
                results.append(tell("Apache, below a path, with .htaccess", list(wrong(site, port, "/guides/"))))
        else:
            print("Apache: not tried; it is not installed")
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    raise SystemExit(main())
