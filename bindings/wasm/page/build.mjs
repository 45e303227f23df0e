// Puts page, library and module into one file, which opens from a disk and asks for nothing more.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const read = (path) => readFileSync(new URL(path, import.meta.url));

/** The page. `change` is for the test: it spoils the script, to show that the test sees it. */
export function page(change = (script) => script) {
  const library = String(read('../js/core.js')).replaceAll(/^export /gm, '');
  const module = read('../dist/live_record_notify.wasm').toString('base64');
  // Asynchronous, since a browser may refuse to compile so much at once.
  const script = `'use strict';
(async () => {
${library}
load(await WebAssembly.compile(Uint8Array.from(atob('${module}'), (byte) => byte.charCodeAt(0))));
${change(String(read('page.js')))}
})();
`;
  const style = String(read('page.css'));
  const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  // No source of anything but this file, so that no text can leave.
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const parts = { policy, style, script };
  return String(read('index.html')).replaceAll(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  mkdirSync(new URL('dist/', import.meta.url), { recursive: true });
  writeFileSync(new URL('dist/index.html', import.meta.url), page());
}
