// What the types say, compiled by `tsc --strict` and run: each `@ts-expect-error` fails if it is none.
import { catalogue, DomainName, NotifyUrl, OnDemandUrl, Policy, PolicyError, Refused } from 'live-record-notify';
import type { CatalogueRow, Destination, Verdict } from 'live-record-notify';

const policy: Policy = new Policy({ require_https: true, allow: [{ hosts: ['a.corp'], networks: ['10.0.0.0/24'], ports: [443] }] });
const url: NotifyUrl = NotifyUrl.parse('https://hooks.example.com/a?key=1', policy);
const next: NotifyUrl = url.redirect('/b');
const scheme: 'http' | 'https' = url.scheme;
const [host, port, origin, path]: [string, number, string, string] = [url.host, url.port, url.origin, url.path];
const query: string | null = url.query;
const destination: Destination = next.destination(['93.184.216.34'], policy);
const addresses: readonly string[] = destination.addresses;
const same: boolean = url.equals(next);
const name: DomainName = DomainName.parse('live.example.com');
const text: string = JSON.stringify({ url, name }) + String(OnDemandUrl.parse('http://example.com/'));
const rows: readonly CatalogueRow[] = catalogue();

try {
  NotifyUrl.parse('http://10.0.0.1/');
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  const verdict: Verdict = error.verdict;
  const code: string | null = error.code;
  const place: string = error.span === null ? '' : 'http://10.0.0.1/'.slice(...error.span);
  if (`${verdict} ${code} ${place}` !== 'Unsafe InvalidNotifyUrl.Unsafe 10.0.0.1') throw new Error(place);
}

function never(): void {
  // @ts-expect-error a policy is no plain object
  NotifyUrl.parse('http://example.com/', { require_https: true });
  // @ts-expect-error a text
  NotifyUrl.parse(1);
  // @ts-expect-error only the parser makes one
  new NotifyUrl('http://10.0.0.1/');
  // @ts-expect-error a value never changes
  url.host = 'localhost';
  // @ts-expect-error one type is not the other
  const other: OnDemandUrl = url;
  // @ts-expect-error a name has no policy
  DomainName.parse('a.example.com', policy);
  // @ts-expect-error a list
  url.destination(1);
  // @ts-expect-error a number
  policy.checkEndpoint('example.com', '8.8.8.8', '443');
  throw new PolicyError(String(other));
}

const seen = [scheme, host, port, origin, path, query, addresses, same, text, rows.length > 50, typeof never];
if (seen.length !== 11) throw new Error('unreachable');
