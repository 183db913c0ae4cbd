// Damaged copies, the same for the same seed: what reading them and joining them must hold to. The tests try some thousands, `bench/fuzz.py` as many as it is told.

import assert from "node:assert/strict";

import { dice as dicing } from "./dice.mjs";

const SRC = "../../generator/guidesheet/client/src";
const { copied } = await import(`${SRC}/copied.js`);
const { added, compare, replaced, seen } = await import(`${SRC}/compared.js`);
const { blank, join, parse, readable, text } = await import(`${SRC}/record.js`);

export const SITE = "k7f3q9x2";
const HARM = [null, true, false, -1, 1e308, NaN, "", "\0", "x".repeat(999), "__proto__", [], {}, [[[[]]]], { a: 1 }, ["x", ["y"]], "2026", 1795453579145, "1mhcwg7k8a2z"];
const KEYS = ["__proto__", "constructor", "toString", "gone", "old", "more", "records", "answers", "time", "rec", "coll", "raw"];

let dice = dicing(0);

const answer = (id, value, time = 1795453580000) => ({ id, question: "Q", answer: value, time });
export const good = () => ({
  f: "guidesheet-copy", v: 1, about: "", site: SITE, base: "/", rev: "", lang: "en", made: "2026-11-23T17:06:19.000Z",
  records: [
    { coll: "me", rec: "-", made: 5, answers: [answer("me.name", "Rosa"), answer("wishes.must", ["a", "b"])], old: { "me.name": [["R", 1, "Q"], ["R", 5]] }, more: { later: { x: 1 } } },
    { coll: "contact", rec: "1mhcwg7k8a2z", made: 6, answers: [answer("contact.name", "Ana"), answer("notes.people[1mhcwg7k8a2y].who", "Kim"), answer("notes.people[1mhcwg7k8a2y]:del", true)], old: {}, more: {} },
    { coll: "contact", rec: "1mhcwg7k8a2x", made: 7, gone: 8 },
  ],
  newer: ['{"f":"guidesheet","v":9,"coll":"me","rec":"-","a":{}}'], aside: ["{"],
});

function harm(node) {
  const keys = Object.keys(node);
  const key = keys[dice(keys.length)];
  if (key === undefined) return;
  if (typeof node[key] === "object" && node[key] && dice(5)) harm(node[key]);
  else if (!Array.isArray(node) && !dice(3)) Object.defineProperty(node, KEYS[dice(KEYS.length)], { value: node[key], enumerable: true, configurable: true, writable: true });
  else node[key] = structuredClone(HARM[dice(HARM.length)]);
}

/** Tries so many damaged copies; says how many were refused, and how many read. Throws where one does what none may: throw, reach a prototype, take a word that is here. */
export function tryCopies(made, seed) {
  dice = dicing(seed);
  const seenOf = { refused: 0, read: 0 };
  for (let n = 0; n < made; n += 1) {
    const copy = good();
    for (let times = 1 + dice(3); times; times -= 1) harm(copy);
    const raw = dice(8) ? JSON.stringify(copy) : JSON.stringify(copy).slice(0, dice(900));
    const found = copied(raw, SITE);
    assert.equal({}.a, undefined, raw);
    if (typeof found === "string") {
      assert.match(found, /^load_(bad|other|newer)$/, raw);
      seenOf.refused += 1;
      continue;
    }
    seenOf.read += 1;
    for (const data of found.records) check(data, raw);
  }
  return seenOf;
}

/** Joined into what is here, in both ways. */
function check(data, raw) {
  assert.equal(parse(text(data)).state, "ok", raw);
  if (data.gone !== undefined) return;
  const here = () => {
    const mine = blank(data.coll, data.rec);
    Object.assign(mine.a, { "me.name": ["Rosa Marin", 1795453590000, "Q"], "me.own": ["only here", 5, "Q"], "notes.people[1mhcwg7k8a2y].who": ["Kim", 9, "Q"] });
    return Object.assign(mine, { old: { "me.name": [["Earlier", 3, "Q"]] } });
  };
  const counts = { file: 0, newer: 0, here: 0, same: 0, only: 0 };
  compare(data.a, here().a, counts, false);
  assert.ok(Object.values(counts).every(Number.isInteger), raw);
  const both = here();
  join(both, { ...data, a: added(data.a, both.a, 0) }, () => true);
  for (const id of ["me.own", "me.name", "notes.people[1mhcwg7k8a2y].who"]) assert.ok(seen(both.a).has(id), `${id} is gone: ${raw}`);
  assert.ok((both.old?.["me.name"] ?? []).some(([value]) => value === "Earlier"), `an earlier value is gone: ${raw}`);
  const instead = here();
  join(instead, { ...data, a: replaced(data.a, instead.a, 0, false) }, () => true);
  // What this version cannot read is no reason to take away what is here.
  const read = (id) => !(id in data.a) || readable(data.a[id]);
  const now = (a) => Object.fromEntries([...seen(a)].filter(([id]) => read(id)).map(([id, [value]]) => [id, value]));
  assert.deepEqual(now(instead.a), now(data.a), raw);
}
