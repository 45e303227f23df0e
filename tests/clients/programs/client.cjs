// HTTP clients of Node: the argument says which. Speaks as `harness/client.py` says.
const fs = require('node:fs');
const { createRequire } = require('node:module');
const readline = require('node:readline');

const LIMIT = 3000;
const packages = `${process.env.CLIENTS_TARGET}/npm`;
const installed = createRequire(`${packages}/package.json`);
const version = (name) => JSON.parse(fs.readFileSync(`${packages}/node_modules/${name}/package.json`)).version;
const load = async (name) => (await import(installed.resolve(name))).default;
const signal = () => AbortSignal.timeout(LIMIT);

const CLIENTS = {
  'node:http': async () => [process.versions.node, (text) => new Promise((resolve, reject) => {
    // As callers do: by the scheme of the URL, whichever letters it is written in.
    const { get } = require(new URL(text).protocol === 'https:' ? 'node:https' : 'node:http');
    get(text, { agent: false, timeout: LIMIT }, (response) => {
      response.on('end', resolve).on('error', reject).resume();
    }).on('error', reject);
  })],
  'node:fetch': async () => [
    `${process.versions.node} (undici ${process.versions.undici})`,
    async (text) => (await fetch(text, { signal: signal() })).text(),
  ],
  undici: async () => {
    const undici = installed('undici');
    return [version('undici'), async (text) => (await undici.request(text, { signal: signal() })).body.text()];
  },
  axios: async () => {
    const axios = installed('axios');
    return [version('axios'), (text) => axios.get(text, { proxy: false, timeout: LIMIT })];
  },
  got: async () => {
    const got = await load('got');
    return [version('got'), (text) => got(text, { retry: { limit: 0 }, timeout: { request: LIMIT } })];
  },
  'node-fetch': async () => {
    const fetch = await load('node-fetch');
    return [version('node-fetch'), async (text) => (await fetch(text, { signal: signal() })).text()];
  },
  superagent: async () => {
    const superagent = installed('superagent');
    return [version('superagent'), (text) => superagent.get(text).timeout(LIMIT)];
  },
  request: async () => {
    const request = installed('request');
    return [version('request'), (text) => new Promise((resolve, reject) => {
      request({ url: text, timeout: LIMIT, proxy: null }, (error) => (error ? reject(error) : resolve()));
    })];
  },
  needle: async () => {
    const needle = installed('needle');
    return [version('needle'), (text) => needle('get', text, { open_timeout: LIMIT, response_timeout: LIMIT })];
  },
};

const say = (error) => {
  const why = error.cause ? error.cause.message || error.cause.code : error.message;
  process.stdout.write(`error ${JSON.stringify(`${error.code || error.name}: ${why}`.slice(0, 200))}\n`);
};

(async () => {
  const [versionText, get] = await CLIENTS[process.argv[2]]();
  process.stdout.write(`${versionText}\n`);
  process.on('uncaughtException', say);
  for await (const line of readline.createInterface({ input: process.stdin })) {
    try {
      await get(Buffer.from(line, 'base64').toString());
      process.stdout.write('ok\n');
    } catch (error) {
      say(error);
    }
  }
})();
