/** Answers → the objects of a PDF that say and draw them, in the font that its form has. */

/** An object: its number, and its text without the end. @typedef {[number, string]} Node */
/**
 * @typedef {object} Field
 * @property {string} name an answer id; FORMATS.md §10
 * @property {string} q its question
 * @property {'text' | 'lines' | 'list' | 'tick' | 'choice'} kind
 * @property {Node} at
 * @property {[...Node, string][]} marks the boxes to tick, with the key of each
 * @property {[...Node, number, number][]} boxes the drawing of each place for text, its width and height
 * @property {number} size of text, in points
 * @property {Record<string, string>} [keys] of `choice` and `list`, with the words of each
 * @property {'date' | 'time' | 'number'} [type] how its answer is written
 * @property {string} [of] the collection of a record
 * @property {any} [tree] of a letter's text that is worked out (FORMATS.md §5)
 * @property {string} [lang] of that letter
 */
/**
 * @typedef {object} Handout
 * @property {string} pdf its bytes, in base64
 * @property {number} size how many objects it has
 * @property {number} prev where its last table of objects begins
 * @property {string} trailer
 * @property {string} font
 * @property {[string, number[], number[]]} signs
 * @property {Field[]} fields
 */

/** Around text, in points. */
const PAD = 3;
const LEADING = 1.25;
/** Text that is long gets so much smaller. */
const SMALLEST = 0.7;
const INSTEAD = '?';

/**
 * `objects`: number → text. `missing`: all characters that the font does not have, in one text. `long`: questions whose answers are longer than their place.
 * @param {Handout} handout @param {Map<string, string>} answers
 */
export function filling({ font, signs: [signs, glyphs, widths], fields }, answers) {
  const order = new Map([...signs].map((sign, n) => [sign, n]));
  const at = (/** @type {string} */ sign) => order.get(sign) ?? order.get(INSTEAD) ?? 0;
  const wide = (/** @type {string} */ text) => [...text.trimEnd()].reduce((sum, sign) => sum + (widths[at(sign)] ?? 0), 0) / 1000;
  const [objects, missing, long] = [/** @type {Map<number, string>} */ (new Map()), new Set(), /** @type {string[]} */ ([])];

  /** @param {Field} field @param {string} answer */
  const tick = ({ at: [number, head], marks }, answer) => {
    objects.set(number, `${head} /V /${answer}${marks.length ? '' : ` /AS /${answer}`} >>`);
    for (const [mark, text, key] of marks) objects.set(mark, `${text} /AS /${key === answer ? key : 'Off'} >>`);
  };

  /** @param {Field} field @param {string} answer */
  const write = ({ q, kind, at: [number, head], boxes, size, keys }, answer) => {
    const several = kind === 'lines';
    const value = (several ? answer : answer.replace(/[\r\n]+/g, ' ')).replace(/\p{Surrogate}/gu, '\ufffd');
    const text = plain(keys?.[value] ?? value);
    for (const sign of text) if (sign > '\n' && !order.has(sign)) missing.add(/\p{M}/u.test(sign) ? `◌${sign}` : sign);
    let points = size;
    const room = (/** @type {number} */ width) => (width - 2 * PAD) / points;
    const lines = (/** @type {number} */ width) => (several ? broken(text, (part) => wide(part) <= room(width)) : [text]);
    const fits = () => boxes.every(([, , width, height]) => (several ? lines(width).length * points * LEADING + PAD <= height : wide(text) <= room(width)));
    while (!fits() && points > size * SMALLEST) points -= 0.5;
    if (!fits()) long.push(q);
    objects.set(number, `${head} /V <feff${hexed(value.split(''), (unit) => unit.charCodeAt(0))}> /DA (${font} ${points} Tf 0 g) >>`);
    for (const [drawing, begun, width, height] of boxes) {
      const first = several ? height - PAD - points : height / 2 - points * 0.3;
      const shown = lines(width).map((line) => `<${hexed([...line], (sign) => glyphs[at(sign)] ?? 0)}> Tj T*\n`).join('');
      const drawn = `/Tx BMC BT ${font} ${points} Tf 0 g ${points * LEADING} TL ${PAD} ${first} Td\n${shown}ET EMC`;
      objects.set(drawing, `${begun} /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`);
    }
  };

  for (const field of fields) {
    const answer = answers.get(field.name);
    if (answer) (field.size ? write : tick)(field, answer);
  }
  return { objects, missing: missing.size ? [[...missing].join(' ')] : [], long };
}

/** What is drawn of a text: signs put together, nothing that is never seen. @param {string} text */
const plain = (text) => text.normalize('NFC').replace(/[\p{Zs}\t]/gu, ' ').replace(/[^\P{Cc}\n]|\p{DI}/gu, '');

/** Lines that fit; a word that is longer than a line is broken where it must. @param {string} text @param {(part: string) => boolean} fits */
function broken(text, fits) {
  return text.split('\n').flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(/(?<= )/)) {
      for (const part of fits(word) ? [word] : word) {
        const line = lines.at(-1) + part;
        if (line === part || fits(line)) lines[lines.length - 1] = line;
        else lines.push(part);
      }
    }
    return lines;
  });
}

/** @template T @param {T[]} units @param {(unit: T) => number} number */
const hexed = (units, number) => units.map((unit) => number(unit).toString(16).padStart(4, '0')).join('');
