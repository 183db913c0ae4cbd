// Damaged copies: each is refused with the key of a sentence, or gives records as they are stored. Joined in the gentle way, none takes a word away.

import assert from "node:assert/strict";
import { test } from "node:test";
import { SITE, good, tryCopies } from "./damaged.mjs";

const SRC = "../../generator/guidesheet/client/src";
const { copied } = await import(`${SRC}/copied.js`);
const { blank, join } = await import(`${SRC}/record.js`);

const MADE = 4000;
const SEED = 20261127;

test("a whole copy is read", () => {
  const found = copied(JSON.stringify(good()), SITE);
  assert.deepEqual(found.records.map(({ coll, rec }) => `${coll}:${rec}`), ["me:-", "contact:1mhcwg7k8a2z", "contact:1mhcwg7k8a2x"]);
  assert.equal(found.records[0].later.x, 1);
});

test("no damage throws, reaches a prototype, or takes a word that is here", () => {
  const { refused, read } = tryCopies(MADE, SEED);
  assert.ok(refused > MADE / 4 && read > MADE / 10, `${refused} refused, ${read} read`);
});

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
