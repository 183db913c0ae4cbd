/** Rows that the reader adds, moves and removes: of a block, or the records of a collection. */

import { mint } from '../ids.js';
import { OWN } from '../order.js';
import { homeOf, words } from '../site.js';
import { Listing } from './listing.js';
import { overview } from './table.js';

/** As much of a row's words as tells it from others. */
const SHORT = 60;

export class Rows extends Listing {
  /** The row that was just added and has no answer yet. */
  #fresh = '';

  /** @override */
  get coll() {
    return this.dataset.of ?? homeOf(this.place);
  }

  /** @override @param {string[]} ids */
  concerns(ids) {
    return this.dataset.of ? ids.some((id) => id.startsWith(`${this.coll}.`)) : super.concerns(ids);
  }

  /** @override @returns {import('../order.js').Placed[]} */
  wanted() {
    const { store, recordAt, rowsIn } = this.core;
    const rows = this.dataset.of
      ? store.records(this.coll).map(({ rec }, index) => /** @type {import('../order.js').Placed} */ ([rec, index]))
      : rowsIn(this.coll, recordAt(this, this.coll), this.place);
    return this.#fresh ? [...rows, [this.#fresh, (rows.at(-1)?.[1] ?? OWN) + 1]] : rows;
  }

  /** @override */
  fill() {
    const fresh = this.#fresh;
    this.#fresh = '';
    if (fresh && this.#mayWait(fresh) && !this.wanted().some(([key]) => key === fresh)) this.#fresh = fresh;
    super.fill();
    this.#tabulate();
  }

  /** After the sheet has put the answers into the cards. */
  #tabulate() {
    if (!this.hasAttribute('data-table')) return;
    queueMicrotask(() => overview(this, this.items(), this.dataset.table ?? '', (index) => this.core.titleOf(this.coll, this.keyOf(/** @type {HTMLElement} */ (this.items()[index])), index + 1)));
  }

  /** A row that was just added waits for its first answer, unless it was removed. @param {string} key */
  #mayWait(key) {
    const { store, recordAt } = this.core;
    return this.dataset.of ? store.record(this.coll, key).gone === undefined : store.value(this.coll, recordAt(this, this.coll), `${key}:del`) !== true;
  }

  /** @override @param {string} key */
  make(key) {
    const row = super.make(key);
    if (this.dataset.of) Object.assign(row.dataset, { rec: key, coll: this.coll });
    return row;
  }

  /** @override @param {HTMLElement} row @param {string} key @param {number} number */
  show(row, key, number) {
    if (!this.dataset.of) return super.show(row, key, number);
    const text = `${number}: ${this.core.titleOf(this.coll, key, number)}`;
    for (const part of row.querySelectorAll('.gs-row__no')) if (part.textContent !== text) part.textContent = text;
    const now = this.core.current(this.coll) === key;
    row.classList.toggle('gs-row--now', now);
    row.querySelector('[data-do=use]')?.setAttribute('aria-pressed', String(now));
  }

  /** @override @param {string} act @param {HTMLElement | null} row */
  act(act, row) {
    if (act === 'add') this.#add();
    else if (act === 'remove' && row) this.#remove(row);
    else if (act === 'use' && row) this.core.choose(this.coll, this.keyOf(row));
  }

  #add() {
    if (!this.#fresh) {
      this.#fresh = this.dataset.of ? this.core.addRecord(this.coll) : `${this.place}[${mint()}]`;
      this.fill();
    }
    this.#focus(this.item(this.#fresh));
  }

  /** @param {Element | null | undefined} row */
  #focus(row) {
    const control = row?.querySelector('[data-kind]:not([type=checkbox])') ?? this.querySelector(':scope > [data-do=add]');
    /** @type {HTMLElement | null} */ (control)?.focus();
  }

  /** Removes a row, and leaves a way back in its place. @param {HTMLElement} row */
  async #remove(row) {
    const { notice, load } = this.core;
    const [key, name] = [this.keyOf(row), nameOf(row)];
    const rows = this.items();
    const next = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
    if (key === this.#fresh) {
      this.#fresh = '';
      this.fill();
      return this.#focus(next);
    }
    const part = await load('Undo').catch(() => null);
    if (part) this.#leave(part, row, key, name);
    else notice(this, 'part', words('part_missing'));
    this.#focus(next);
  }

  /** @param {{ undoable: typeof import('../undos.js').undoable }} part @param {HTMLElement} row @param {string} key @param {string} name */
  #leave({ undoable }, row, key, name) {
    const { store, recordAt } = this.core;
    const [coll, place] = [this.coll, new Comment()];
    const rec = this.dataset.of ? key : recordAt(this, coll);
    row.before(place);
    const act = () => {
      if (this.dataset.of) return store.remove(coll, rec);
      store.set(coll, rec, `${key}:del`, true);
      const row = key.slice(key.indexOf('['));
      store.erase(coll, rec, Object.keys(store.record(coll, rec).a).filter((id) => id.includes(row) && id !== `${key}:del`));
    };
    undoable(this.core, [{ coll, rec }], act, {
      said: [['removed', { name }]], kind: 'removed', at: this.dataset.of ? { of: coll } : { rows: this.place },
      place: (box) => place.replaceWith(box),
      then: (back) => this.#focus(this.item(this.dataset.of ? back : key)),
    });
    place.remove();
  }
}

/** What a row is called: its heading, or what was written first in it. @param {HTMLElement} row */
function nameOf(row) {
  const written = row.querySelector('textarea')?.value.trim();
  const name = (row.querySelector('legend')?.textContent ?? (written || row.querySelector('label .gs-sr, label.gs-sr')?.textContent) ?? '').replace(/\s+/g, ' ').trim();
  return name.length > SHORT ? `${name.slice(0, SHORT)}…` : name;
}
