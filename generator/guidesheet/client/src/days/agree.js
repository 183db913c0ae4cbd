/** Into a calendar: nothing of somebody else goes there unless the reader ticks it. */

import { make } from '../dom.js';
import { download } from '../files.js';
import { site, words } from '../site.js';
import { calendar } from './ics.js';
import { tellable, textOf, today } from './due.js';

/** @typedef {import('./due.js').Core} Core */
/** @typedef {import('./due.js').Due} Due */

/** Asks what may be told, where there is something, and saves the file. @param {Core} core @param {HTMLElement} element @param {Due[]} all */
export function agree(core, element, all) {
  const ahead = all.length > 1 ? all.filter(({ day }) => day >= today()) : all;
  const [labels, samples] = [new Map(), new Map()];
  for (const due of ahead) {
    for (const [id, label, text] of tellable(core, due)) {
      labels.set(id, label);
      samples.set(id, [...new Set([...(samples.get(id) ?? []), text])]);
    }
  }
  if (!ahead.length) return void core.notice(element, 'days', words('day_none')).focus();
  if (!labels.size) return save(core, element, ahead, new Set());
  const box = core.notice(element, 'days', words('day_agree'), { label: words('day_save'), act: () => save(core, element, ahead, ticked(list)) });
  const list = make('div', {}, ...[...labels].map(([id, label]) => make('label', { class: 'gs-opt' },
    make('input', { type: 'checkbox', value: id, autocomplete: 'off' }), make('span', {}, words('day_agreed', { label, text: samples.get(id).join(' · ') })))));
  box.querySelector('p')?.after(list);
  box.focus();
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
