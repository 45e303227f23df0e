// The package, over a compiled module that `node.js` or `browser.js` loads. No rule is written here.

/** Why a text or an address is refused. All that it says is said by the crate. */
export class Refused extends Error {
  /** Takes the texts of a record, in the order in which `src/record.rs` writes them. */
  constructor([verdict, reason, text, help, basis, code, message, parameter, start, end]) {
    // Where there is no parameter there is no code, and the reason is all that can be said.
    super(message ?? text);
    this.name = 'Refused';
    this.code = code ?? null;
    this.reason = reason;
    this.text = text;
    this.help = help;
    this.verdict = verdict;
    this.basis = basis;
    this.parameter = parameter ?? null;
    this.span = start === undefined ? null : Object.freeze([Number(start), Number(end)]);
  }
}

/** Why an object is no policy. */
export class PolicyError extends Error {
  constructor(message) {
    super(message);
    this.name = 'PolicyError';
  }
}

// 64 bits: a server that makes a policy for each request has none twice.
let policies = 0n;
let isPolicy;
let numberOf;
let send;

/** What a caller allows and refuses. Never changes. */
export class Policy {
  #number = ++policies;
  #bytes;

  constructor(rules = {}) {
    if (!isPlain(rules)) throw new TypeError('a policy is made of a plain object');
    this.#bytes = written(rules);
    Object.freeze(this);
    // So that what is wrong with it is said here.
    done(call([this], [], (core) => core.known(this.#number)));
  }

  checkHost(host) {
    checkString(host, 'host');
    const answer = call([this], [host], (core) => core.check_host(this.#number));
    done(answer, 'host is not well-formed');
  }

  checkAddress(address) {
    checkString(address, 'address');
    const answer = call([this], [address], (core) => core.check_address(this.#number));
    done(answer, 'address is no IP address');
  }

  checkEndpoint(host, address, port) {
    checkString(host, 'host');
    checkString(address, 'address');
    if (!Number.isInteger(port) || port < 0 || port > 65535) throw new TypeError('port is no port');
    const answer = call([this], [host, address], (core, length) =>
      core.check_endpoint(length, port, this.#number),
    );
    done(answer, 'host is not well-formed, or address is no IP address');
  }

  static {
    isPolicy = (value) => typeof value === 'object' && value !== null && #bytes in value;
    // 0 is the default policy.
    numberOf = (policy) => (policy === undefined ? 0n : policy.#number);
    send = (policy, core) => {
      const at = room(core, policy.#bytes.length);
      new Uint8Array(core.memory.buffer).set(policy.#bytes, at);
      return core.policy(policy.#number);
    };
  }
}

/** Text that was accepted. Only the parsers make one. */
class Accepted {
  #text;

  constructor(key, text) {
    if (key !== KEY) throw new TypeError('a value is made by a parser');
    this.#text = text;
  }

  toString() {
    return this.#text;
  }

  toJSON() {
    return this.#text;
  }

  equals(other) {
    return other instanceof Accepted && other.constructor === this.constructor && other.#text === this.#text;
  }
}

class CallbackUrl extends Accepted {
  #policy;
  #parts;

  constructor(key, text, policy) {
    super(key, text);
    this.#policy = policy;
    // The private fields stay open.
    Object.freeze(this);
  }

  get scheme() {
    return this.#read()[0];
  }

  get host() {
    return this.#read()[1];
  }

  get port() {
    return Number(this.#read()[2]);
  }

  get origin() {
    return this.#read()[3];
  }

  get path() {
    return this.#read()[4];
  }

  get query() {
    return this.#read()[5] ?? null;
  }

  check(policy) {
    done(this.#ask(Question.CHECK, '', policy));
  }

  redirect(location, policy) {
    checkString(location, 'location');
    const answer = this.#ask(Question.REDIRECT, location, policy);
    return accepted(this.constructor, answer, location, policy ?? this.#policy);
  }

  destination(addresses, policy) {
    if (typeof addresses === 'string') throw new TypeError('addresses is no list');
    const lines = [];
    for (const address of addresses) {
      if (typeof address !== 'string' || address.includes('\n')) {
        throw new TypeError(`addresses[${lines.length}] is no IP address`);
      }
      lines.push(address);
    }
    const answer = this.#ask(Question.DESTINATION, lines.map((line) => `${line}\n`).join(''), policy);
    const [host, port, https, ...list] = done(answer, `addresses[${answer.record[0]}] is no IP address`);
    return Object.freeze({
      host,
      port: Number(port),
      https: https === 'true',
      addresses: Object.freeze(list),
    });
  }

  /** For `util.inspect`: path and query hold secrets, and logs are no place for these. */
  [Symbol.for('nodejs.util.inspect.custom')]() {
    return `${this.constructor.name}(${this.origin}/…)`;
  }

  #read() {
    this.#parts ??= done(this.#ask(Question.PARTS, '', this.#policy));
    return this.#parts;
  }

  /** By the policy that is given, else by the one that the URL was read by: the default may let more through. */
  #ask(question, about, policy = this.#policy) {
    checkPolicy(policy);
    // The text is read again by the policy that accepted it, and so accepted again.
    return call([this.#policy, policy], [this.toString(), about], (core, length) =>
      core.ask(this.constructor[TYPE], length, numberOf(this.#policy), question, numberOf(policy)),
    );
  }
}

const KEY = Symbol('made by a parser');
const TYPE = Symbol('type');

/** Where Live sends the events of a domain's recordings. */
export class NotifyUrl extends CallbackUrl {
  static [TYPE] = 0;

  static parse(text, policy) {
    return parse(NotifyUrl, text, policy);
  }
}

/** Where Live asks whether a stream is to be recorded. */
export class OnDemandUrl extends CallbackUrl {
  static [TYPE] = 1;

  static parse(text, policy) {
    return parse(OnDemandUrl, text, policy);
  }
}

/** The domain whose recordings are notified. */
export class DomainName extends Accepted {
  static [TYPE] = 2;

  constructor(key, text) {
    super(key, text);
    Object.freeze(this);
  }

  static parse(text) {
    return parse(DomainName, text);
  }
}

/** All reasons there are. */
export function catalogue() {
  const { record } = call([], [], (core) => core.catalogue());
  const rows = [];
  for (let at = 0; at < record.length; at += 8) {
    const [id, verdict, meaning, help, source, sourceUrl, basis, example] = record.slice(at, at + 8);
    rows.push({ id, verdict, meaning, help, source, sourceUrl: sourceUrl || null, basis, example });
  }
  return rows;
}

/** For the entries of the package alone: hands in the compiled module. */
export function load(compiled) {
  compiledModule = compiled;
}

/** For the tests alone: what happens after a fault in the crate. */
export function fault() {
  call([], [], (core) => core.fault());
}

/** For the tests alone: how much memory is held. */
export function heldMemory() {
  return instance === undefined ? 0 : instance.memory.buffer.byteLength;
}

function parse(type, text, policy) {
  checkString(text, 'text');
  checkPolicy(policy);
  const answer = call([policy], [text], (core) => core.parse(type[TYPE], numberOf(policy)));
  return accepted(type, answer, text, policy);
}

function accepted(type, answer, given, policy) {
  return new type(KEY, answer.status === Status.SAME ? given : done(answer)[0], policy);
}

/** The record of a call that ended as it was asked. */
function done({ status, record }, otherwise = 'an argument is none') {
  if (status === Status.REFUSED) throw new Refused(record);
  if (status === Status.NO_ARGUMENT) throw new TypeError(otherwise);
  return record;
}

function checkString(value, name) {
  if (typeof value !== 'string') throw new TypeError(`${name} is no string`);
}

function checkPolicy(value) {
  if (value !== undefined && !isPolicy(value)) throw new TypeError('policy is no Policy');
}

let compiledModule;
let instance;

/** Writes the texts and runs, and tells the core the policies that it does not know. */
function call(policies, texts, run) {
  instance ??= new WebAssembly.Instance(compiledModule).exports;
  const core = instance;
  try {
    for (;;) {
      const lengths = write(core, texts);
      const status = run(core, ...lengths);
      if (status !== Status.NO_POLICY) {
        return { status, record: status === Status.SAME ? [] : readRecord(core) };
      }
      const number = BigInt(readRecord(core)[0]);
      const unknown = policies.find((policy) => numberOf(policy) === number);
      if (send(unknown, core) !== Status.DONE) throw new PolicyError(readRecord(core)[0]);
    }
  } catch (error) {
    const isFault = error instanceof WebAssembly.RuntimeError;
    // A call that was cut short, here or where memory or stack end, leaves its instance in no known state.
    // The next call makes a new one.
    if (isFault || error instanceof RangeError) instance = undefined;
    if (!isFault) throw error;
    throw new Error('live-record-notify: a fault in the library', { cause: error });
  } finally {
    // The memory of an instance never shrinks.
    if (core.memory.buffer.byteLength > MOST_MEMORY) instance = undefined;
  }
}

function room(core, length) {
  const at = core.input(length);
  if (at === 0) throw new RangeError('the text is too long for the memory');
  return at >>> 0;
}

/** Writes the texts, one behind another, and gives their lengths in bytes. */
function write(core, texts) {
  const lengths = texts.map(bytesOf);
  const at = room(core, lengths.reduce((sum, length) => sum + length, 0));
  const memory = new Uint8Array(core.memory.buffer);
  texts.reduce((at, text) => encode(text, memory, at), at);
  return lengths;
}

function readRecord(core) {
  const view = new DataView(core.memory.buffer);
  let at = core.record() >>> 0;
  const next = () => {
    at += 4;
    return view.getUint32(at - 4, true);
  };
  return Array.from({ length: next() }, () => {
    const length = next();
    at += length;
    return decoder.decode(new Uint8Array(core.memory.buffer, at - length, length));
  });
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

// `TextEncoder` puts U+FFFD in the place of a surrogate that stands alone, and so hides what was given.
// Here it is written as it is (WTF-8). That is no UTF-8, and the crate says so.

/** How many bytes `encode` writes. */
function bytesOf(text) {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) {
      bytes += 1;
    } else {
      // A pair is two units and four bytes; any other unit is three bytes.
      bytes += 2;
      if (isPair(text, i)) i++;
    }
  }
  return bytes;
}

function encode(text, bytes, at) {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      bytes[at++] = unit;
    } else if (unit < 0x800) {
      bytes[at++] = 0xc0 | (unit >> 6);
      bytes[at++] = 0x80 | (unit & 63);
    } else if (isPair(text, i)) {
      const point = text.codePointAt(i++);
      bytes[at++] = 0xf0 | (point >> 18);
      bytes[at++] = 0x80 | ((point >> 12) & 63);
      bytes[at++] = 0x80 | ((point >> 6) & 63);
      bytes[at++] = 0x80 | (point & 63);
    } else {
      bytes[at++] = 0xe0 | (unit >> 12);
      bytes[at++] = 0x80 | ((unit >> 6) & 63);
      bytes[at++] = 0x80 | (unit & 63);
    }
  }
  return at;
}

function isPair(text, at) {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}

/** A policy as `src/value.rs` reads it: what JSON could say, with lengths in front. */
function written(rules) {
  let bytes = new Uint8Array(256);
  let at = 0;
  const reserve = (length) => {
    if (at + length > bytes.length) {
      const longer = new Uint8Array(2 * (at + length));
      longer.set(bytes);
      bytes = longer;
    }
    at += length;
    return at - length;
  };
  const tag = (letter) => {
    bytes[reserve(1)] = letter.charCodeAt(0);
  };
  const text = (it) => {
    const size = bytesOf(it);
    writeLength(size);
    encode(it, bytes, reserve(size));
  };
  // `reserve` may make new bytes, so it comes first.
  const writeLength = (number) => {
    const place = reserve(4);
    new DataView(bytes.buffer).setUint32(place, number, true);
  };
  const value = (it, depth) => {
    if (it === null) {
      tag('n');
    } else if (typeof it === 'boolean') {
      tag(it ? 't' : 'f');
    } else if (typeof it === 'number') {
      tag('d');
      const place = reserve(8);
      new DataView(bytes.buffer).setFloat64(place, it, true);
    } else if (typeof it === 'string') {
      tag('s');
      text(it);
    } else if (depth === DEEPEST) {
      throw new TypeError('the policy is nested too deeply');
    } else if (Array.isArray(it)) {
      tag('l');
      const items = Array.from(it);
      writeLength(items.length);
      for (const item of items) value(item, depth + 1);
    } else if (isPlain(it)) {
      // A key that is `undefined` is none, as in JSON.
      const entries = Object.entries(it).filter(([, inner]) => inner !== undefined);
      tag('m');
      writeLength(entries.length);
      for (const [key, inner] of entries) {
        text(key);
        value(inner, depth + 1);
      }
    } else {
      throw new TypeError('a policy holds plain objects, lists, texts, numbers and booleans');
    }
  };
  value(rules, 0);
  return bytes.slice(0, at);
}

/** Of an object of a class, what counts may be hidden: a `Map` has no keys, and would be no rule at all. */
function isPlain(it) {
  if (typeof it !== 'object' || it === null || Array.isArray(it)) return false;
  const prototype = Object.getPrototypeOf(it);
  // The second is the prototype of `{}`, in whatever realm; what inherits hides keys as well.
  return prototype === null || (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf'));
}

/** As in `src/judge.rs`. */
const Status = { DONE: 0, SAME: 1, REFUSED: 2, NO_ARGUMENT: 3, NO_POLICY: 4, NOT_A_POLICY: 5 };

/** As in `src/exports.rs`. */
const Question = { PARTS: 0, CHECK: 1, REDIRECT: 2, DESTINATION: 3 };

/** Deeper than any policy is, and not so deep that the stack ends. */
const DEEPEST = 16;

/** An instance that grew beyond this is given up. One that judges URLs has 2 MiB. */
const MOST_MEMORY = 16 * 1024 * 1024;
