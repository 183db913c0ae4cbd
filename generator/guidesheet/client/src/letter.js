// Letters and texts with blanks: a tree and answers give pieces (FORMATS.md §5). The same rules as expressions/evaluate.py.

import { dateText, listText, numberText, plus, timeText, workday } from "./dates.js";

/** @typedef {import("./types.js").Piece} Piece */
/** @typedef {import("./types.js").Answers} Answers */
/** @typedef {any[]} Node  made by Python, and checked there */

/** @param {unknown} value */
export const isTrue = (value) => (Array.isArray(value) ? value.length > 0 : value !== false && String(value).trim() !== "");

/** @param {unknown} value */
const asText = (value) => (value === false ? "" : String(value));

/** @param {unknown} left @param {unknown} right */
const same = (left, right) => !Array.isArray(left) && !Array.isArray(right) && asText(left) === asText(right);

/**
 * The pieces of a text.
 * @param {Node[]} tree @param {Answers} answers @param {string} lang
 * @returns {Piece[]}
 */
export function evaluate(tree, answers, lang) {
  return tree.flatMap((node) => {
    if (node[0] === "t") return [/** @type {Piece} */ (["t", node[1]])];
    const [value, isDefault] = valueOf(node[1], answers, lang);
    if (node[0] === "if") return evaluate(isTrue(value) ? node[2] : node[3], answers, lang);
    if (isTrue(value)) return [/** @type {Piece} */ ([isDefault ? "d" : "a", written(value, lang)])];
    const silent = node[1][0] === "or" && node[1][2][0] === "c" && node[1][2][1] === "";
    return silent ? [] : [/** @type {Piece} */ (["b", node[2]])];
  });
}

/**
 * The value of an expression, and whether it is the default on the right of an `or`.
 * @param {Node} expr @param {Answers} answers @param {string} lang
 * @returns {[any, boolean]}
 */
function valueOf(expr, answers, lang) {
  const of = (/** @type {Node} */ inner) => valueOf(inner, answers, lang);
  const [kind, one, two] = expr;
  if (kind === "or") {
    const left = of(one);
    if (isTrue(left[0])) return left;
    const [right, isDefault] = of(two);
    return [right, isDefault || two[0] === "c"];
  }
  if (kind === "and") {
    const left = of(one);
    return isTrue(left[0]) ? of(two) : left;
  }
  return [single(expr, answers, lang, (inner) => of(inner)[0]), false];
}

/**
 * @param {Node} expr @param {Answers} answers @param {string} lang @param {(inner: Node) => any} of
 * @returns {any}
 */
function single([kind, one, two, ...rest], answers, lang, of) {
  switch (kind) {
    case "c":
      return one;
    case "v": {
      const value = answers.value(one) ?? "";
      return value === true ? "true" : value;
    }
    case "r":
      return answers.column(one, two);
    case "s":
      return answers.starred(one);
    case "f":
      return filtered(one, of(two), rest, lang);
    case "not":
      return !isTrue(of(one));
    case "in": {
      const list = of(two);
      return Array.isArray(list) ? list.includes(asText(of(one))) : same(of(one), list);
    }
    default:
      return same(of(one), of(two)) === (kind === "==");
  }
}

/** @param {string} name @param {any} value @param {any[]} rest @param {string} lang */
function filtered(name, value, rest, lang) {
  if (name === "pick") return pick(value, rest);
  if (name === "list") return written(Array.isArray(value) ? value.filter((part) => part.trim()) : value, lang);
  const text = written(value, lang);
  if (name === "plus") return plus(text, rest[0]);
  if (name === "workday") return workday(text);
  if (name === "date") return dateText(text, rest[0], lang);
  return name === "time" ? timeText(text, lang) : numberText(text, lang);
}

/** @param {any} value @param {any[]} rest */
function pick(value, rest) {
  const otherwise = rest.length % 2 ? String(rest[rest.length - 1]) : null;
  const one = (/** @type {string} */ key) => {
    for (let n = 0; n + 1 < rest.length; n += 2) if (rest[n] === key) return String(rest[n + 1]);
    return otherwise ?? key;
  };
  return Array.isArray(value) ? value.map(one) : one(asText(value));
}

/** A value as text; a list as the language joins it. @param {any} value @param {string} lang */
const written = (value, lang) => (Array.isArray(value) ? listText(value, lang) : asText(value));

/**
 * Every answer id and every block that a tree reads.
 * @param {any} tree
 * @param {Set<string>} [found]
 */
export function namesIn(tree, found = new Set()) {
  if (!Array.isArray(tree) || tree[0] === "c" || tree[0] === "t") return found;
  if (["v", "r", "s"].includes(tree[0])) found.add(tree[1]);
  else for (const inner of tree) namesIn(inner, found);
  return found;
}

/**
 * Pieces line by line, tidied: no spaces at line ends, never two empty lines together, none at the ends.
 * @param {Piece[]} pieces
 */
export function lines(pieces) {
  /** @type {Piece[][]} */
  const found = [[]];
  for (const [kind, text] of pieces) {
    text.replace(/\r\n?/g, "\n").split("\n").forEach((line, n) => {
      if (n) found.push([]);
      if (line) found[found.length - 1].push([kind, line]);
    });
  }
  found.forEach((line, n) => trimEnd(line, n === found.length - 1));
  const tidy = found.filter((line, n) => line.length || found[n - 1]?.length);
  while (tidy.length && !tidy[tidy.length - 1].length) tidy.pop();
  return tidy;
}

/** @param {Piece[]} line @param {boolean} last */
function trimEnd(line, last) {
  for (let piece = line.pop(); piece; piece = line.pop()) {
    const text = last ? piece[1].trimEnd() : piece[1].replace(/[ \t]+$/, "");
    if (!text) continue;
    line.push([piece[0], text]);
    return;
  }
}

/** The text alone; a blank is `[label]`. @param {Piece[]} pieces */
export const plainText = (pieces) =>
  lines(pieces).map((line) => line.map(([kind, text]) => (kind === "b" ? `[${text}]` : text)).join("")).join("\n").trim();
