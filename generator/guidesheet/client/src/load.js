/** Loading a saved copy: first what it would do, then what the reader says, and a way back. */

import { keysOf, read, write } from './area.js';
import { added, compare, replaced } from './compared.js';
import { copied } from './copied.js';
import { dayText } from './daytext.js';
import { button, make } from './dom.js';
import { blank, newest } from './record.js';
import { site, words } from './site.js';
import { uncopied } from './uncopied.js';

/** @typedef {import('./record.js').Data} Data */
/** @typedef {import('./parts.js').Core} Core */
/** @typedef {import('./copied.js').Copied} Copied */
/** @typedef {import('./compared.js').Counts} Counts */
/** @typedef {{ undoable: typeof import('./undos.js').undoable, dialog: typeof import('./dialog.js').dialog, next: typeof import('./undos.js').next, repoint: typeof import('./undos.js').repoint }} Undo */
/** A record of a copy, and the one here that it goes to. @typedef {{ data: Data, rec: string }} Pair */

/** More than a reader's own words can be. */
const MOST = 20_000_000;

/** Asks for the file, and loads it. @param {Core} core @param {Element} host @returns {Promise<void>} */
export async function loadCopy(core, host) {
  const input = /** @type {HTMLInputElement} */ (make('input', { type: 'file', accept: '.json,application/json', class: 'gs-sr', 'aria-label': words('load_copy') }));
  input.addEventListener('cancel', () => input.remove());
  input.addEventListener('change', async () => {
    input.remove();
    const [file] = input.files ?? [];
    if (!file) return;
    const copy = file.size > MOST ? 'load_bad' : copied(await file.text().catch(() => ''), site.site);
    if (typeof copy === 'string') core.notice(host, 'copy', words(copy)).focus();
    else ask(core, host, copy, await core.load('Undo')).catch(() => core.notice(host, 'copy', words('part_missing')).focus());
  });
  document.body.append(input);
  input.click();
}

/** Says what is in the copy and what is here, and asks what to do. @param {Core} core @param {Element} host @param {Copied} copy @param {Undo} undo */
async function ask(core, host, copy, undo) {
  const { store } = core;
  const locked = new Set(store.everything().newer.map(subject));
  const pairs = copy.records.filter(({ coll, rec, gone }) => gone === undefined && !locked.has(`${coll}:${rec}`)).map((data) => ({ data, rec: undo.next(store, data.coll, data.rec) }));
  const counts = { file: 0, newer: 0, here: 0, same: 0, only: 0 };
  for (const { data, rec } of pairs) compare(data.a, store.record(data.coll, rec).a, counts, copy.part);
  for (const { a } of copy.part ? [] : others(core, pairs)) compare({}, a, counts, false);
  if (!(counts.file + counts.newer + counts.here + counts.only) && !rest(core, copy).length) return core.notice(host, 'copy', words('load_same')).focus();
  const act = (/** @type {boolean} */ replace) => () => {
    box.close();
    load(core, host, copy, undo, pairs, counts, replace);
  };
  const rows = Object.entries(counts).filter(([, n]) => n).map(([what, n]) => make('li', {}, words(n === 1 ? `count_${what}_one` : `count_${what}`, { n })));
  const both = counts.here + counts.newer + counts.only > 0;
  const box = await undo.dialog(words('load_title'), [
    make('p', {}, words(copy.part ? 'load_part' : 'load_made', { day: dayText(copy.made) })),
    make('ul', {}, ...rows),
    ...(both ? [make('p', {}, words('load_merge_text')), make('p', {}, words(copy.part ? 'load_replace_part' : 'load_replace_text'))] : []),
  ], [
    button(words(both ? 'load_merge' : 'load_do'), act(false), 'md-button md-button--primary gs-button'),
    ...(both ? [button(words('load_replace'), act(true))] : []),
  ]);
}

/** Records here that the copy does not have. @param {Core} core @param {Pair[]} pairs */
function others({ store }, pairs) {
  const there = new Set(pairs.map(({ data, rec }) => `${data.coll}:${rec}`));
  return store.everything().records.filter(({ coll, rec, gone }) => gone === undefined && !there.has(`${coll}:${rec}`));
}

/** @param {Core} core @param {Element} host @param {Copied} copy @param {Undo} undo @param {Pair[]} pairs @param {Counts} counts @param {boolean} replace */
function load(core, host, copy, undo, pairs, counts, replace) {
  const { store } = core;
  const covered = !uncopied(store) || (replace && !copy.part);
  const only = replace && !copy.part ? others(core, pairs) : [];
  const subjects = [...pairs.map(({ data, rec }) => ({ coll: data.coll, rec })), ...only];
  const n = counts.file + counts.newer + (replace ? counts.here : 0);
  /** @type {[string, Record<string, number>?][]} */
  const said = [[n === 1 ? 'loaded_one' : 'loaded', { n }]];
  if (!replace && counts.here) said.push([counts.here === 1 ? 'load_stayed_one' : 'load_stayed', { n: counts.here }]);
  if (replace && counts.only && !copy.part) said.push([counts.only === 1 ? 'load_went_one' : 'load_went', { n: counts.only }]);
  const act = () => {
    // The record that was worked on last comes first: the page shows it.
    for (const { data, rec } of [...pairs].sort((x, y) => newest([y.data]) - newest([x.data]))) {
      const [here, erased] = [store.record(data.coll, rec).a, store.erasedAt(data.coll, rec)];
      store.restore({ ...data, a: replace ? replaced(data.a, here, erased, copy.part) : added(data.a, here, erased) }, rec);
      if (rec !== data.rec) undo.repoint(store, data.rec, rec);
    }
    for (const { coll, rec, a } of only) store.restore({ ...blank(coll, rec), a: replaced({}, a, 0, false) }, rec);
  };
  const box = undo.undoable(core, subjects, act, { said, kind: 'copy', at: {}, added: rest(core, copy), place: (made) => host.isConnected && host.prepend(made) });
  for (const [end, text] of rest(core, copy)) write(store.area, store.prefix + end, text);
  if (covered) store.note('backup', String(Math.max(Date.now(), newest(store.everything().records))));
  document.dispatchEvent(new Event('gs-copied'));
  (box ?? core.notice(host, 'copy', said.map(([key, slots]) => words(key, slots)).join(' '))).focus();
}

/** `collection:record` of the text of a record. @param {string} raw */
function subject(raw) {
  const { coll, rec } = JSON.parse(raw);
  return `${coll}:${rec}`;
}

/** What a copy has that is no record of this version, and is not here: texts by the ends of their keys. @param {Core} core @param {Copied} copy @returns {[string, string][]} */
function rest({ store }, { newer, aside }) {
  const had = new Set(keysOf(store.area, `${store.prefix}.aside:`).map((key) => read(store.area, key)));
  let time = Date.now();
  const free = () => {
    while (read(store.area, `${store.prefix}.aside:${time}`) !== null) time++;
    return `.aside:${time++}`;
  };
  return [
    ...newer.filter((raw) => read(store.area, store.prefix + subject(raw)) === null).map((raw) => /** @type {[string, string]} */ ([subject(raw), raw])),
    ...[...new Set(aside)].filter((text) => !had.has(text)).map((text) => /** @type {[string, string]} */ ([free(), text])),
  ];
}
