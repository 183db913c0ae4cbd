/** Save, load and erase, on pages that are no sheets. */

import { store } from '../app.js';
import { Part, button, make } from '../dom.js';
import { keep } from '../parts.js';
import { site, words } from '../site.js';

export class Data extends Part {
  /** @override */
  start() {
    this.on(store, 'saved erased records mode', () => this.#offer());
    this.#offer();
  }

  /** There only when there is something to save or erase, and no sheet that offers it. */
  #offer() {
    const any = Object.keys(site.collections).some((coll) => store.records(coll).length);
    this.hidden = !any || document.querySelector('gs-sheet .gs-actions') !== null;
    if (this.hidden || this.childElementCount) return;
    this.append(
      make('p', {}, words('here_kept')),
      make('div', { class: 'gs-actions' }, button(words('save_copy'), () => keep('saveCopy', this)), button(words('load_copy'), () => keep('loadCopy', this)), button(words('erase_all'), () => keep('askErase', this, null))),
    );
  }
}
