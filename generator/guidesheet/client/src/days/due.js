/** What is due: the entries of the dataset, for one record or for all, as the answers have them now. */

import { dateText, plus, timeText } from '../dates.js';
import { json } from '../dom.js';
import { evaluate } from '../letter.js';
import { homeOf, isMany, site, words } from '../site.js';
import { filled } from '../values.js';

/** @typedef {import('../parts.js').Core} Core */
/** @typedef {{ id: string, coll: string, text: any[], on: any, from: string, at?: any, early?: number, tell?: [id: string, label: string][], href?: string }} Entry */
/** @typedef {{ entry: Entry, rec: string, day: string, time: string, done: boolean }} Due */

/** @param {Element} element @returns {Entry[]} */
export const entriesOf = (element) => json(element, 'data-days');

/** An entry, for one record. @param {Core} core @param {Entry} entry @param {string} rec @returns {Due} */
export function dueOf(core, entry, rec) {
  const answers = answersOf(core, entry.coll, rec);
  const value = (/** @type {any} */ expr) => {
    const [piece] = expr ? evaluate([['o', expr, '']], answers, site.lang) : [];
    return piece && piece[0] !== 'b' ? piece[1] : '';
  };
  const time = value(entry.at);
  return { entry, rec, day: plus(value(entry.on), 0), time: /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : '', done: filled(core.answer(entry.coll, rec, entry.id)) };
}

/** Every entry for every record, the earliest first; without what is done or has no day. @param {Core} core @param {Entry[]} entries */
export function allDue(core, entries) {
  const made = entries.flatMap((entry) => (isMany(entry.coll) ? core.store.records(entry.coll).map(({ rec }) => rec) : ['-']).map((rec) => dueOf(core, entry, rec)));
  return made.filter(({ day, done }) => day && !done).sort((x, y) => (x.day + x.time < y.day + y.time ? -1 : x.day + x.time > y.day + y.time ? 1 : 0));
}

/**
 * Answers of one record of a collection, and of those of others that the tab is about.
 * @param {Core} core @param {string} coll @param {string} rec @param {Set<string>} [agreed] if given, the only answers about others
 * @returns {import('../letter.js').Answers}
 */
const answersOf = ({ answer, current, rowsIn }, coll, rec, agreed) => {
  const of = (/** @type {string} */ home) => (home === coll ? rec : current(home));
  return {
    value: (id) => (agreed && isMany(homeOf(id)) && !agreed.has(id) ? '' : answer(homeOf(id), of(homeOf(id)), id)),
    column(place, column, given) {
      const home = homeOf(place);
      if (agreed && isMany(home)) return [];
      const cells = [...given.map((row) => `${place}[${row}]`), ...rowsIn(home, of(home), place).map(([row]) => row)].map((row) => answer(home, of(home), `${row}.${column}`)).flat();
      return /** @type {string[]} */ (cells.filter((cell) => typeof cell === 'string' && cell.trim()));
    },
    starred: () => [],
  };
};

/** What is to do. @param {Core} core @param {Due} due @param {Set<string>} [agreed] as in `answersOf` */
export const textOf = (core, { entry, rec }, agreed) =>
  evaluate(entry.text, answersOf(core, entry.coll, rec, agreed), site.lang).map(([kind, text]) => (kind === 'b' ? `[${text}]` : text)).join('');

/** Whom it is about; "" where that is nobody else. @param {Core} core @param {Due} due */
export function whoOf({ store, titleOf }, { entry: { coll }, rec }) {
  const number = store.records(coll).findIndex((data) => data.rec === rec) + 1;
  return isMany(coll) ? titleOf(coll, rec, number) : '';
}

/** What it may tell of somebody else, where that is known: id, label, text. @param {Core} core @param {Due} due @returns {[string, string, string][]} */
export const tellable = (core, { entry, rec }) =>
  (entry.tell ?? []).map(([id, label]) => /** @type {[string, string, string]} */ ([id, label, String(answersOf(core, entry.coll, rec).value(id) ?? '').trim()])).filter(([, , text]) => text);

/** Today, where the reader is. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, '0'), String(now.getDate()).padStart(2, '0')].join('-');
}

/** The day in words, and what is to be said of it. @param {Due} due */
export function dayText({ day, time }) {
  const said = dateText(day, 'full', site.lang);
  const now = today();
  const when = time ? words('day_at', { day: said, time: timeText(time, site.lang) }) : said;
  return words(day < now ? 'day_past' : day === now ? 'day_today' : 'day_on', { day: when });
}
