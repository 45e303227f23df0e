// The page: shows what the library answers, at the place that it names. No rule and no message is here.

const form = document.getElementById('form');
const rules = document.getElementById('rules');
let policy;

const fields = [DomainName, NotifyUrl, OnDemandUrl].map((type) => {
  const field = document.getElementById('field').content.firstElementChild.cloneNode(true);
  const find = (selector) => field.querySelector(selector);
  const input = find('input');
  const answer = find('.answer');
  const button = find('button');
  input.id = type.name;
  input.name = type.name;
  find('label').textContent = type.name;
  find('label').htmlFor = input.id;
  answer.id = `${type.name}-answer`;
  input.setAttribute('aria-describedby', answer.id);
  form.insertBefore(field, document.getElementById('policy'));

  let span = null;
  let speaking;

  const show = (verdict, texts) => {
    const { code = '', reason = '', help = '', canonical = '' } = texts;
    if (verdict === '') delete field.dataset.verdict;
    else field.dataset.verdict = verdict;
    find('.verdict strong').textContent = verdict;
    find('.verdict code').textContent = code;
    find('.reason').textContent = reason;
    find('.help').textContent = help;
    find('.canonical code').textContent = canonical;
    for (const [selector, text] of [['.verdict code', code], ['.help', help], ['.canonical', canonical]]) {
      find(selector).hidden = text === '';
    }
    button.hidden = span === null;
    if (verdict === '') input.removeAttribute('aria-invalid');
    else input.setAttribute('aria-invalid', String(verdict !== 'Accepted'));
    // Spoken when the typing rests, or every key would be answered aloud.
    clearTimeout(speaking);
    speaking = setTimeout(() => {
      find('.spoken').textContent = [verdict, reason, help].filter((text) => text !== '').join('. ');
    }, 700);
  };

  const judge = () => {
    span = null;
    if (input.value === '') {
      show('', {});
    } else {
      try {
        const value = type === DomainName ? type.parse(input.value) : type.parse(input.value, policy);
        show('Accepted', { canonical: value.toString() });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        span = error.span;
        show(error.verdict, { code: error.code, reason: error.text, help: error.help });
      }
    }
    mark(find('.window'), input, span);
  };

  input.addEventListener('input', judge);
  for (const event of ['scroll', 'select', 'keyup', 'pointerup', 'focus', 'blur']) {
    input.addEventListener(event, () => follow(find('.window'), input));
  }
  button.addEventListener('click', () => {
    input.focus();
    input.setSelectionRange(...span);
    const [place] = placesOf(find('.mirror'), ...span);
    input.scrollLeft = place.left - input.clientWidth / 2;
    follow(find('.window'), input);
  });
  return { judge };
});

/** Draws a line below the characters from `start` to `end`, and a caret below the first of them. */
function mark(window, input, span) {
  const mirror = window.querySelector('.mirror');
  mirror.replaceChildren(document.createTextNode(input.value));
  if (span !== null) {
    const [start, end] = span;
    const places = placesOf(mirror, start, end);
    for (const { left, width } of places) {
      // What cannot be seen has no width, and is shown all the same.
      mirror.append(drawn('under', width < LEAST ? left - (LEAST - width) / 2 : left, Math.max(width, LEAST)));
    }
    const first = firstOf(mirror, start, end) ?? places[0];
    mirror.append(drawn('caret', first.left + first.width / 2));
  }
  follow(window, input);
}

/** The boxes of the characters, as they are laid out: more than one where a text changes its direction. */
function placesOf(mirror, start, end) {
  const origin = mirror.getBoundingClientRect().left;
  const range = document.createRange();
  const text = mirror.firstChild;
  range.setStart(text, start);
  range.setEnd(text, end);
  const boxes = [...range.getClientRects()].map(({ left, width }) => ({ left: left - origin, width }));
  return boxes.length > 0 ? boxes : [{ left: range.getBoundingClientRect().left - origin, width: 0 }];
}

/** The box of the first character, with what is joined to it. */
function firstOf(mirror, start, end) {
  const character = new Intl.Segmenter().segment(mirror.firstChild.data.slice(start, end))[Symbol.iterator]().next();
  return character.done ? undefined : placesOf(mirror, start, start + character.value.segment.length)[0];
}

function drawn(kind, left, width) {
  const box = document.createElement('div');
  box.className = kind;
  box.style.left = `${left}px`;
  if (width !== undefined) box.style.width = `${width}px`;
  return box;
}

/** A long text is scrolled inside its input. */
function follow(window, input) {
  window.querySelector('.mirror').style.left = `${-input.scrollLeft}px`;
}

/** In pixels: the least width of a line. */
const LEAST = 6;

rules.addEventListener('input', () => {
  let fault = '';
  try {
    policy = rules.value.trim() === '' ? undefined : new Policy(JSON.parse(rules.value));
  } catch (error) {
    fault = error.message;
  }
  document.getElementById('rules-fault').textContent = fault;
  rules.setAttribute('aria-invalid', String(fault !== ''));
  // By the last policy that was one.
  fields.forEach(({ judge }) => judge());
});

form.addEventListener('submit', (event) => event.preventDefault());
addEventListener('resize', () => fields.forEach(({ judge }) => judge()));
fields.forEach(({ judge }) => judge());
