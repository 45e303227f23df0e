// Times a call beside `new URL()`: the median of rounds that take turns, in one process.
import { NotifyUrl, Refused } from 'live-record-notify';

const TEXTS = [
  ['canonical', 'https://hooks.example.com/v1/callback/8271?tenant=7'],
  ['made canonical', 'HTTPS://Hooks.Example.com:443/a/../callback?tenant=7'],
  ['Unicode', 'https://bücher.example.com/callback'],
  ['refused', 'http://0x7f.1/latest/meta-data/'],
];
const CALLS = 5_000;
const ROUNDS = 41;

const ours = (text) => {
  try {
    return NotifyUrl.parse(text).toString();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.reason;
  }
};
const theirs = (text) => new URL(text).href;

function round(call, text) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < CALLS; i++) call(text);
  return Number(process.hrtime.bigint() - start) / CALLS;
}

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];

console.log(`| Text | parse, ns | new URL(), ns |\n|---|---|---|`);
for (const [name, text] of TEXTS) {
  const times = [[], []];
  for (let i = 0; i < ROUNDS; i++) {
    times[0].push(round(ours, text));
    times[1].push(round(theirs, text));
  }
  const [parse, url] = times.map((list) => Math.round(median(list)).toLocaleString('en'));
  console.log(`| ${name} | ${parse} | ${url} |`);
}
