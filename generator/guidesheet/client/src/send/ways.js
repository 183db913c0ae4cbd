/** The ways out of the page, each for a letter that is as its reader wants it. */

import { copyText } from '../clipboard.js';
import { make } from '../dom.js';
import { download } from '../files.js';
import { plainText } from '../letter.js';
import { homeOf, words } from '../site.js';
import { docx } from './docx.js';
import { draftOf, isMailed, subjectOf, textOf } from './draft.js';
import { placeOf } from './lacking.js';
import { printAlone } from './paper.js';
import { showLarge } from './large.js';

/** @typedef {import('./draft.js').Core} Core */
/** @typedef {import('./draft.js').Letter} Letter */

/** Longer addresses are cut off, or refused, by some mail programs. */
const LONGEST = 1900;

/** @type {Record<string, (core: Core, letter: Letter) => void>} */
export const ways = {
  copy: (core, letter) => void copy(core, letter, textOf(core, letter, 'copy')),
  subject: (core, letter) => void copy(core, letter, subjectOf(core, letter)),
  share: (core, letter) => void share(core, letter),
  mail: (core, letter) => void mail(core, letter),
  txt(core, letter) {
    const text = draftOf(core, letter, 'txt').map(({ pieces }) => plainText(pieces)).join('\n\n');
    download(`${nameOf(letter)}.txt`, `${text}\n`, 'text/plain;charset=utf-8');
    tell(core, letter, 'send_saved');
  },
  docx(core, letter) {
    const file = docx(draftOf(core, letter, 'docx'), { title: titleOf(letter), lang: letter.language, paper: letter.dataset.page ?? '' });
    download(`${nameOf(letter)}.docx`, file, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document');
    tell(core, letter, 'send_saved');
  },
  print: (core, letter) => printAlone(letter, draftOf(core, letter, 'print')),
  large: (core, letter) => showLarge(letter, draftOf(core, letter, 'large'), titleOf(letter)),
};

/** Of a file: what the editor calls the letter, and nothing of the reader. @param {Letter} letter */
const nameOf = (letter) => (letter.dataset.letter ?? '').replace(/[._]/g, '-');

/** @param {Letter} letter */
const titleOf = (letter) => letter.querySelector('.gs-paper')?.getAttribute('aria-label') ?? '';

/** @param {Core} core @param {Letter} letter @param {string} key */
const tell = (core, letter, key) => void core.notice(placeOf(letter), 'sent', words(key));

/** @param {Core} core @param {Letter} letter @param {string} text @param {string} [key] what is said then */
async function copy(core, letter, text, key = 'send_copied') {
  tell(core, letter, (await copyText(text)) ? key : 'send_not_copied');
}

/** @param {Core} core @param {Letter} letter */
async function share(core, letter) {
  const subject = subjectOf(core, letter);
  try {
    await navigator.share({ ...(subject ? { title: subject } : {}), text: textOf(core, letter, 'share') });
  } catch (error) {
    if (/** @type {Error} */ (error).name !== 'AbortError') await copy(core, letter, textOf(core, letter, 'share'), 'send_shared_not');
  }
}

/** Hands the letter to a mail program, a letter by post as an e-mail; what is too long for that is copied. @param {Core} core @param {Letter} letter */
async function mail(core, letter) {
  const text = textOf(core, letter, 'mail');
  const [subject, to] = [subjectOf(core, letter), receiver(core, letter)];
  const short = address(to, { subject });
  const full = address(to, { subject, body: text.replace(/\n/g, '\r\n') });
  if (full.length > LONGEST) await copy(core, letter, text, 'send_mail_long');
  else tell(core, letter, isMailed(letter, 'mail') ? 'send_mailed_post' : 'send_mailed');
  const link = make('a', { href: full.length <= LONGEST ? full : short.length <= LONGEST ? short : address(to, {}) });
  placeOf(letter).append(link); // inside the letter, so that a workbook knows that a link was followed
  link.click();
  link.remove();
}

/** The one address that the letter goes to; "" where that is not known. @param {Core} core @param {Letter} letter */
function receiver({ answer, recordAt }, letter) {
  const id = letter.dataset.to;
  const given = id ? String(answer(homeOf(id), recordAt(letter, homeOf(id)), id) ?? '').trim() : '';
  return /^[^\s,;<>"]+@[^\s,;<>"]+$/.test(given) ? given : '';
}

/** @param {string} to @param {Record<string, string>} given */
function address(to, given) {
  const coded = (/** @type {string} */ text) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
  const more = Object.entries(given).filter(([, text]) => text).map(([key, text]) => `${key}=${coded(text)}`);
  return `mailto:${coded(to).replace('%40', '@')}${more.length ? '?' : ''}${more.join('&')}`;
}
