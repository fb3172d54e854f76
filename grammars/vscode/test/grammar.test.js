"use strict";

// The TextMate grammar, in the engine that editors use, colours each word of all shipped policies
// as the parser reads it. The words come from `python -m tests.extensie` in the file WORDS names.

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");

const oniguruma = require("vscode-oniguruma");
const { INITIAL, Registry, parseRawGrammar } = require("vscode-textmate");

const SCOPES = {
  sleutelwoord: "keyword.",
  tekst: "string.",
  waarde: "constant.numeric.",
  opmerking: "comment.",
  naam: ["variable.", "entity.name."],
  teken: "punctuation.",
};

async function load() {
  const wasm = fs.readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const file = path.join(__dirname, "..", "syntaxes", "beleid.tmLanguage.json");
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => parseRawGrammar(fs.readFileSync(file, "utf8"), file),
  });
  return registry.loadGrammar("source.beleid");
}

function fits(scopes, sort) {
  return [].concat(SCOPES[sort]).some((wanted) => scopes.some((each) => each.startsWith(wanted)));
}

test("each word of each policy has the colour of what the parser reads", async () => {
  const grammar = await load();
  const policies = JSON.parse(fs.readFileSync(process.env.WORDS, "utf8"));
  const wrong = [];
  let words = 0;
  for (const { name, lines, expected } of policies) {
    let state = INITIAL;
    lines.forEach((line, number) => {
      const found = grammar.tokenizeLine(line, state);
      state = found.ruleStack;
      for (const [start, end, sort] of expected[number]) {
        words += 1;
        const parts = found.tokens.filter((it) => it.startIndex < end && it.endIndex > start);
        const bare = parts.filter((it) => line.slice(it.startIndex, it.endIndex).trim());
        if (!bare.every((it) => fits(it.scopes, sort))) {
          wrong.push(`${name}:${number + 1}: ${line.slice(start, end)} is no ${sort}`);
        }
      }
    });
  }
  assert.ok(words > 50000, `only ${words} words`);
  assert.deepStrictEqual(wrong.slice(0, 10), []);
});
