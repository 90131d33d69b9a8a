'use strict';

// The page can be read without this script; it adds search, filters, sorting and keys. It runs before the articles come
// in: listeners are on the document, and texts are read when somebody searches. Text never becomes markup.

const find = (selector, within = document) => within.querySelector(selector);
const findAll = (selector, within = document) => Array.from(within.querySelectorAll(selector));

const { search, language, source, term: terms, order } = find('#controls').elements;
const [count, help] = [find('#count'), find('#help')];
// The parts of an article that are searched: what it says, not the page's own words.
const searched = 'h2, .byline, .source, .date, .path, .message, code, .summary, .terms, .text, .role';

// A card is an article that stands alone, or a story with its articles inside.
let inFolder = []; // all cards in the order of the folder
let cards = []; // and in the chosen order
let shown = []; // those that the filters leave
let limit = 0; // how many of these are laid out; the others come when the reader gets there
let words = []; // searched for
let term = ''; // chosen
let current = null;

const cardOf = node => node?.closest('#articles > article') ?? null;
const articlesOf = card => card.matches('.story') ? findAll('article', card) : [card];

document.documentElement.classList.add('js');
document.addEventListener('DOMContentLoaded', () => {
  cards = inFolder = findAll('#articles > article');
  for (const card of cards) nearScreen.observe(card);
  nearEnd.observe(find('#more'));
  filter();
});

// Searching

/** Lower case without accents, vowel signs and stretching: "resume" finds "Résumé", and "елка" finds "Ёлка". */
const fold = text =>
  text.normalize('NFKD').replace(/[\u0300-\u036f\u0640\u064b-\u065f\u0670]/g, '').normalize('NFC').toLowerCase();

/** Words must all be there; "words in quotes" must stand together. */
const wordsOf = query => Array.from(fold(query).matchAll(/"([^"]+)"|[^\s"]+/g), match => match[1] ?? match[0]);

const texts = new Map();
function textOf(card) {
  const read = () => fold(findAll(searched, card).map(part => part.textContent).join('\n'));
  if (!texts.has(card)) texts.set(card, read());
  return texts.get(card);
}

// What is found is painted with the Highlight API, which leaves elements alone, and only in cards near the screen.
const hits = 'Highlight' in self ? new Highlight() : null;
if (hits) CSS.highlights.set('hit', hits);
const near = new Set();
const painted = new Set();

function paint(card) {
  if (!hits || card.hidden || !words.length || painted.has(card)) return;
  painted.add(card);
  for (const part of findAll(searched, card)) {
    const before = hits.size;
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const text = fold(node.data);
      if (text.length !== node.data.length) continue; // Places cannot be told; that is rare, and the article is found.
      for (const word of words) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          const [startOffset, endOffset] = [at, at + word.length];
          hits.add(new StaticRange({ startContainer: node, startOffset, endContainer: node, endOffset }));
        }
      }
    }
    const found = hits.size - before;
    if (found && part.matches('.text')) find('summary', part.parentElement).dataset.hits = `${found} found`;
  }
}

const nearScreen = new IntersectionObserver(entries => {
  for (const { target, isIntersecting } of entries) {
    near[isIntersecting ? 'add' : 'delete'](target);
    if (isIntersecting) paint(target);
  }
}, { rootMargin: '50%' });

// Filtering

const using = name => name ? findAll(`[data-t="${CSS.escape(name)}"]`) : [];

function filter() {
  words = wordsOf(search.value);
  const users = new Set(using(term).map(cardOf));
  const isFrom = article => find('.source', article)?.textContent === source.value;
  shown = cards.filter(card =>
    (!language.value || card.lang === language.value) && (!source.value || articlesOf(card).some(isFrom))
    && (!term || users.has(card)) && words.every(word => textOf(card).includes(word)));
  reveal(pageSize);

  // Entries of articles that could not be read are listed and found, but not counted.
  const number = list => list.reduce((sum, card) => sum + (card.matches('.failure') ? 0 : articlesOf(card).length), 0);
  const [all, left] = [number(cards), number(shown)];
  const written = number => number.toLocaleString('en');
  count.textContent =
    `${left === all ? '' : `${written(left)} of `}${written(all)} ${all === 1 ? 'article' : 'articles'}`;
  find('#nothing').hidden = shown.length > 0 || !cards.length;
  if (current && !shown.includes(current)) point(null);

  for (const card of painted) for (const fold of findAll('details > summary', card)) delete fold.dataset.hits;
  painted.clear();
  hits?.clear();
  near.forEach(paint);
}

// A browser lays out some hundreds of articles at once, but not thousands.
const pageSize = 200;

function reveal(atLeast) {
  limit = atLeast;
  const visible = new Set(shown.slice(0, limit));
  for (const card of cards) card.hidden = !visible.has(card);
  find('#more').hidden = limit >= shown.length;
}

const nearEnd = new IntersectionObserver(entries => {
  if (entries.some(entry => entry.isIntersecting)) reveal(limit + pageSize);
}, { rootMargin: '100%' });
addEventListener('beforeprint', () => reveal(Infinity));

/** A term that the list does not have is added to it. */
function choose(name, label = '') {
  for (const use of [...using(term), ...using(name)]) {
    const on = use.classList.toggle('chosen', use.dataset.t === name);
    if (use.matches('button')) use.ariaPressed = on ? 'true' : null;
  }
  if (!Array.from(terms.options).some(option => option.value === name)) {
    terms.add(new Option(label, name));
    terms.hidden = false;
  }
  term = terms.value = name;
  filter();
}

function clear() {
  search.value = language.value = source.value = '';
  choose('');
}

/** Another list is shown from its beginning. */
function toTop() {
  if (find('#articles').getBoundingClientRect().top < 0) find('#articles').scrollIntoView();
}

// Sorting

const sortKeys = {
  folder: () => 0,
  title: card => find('h2', card).textContent.trim(),
  newest: card => -Math.max(...articlesOf(card).map(day)),
  longest: card => -Math.max(...articlesOf(card).map(article => article.dataset.words ?? 0)),
  most: card => -articlesOf(card).length,
};

function sort() {
  const key = new Map(inFolder.map(card => [card, sortKeys[order.value](card)]));
  const ascending = order.value === 'title' ? new Intl.Collator().compare : (a, b) => a - b;
  cards = [...inFolder].sort((a, b) => ascending(key.get(a), key.get(b)));
  find('#articles').append(...cards);
  filter();
}

/** A day as a number that sorts, 0 when it is not known: dates stand as their papers wrote them, in any language. */
function day(article) {
  const written = find('.date', article)?.textContent ?? '';
  const text = fold(written).replace(/[٠-٩۰-۹]/g, digit => digit.charCodeAt() & 15).replace(/\d+:\d+/g, '');
  let [, year, month, date] = text.match(/(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})/) ?? [];
  if (!year) [, date, month, year] = text.match(/(\d{1,2})[./-] ?(\d{1,2})[./-] ?(\d{4})/) ?? [];
  if (month > 12) [month, date] = [date, month];
  if (!year) {
    year = text.match(/\d{4}/)?.[0];
    date = text.match(/(?<!\d)\d{1,2}(?!\d)/)?.[0];
    month = text.match(/\p{L}+/gu)?.map(name => monthsOf(article.lang)[name] ?? monthsOf('en')[name]).find(Boolean);
  }
  return (year ?? 0) * 1e4 + (month ?? 0) * 1e2 + +(date ?? 0);
}

const months = {};
function monthsOf(tag) {
  if (months[tag]) return months[tag];
  const names = months[tag] = {};
  const add = (name, month) => { names[fold(name).replace(/\P{L}/gu, '')] = month + 1; };
  // Chromium does not know Kazakh.
  const kazakh = 'қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан';
  if (tag === 'kk') kazakh.split(' ').forEach(add);
  try {
    for (const style of ['long', 'short']) {
      // With a day, as the month has another case then in many languages.
      const format = new Intl.DateTimeFormat(tag || 'en', { day: 'numeric', month: style, timeZone: 'UTC' });
      for (let month = 0; month < 12; month++) {
        add(format.formatToParts(Date.UTC(2025, month, 9)).find(part => part.type === 'month').value, month);
      }
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // The tag is none: English names will do.
  }
  return names;
}

// Reading

function point(card) {
  current?.classList.remove('current');
  card?.classList.add('current');
  current = card;
}

/** Goes on from the current card, or from the screen when the reader has scrolled away from it. */
function step(by) {
  const top = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop);
  const box = current?.getBoundingClientRect();
  const away = !box || box.bottom < top || box.top > innerHeight;
  const seen = card => card.getBoundingClientRect().bottom > top + 9;
  const next = away ? shown.find(seen) : shown[shown.indexOf(current) + by];
  if (!next) return;
  if (next.hidden) reveal(limit + pageSize);
  point(next);
  next.tabIndex = -1;
  next.ariaLabel ??= find('h2', next).textContent.trim();
  next.focus({ preventScroll: true });
  next.scrollIntoView();
}

/** Of a story: any of its articles, and the first when one is to be opened. */
const isOpen = article => Boolean(article && find('details[open]', article));
function open(article, wanted = !isOpen(article)) {
  if (!article) return;
  const folds = findAll('details', article);
  for (const whole of wanted ? folds.slice(0, 1) : folds) whole.open = wanted;
  const card = cardOf(article);
  if (!wanted && card.getBoundingClientRect().top < 0) article.scrollIntoView();
}

/** Before the browser follows a link, so that Back works: what it points to is unfolded and shown. */
function prepare(link) {
  let place = document.getElementById(link.hash.slice(1));
  const sentence = link.dataset.s && place && find(`[data-s="${CSS.escape(link.dataset.s)}"]`, place);
  if (sentence) {
    sentence.id ||= `${place.id}-${link.dataset.s}`;
    link.hash = sentence.id;
    place = sentence;
  }
  const card = cardOf(place);
  if (card && !shown.includes(card)) clear();
  if (card?.hidden) reveal(shown.indexOf(card) + pageSize);
  if (card) point(card);
  if (place?.closest('details')) open(place.closest('article'), true);
  // Articles near the place are laid out only now, and push it away for some frames.
  let frames = 15;
  const hold = () => { place?.scrollIntoView(); if (frames--) requestAnimationFrame(hold); };
  requestAnimationFrame(hold);
}

// Concordance

const mostUses = 200;

/** Every use of a glossary's entry in its sentence: made when asked for, since the page holds each sentence already. */
function unfold(button) {
  const entry = button.closest('dl > div');
  const before = find('.concordance', entry);
  button.ariaExpanded = before ? 'false' : 'true';
  if (before) return before.remove();
  const list = document.createElement('ol');
  list.className = 'concordance';
  const uses = using(find('[data-t]', entry).dataset.t).filter(use => use.matches('.text u') && use.closest('[data-s]'));
  for (const use of uses.slice(0, mostUses)) {
    const [sentence, article] = [use.closest('[data-s]'), use.closest('article')];
    const [left, right] = [document.createRange(), document.createRange()];
    left.setStart(sentence, 0);
    left.setEndBefore(use);
    right.setStartAfter(use);
    right.setEnd(sentence, sentence.childNodes.length);
    const [item, link, term] = ['li', 'a', 'b'].map(name => document.createElement(name));
    term.textContent = use.textContent;
    link.append(left.toString(), term, right.toString());
    link.href = `#${article.id}`;
    link.dataset.s = sentence.dataset.s;
    link.title = find('h2', article).textContent.trim();
    item.append(link);
    list.append(item);
  }
  if (uses.length > mostUses) list.append(`… ${uses.length - mostUses} more`);
  entry.append(list);
}

// Copying

function summaryOf(card, markdown) {
  const line = part => {
    const text = part.textContent.trim().replace(/\s+/g, ' ');
    return markdown ? text.replace(/[\\*_`[\]<#&|]/g, '\\$&') : text; // what CommonMark takes for markup
  };
  const lines = (selector, within = card) => findAll(selector, within).map(line);
  const [head, item, bold] = markdown ? ['# ', '- ', '**'] : ['', '', ''];
  const isStory = card.matches('.story');
  const credits = isStory ? lines(':scope > .meta > bdi') : lines('.byline, .date, .source, .path');
  const sentences = findAll('.summary li, .message', card).map(part => {
    const from = find('cite', part);
    return `${item}${line(find('a', part) ?? part)}${from ? ` (${line(from)})` : ''}\n`;
  });
  const terms = lines('.terms button').join(', ');
  const versions = findAll('.version', card).map(part =>
    `${item}${[...lines('.role, h2', part), ...lines('.byline, .date, .source, .path', part)].join(' · ')}\n`);
  return `${head}${lines('h2')[0]}\n\n${credits.join(' · ')}\n\n${sentences.join('')}`
    + (terms && `\n${bold}Terms:${bold} ${terms}\n`) + (isStory ? `\n${versions.join('')}` : '');
}

let fading;
async function copy(card, markdown = false) {
  if (!card) return;
  const text = summaryOf(card, markdown);
  const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
  const said = markdown ? 'Copied as Markdown' : 'Summary copied';
  find('#notice').textContent = done ? said : 'The browser does not allow copying';
  clearTimeout(fading);
  fading = setTimeout(() => { find('#notice').textContent = ''; }, 2500);
}

// Clicks and keys

document.addEventListener('click', event => {
  const card = cardOf(event.target);
  const article = event.target.closest('article');
  const control = event.target.closest('a, button, summary');
  if (card) point(card);
  if (control?.matches('[data-t]')) {
    const top = card?.getBoundingClientRect().top;
    if (term === control.dataset.t) choose('');
    else choose(control.dataset.t, control.textContent);
    // Cards above may have come or gone: the one that was clicked stays where it is.
    if (card) scrollBy(0, card.getBoundingClientRect().top - top);
    else toTop();
  } else if (control?.matches('h2 a')) {
    event.preventDefault();
    open(article);
  } else if (control?.matches('a')) prepare(control);
  else if (control?.matches('.copy')) copy(card);
  else if (control?.matches('.uses')) unfold(control);
  else if (control?.matches('#ask')) help.showModal();
  else if (control?.matches('#more button')) reveal(limit + pageSize);
  else if (article && !control && !event.target.closest('.text') && getSelection().isCollapsed) open(article);
});

document.addEventListener('focusin', event => {
  const card = cardOf(event.target);
  if (card && card !== current) point(card);
});

let typing;
search.addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(() => { filter(); toTop(); }, 120);
});
for (const list of [language, source]) list.addEventListener('change', () => { filter(); toTop(); });
terms.addEventListener('change', () => { choose(terms.value); toTop(); });
order.addEventListener('change', () => { sort(); toTop(); });
document.addEventListener('submit', event => event.preventDefault());

const actions = {
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  o: () => open(current),
  Enter: () => open(current),
  c: () => copy(current),
  C: () => copy(current, true),
  '/': () => { search.focus(); search.select(); },
  '?': () => help.showModal(),
  Escape: () => isOpen(current) ? open(current, false) : clear(),
};

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
  // On a Cyrillic or an Arabic keyboard the key where J stands counts as j.
  const letter = event.key > '\x7f' && event.code.match(/^Key(.)$/)?.[1];
  const key = letter ? (event.shiftKey ? letter : letter.toLowerCase()) : event.key;
  if (event.target === search) {
    if (key === 'Escape' && search.value) { search.value = ''; filter(); }
    else if (key === 'Escape') search.blur();
    else if (key === 'Enter' || key === 'ArrowDown') { filter(); point(null); step(1); }
    else return;
  } else {
    if (event.target.closest('select') || (key === 'Enter' && event.target.closest('a, button, summary'))) return;
    // While an article is open the arrows scroll it, as everywhere.
    if (!Object.hasOwn(actions, key) || (key.startsWith('Arrow') && isOpen(current))) return;
    actions[key]();
  }
  event.preventDefault();
});
