/** What comes next with everybody: on the guide's page. */

import { button, json, make } from '../dom.js';
import { words } from '../site.js';
import { agree } from './agree.js';
import { allDue, dayText, dueOf, entriesOf, textOf, whoOf } from './due.js';

/** @typedef {import('./due.js').Core} Core */
/** @typedef {import('./due.js').Due} Due */

/** @param {Core} core @param {import('../elements/days.js').Days} element @returns {() => void} what shows it again */
export function list(core, element) {
  const entries = entriesOf(element);
  const shown = element.querySelector('ol');
  const all = button(words('day_all'), () => agree(core, element, () => allDue(core, entries)));
  const packet = button('', () => void print(core, element));
  element.append(all, packet);
  let before = '';
  return () => {
    const open = allDue(core, entries);
    const next = open.filter((due, n) => open.findIndex(({ entry, rec }) => entry.coll === due.entry.coll && rec === due.rec) === n);
    const now = JSON.stringify(next.map((due) => [due.entry.id, due.rec, sentence(core, due), dayText(due)]));
    const who = aboutWhom(core, element);
    packet.hidden = who === '';
    packet.textContent = words('packet_print', { who });
    element.hidden = !next.length && !who;
    for (const part of element.querySelectorAll('h2, ol')) /** @type {HTMLElement} */ (part).hidden = !next.length;
    all.hidden = open.length < 2;
    if (now === before) return;
    before = now;
    const at = [...element.querySelectorAll('ol button')].indexOf(/** @type {Element} */ (document.activeElement));
    shown?.replaceChildren(...next.map((due) => line(core, element, due)));
    const buttons = /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll('ol button'));
    if (at >= 0) (buttons[Math.min(at, buttons.length - 1)] ?? /** @type {HTMLElement | null} */ (document.querySelector('.gs-step a')))?.focus();
  };
}

/** Whom the guide's sheets are about now; "" where they are about nobody, or nobody is there yet. @param {Core} core @param {Element} element */
function aboutWhom(core, element) {
  const coll = element.closest('gs-guide, gs-workbook')?.querySelector('gs-record')?.getAttribute('data-coll') ?? '';
  const found = json(element, 'data-sheets').length && coll ? core.store.records(coll) : [];
  const at = found.findIndex(({ rec }) => rec === core.current(coll));
  return at < 0 ? '' : core.titleOf(coll, /** @type {{ rec: string }} */ (found[at]).rec, at + 1);
}

/** All sheets about one, on paper: a workbook has them, else what that needs is loaded then. @param {Core} core @param {HTMLElement} element */
async function print(core, element) {
  const sheets = json(element, 'data-sheets');
  if (sheets[0].startsWith('#')) return void element.dispatchEvent(new CustomEvent('gs-leaves', { bubbles: true, detail: sheets }));
  try {
    await (await core.load('Packet'))(core, sheets);
  } catch {
    core.notice(element, 'days', words(location.protocol === 'file:' ? 'packet_disk' : 'part_missing')).focus();
  }
}

/** The next thing to do with somebody. @param {Core} core @param {Due} due */
function sentence(core, due) {
  const [what, who] = [textOf(core, due), whoOf(core, due)];
  return words('day_next', { what: who && !what.includes(who) ? words('day_of', { who, what }) : what });
}

/** @param {Core} core @param {import('../elements/days.js').Days} element @param {Due} due */
function line(core, element, due) {
  const { entry, rec } = due;
  const said = sentence(core, due);
  const link = make('a', { href: entry.href ?? '' }, said);
  link.addEventListener('click', () => rec === '-' || core.choose(entry.coll, rec));
  const named = (/** @type {string} */ key) => [words(key), make('span', { class: 'gs-sr' }, `: ${said}`)];
  const done = button('', () => {
    core.store.set(entry.coll, rec, entry.id, true);
    core.store.flush();
  }, 'gs-button gs-button--quiet');
  const add = button('', () => agree(core, element, () => [dueOf(core, entry, rec)]), 'gs-button gs-button--quiet');
  done.append(...named('day_done'));
  add.append(...named('day_ics'));
  return make('li', {}, link, make('span', { class: 'gs-day__text' }, dayText(due)), make('span', { class: 'gs-ways' }, done, add));
}
