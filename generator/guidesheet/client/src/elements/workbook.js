/** A workbook: all sheets of a guide in one file. What is said and done once for all of them. */

import { store } from '../app.js';
import { Part, pressed } from '../dom.js';
import { keep, keepInTab } from '../parts.js';
import { isBlank, printBlank } from '../print.js';
import { words } from '../site.js';
import { uncopied } from '../uncopied.js';

/** Milliseconds in which a click on a link may lead away: what is in the tab is there when its reader comes back. */
const LEAVING = 1000;

export class Workbook extends Part {
  #leaving = false;

  /** @override */
  start() {
    this.on(this, 'click', (event) => this.#clicked(event));
    this.on(this, 'change', (event) => this.#chose(event.target));
    this.on(store, 'saved mode records', () => this.#tell());
    this.on(store, 'erased', () => store.setTabOnly(true));
    this.on(document, 'gs-copied', () => this.#tell());
    this.on(document, 'gs-print', () => isBlank() || this.#leaves([]));
    this.on(this, 'gs-leaves', ({ detail }) => this.#print(detail.map((/** @type {string} */ place) => this.querySelector(place)), () => print()));
    this.on(window, 'beforeunload', (event) => {
      if (!this.#leaving && this.#mayBeLost()) event.preventDefault();
    });
    this.#tell();
  }

  /** Would what is written be gone with the tab? */
  #mayBeLost() {
    return (store.tabOnly || !store.local) && uncopied(store) > 0;
  }

  /** Says where answers are, and whether a copy has them. */
  #tell() {
    const where = this.querySelector('.gs-where');
    if (where) where.textContent = words(!store.local ? 'where_nowhere' : store.tabOnly ? 'where_tab' : 'where_file');
    const box = this.querySelector('[data-do=device]');
    if (box instanceof HTMLInputElement) {
      box.checked = !store.tabOnly;
      box.disabled = !store.local;
    }
    const lost = this.#mayBeLost();
    const copied = this.querySelector('.gs-copied');
    const text = lost ? words('copy_due') : '';
    if (copied && copied.textContent !== text) copied.textContent = text;
    this.classList.toggle('gs-due', lost);
  }

  /** @param {EventTarget | null} target */
  #chose(target) {
    if (target instanceof HTMLInputElement && target.dataset.do === 'device') void keepInTab(!target.checked).then(() => (target.checked = !store.tabOnly));
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    if (event.target instanceof Element && event.target.closest('a[href]')) this.#leave();
    const button = pressed(event);
    const act = button?.dataset.do;
    const sheet = button?.closest('gs-sheet') ?? null;
    const host = button?.closest('.gs-keep, .gs-bar, .gs-cover') ?? this;
    if (act === 'print-sheet') this.#print([sheet], () => print());
    else if (act === 'print-sheet-blank') this.#print([sheet], printBlank);
    else if (sheet) return;
    else if (act === 'print') print();
    else if (act === 'print-blank') printBlank();
    else if (act === 'copy') keep('saveCopy', host);
    else if (act === 'load') keep('loadCopy', host);
    else if (act === 'erase-all') keep('askErase', host, null);
    else if (button && act === 'add') this.#name(button.closest('gs-record'));
  }

  /** A new record begins with what it is called. @param {Element | null} chooser */
  #name(chooser) {
    const fields = /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(`gs-sheet [name="${chooser?.getAttribute('data-title')}"]`));
    [...fields].find((field) => !field.closest('[data-row]'))?.focus();
  }

  #leave() {
    this.#leaving = true;
    setTimeout(() => (this.#leaving = false), LEAVING);
  }

  /** @param {(Element | null)[]} sheets @param {() => void} print */
  #print(sheets, print) {
    this.#leaves(sheets);
    print();
  }

  /** The sheets that go to paper; all, if none is given. @param {(Element | null)[]} sheets */
  #leaves(sheets) {
    document.documentElement.classList.toggle('gs-print-leaf', sheets.length > 0);
    for (const one of this.querySelectorAll('gs-sheet')) one.classList.toggle('gs-leaf--print', sheets.includes(one));
  }
}
