/** Orphans: answers whose question is gone, or is no longer asked in that way. They stay, and are listed. */

import { seen } from './compared.js';
import { scopeOf } from './ids.js';
import { readable } from './record.js';
import { homeOf, site } from './site.js';
import { filled, same } from './values.js';

/** @typedef {import('./parts.js').Core} Core */
/** @typedef {import('./record.js').Data} Data */
/** @typedef {import('./elements/sheet.js').Sheet} Sheet */
/** @typedef {{ coll: string, rec: string, id: string, question: string, text: string }} Orphan */
/** Answers that controls show or have replaced; answers that a newer id took over. @typedef {{ shown: Set<string>, claimed: Set<string> }} Shown */

/** An id without the part of its answer, and without the reader's row. @param {string} id */
const plain = (id) => (id.split(':')[0] ?? '').replace(/\[\d[^\]]*\]/, '[]');

/** What a page that is no sheet lists: what belongs to no sheet. @param {Core} core @returns {Promise<Orphan[]>} */
export function homeless(core) {
  const records = core.store.everything().records.filter(({ gone }) => gone === undefined);
  return checked(core, records.flatMap((data) => [...seen(data.a).keys()].filter(isHomeless).map((id) => ({ data, id, sure: !renamed(id) }))));
}

/** What a sheet lists, of the records that it is about. @param {Core} core @param {Sheet} sheet @returns {Promise<Orphan[]>} */
export function orphansOf(core, sheet) {
  const { store, recordAt } = core;
  const scope = sheet.dataset.sheet ?? '';
  const first = sheet === document.querySelector('gs-sheet'); // what belongs to no sheet is listed once a page
  const colls = new Set([homeOf(`${scope}.x`), ...[...sheet.controls.keys()].map(homeOf)]);
  const found = [...colls].flatMap((coll) => {
    const data = store.record(coll, recordAt(sheet, coll));
    const { shown, claimed } = shownIn(core, sheet, data);
    return [...seen(data.a).keys()].filter((id) => !shown.has(id)).flatMap((id) => {
      const astray = first && isHomeless(id);
      const sure = claimed.has(id) || halved(id, sheet) || (astray && !renamed(id));
      return sure || scopeOf(id) === scope || astray ? [{ data, id, sure }] : [];
    });
  });
  return checked(core, found);
}

/** Leaves out what is asked somewhere. @param {Core} core @param {{ data: Data, id: string, sure: boolean }[]} found `sure`: those that are asked nowhere @returns {Promise<Orphan[]>} */
async function checked({ load }, found) {
  const known = found.every(({ sure }) => sure) ? new Set() : new Set((await load('Ids')).map(([id = '']) => id));
  return found.filter(({ id, sure }) => sure || !asks(known, id)).map(({ data, id }) => orphan(data, id));
}

/** @param {Core} core @param {Sheet} sheet @param {Data} data @returns {Shown} */
function shownIn({ earlier, recordAt }, sheet, { coll, rec, a }) {
  const [shown, claimed] = [new Set(), new Set()];
  for (const [name, controls] of sheet.controls) {
    if (homeOf(name) !== coll || !controls.some((control) => recordAt(control, coll) === rec)) continue;
    const own = a[name];
    const olds = earlier(name).filter((id) => readable(a[id]) && filled(a[id]?.[0]));
    shown.add(name);
    for (const id of olds) {
      claimed.add(id);
      const first = readable(own) ? own : a[olds[0] ?? ''];
      if (same(a[id]?.[0], first?.[0]) || (readable(own) && own[1] >= Number(a[id]?.[1]))) shown.add(id);
    }
  }
  return { shown, claimed };
}

/** Does it belong to no sheet that there is, and to no shared field? A workbook knows only some sheets. @param {string} id */
function isHomeless(id) {
  const scope = scopeOf(id);
  const fields = site.collections[scope]?.fields;
  if (fields) return !fields.includes(plain(id).slice(scope.length + 1));
  return !(scope in site.homes) && site.root !== '';
}

/** Did a newer id take it over, or its row? @param {string} id */
const renamed = (id) => [plain(id), plain(id).replace(/\].*$/, ']')].some((old) => Object.values(site.was).some((olds) => olds.includes(old)));

/** Is its question there, without this part of its answer: notes, other words, a period? @param {string} id @param {Sheet} sheet */
function halved(id, sheet) {
  const [base = '', part] = id.split(':');
  return part !== undefined && !sheet.controls.has(id) && sheet.controls.has(base);
}

/** Is there such a question somewhere, such as under a newer id, or in another language? @param {Set<string>} known @param {string} id */
function asks(known, id) {
  const is = (/** @type {string} */ name) => known.has(name) || Object.entries(site.was).some(([now, olds]) => olds.includes(name) && known.has(now));
  const [, place = '', row, column = ''] = /^([^[]*)(?:\[([^\]]*)\])?(.*)$/.exec(plain(id)) ?? [];
  if (row === undefined) return is(place);
  return (!row || is(`${place}[${row}]`)) && [column, '.text'].some((end) => is(`${place}[]${end}`));
}

/** @param {Data} data @param {string} id @returns {Orphan} */
function orphan({ coll, rec, a }, id) {
  const [value, , question = id] = a[id] ?? [''];
  return { coll, rec, id, question, text: value === true ? '✓' : [value].flat().join(', ') };
}
