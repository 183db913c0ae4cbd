/** "6 of 14 filled in": plain text, counted when answers were written. */

import { done, store, tab } from '../app.js';
import { Part, json } from '../dom.js';
import { words } from '../site.js';

export class Progress extends Part {
  /** @override */
  start() {
    const again = () => this.#count();
    this.on(store, 'saved records erased mode', again);
    this.on(store, 'change', (event) => event.detail.here || again());
    this.on(tab, 'now', again);
    again();
  }

  #count() {
    const units = /** @type {string[][]} */ (json(this, 'data-units'));
    const n = units.filter((unit) => done(unit, this)).length;
    const text = units.length ? words(n === units.length ? 'progress_all' : n ? 'progress' : 'progress_none', { n, m: units.length }) : '';
    if (this.textContent !== text) this.replaceChildren(text);
  }
}
