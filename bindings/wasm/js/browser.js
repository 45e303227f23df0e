// The entry for browsers: fetches the module before any module that imports this one runs.
import { load } from './core.js';

const response = await fetch(new URL('./live_record_notify.wasm', import.meta.url));
if (!response.ok) throw new Error(`live_record_notify.wasm: ${response.status}`);
// Compiled from bytes, a server may give the file any type.
load(await WebAssembly.compile(await response.arrayBuffer()));

export { catalogue, DomainName, NotifyUrl, OnDemandUrl, Policy, PolicyError, Refused } from './core.js';
