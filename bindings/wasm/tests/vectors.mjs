// How a row of the shared vectors is asked and answered, in Node and in the browser.

/** A function from a question to its answer, by `library`. */
export function answerer(library) {
  // Rows with the same policy have the same text of it.
  const policies = new Map([['null', undefined]]);
  return ({ parameter, input, policy, base, addresses }) => {
    const key = JSON.stringify(policy);
    if (!policies.has(key)) policies.set(key, new library.Policy(policy));
    const by = policies.get(key);
    const type = library[parameter];
    // A name has no policy.
    const parse = (text) => (parameter === 'DomainName' ? type.parse(text) : type.parse(text, by));
    const [it, asked] = base !== null ? [parse(base), 'redirect'] : addresses !== null ? [parse(input), 'destination'] : [];
    try {
      let value;
      if (asked === 'redirect') value = it.redirect(input, by);
      else if (asked === 'destination') (it.destination(addresses, by), (value = it));
      else value = parse(input);
      return { verdict: 'Accepted', code: null, reason: null, span: null, text: value.toString() };
    } catch (error) {
      if (!(error instanceof library.Refused)) throw error;
      const { verdict, code, reason, span } = error;
      return { verdict, code, reason, span: span?.map((end) => bytes(input.slice(0, end))) ?? null, text: null };
    }
  };
}

/** What differs between the rows of `file` and the answers, and how many rows there are. */
export function differences(file, library) {
  const [head, ...rows] = file.trimEnd().split('\n').map((line) => JSON.parse(line));
  const answer = answerer(library);
  const found = [];
  if (head.format !== 1) found.push(`the format is ${head.format}`);
  if (head.rows !== rows.length) found.push(`${rows.length} rows, not ${head.rows}`);
  for (const row of rows) {
    const { parameter, input, policy, base, addresses, ...expected } = row;
    const answered = answer(row);
    for (const key of Object.keys(expected)) {
      if (JSON.stringify(answered[key]) !== JSON.stringify(expected[key])) {
        found.push(`${JSON.stringify(row)}: ${key} is ${JSON.stringify(answered[key])}`);
      }
    }
  }
  return { count: rows.length, found };
}

const bytes = (text) => new TextEncoder().encode(text).length;
