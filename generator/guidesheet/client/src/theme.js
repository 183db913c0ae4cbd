/** What Material leaves to a pointer alone, for keyboards and screen readers: the buttons of its header, and the levels of its menu; and no shortcuts of one letter. */

/** Material's shortcuts, which nobody can turn off: who speaks to the computer, or slips, would leave the page. */
const SHORTCUTS = ['f', 's', '/', 'p', ',', 'n', '.'];

/** @param {Element | null | undefined} element @returns {element is HTMLElement} */
const shown = (element) => element instanceof HTMLElement && element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible';

/** @param {string} id @returns {HTMLInputElement | null} */
const toggle = (id) => /** @type {HTMLInputElement | null} */ (document.getElementById(id));

/** A button in place of a label, which stays to be pressed by it. @param {HTMLLabelElement} label @param {string} name @param {string} [look] */
function buttonFor(label, name, look = '') {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = `${label.className} ${look}`;
  button.hidden = label.hidden;
  if (label.title) button.title = label.title;
  button.setAttribute('aria-label', name);
  button.append(...label.childNodes);
  button.addEventListener('click', () => label.click());
  button.addEventListener('keydown', (event) => event.key === 'Enter' && event.stopPropagation()); // Material presses once more
  label.before(button);
  label.hidden = true;
  return button;
}

/**
 * The button that opens a part of the page. The part closes when the focus leaves it, and gives the focus back.
 * @param {string} id of the checkbox that Material's styles read @param {string} part selector of what it opens @param {string} named selector of what has its name
 */
function opens(id, part, named) {
  const [box, label] = [toggle(id), document.querySelector(`.md-header label.md-header__button[for="${id}"]`)];
  if (!box || !(label instanceof HTMLLabelElement)) return;
  const button = buttonFor(label, document.querySelector(named)?.getAttribute('aria-label') ?? label.textContent?.trim() ?? '', `gs-opens${id}`);
  const inside = (/** @type {EventTarget | null} */ target) => target instanceof Node && document.querySelector(part)?.contains(target);
  const tell = () => button.setAttribute('aria-expanded', String(box.checked));
  tell();
  box.addEventListener('change', tell);
  if (!document.querySelector(part)) return; // Zensical's search is elsewhere, and minds the focus itself
  box.addEventListener('change', () => {
    const first = [...document.querySelectorAll(`${part} :is(a[href], input, [tabindex="0"])`)].find(shown);
    if (!box.checked) inside(document.activeElement) && button.focus();
    else if (!inside(document.activeElement)) first?.focus({ preventScroll: true });
  });
  document.addEventListener('focusin', ({ target }) => {
    if (box.checked && target !== button && !inside(target)) box.click();
  });
}

/** Each color scheme has a radio button, named after the next one. One button says the same to everybody. */
function palette() {
  for (const radio of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.md-option'))) {
    radio.hidden = true;
    const label = radio.nextElementSibling;
    if (!(label instanceof HTMLLabelElement)) continue;
    buttonFor(label, label.title).addEventListener('click', () => {
      const next = [...document.querySelectorAll('[data-md-component=palette] button')].find(shown);
      if (next instanceof HTMLElement) next.focus();
    });
  }
}

/** The list of languages is there while the switch has the focus or the pointer, and goes at Escape (WCAG 1.4.13). */
function languages() {
  const list = document.querySelector('.md-select');
  const closed = (/** @type {boolean} */ yes) => list?.classList.toggle('gs-closed', yes);
  for (const type of ['focusin', 'pointerenter']) list?.addEventListener(type, () => closed(false));
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    if (list?.contains(document.activeElement)) list.querySelector('button')?.focus();
    closed(true);
  });
}

/** What of a label gets the focus: its words, else its arrow. @param {Element | null | undefined} label @returns {HTMLElement | null | undefined} */
const handle = (label) => label?.querySelector('.md-ellipsis, .md-nav__icon');

/** Labels that open and close a level of the menu have a button inside. */
function levels() {
  for (const label of /** @type {NodeListOf<HTMLLabelElement>} */ (document.querySelectorAll('.md-sidebar--primary label[for]:not([for=__drawer])'))) {
    const button = handle(label);
    label.removeAttribute('tabindex');
    if (!button) continue;
    button.tabIndex = 0;
    button.setAttribute('role', 'button');
    button.setAttribute('aria-expanded', String(toggle(label.htmlFor)?.checked));
    const name = (label.textContent?.trim() || label.previousElementSibling?.textContent?.trim()) ?? '';
    if (!button.textContent?.trim()) button.setAttribute('aria-label', name);
  }
}

document.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLInputElement && target.matches('.md-sidebar--primary .md-nav__toggle'))) return;
  levels();
  const [link, back] = ['.md-nav__link', '.md-nav__title'].map((one) => handle(target.parentElement?.querySelector(`label${one}[for="${target.id}"]`)));
  if (back?.getClientRects().length) (target.checked ? back : link)?.focus({ preventScroll: true });
});

document.addEventListener('keydown', (event) => {
  const drawer = toggle('__drawer');
  if (event.key === 'Escape' && drawer?.checked) drawer.click();
  const label = event.target instanceof Element && event.target.matches('.md-sidebar--primary [role=button]') && event.target.closest('label');
  if (!label || (event.key !== 'Enter' && event.key !== ' ')) return;
  event.preventDefault();
  label.click();
});

addEventListener('keydown', (event) => {
  const typing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
  if (SHORTCUTS.includes(event.key) && !typing && !toggle('__search')?.checked) event.stopPropagation();
}, true);

opens('__drawer', '.md-sidebar--primary', '.md-nav--primary');
opens('__search', '.md-search__inner', '.md-search__input');
palette();
languages();
levels();
/** Where Material changes pages without loading them, the menu is new each time. */
/** @type {any} */ (globalThis).document$?.subscribe(levels);
