"use strict";

// Starts `maatwerk taalserver` and shows what it gives back; all knowledge is in the server.

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

const PAGES = "maatwerk-uitleg";

let client;
let latest = "";

function settings() {
  return vscode.workspace.getConfiguration("maatwerk");
}

async function show(answer) {
  if (!answer || typeof answer.markdown !== "string") {
    return;
  }
  latest = answer.markdown;
  const page = vscode.Uri.parse(`${PAGES}:${Date.now()}.md`);
  await vscode.commands.executeCommand("markdown.showPreviewToSide", page);
}

async function start() {
  const command = settings().get("opdracht") || "maatwerk";
  client = new LanguageClient(
    "maatwerk",
    "Taalserver voor beleid",
    { command, args: ["taalserver"], transport: TransportKind.stdio },
    {
      documentSelector: [
        { scheme: "file", language: "beleid" },
        { scheme: "untitled", language: "beleid" },
      ],
      initializationOptions: { peildatum: settings().get("peildatum") || "" },
      synchronize: { configurationSection: "maatwerk" },
      middleware: {
        executeCommand: async (name, given, next) => {
          const answer = await next(name, given);
          await show(answer);
          return answer;
        },
      },
    },
  );
  try {
    await client.start();
  } catch (error) {
    vscode.window.showErrorMessage(
      `De taalserver start niet met de opdracht \`${command}\`. Installeer hem met ` +
        '`pip install "maatwerk-rules[taalserver]"`, of geef bij de instelling ' +
        "`maatwerk.opdracht` het hele pad.",
    );
  }
}

async function activate(context) {
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(PAGES, {
      provideTextDocumentContent: () => latest,
    }),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("maatwerk.opdracht")) {
        await deactivate();
        await start();
      }
    }),
  );
  await start();
}

async function deactivate() {
  const running = client;
  client = undefined;
  if (running && running.isRunning()) {
    await running.stop();
  }
}

module.exports = { activate, deactivate };
