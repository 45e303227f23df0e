// The package in Node: the shared vectors, what a value shows, and bad input.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';

import * as library from 'live-record-notify';
import { catalogue, DomainName, NotifyUrl, OnDemandUrl, Policy, PolicyError, Refused } from 'live-record-notify';

import { fault, heldMemory } from '../dist/core.js';
import { differences } from './vectors.mjs';

const data = (name) => readFileSync(new URL(`../../../tests/data/${name}`, import.meta.url), 'utf8');

/** The refusal of `call`. */
function refusal(call) {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof Refused, String(error));
    return error;
  }
  return assert.fail('it was accepted');
}

test('every row of the shared vectors is answered as the crate answers it', (t) => {
  const file = data('verdicts.jsonl');
  const { count, found } = differences(file, library);
  assert.deepEqual(found, []);
  assert.ok(count > 2000);
  t.diagnostic(`${count} rows`);
  // The comparison can fail: one row that was changed is found.
  const changed = file.replace('"verdict":"Unsafe"', '"verdict":"Malformed"');
  assert.equal(differences(changed, library).found.length, 1);
});

test('the catalogue is the one in the tree', () => {
  const rows = catalogue().map(({ sourceUrl, ...row }) => ({ ...row, source_url: sourceUrl }));
  assert.deepEqual(rows, JSON.parse(data('catalogue.json')).reasons.map((row) => ({ ...row })));
});

describe('a refusal', () => {
  test('has what the crate says of it', () => {
    const error = refusal(() => NotifyUrl.parse('http://0x7f.1/'));
    assert.ok(error instanceof Error);
    assert.equal(String(error), 'Refused: Specified NotifyUrl is not safe.');
    const { name, stack, ...fields } = error;
    assert.deepEqual(fields, {
      code: 'InvalidNotifyUrl.Unsafe',
      reason: 'loopback',
      text: 'reads as 127.0.0.1: loopback (RFC 1122, 127.0.0.0/8)',
      help: 'use a public address, or allow the network in the policy: `Policy::allow_network`',
      verdict: 'Unsafe',
      basis: 'registry',
      parameter: 'NotifyUrl',
      span: [7, 13],
    });
    assert.equal(refusal(() => OnDemandUrl.parse('')).code, 'InvalidOnDemandUrl.Malformed');
  });

  test('counts its place in UTF-16 code units', () => {
    for (const [text, part] of [
      ['http://example.com/é b', ' '],
      ['http://example.com/字💡 b', ' '],
      ['http://💡💡@example.com/', '💡💡@'],
      ['http://example.com/e\u0301\u200b', '\u200b'],
      ['http://example.com/\u202eabc', '\u202e'],
    ]) {
      assert.equal(text.slice(...refusal(() => NotifyUrl.parse(text)).span), part, text);
    }
  });

  test('repeats no text', () => {
    const error = refusal(() => NotifyUrl.parse('http://user:secret@example.com/?secret=1'));
    assert.doesNotMatch(`${inspect(error)}${JSON.stringify(error)}${error.stack}`, /secret/);
  });
});

describe('a value', () => {
  const url = NotifyUrl.parse('HTTPS://Hooks.Example.com:8443/a/../b?key=1');

  test('is its canonical text', () => {
    assert.equal(String(url), 'https://hooks.example.com:8443/b?key=1');
    assert.equal(JSON.stringify({ url }), '{"url":"https://hooks.example.com:8443/b?key=1"}');
    const { scheme, host, port, origin, path, query } = url;
    assert.deepEqual([scheme, host, port, origin, path, query], [
      'https', 'hooks.example.com', 8443, 'https://hooks.example.com:8443', '/b', 'key=1',
    ]);
    assert.equal(NotifyUrl.parse('http://[2606:4700::1111]').host, '[2606:4700::1111]');
    assert.equal(NotifyUrl.parse('http://example.com').port, 80);
    assert.equal(NotifyUrl.parse('http://example.com/').query, null);
    assert.equal(NotifyUrl.parse('http://example.com/?').query, '');
    assert.equal(String(DomainName.parse('BÜCHER.example.com')), 'xn--bcher-kva.example.com');
  });

  test('hides path and query where it is logged', () => {
    assert.equal(inspect(url), 'NotifyUrl(https://hooks.example.com:8443/…)');
    assert.equal(inspect({ url }), '{ url: NotifyUrl(https://hooks.example.com:8443/…) }');
    const policy = new Policy({ allow_user_info: true });
    assert.equal(inspect(OnDemandUrl.parse('http://me:secret@example.com/a', policy)), 'OnDemandUrl(http://example.com/…)');
  });

  test('equals another of its type with the same text', () => {
    assert.ok(url.equals(NotifyUrl.parse('https://hooks.example.com:8443/b?key=1')));
    assert.ok(!url.equals(OnDemandUrl.parse(String(url))));
    assert.ok(!url.equals(String(url)));
    assert.ok(!url.equals(undefined));
    assert.ok(!url.equals(NotifyUrl.parse('https://hooks.example.com/')));
  });

  test('is made by a parser alone, and never changes', () => {
    assert.throws(() => new NotifyUrl('http://10.0.0.1/'), TypeError);
    assert.throws(() => new DomainName(Symbol('made by a parser'), 'x'), TypeError);
    assert.throws(() => {
      url.host = '10.0.0.1';
    }, TypeError);
    assert.throws(() => Object.defineProperty(url, 'host', { value: '10.0.0.1' }), TypeError);
  });

  test('is asked by the policy that accepted it', () => {
    const policy = new Policy({ allow_loopback: true });
    const local = NotifyUrl.parse('http://127.0.0.1:8080/', policy);
    assert.equal(local.port, 8080);
    assert.equal(local.check(), undefined);
    assert.deepEqual(local.destination(['127.0.0.1']).addresses, ['127.0.0.1']);
    assert.deepEqual(local.destination(['127.0.0.1'], policy).addresses, ['127.0.0.1']);
    assert.equal(local.redirect('/a').redirect('/b').toString(), 'http://127.0.0.1:8080/b');
    assert.equal(refusal(() => local.check(new Policy({}))).reason, 'loopback');
    assert.equal(refusal(() => local.destination(['127.0.0.1'], new Policy({}))).reason, 'loopback');
    const strict = NotifyUrl.parse('https://example.com/', new Policy({ deny_network: ['93.184.216.0/24'] }));
    assert.equal(refusal(() => strict.destination(['93.184.216.34'])).reason, 'network-denied');
  });
});

describe('the second stage', () => {
  const url = NotifyUrl.parse('https://example.com/callback');

  test('gives the addresses that may be dialled', () => {
    const destination = url.destination(new Set(['93.184.216.34', '2606:4700::1111']));
    assert.deepEqual(destination, {
      host: 'example.com', port: 443, https: true, addresses: ['93.184.216.34', '2606:4700::1111'],
    });
    assert.ok(Object.isFrozen(destination) && Object.isFrozen(destination.addresses));
  });

  test('refuses a mixed answer, an empty one, and one that is too long', () => {
    const error = refusal(() => url.destination(['93.184.216.34', '127.0.0.1']));
    assert.deepEqual([error.reason, error.span], ['loopback', null]);
    const empty = refusal(() => url.destination([]));
    assert.deepEqual([empty.verdict, empty.code], ['Operational', 'InternalError']);
    const many = Array.from({ length: 1_000_000 }, (_, i) => `8.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`);
    assert.equal(refusal(() => url.destination(many)).reason, 'too-many-addresses');
  });

  test('takes addresses alone', () => {
    for (const [wrong, at] of [[['8.8.8.8', ''], 1], [['8.8.8.8\n1.1.1.1'], 0], [['example.com'], 0], [[8], 0], [[null], 0], [[''], 0]]) {
      assert.throws(() => url.destination(wrong), { name: 'TypeError', message: `addresses[${at}] is no IP address` });
    }
    for (const wrong of ['8.8.8.8', undefined, null, 8, {}]) assert.throws(() => url.destination(wrong), TypeError);
  });

  test('follows redirects as the crate does', () => {
    const next = url.redirect('/next?a=1#top');
    assert.ok(next instanceof NotifyUrl);
    assert.equal(String(next), 'https://example.com/next?a=1');
    assert.equal(refusal(() => url.redirect('//169.254.169.254/')).reason, 'cloud-metadata');
    assert.equal(refusal(() => url.redirect('http://example.com/')).reason, 'https-downgrade');
    assert.equal(next.path, '/next');
    assert.throws(() => url.redirect(), TypeError);
  });
});

describe('a policy', () => {
  test('is read by the keys of the crate', () => {
    const policy = new Policy({
      allow: [{ hosts: ['.partner.corp'], networks: ['10.2.0.0/16'], ports: [25] }],
      deny_host: ['.evil.example.com'],
      max_length: 64,
      require_https: false,
      only: undefined,
    });
    const partner = NotifyUrl.parse('http://a.partner.corp:25/', policy);
    assert.deepEqual(partner.destination(['10.2.3.4'], policy).addresses, ['10.2.3.4']);
    assert.equal(refusal(() => NotifyUrl.parse('http://evil.example.com/', policy)).reason, 'host-denied');
    assert.equal(refusal(() => NotifyUrl.parse(`http://example.com/${'a'.repeat(64)}`, policy)).reason, 'too-long');
    assert.ok(NotifyUrl.parse('http://evil.example.com/'));
  });

  test('says what is wrong with it', () => {
    for (const [rules, message] of [
      [{ require_htps: true }, /^unknown field `require_htps`, expected one of /],
      [{ deny_network: ['10.0.0.1/8'] }, /^deny_network: "10\.0\.0\.1\/8" has host bits set; write "10\.0\.0\.0\/8"$/],
      [{ require_https: 'yes' }, /^invalid type: string, expected a boolean$/],
      [{ require_https: null }, /^invalid type: null, expected a boolean$/],
      [{ require_https: 1 }, /^invalid type: number `1`, expected a boolean$/],
      [{ max_length: -1 }, /expected /],
      [{ max_length: 1.5 }, /^invalid type: number, expected /],
      [{ max_length: NaN }, /^invalid type: number, expected /],
      [{ max_length: 0 }, /^max_length/],
      [{ allow_ports: [0] }, /nonzero/],
      [{ allow_ports: [65536] }, /expected a nonzero u16/],
      [{ allow_host: 'example.com' }, /^invalid type: string, expected a sequence$/],
      [{ allow: [{ host: ['example.com'] }] }, /^unknown field `host`, expected one of `hosts`, `networks`, `ports`$/],
      [{ allow: {} }, /^invalid type: map, expected a sequence of rules$/],
      [{ allow_host: ['http://user:secret@hooks.corp/'] }, /^allow_host: an entry is a URL/],
      [JSON.parse('{"__proto__": {"allow_loopback": true}}'), /^unknown field `__proto__`/],
      [{ constructor: {} }, /^unknown field `constructor`/],
      [{ deny_host: ['\ud800.example.com'] }, /well-formed/],
      [{ '\ud800': [] }, /well-formed/],
    ]) {
      assert.throws(() => new Policy(rules), (error) => {
        assert.ok(error instanceof PolicyError && error instanceof Error, String(error));
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /secret/);
        return true;
      });
    }
  });

  test('is made of what a file could hold', () => {
    const cyclic = {};
    cyclic.allow = [cyclic];
    for (const rules of [null, [], 'x', 1, new Map([['allow_loopback', true]]), new Date(), () => {}, cyclic,
      { max_length: 10n }, { allow_host: new Set(['a']) }, { allow_host: [Symbol('a')] }, { allow_host: () => [] }]) {
      assert.throws(() => new Policy(rules), TypeError);
    }
    assert.throws(() => new Policy({ allow_host: [undefined] }), TypeError);
    assert.ok(new Policy(Object.assign(Object.create(null), { require_https: true })));
    assert.ok(new Policy(runInNewContext('({ deny_host: ["a.example.com"] })')));
  });

  test('takes nothing from a prototype that was polluted', () => {
    Object.prototype.allow_loopback = true;
    try {
      assert.equal(refusal(() => NotifyUrl.parse('http://127.0.0.1/', new Policy({}))).reason, 'loopback');
    } finally {
      delete Object.prototype.allow_loopback;
    }
  });

  test('lets an error of a getter through, and works afterwards', () => {
    const thrown = new Error('mine');
    const rules = {
      get deny_host() {
        throw thrown;
      },
    };
    assert.throws(() => new Policy(rules), (error) => error === thrown);
    // A getter may call the library while its policy is read.
    const nested = {
      get deny_host() {
        return [NotifyUrl.parse('http://inner.example.com/').host];
      },
    };
    assert.equal(refusal(() => NotifyUrl.parse('http://inner.example.com/', new Policy(nested))).reason, 'host-denied');
  });

  test('does not change with the object that it was made of', () => {
    const rules = { deny_host: ['a.example.com'] };
    const policy = new Policy(rules);
    rules.deny_host.push('b.example.com');
    assert.ok(NotifyUrl.parse('http://b.example.com/', policy));
    assert.ok(Object.isFrozen(policy));
  });

  test('is kept or read again, however many there are', () => {
    const policies = Array.from({ length: 100 }, (_, i) => new Policy({ deny_host: [`h${i}.example.com`] }));
    for (let round = 0; round < 3; round++) {
      policies.forEach((policy, i) => {
        const url = NotifyUrl.parse(`http://h${i + 1}.example.com/`, policy);
        assert.equal(url.check(policies[(i + 50) % 100]), undefined);
        assert.equal(refusal(() => url.check(new Policy({ deny_host: [url.host] }))).reason, 'host-denied');
        assert.equal(refusal(() => NotifyUrl.parse(`http://h${i}.example.com/`, policy)).reason, 'host-denied');
      });
    }
  });

  test('answers by itself', () => {
    const policy = new Policy();
    assert.equal(policy.checkHost('example.com'), undefined);
    const error = refusal(() => policy.checkHost('localhost'));
    assert.deepEqual([error.code, error.parameter, error.span, error.reason], [null, null, null, 'special-use-name']);
    assert.equal(error.message, error.text);
    assert.equal(refusal(() => policy.checkAddress('10.0.0.1')).reason, 'private-use');
    assert.equal(policy.checkAddress('8.8.8.8'), undefined);
    assert.equal(refusal(() => policy.checkEndpoint('example.com', '8.8.8.8', 25)).reason, 'bad-port');
    assert.equal(refusal(() => policy.checkEndpoint('example.com', '::1', 443)).reason, 'loopback');
    assert.equal(policy.checkEndpoint('example.com', '8.8.8.8', 443), undefined);
    for (const call of [
      () => policy.checkAddress('x'), () => policy.checkAddress(1), () => policy.checkHost(), () => policy.checkHost('\ud800'),
      () => policy.checkEndpoint('example.com', '8.8.8.8', 65536), () => policy.checkEndpoint('example.com', '8.8.8.8', '443'),
      () => policy.checkEndpoint('example.com', 'x', 443), () => Policy.prototype.checkHost.call({}, 'x'),
    ]) {
      assert.throws(call, TypeError);
    }
  });
});

describe('bad input', () => {
  test('a text that is no text is a TypeError', () => {
    for (const it of [undefined, null, 1, true, {}, [], Symbol('x'), 1n, new String('http://example.com/'), Buffer.from('http://example.com/')]) {
      for (const type of [NotifyUrl, OnDemandUrl, DomainName]) assert.throws(() => type.parse(it), TypeError);
    }
    for (const policy of [null, {}, { allow_loopback: true }, 1, 'x', Object.create(Policy.prototype)]) {
      assert.throws(() => NotifyUrl.parse('http://example.com/', policy), TypeError);
    }
    assert.throws(() => ['http://example.com/'].map(NotifyUrl.parse), TypeError);
  });

  test('a surrogate that stands alone is not UTF-8, and the place is its own', () => {
    for (const surrogate of ['\ud83d', '\udca1', '\udca1\ud83d']) {
      const text = `http://example.com/💡${surrogate}x`;
      const error = refusal(() => NotifyUrl.parse(text));
      assert.deepEqual([error.reason, error.verdict], ['not-utf-8', 'Malformed']);
      assert.equal(error.span[0], 21);
      assert.ok(error.span[1] > 21 && error.span[1] <= 23);
    }
    assert.equal(refusal(() => NotifyUrl.parse('http://127.0.0.1/\ud800')).verdict, 'Unsafe');
    assert.equal(refusal(() => DomainName.parse('\ud800.example.com')).reason, 'not-utf-8');
    assert.equal(refusal(() => NotifyUrl.parse('http://example.com/').redirect('/\udfff')).reason, 'not-utf-8');
  });

  test('NUL and a byte order mark are characters', () => {
    assert.deepEqual(refusal(() => NotifyUrl.parse('http://example.com/\0')).span, [19, 20]);
    assert.equal(refusal(() => NotifyUrl.parse('\ufeffhttp://example.com/')).verdict, 'Malformed');
    assert.equal(refusal(() => NotifyUrl.parse('http://127.0.0.1\0.example.com/')).reason, 'loopback');
  });

  test('a text of 100 MB is refused, and its memory is given back', () => {
    for (const [character, type] of [['a', NotifyUrl], ['字', DomainName], ['\ud800', NotifyUrl]]) {
      const text = `http://example.com/${character.repeat(100_000_000)}`;
      const { reason } = refusal(() => type.parse(text));
      assert.ok(['too-long', 'name-too-long', 'not-utf-8'].includes(reason), reason);
      assert.ok(heldMemory() <= 16 * 1024 * 1024);
    }
    assert.ok(NotifyUrl.parse('http://example.com/'));
  });

  test('every code unit, before and behind a host, is answered', () => {
    for (let unit = 0; unit < 0x10000; unit++) {
      const character = String.fromCharCode(unit);
      for (const text of [`http://a${character}.example.com/`, `http://example.com/${character}`]) {
        try {
          String(NotifyUrl.parse(text));
        } catch (error) {
          if (!(error instanceof Refused) || error.span[1] > text.length) assert.fail(`${unit}: ${error}`);
        }
      }
    }
  });

  test('memory does not grow with the number of calls', () => {
    const run = (count) => {
      for (let i = 0; i < count; i++) {
        const policy = i % 10 === 0 ? new Policy({ deny_host: [`h${i}.example.com`] }) : undefined;
        NotifyUrl.parse(`http://example.com/${i}`, policy).redirect('/next', policy);
        try {
          NotifyUrl.parse(`http://10.0.0.1/${i}`, policy);
        } catch {}
      }
    };
    run(1000);
    const before = heldMemory();
    run(50_000);
    assert.equal(heldMemory(), before);
  });

  test('a caller whose stack ends is told so, and the next call works', () => {
    const deep = () => [NotifyUrl.parse('http://example.com/a b?'.slice(0, 20)), deep()];
    assert.throws(deep, RangeError);
    assert.equal(refusal(() => NotifyUrl.parse('http://10.0.0.1/')).reason, 'private-use');
  });

  test('a fault in the crate is an error, and the next call works', () => {
    const policy = new Policy({ deny_host: ['a.example.com'] });
    const url = NotifyUrl.parse('http://b.example.com/', policy);
    assert.throws(fault, (error) => {
      assert.ok(error.cause instanceof WebAssembly.RuntimeError);
      return error.message === 'live-record-notify: a fault in the library';
    });
    assert.equal(url.host, 'b.example.com');
    assert.equal(refusal(() => NotifyUrl.parse('http://a.example.com/', policy)).reason, 'host-denied');
  });
});
