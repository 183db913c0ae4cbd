// Damaged copies: each is refused with the key of a sentence, or gives records as they are stored. Joined in the gentle way, none takes a word away.

import assert from "node:assert/strict";
import { test } from "node:test";

const SRC = "../../generator/guidesheet/client/src";
const { copied } = await import(`${SRC}/copied.js`);
const { added, compare, replaced, seen } = await import(`${SRC}/compared.js`);
const { blank, join, parse, text } = await import(`${SRC}/record.js`);

const MADE = 4000;
const SITE = "k7f3q9x2";
const HARM = [null, true, false, -1, 1e308, NaN, "", "\0", "x".repeat(999), "__proto__", [], {}, [[[[]]]], { a: 1 }, ["x", ["y"]], "2026", 1795453579145, "1mhcwg7k8a2z"];
const KEYS = ["__proto__", "constructor", "toString", "gone", "old", "more", "records", "answers", "time", "rec", "coll", "raw"];

let state = 20261127;
/** Numbers that are the same each time (mulberry32). */
function dice(below) {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
}

const answer = (id, value, time = 1795453580000) => ({ id, question: "Q", answer: value, time });
const good = () => ({
  f: "guidesheet-copy", v: 1, about: "", site: SITE, base: "/", rev: "", lang: "en", made: "2026-11-23T17:06:19.000Z",
  records: [
    { coll: "me", rec: "-", made: 5, answers: [answer("me.name", "Rosa"), answer("wishes.must", ["a", "b"])], old: { "me.name": [["R", 1, "Q"]] }, more: { later: { x: 1 } } },
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

test("a whole copy is read", () => {
  const found = copied(JSON.stringify(good()), SITE);
  assert.deepEqual(found.records.map(({ coll, rec }) => `${coll}:${rec}`), ["me:-", "contact:1mhcwg7k8a2z", "contact:1mhcwg7k8a2x"]);
  assert.equal(found.records[0].later.x, 1);
});

test("no damage throws, reaches a prototype, or takes a word that is here", () => {
  const seenOf = { refused: 0, read: 0 };
  for (let n = 0; n < MADE; n += 1) {
    const copy = good();
    for (let times = 1 + dice(3); times; times -= 1) harm(copy);
    const raw = dice(8) ? JSON.stringify(copy) : JSON.stringify(copy).slice(0, dice(900));
    const found = copied(raw, SITE);
    assert.equal({}.a, undefined);
    if (typeof found === "string") {
      assert.match(found, /^load_(bad|other|newer)$/);
      seenOf.refused += 1;
      continue;
    }
    seenOf.read += 1;
    for (const data of found.records) check(data, raw);
  }
  assert.ok(seenOf.refused > MADE / 4 && seenOf.read > MADE / 10, JSON.stringify(seenOf));
});

/** Joined into what is here, in both ways. */
function check(data, raw) {
  assert.equal(parse(text(data)).state, "ok", raw);
  if (data.gone !== undefined) return;
  const here = () => {
    const mine = blank(data.coll, data.rec);
    Object.assign(mine.a, { "me.name": ["Rosa Marin", 1795453590000, "Q"], "me.own": ["only here", 5, "Q"], "notes.people[1mhcwg7k8a2y].who": ["Kim", 9, "Q"] });
    return mine;
  };
  const counts = { file: 0, newer: 0, here: 0, same: 0, only: 0 };
  compare(data.a, here().a, counts, false);
  assert.ok(Object.values(counts).every(Number.isInteger), raw);
  const both = here();
  join(both, { ...data, a: added(data.a, both.a, 0) }, () => true);
  for (const id of ["me.own", "me.name", "notes.people[1mhcwg7k8a2y].who"]) assert.ok(seen(both.a).has(id), `${id} is gone: ${raw}`);
  const instead = here();
  join(instead, { ...data, a: replaced(data.a, instead.a, 0, false) }, () => true);
  const now = (a) => Object.fromEntries([...seen(a)].map(([id, [value]]) => [id, value]));
  assert.deepEqual(now(instead.a), now(data.a), raw);
}

test("earlier values of a copy take none from here, and win no race against the clock", () => {
  const file = good();
  file.records[0].old = { "me.name": [["", 9e15], ["R", 9e15, "Q"], "?"] };
  const { records: [data] } = copied(JSON.stringify(file), SITE);
  const [[value, time]] = data.old["me.name"];
  assert.deepEqual([data.old["me.name"].length, value, time <= Date.now()], [1, "R", true]);
  const here = Object.assign(blank("me", "-"), { old: { "me.name": [["Earlier", 1000, "Q"]] } });
  join(here, data, () => true);
  assert.deepEqual(here.old["me.name"].map(([had]) => had), ["Earlier", "R"]);
});
