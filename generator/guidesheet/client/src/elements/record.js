/** The chooser: which record (contact, visit …) this tab is about. */

import { addRecord, choose, current, store, tab } from '../app.js';
import { Part, make, pressed } from '../dom.js';
import { site, words } from '../site.js';
import { filled } from '../values.js';

/** How a record is called. @param {string} coll @param {string} rec @param {number} number */
export function titleOf(coll, rec, number) {
  const title = store.value(coll, rec, site.collections[coll]?.title ?? '');
  return typeof title === 'string' && filled(title.trim()) ? title : words('untitled', { one: site.collections[coll]?.one ?? '', n: number });
}

export class RecordChooser extends Part {
  /** @override */
  start() {
    const coll = this.dataset.coll ?? '';
    this.hidden = false;
    this.on(this, 'change', (event) => event.target instanceof HTMLSelectElement && choose(coll, event.target.value));
    this.on(this, 'click', (event) => pressed(event) && this.#add(coll));
    this.on(store, 'records', () => this.#list(coll));
    this.on(store, 'change', (event) => {
      if (event.detail.ids.includes(this.dataset.title)) this.#list(coll);
    });
    this.on(tab, 'now', () => this.#list(coll));
    this.#list(coll);
  }

  /** @param {string} coll */
  #add(coll) {
    addRecord(coll);
    /** @type {HTMLElement | null} */ (document.querySelector(`gs-sheet [name="${this.dataset.title}"]`))?.focus();
  }

  /** @param {string} coll */
  #list(coll) {
    const select = /** @type {HTMLSelectElement} */ (this.querySelector('select'));
    const now = current(coll);
    const records = store.records(coll);
    const entries = records.map((data, index) => ({ rec: data.rec, title: titleOf(coll, data.rec, index + 1) }));
    if (!records.some((data) => data.rec === now)) entries.push({ rec: now, title: words('new_record', { one: site.collections[coll]?.one ?? '' }) });
    select.replaceChildren(...entries.map(({ rec, title }) => make('option', { value: rec }, title)));
    select.value = now;
  }
}
