"use strict";

// The client starts the server as it is set, and shows the pages that commands give back.

const assert = require("node:assert");
const Module = require("node:module");
const { test } = require("node:test");

const started = [];
const shown = [];
const errors = [];
const providers = {};
const values = { opdracht: "/ergens/maatwerk", peildatum: "2026-07-01" };
let fails = false;
let configured;

const vscode = {
  Uri: { parse: (text) => text },
  commands: { executeCommand: async (...given) => shown.push(given) },
  window: { showErrorMessage: (text) => errors.push(text) },
  workspace: {
    getConfiguration: () => ({ get: (name) => values[name] }),
    registerTextDocumentContentProvider: (scheme, provider) => {
      providers[scheme] = provider;
      return { dispose() {} };
    },
    onDidChangeConfiguration: (listener) => {
      configured = listener;
      return { dispose() {} };
    },
  },
};

class LanguageClient {
  constructor(...given) {
    this.given = given;
    this.running = false;
    started.push(this);
  }
  async start() {
    if (fails) {
      throw new Error("no such command");
    }
    this.running = true;
  }
  isRunning() {
    return this.running;
  }
  async stop() {
    this.running = false;
  }
}

const load = Module._load;
Module._load = (name, ...rest) => {
  if (name === "vscode") return vscode;
  if (name === "vscode-languageclient/node") return { LanguageClient, TransportKind: { stdio: 0 } };
  return load(name, ...rest);
};
const { activate, deactivate } = require("../client.js");

test("the server is started with the command and the day that are set", async () => {
  const context = { subscriptions: [] };

  await activate(context);

  const [, , server, client] = started[0].given;
  assert.strictEqual(server.command, "/ergens/maatwerk");
  assert.deepStrictEqual(server.args, ["taalserver"]);
  assert.deepStrictEqual(client.initializationOptions, { peildatum: "2026-07-01" });
  assert.deepStrictEqual(
    client.documentSelector.map((each) => each.scheme),
    ["file", "untitled"],
  );
  assert.strictEqual(context.subscriptions.length, 2);
});

test("a page that a command gives back is shown", async () => {
  const run = started[0].given[3].middleware.executeCommand;

  const answer = await run("maatwerk.toets", ["x"], async () => ({ markdown: "# Geslaagd" }));
  await run("maatwerk.toets", ["x"], async () => null);

  assert.strictEqual(answer.markdown, "# Geslaagd");
  assert.strictEqual(shown.length, 1);
  assert.strictEqual(providers["maatwerk-uitleg"].provideTextDocumentContent(), "# Geslaagd");
});

test("another command starts another server, and a command that fails is told", async () => {
  values.opdracht = "anders";
  await configured({ affectsConfiguration: (name) => name === "maatwerk.opdracht" });
  await configured({ affectsConfiguration: () => false });
  assert.strictEqual(started.length, 2);
  assert.strictEqual(started[0].running, false);
  assert.strictEqual(started[1].given[2].command, "anders");

  fails = true;
  await configured({ affectsConfiguration: () => true });
  assert.match(errors[0], /De taalserver start niet met de opdracht `anders`/);
  await deactivate();
});
