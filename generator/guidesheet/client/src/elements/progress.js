/** "6 of 14 filled in": plain text, counted when answers were written. */

import { answersAt, done, store, tab } from '../app.js';
import { Part, json } from '../dom.js';
import { holds } from '../letter.js';
import { site, words } from '../site.js';

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
    const answers = answersAt(this);
    const units = /** @type {(string | [string, any])[][]} */ (json(this, 'data-units'))
      .map((unit) => unit.filter((id) => typeof id === 'string' || holds(id[1], answers, site.lang)).map((id) => [id].flat()[0])).filter((unit) => unit.length);
    const n = units.filter((unit) => done(unit, this)).length;
    const text = units.length ? words(n === units.length ? 'progress_all' : n ? 'progress' : 'progress_none', { n, m: units.length }) : '';
    if (this.textContent !== text) this.replaceChildren(text);
  }
}
