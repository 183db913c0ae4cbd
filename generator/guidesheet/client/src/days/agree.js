/** Into a calendar: nothing of somebody else goes there unless the reader ticks it. */

import { make } from '../dom.js';
import { download } from '../files.js';
import { site, words } from '../site.js';
import { whileThere } from '../watch.js';
import { calendar } from './ics.js';
import { tellable, textOf, today } from './due.js';

/** @typedef {import('./due.js').Core} Core */
/** @typedef {import('./due.js').Due} Due */

/** Asks what may be told, where there is something, and saves the file, of what is due by then. @param {Core} core @param {HTMLElement} element @param {() => Due[]} due what is due now */
export function agree(core, element, due) {
  const ahead = () => {
    const all = due().filter(({ day }) => day);
    return all.length > 1 ? all.filter(({ day }) => day >= today()) : all;
  };
  if (!ahead().length) return void core.notice(element, 'days', words('day_none')).focus();
  if (!offered(core, ahead()).length) return save(core, element, ahead(), new Set());
  const box = core.notice(element, 'days', words('day_agree'), { label: words('day_save'), act: () => save(core, element, ahead(), ticked(list)) });
  const list = make('div');
  let shown = '';
  const again = () => {
    const offers = offered(core, ahead());
    if (!ahead().length) return box.remove();
    if (shown === (shown = JSON.stringify(offers))) return;
    const had = new Set([...list.querySelectorAll('label:has(:checked)')].map((label) => label.textContent));
    list.replaceChildren(...offers.map(([id, text]) => {
      const tick = /** @type {HTMLInputElement} */ (make('input', { type: 'checkbox', value: id, autocomplete: 'off' }));
      tick.checked = had.has(text); // who agreed to one number has not agreed to another
      return make('label', { class: 'gs-opt' }, tick, make('span', {}, text));
    }));
  };
  again();
  box.querySelector('p')?.after(list);
  whileThere(core, box, again);
  box.focus();
}

/** What may be told of others, and how that reads. @param {Core} core @param {Due[]} all @returns {[id: string, text: string][]} */
function offered(core, all) {
  const [labels, samples] = [new Map(), new Map()];
  for (const [id, label, text] of all.flatMap((due) => tellable(core, due))) {
    labels.set(id, label);
    samples.set(id, [...new Set([...(samples.get(id) ?? []), text])]);
  }
  return [...labels].map(([id, label]) => [id, words('day_agreed', { label, text: samples.get(id).join(' · ') })]);
}

/** @param {Element} list */
const ticked = (list) => new Set([.../** @type {NodeListOf<HTMLInputElement>} */ (list.querySelectorAll('input:checked'))].map(({ value }) => value));

/** @param {Core} core @param {HTMLElement} element @param {Due[]} all @param {Set<string>} agreed */
function save(core, element, all, agreed) {
  const events = all.map((due) => {
    const { entry, rec, day, time } = due;
    const summary = textOf(core, due, agreed);
    const more = tellable(core, due).filter(([id, , text]) => agreed.has(id) && !summary.includes(text)).map(([, label, text]) => `${label}: ${text}`);
    return { uid: `${entry.id}.${rec}@${site.site}`, day, time, early: entry.early ?? 0, summary, description: [...more, site.title].join('\n'), url: pageOf(entry) };
  });
  const name = events.length > 1 ? 'reminders' : (all[0]?.entry.id ?? '').replace(/[._]/g, '-');
  download(`${name}.ics`, calendar(events, site.lang, new Date()), 'text/calendar;charset=utf-8');
  core.notice(element, 'days', words('day_saved')).focus();
}

/** The address of the sheet; "" on a disk, where a path may hold a name. @param {import('./due.js').Entry} entry */
function pageOf({ href = '' }) {
  const url = new URL(href, location.href);
  url.search = '';
  return /^https?:$/.test(url.protocol) ? url.href : '';
}
