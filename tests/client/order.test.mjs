// The reader's order: a moved thing gets a place between its neighbours, as short as can be; others keep theirs.

import assert from "node:assert/strict";
import { test } from "node:test";

import { OWN, between, moved, placed } from "../../generator/guidesheet/client/src/order.js";

/** Small and always the same: a linear congruential generator. */
const STEPS = 3000;
let seed = 20261127;
const chance = (below) => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return Math.floor((seed / 2147483648) * below);
};

test("a place between two is the shortest decimal there is", () => {
  assert.equal(between(1, 3), "2");
  assert.equal(between(1, 2), "1.5");
  assert.equal(between(1, 1.5), "1.3");
  assert.equal(between(-0.4, 0.1), "0");
  assert.equal(between(-0.4, -0.1), "-0.3");
  assert.equal(between(-1, 1), "0");
  assert.equal(between(3, OWN + 1), "500002");
  assert.equal(between(1, 1), "");
});

test("what is stored is a decimal, or it does not count", () => {
  assert.equal(placed("2.5", 7), 2.5);
  assert.equal(placed("-1", 7), -1);
  for (const bad of [undefined, "", " ", "first", true, ["1"], "Infinity", "NaN"]) assert.equal(placed(bad, 7), 7, String(bad));
});

test("the first cannot go up, nor the last down", () => {
  const two = [["a", 1], ["b", 2]];
  assert.deepEqual(moved("a", -1, two), []);
  assert.deepEqual(moved("b", 1, two), []);
  assert.deepEqual(moved("gone", 1, two), []);
  assert.deepEqual(moved("b", -1, two), [["b", "0"]]);
  assert.deepEqual(moved("a", 1, two), [["a", "3"]]);
});

test("where two have one place, all get a new one", () => {
  assert.deepEqual(moved("c", -1, [["a", 1], ["b", 1], ["c", 2]]), [["a", "1"], ["c", "2"], ["b", "3"]]);
});

test(`after each of ${STEPS} moves the list is in the order that was asked for`, () => {
  const usual = new Map([..."abcdefgh"].map((id, index) => [id, index < 5 ? index + 1 : OWN + index]));
  const stored = new Map();
  const order = () => [...usual].map(([id, at]) => [id, placed(stored.get(id), at)]).sort((x, y) => x[1] - y[1]);
  for (let step = 0; step < STEPS; step++) {
    const shown = order();
    const ids = shown.map(([id]) => id);
    const at = chance(ids.length);
    const by = chance(2) ? 1 : -1;
    for (const [id, place] of moved(ids[at], by, shown)) stored.set(id, place);
    if (ids[at + by]) [ids[at], ids[at + by]] = [ids[at + by], ids[at]];
    assert.deepEqual(order().map(([id]) => id), ids);
  }
  for (const place of stored.values()) assert.match(place, /^-?(0|[1-9]\d*)(\.\d+)?$/);
});
