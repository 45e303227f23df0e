/** `Missing` is the verdict on a parameter that is absent; `Operational` is none: ask again later. */
export type Verdict = 'Malformed' | 'Unsafe' | 'Missing' | 'Operational';

/** Why a text or an address is refused. No field repeats the text. */
export class Refused extends Error {
  private constructor();
  readonly name: 'Refused';
  /** The operation's code, as `InvalidNotifyUrl.Unsafe`. Null for what is asked of a policy by itself. */
  readonly code: string | null;
  /** The message of the code, for the client. Without a code it is `text`. */
  readonly message: string;
  /** The reason's stable identifier, for logs and alerts. */
  readonly reason: string;
  /** The reason. It may name an internal address: it is for the operator. */
  readonly text: string;
  /** How to mend it. */
  readonly help: string;
  readonly verdict: Verdict;
  /** On what ground: `standard`, `registry`, `vendor-page`, `caller` or `ours`. */
  readonly basis: string;
  /** The parameter, as `NotifyUrl`. Null for what is asked of a policy by itself. */
  readonly parameter: string | null;
  /** Where in the text, in UTF-16 code units: `text.slice(...span)`. Null where no part is to blame. */
  readonly span: readonly [start: number, end: number] | null;
}

/** Why an object is no policy. */
export class PolicyError extends Error {
  readonly name: 'PolicyError';
}

/** What a caller allows and refuses. Immutable. */
export class Policy {
  /**
   * Reads a policy. Its keys are those of the crate's files of policies; an unknown one is an error.
   * @throws {PolicyError} what is wrong with an entry, and its mend
   * @throws {TypeError} for what no file could hold
   */
  constructor(rules?: Readonly<Record<string, unknown>>);
  /** Judges a host by itself. @throws {Refused} */
  checkHost(host: string): void;
  /** Judges an address by itself. @throws {Refused} */
  checkAddress(address: string): void;
  /** Judges a host at one of its addresses, and the port. @throws {Refused} */
  checkEndpoint(host: string, address: string, port: number): void;
}

/** The addresses that may be dialled, and no others. */
export interface Destination {
  /** For TLS and the header `Host`; an IPv6 address stands in brackets. */
  readonly host: string;
  readonly port: number;
  readonly https: boolean;
  readonly addresses: readonly string[];
}

declare abstract class Accepted {
  protected constructor();
  /** The canonical text. It may hold secrets. */
  toString(): string;
  /** The canonical text. */
  toJSON(): string;
  /** Whether `other` is of the same type, with the same text. */
  equals(other: unknown): boolean;
}

declare abstract class CallbackUrl extends Accepted {
  readonly scheme: 'http' | 'https';
  /** A name of A-labels in lower case, or an address; an IPv6 address stands in brackets. */
  readonly host: string;
  /** The port that a request goes to, also where the text has none. */
  readonly port: number;
  readonly origin: string;
  readonly path: string;
  /** Without its `?`. Null where there is none. */
  readonly query: string | null;
  /**
   * Judges the URL once more, by another policy. Here and below, without one it is the policy that the URL
   * was read by. @throws {Refused}
   */
  check(policy?: Policy): void;
  /**
   * Which of the addresses that a resolver gave may be dialled: all of them, or it throws.
   * @throws {Refused} one is refused, or there is none
   * @throws {TypeError} one is no IP address
   */
  destination(addresses: Iterable<string>, policy?: Policy): Destination;
  /** Where a response with this `Location` leads. The place of a fault is in it. @throws {Refused} */
  redirect(location: string, policy?: Policy): this;
}

/** Where Live sends the events of a domain's recordings. Use it for any webhook. */
export class NotifyUrl extends CallbackUrl {
  readonly #type;
  private constructor();
  /** @throws {Refused} */
  static parse(text: string, policy?: Policy): NotifyUrl;
}

/** Where Live asks whether a stream is to be recorded. */
export class OnDemandUrl extends CallbackUrl {
  readonly #type;
  private constructor();
  /** @throws {Refused} */
  static parse(text: string, policy?: Policy): OnDemandUrl;
}

/** The domain whose recordings are notified. */
export class DomainName extends Accepted {
  readonly #type;
  private constructor();
  /** @throws {Refused} */
  static parse(text: string): DomainName;
}

/** A reason that a refusal can have. */
export interface CatalogueRow {
  readonly id: string;
  readonly verdict: Verdict;
  readonly meaning: string;
  readonly help: string;
  readonly source: string;
  readonly sourceUrl: string | null;
  readonly basis: string;
  /** An example, as an expression of Rust. */
  readonly example: string;
}

/** All reasons there are. */
export function catalogue(): CatalogueRow[];

export {};
