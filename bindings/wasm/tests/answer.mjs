// Answers the questions of the vectors, a line each: a program for the example `conformance`.
import { createInterface } from 'node:readline';

import * as library from 'live-record-notify';

import { answerer } from './vectors.mjs';

const answer = answerer(library);
let lines = '';
for await (const line of createInterface({ input: process.stdin })) {
  lines += `${JSON.stringify(answer(JSON.parse(line)))}\n`;
}
process.stdout.write(lines);
