/** Another block's questions again: only the starred ones. */

import { answer, recordAt, store, tab } from '../app.js';
import { Part } from '../dom.js';
import { homeOf } from '../site.js';

export class Show extends Part {
  /** @override */
  start() {
    if (this.dataset.only !== 'starred') return;
    const again = () => this.#filter();
    this.on(store, 'change records erased mode', again);
    this.on(this, 'gs-controls', again);
    this.on(tab, 'now', again);
    this.#filter();
  }

  #filter() {
    const coll = homeOf(this.dataset.of ?? '');
    const rec = recordAt(this, coll);
    let any = false;
    for (const item of this.querySelectorAll('[data-ask]')) {
      const starred = answer(coll, rec, `${item.getAttribute('data-ask')}:star`) === true;
      /** @type {HTMLElement} */ (item).hidden = !starred;
      any ||= starred;
    }
    const none = this.querySelector('.gs-show__none');
    if (none instanceof HTMLElement) none.hidden = any;
  }
}
