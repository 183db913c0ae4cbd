/** Fields that name a record, such as whom a visit is to. Choosing one there chooses it on the page, too. */

import { make } from './dom.js';
import { homeOf, site, words } from './site.js';
import { filled } from './values.js';

/** @param {import('./parts.js').Core} core @param {import('./elements/sheet.js').Sheet} sheet */
export function chooseRecords({ store, tab, choose, answer, recordAt }, sheet) {
  /** What each list was made of. @type {WeakMap<Element, string>} */
  const made = new WeakMap();
  const lists = () => /** @type {NodeListOf<HTMLSelectElement>} */ (sheet.querySelectorAll('select[data-records]'));

  /** @param {HTMLSelectElement} select */
  const stored = (select) => String(answer(homeOf(select.name), recordAt(select, homeOf(select.name)), select.name) ?? '');

  const again = () => {
    let fresh = false;
    for (const select of lists()) {
      const coll = select.dataset.records ?? '';
      const { title = '', one = '' } = site.collections[coll] ?? {};
      const options = store.records(coll).map(({ rec }, index) => {
        const name = store.value(coll, rec, title);
        return [rec, typeof name === 'string' && filled(name.trim()) ? name : words('untitled', { one, n: index + 1 })];
      });
      const now = stored(select);
      if (now && !options.some(([rec]) => rec === now)) options.push([now, words('record_gone', { one })]);
      const text = JSON.stringify(options);
      if (made.get(select) === text) continue;
      made.set(select, text);
      select.replaceChildren(make('option', { value: '' }), ...options.map(([rec = '', name = '']) => make('option', { value: rec }, name)));
      fresh = true;
    }
    if (fresh) sheet.fill();
  };

  /** @param {HTMLSelectElement} select */
  const follow = (select) => {
    const [coll, rec] = [select.dataset.records ?? '', stored(select)];
    const there = rec && !select.closest('[data-row]') && store.records(coll).some((data) => data.rec === rec);
    if (there && recordAt(sheet, coll) !== rec) choose(coll, rec);
  };

  sheet.on(sheet, 'gs-controls', again);
  sheet.on(store, 'change records erased mode', again);
  sheet.on(sheet, 'change', ({ target }) => target instanceof HTMLSelectElement && target.dataset.records && follow(target));
  sheet.on(tab, 'now', ({ detail }) => {
    again();
    for (const select of lists()) if (homeOf(select.name) === detail.coll) follow(select);
  });
  again();
  lists().forEach(follow);
}
