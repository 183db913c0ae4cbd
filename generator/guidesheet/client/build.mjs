/**
 * Builds the client: `src/core.js` and the parts, with all that they import, to one classic script each in `dist/`, and the styles.
 *
 *     python3 run.py test --build-client     with the tests' own Node and esbuild
 *     node build.mjs [folder]                with those of `npm ci` in this folder, or in the folder that NODE_FOLDER names
 *
 * The results are committed; a test (`tests/test_client_toolchain.py`) builds them again and compares.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const here = import.meta.dirname;
const scripts = [
  "core.js", "keep.js", "undo.js", "since.js", "live.js", "lists.js", "send.js", "days.js", "journal.js", "shared.js", "elsewhere.js", "packet.js", "pdf.js",
  "languages.js", "theme.js", "iframe-worker-shim.js", "workbook.js",
];
const styles = ["guidesheet.css", "keep.css", "since.css", "live.css", "lists.css", "send.css", "days.css", "packet.css", "workbook.css"];
const entries = [...scripts, ...styles].map((name) => join(here, "src", name));
const missing = entries.filter((file) => !existsSync(file));
if (missing.length) {
  console.error(`Nothing was built. There is no ${missing.join(" and no ")}.`);
  process.exit(1);
}

const require = createRequire(join(process.env.NODE_FOLDER ?? here, "from-here.js"));
/** @type {import("esbuild")} */
const esbuild = require("esbuild");

await esbuild.build({
  entryPoints: entries,
  outdir: process.argv[2] ?? join(here, "dist"),
  absWorkingDir: here,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
});
