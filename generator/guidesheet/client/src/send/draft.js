/** A letter as it is now: its parts with their places in a business letter, its text, its subject, its blanks. */

import { evaluate, holds, namesIn, plainText } from '../letter.js';
import { filled } from '../values.js';

/** @typedef {import('../letter.js').Piece} Piece */
/** @typedef {import('../parts.js').Core} Core */
/** @typedef {import('../elements/text.js').Letter} Letter */
/** @typedef {{ role: string, pieces: Piece[] }} Part */
/** @typedef {{ gap: boolean, lines: Piece[][] }} Paragraph */

/** What stands on a letter by post, and an e-mail has by itself. */
const POSTED = ['sender', 'date', 'address'];

/** Does a letter by post go another way? @param {Letter} letter @param {string} way */
export const isMailed = ({ dataset }, way) => dataset.channel === 'post' && way === 'mail';

/** The parts that the reader wants in, and that go this way. @param {Core} core @param {Letter} letter @param {string} way */
function chosen({ answersAt }, letter, way) {
  const answers = answersAt(letter);
  const parts = letter.parts.filter(({ optional, role }) => (!optional || filled(answers.value(optional))) && !(isMailed(letter, way) && POSTED.includes(role)));
  return { answers, parts };
}

/** Ways that hand the subject over beside the text. */
const TITLED = ['mail', 'subject', 'share'];

/** Ways that take an e-mail's subject along. */
const WHOLE = ['txt', 'docx', 'print'];

/** The parts that say something; the subject, with the word before it, only in files and on paper. @param {Core} core @param {Letter} letter @param {string} way @returns {Part[]} */
export function draftOf(core, letter, way) {
  const { answers, parts } = chosen(core, letter, way);
  return parts.filter(({ role }) => WHOLE.includes(way) || role !== 'subject').map(({ role, tree }) => ({ role, pieces: evaluate(tree, answers, letter.language) }))
    .map(({ role, pieces }) => ({ role, pieces: role === 'subject' ? pieces.map(inLine) : pieces }))
    .filter(({ pieces }) => plainText(pieces) !== '');
}

/** A subject is one line. @param {Piece} piece @returns {Piece} */
const inLine = ([kind, text]) => [kind, text.replace(/\s+/g, ' ')];

/** The text alone. @param {Core} core @param {Letter} letter @param {string} way */
export const textOf = (core, letter, way) => draftOf(core, letter, way).map(({ pieces }) => plainText(pieces)).join('\n\n');

/** The subject alone, without the word before it; "" where the letter has none. @param {Core} core @param {Letter} letter */
export function subjectOf(core, letter) {
  const { answers, parts } = chosen(core, letter, '');
  const subject = parts.find(({ role }) => role === 'subject');
  return subject ? plainText(evaluate(subject.mail ?? subject.tree.slice(1), answers, letter.language)).replace(/\s+/g, ' ') : '';
}

/** What is missing: what it is called → the answer that would fill it in. @param {Core} core @param {Letter} letter @param {string} way @returns {Map<string, string>} */
export function blanksOf(core, letter, way) {
  const found = new Map();
  const { answers, parts } = chosen(core, letter, way);
  const look = (/** @type {any[]} */ tree) => {
    for (const node of tree) {
      const [kind, expr, more, other] = node;
      if (kind === 'if') look(holds(expr, answers, letter.language) ? more : other);
      else if (kind === 'o' && evaluate([node], answers, letter.language)[0]?.[0] === 'b' && !found.has(more)) found.set(more, namesIn(expr)[0] ?? '');
    }
  };
  parts.forEach(({ tree, mail }) => look(mail && TITLED.includes(way) ? mail : tree));
  return found;
}

/** Pieces as paragraphs of lines; three empty lines or more before one (`gap`) are room for a hand. @param {Piece[]} pieces @returns {Paragraph[]} */
export function paragraphsOf(pieces) {
  /** @type {Paragraph[]} */
  const made = [];
  let ends = 2;
  for (const [kind, text] of pieces) {
    for (const part of text.replace(/\r\n?/g, '\n').split(/(\n)/)) {
      if (part === '\n') ends++;
      else if (part.trim() || (part && !ends)) {
        if (ends > 1) made.push({ gap: ends > 3 && made.length > 0, lines: [[]] });
        else if (ends) made.at(-1)?.lines.push([]);
        ends = 0;
        made.at(-1)?.lines.at(-1)?.push([kind, part]);
      }
    }
  }
  return made;
}
