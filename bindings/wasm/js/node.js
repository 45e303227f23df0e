// The entry for Node: reads the module from its file, at once.
import { readFileSync } from 'node:fs';

import { load } from './core.js';

load(new WebAssembly.Module(readFileSync(new URL('./live_record_notify.wasm', import.meta.url))));

export { catalogue, DomainName, NotifyUrl, OnDemandUrl, Policy, PolicyError, Refused } from './core.js';
