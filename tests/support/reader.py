"""What a reader does on a sheet."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

FILL = """() => {
  const kinds = [];
  const boxes = [...document.querySelectorAll('gs-sheet [name][data-kind]')];
  for (const [n, box] of boxes.entries()) {
    const kind = box.dataset.kind === 'number' ? 'number' : box.localName === 'input' ? box.type : box.localName;
    kinds.push(kind);
    if (kind === 'radio' || kind === 'checkbox') box.checked = n % 2 === 0;
    else if (kind === 'select') box.selectedIndex = box.options.length - 1;
    else box.value = {date: '2027-03-0' + (n % 9 + 1), month: '2027-03', time: '09:3' + n % 10, number: n + '.5',
      email: `a${n}@example.org`}[kind] ?? `answer ${n}`;
    box.dispatchEvent(new Event('input', {bubbles: true}));
    box.dispatchEvent(new Event('change', {bubbles: true}));
  }
  return kinds;
}"""
"""Fills in every control of a page by its type; gives the kinds that there are."""
READ = """() => [...document.querySelectorAll('gs-sheet [name][data-kind]')]
  .map((box) => [box.name, box.value, box.checked ?? null])"""
"""What every control of a page holds."""

JOURNAL = """async () => {
  const found = [];
  for (const {name} of await indexedDB.databases()) {
    const opening = indexedDB.open(name);
    await new Promise((resolve, reject) => Object.assign(opening, {onsuccess: resolve, onerror: reject}));
    const db = opening.result;
    for (const store of db.objectStoreNames) {
      const all = db.transaction(store).objectStore(store).getAll();
      await new Promise((resolve) => { all.onsuccess = resolve; });
      found.push(...all.result);
    }
    db.close();
  }
  return found.join(' ');
}"""
"""All that is in IndexedDB, as one text."""


def box(page: Page, name: str) -> Locator:
    """The control of an answer id."""
    return page.locator(f'gs-sheet [name="{name}"]').first


def ready(page: Page) -> None:
    """Waits until the page's script and its lists are at work."""
    page.wait_for_function("""() => document.documentElement.matches('.gs-js')
      && !document.querySelector('gs-sheet :is(gs-rows, gs-show, gs-order):not(:defined)')""")


def begin_lists(page: Page) -> None:
    """An empty row in every list that can grow, and two starred questions: all kinds of controls are on the page then."""
    for button in page.locator("gs-rows > [data-do=add]:visible").all():
        button.click()
    for box in page.locator(".gs-star input").all()[:2]:
        box.check()
    page.evaluate("scrollTo(0, 0)")


def write(page: Page, **answers: str) -> None:
    """Types answers; `__` in a name stands for the dot: `contact__name`."""
    for name, text in answers.items():
        box(page, name.replace("__", ".")).fill(text)


def saved(page: Page | Locator, words: str = "Saved in this browser") -> None:
    """Waits until the page, or a part of it, says that all is kept."""
    expect(page.locator(".gs-status", has_text=words).first).to_have_text(words)


def add_contact(page: Page, **answers: str) -> None:
    """Adds a contact in the log, and types into its row."""
    page.get_by_role("button", name="Add contact", exact=True).click()
    row = page.locator("li.gs-row").last
    for name, text in answers.items():
        row.locator(f'[name="contact.{name}"]').fill(text)


def star(page: Page, question: str) -> None:
    """Stars a question, by its id."""
    page.locator(f'[name="{question}:star"]').first.check()


def erase_everything(page: Page, how: str = "Finish and erase") -> None:
    """Erases all answers, for good or (`how`: "Erase") with a way back."""
    page.get_by_role("button", name="Erase everything").first.click()
    page.locator(".gs-dialog").get_by_role("button", name=how, exact=True).click()


def keys(page: Page) -> dict[str, str]:
    """What is in localStorage, by the last parts of the keys."""
    everything: dict[str, str] = page.evaluate("({...localStorage})")
    return {key.split(":", 3)[-1] if key.count(":") > 2 else key: value for key, value in everything.items()}


def journal(page: Page) -> str:
    """All that is in IndexedDB."""
    found: str = page.evaluate(JOURNAL)
    return found


def fill_up(page: Page) -> None:
    """Fills localStorage to its last character, under the key `other`."""
    page.evaluate("""() => {
      localStorage.other = 'x'.repeat(1000);
      try { for (let size = 1 << 21; size >= 1; size >>= 1) try { for (;;) localStorage.other += 'x'.repeat(size); } catch {} } catch {}
    }""")
