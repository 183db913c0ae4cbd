/** Rows that the reader adds and removes: of a block, or the records of a collection. */

import { addRecord, choose, current, recordAt, rowsOf, store, tab } from '../app.js';
import { Part, pressed } from '../dom.js';
import { mint } from '../ids.js';
import { notice } from '../say.js';
import { homeOf, words } from '../site.js';
import { titleOf } from './record.js';

const ID_LIKE = ['id', 'for', 'aria-describedby', 'aria-labelledby'];

export class Rows extends Part {
  /** @override */
  start() {
    this.on(this, 'click', (event) => this.#clicked(event));
    this.on(store, 'records erased mode', () => this.fill());
    this.on(store, 'change', (event) => this.#changed(event.detail));
    this.on(tab, 'now', () => this.fill());
    this.fill();
  }

  /** The block's address, where rows are no records. */
  get place() {
    return this.dataset.rows ?? '';
  }

  /** The collection that the rows' answers live in. */
  get coll() {
    return this.dataset.of ?? homeOf(this.place);
  }

  #wanted() {
    return this.dataset.of ? store.records(this.coll).map((data) => data.rec) : rowsOf(this.coll, recordAt(this, this.coll), this.place);
  }

  /** @param {{ ids: string[], here: boolean }} detail */
  #changed({ ids }) {
    if (this.dataset.of ? ids.some((id) => id.startsWith(`${this.coll}.`)) : ids.some((id) => id.startsWith(`${this.place}[`))) this.fill();
  }

  /** Makes the rows on the page those that there are. @param {string} [extra] a row without an answer yet */
  fill(extra) {
    const list = this.querySelector(':scope > .gs-rows__list');
    const template = this.querySelector(':scope > template');
    if (!list || !(template instanceof HTMLTemplateElement)) return;
    const rows = new Map([...list.children].map((row) => [row.getAttribute('data-row') ?? '', row]));
    const wanted = this.#wanted();
    const empty = extra ?? [...rows].find(([id, row]) => row.hasAttribute('data-fresh') && !wanted.includes(id) && this.#mayWait(id))?.[0];
    if (empty && !wanted.includes(empty)) wanted.push(empty);
    let made = false;
    for (const [id, row] of rows) if (!wanted.includes(id)) row.remove();
    wanted.forEach((id, index) => {
      let row = rows.get(id);
      if (!row) {
        row = this.#make(template, id);
        made = true;
      }
      if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
      row.toggleAttribute('data-fresh', id === empty);
      this.#name(row, id, index + 1);
    });
    if (made) this.dispatchEvent(new CustomEvent('gs-controls', { bubbles: true }));
  }

  /** A row that was just added waits for its first answer, unless it was removed. @param {string} id */
  #mayWait(id) {
    return this.dataset.of ? store.record(this.coll, id).gone === undefined : store.value(this.coll, recordAt(this, this.coll), `${this.place}[${id}]:del`) !== true;
  }

  /** @param {HTMLTemplateElement} template @param {string} id @returns {Element} */
  #make(template, id) {
    const row = /** @type {HTMLElement} */ (/** @type {DocumentFragment} */ (document.importNode(template.content, true)).firstElementChild);
    row.dataset.row = id;
    if (this.dataset.of) Object.assign(row.dataset, { rec: id, coll: this.coll });
    for (const part of [row, ...row.querySelectorAll('*')]) {
      for (const name of ['name', 'data-ask']) {
        const given = part.getAttribute(name);
        if (given) part.setAttribute(name, given.replace('[]', `[${id}]`));
      }
      for (const name of ID_LIKE) {
        const given = part.getAttribute(name);
        if (given) part.setAttribute(name, given.replaceAll('[]', `-${id}`));
      }
    }
    return row;
  }

  /** @param {Element} row @param {string} id @param {number} number */
  #name(row, id, number) {
    const text = this.dataset.of ? `${number}: ${titleOf(this.coll, id, number)}` : String(number);
    for (const part of row.querySelectorAll('.gs-row__no')) if (part.textContent !== text) part.textContent = text;
    if (this.dataset.of) row.classList.toggle('gs-row--now', current(this.coll) === id);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = pressed(event);
    if (!button || button.closest('gs-rows') !== this) return;
    const row = button.closest('[data-row]');
    const id = row?.getAttribute('data-row') ?? '';
    const act = button.dataset.do;
    if (act === 'add') this.#add();
    else if (act === 'remove' && row) this.#remove(row, id);
    else if (act === 'use') choose(this.coll, id);
  }

  #add() {
    const waiting = this.querySelector(':scope > .gs-rows__list > [data-fresh]');
    if (!waiting) this.fill(this.dataset.of ? addRecord(this.coll) : mint());
    this.#focus(this.querySelector(':scope > .gs-rows__list > [data-fresh]'));
  }

  /** @param {Element | null} row */
  #focus(row) {
    const control = row?.querySelector('[data-kind]:not([type=checkbox])') ?? this.querySelector(':scope > [data-do=add]');
    if (control instanceof HTMLElement) control.focus();
  }

  /** @param {Element} row @param {string} id */
  #remove(row, id) {
    store.flush();
    const next = row.nextElementSibling ?? row.previousElementSibling;
    const undo = row.hasAttribute('data-fresh') ? null : this.dataset.of ? this.#removeRecord(id) : this.#removeRow(id);
    row.remove();
    this.fill();
    this.#focus(next);
    if (undo) notice(this, 'removed', words('removed'), { label: words('undo'), act: undo });
  }

  /** @param {string} id @returns {() => void} undo */
  #removeRecord(id) {
    const data = store.remove(this.coll, id);
    return () => {
      const rec = mint();
      store.restore(data, rec);
      choose(this.coll, rec);
    };
  }

  /** @param {string} id @returns {() => void} undo */
  #removeRow(id) {
    const rec = recordAt(this, this.coll);
    const mark = `${this.place}[${id}]:del`;
    store.set(this.coll, rec, mark, true);
    store.flush();
    return () => {
      store.set(this.coll, rec, mark, '');
      store.flush();
    };
  }
}
