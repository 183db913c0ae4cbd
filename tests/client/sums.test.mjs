// Computed lines: sums of decimals are exact, what is no number is told, what is missing is no line.

import assert from "node:assert/strict";
import { test } from "node:test";

import { computed } from "../../generator/guidesheet/client/src/sums.js";

const answers = (columns, values = {}) => ({ value: (id) => values[id], column: (place, column) => columns[`${place}.${column}`] ?? [], starred: () => [] });
const sum = ["f", "sum", ["r", "x.rows", "n"]];
const line = (expr) => [["o", expr, "label"]];
const said = (expr, texts, values) => computed(line(expr), answers({ "x.rows.n": texts }, values), "en");

test("sums are exact", () => {
  assert.deepEqual(said(sum, ["0.1", "0.2"]), ["0.3", []]);
  assert.deepEqual(said(sum, ["99999999999999999999.99", "0.01"]), ["100,000,000,000,000,000,000.00", []]);
  assert.deepEqual(said(sum, ["-0.5", "0.25"]), ["-0.25", []]);
  assert.deepEqual(said(sum, ["5", "-5"]), ["0", []]);
  assert.deepEqual(said(sum, ["0"]), ["0", []]);
});

test("what is no number is told, and not counted", () => {
  assert.deepEqual(said(sum, ["12", "about 20", "007"]), ["12", ["about 20", "007"]]);
  assert.deepEqual(said(sum, ["about 20"]), ["", ["about 20"]]);
});

test("a line needs an answer; one that is missing beside another counts as nothing", () => {
  const left = ["-", ["v", "x.have"], sum];
  assert.deepEqual(said(left, []), ["", []]);
  assert.deepEqual(said(left, ["3.5"], { "x.have": "10" }), ["6.5", []]);
  assert.deepEqual(said(left, [], { "x.have": "10" }), ["10", []]);
  assert.deepEqual(said(left, ["3"], {}), ["-3", []]);
  assert.deepEqual(said(["-", ["-", ["v", "x.have"], ["c", 2]], ["c", 3]], [], { "x.have": "10" }), ["5", []]);
  assert.deepEqual(said(["+", ["v", "x.have"], ["c", 2]], []), ["", []]);
});

test("other texts stand as they are, and wait for all that they need", () => {
  const tree = [["t", "In all "], ["o", sum, "n"], ["t", " hours by "], ["o", ["f", "date", ["v", "x.day"], "long"], "day"]];
  const columns = { "x.rows.n": ["1234.5"] };
  assert.deepEqual(computed(tree, answers(columns, { "x.day": "2026-11-24" }), "en"), ["In all 1,234.5 hours by November 24, 2026", []]);
  assert.deepEqual(computed(tree, answers(columns), "en"), ["", []]);
});

test("the rows that an editor gives are asked for", () => {
  let asked;
  computed(line(["f", "sum", ["r", "x.rows", "n", "one", "two"]]), { ...answers({}), column: (...all) => ((asked = all), []) }, "en");
  assert.deepEqual(asked, ["x.rows", "n", ["one", "two"]]);
});
