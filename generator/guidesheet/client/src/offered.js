/** Save, load and erase, on pages that are no sheets. */

import { button, make } from './dom.js';
import { site, words } from './site.js';

/** There only when there is something to save or erase, and no sheet that offers it. @param {import('./parts.js').Core} core @param {import('./dom.js').Part} host */
export function offer({ store, keep }, host) {
  const again = () => {
    const any = Object.keys(site.collections).some((coll) => store.records(coll).length);
    host.hidden = !any || document.querySelector('gs-sheet .gs-actions') !== null;
    if (host.hidden || host.childElementCount) return;
    const buttons = [
      button(words('save_copy'), () => keep('saveCopy', host)), button(words('save_part'), () => keep('savePart', host, null)),
      button(words('load_copy'), () => keep('loadCopy', host)), button(words('erase_all'), () => keep('askErase', host, null)),
    ];
    host.append(make('p', {}, words('here_kept')), make('div', { class: 'gs-actions' }, ...buttons));
  };
  host.on(store, 'saved erased records mode', again);
  again();
}
