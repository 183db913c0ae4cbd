/** Which answers belong to a sheet. */

import { homeOf, site } from './site.js';

/** @typedef {{ coll: string, rec: string, id: string, question?: string }} Found */
/** @typedef {import('./elements/sheet.js').Sheet} Sheet */
/** @typedef {import('./parts.js').Core} Core */

/** A sheet's own answers, also under their earlier ids. @param {Core} core @param {Sheet} sheet @returns {Found[]} */
export function ownOf({ store, recordAt }, sheet) {
  const scope = `${sheet.dataset.sheet}.`;
  const olds = new Set(Object.entries(site.was).flatMap(([id, names]) => (id.startsWith(scope) ? names : [])));
  const mine = (/** @type {string} */ id) => id.startsWith(scope) || [id.replace(/\[\d[^\]]*\]/, '[]').split(':')[0] ?? '', id.replace(/\].*$/, ']')].some((one) => olds.has(one));
  const homes = new Set([`${scope}x`, ...sheet.controls.keys()].filter((id) => id.startsWith(scope)).map(homeOf));
  return [...homes].flatMap((coll) => {
    const rec = recordAt(sheet, coll);
    return Object.keys(store.record(coll, rec).a).filter(mine).map((id) => ({ coll, rec, id }));
  });
}

/** All that a sheet shows, the shared answers and those of its rows' records, too. @param {Core} core @param {Sheet} sheet @returns {Found[]} */
export function shownOn(core, sheet) {
  const { store, recordAt, earlier } = core;
  const shown = [...sheet.controls].flatMap(([name, controls]) => [name, ...earlier(name)].flatMap((id) => controls.map((control) => ({ coll: homeOf(name), rec: recordAt(control, homeOf(name)), id }))));
  const all = [...ownOf(core, sheet), ...shown].filter(({ coll, rec, id }) => store.record(coll, rec).a[id] !== undefined);
  return [...new Map(all.map((found) => [`${found.coll}:${found.rec}:${found.id}`, found])).values()];
}
