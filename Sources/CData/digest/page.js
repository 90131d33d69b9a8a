'use strict';

// The page can be read without this script; it adds search, filters, sorting and keys. It runs before the articles come
// in: listeners are on the document, and texts are read when somebody searches. Text never becomes markup.

const find = (selector, within = document) => within.querySelector(selector);
const findAll = (selector, within = document) => Array.from(within.querySelectorAll(selector));

const { search, language, order } = find('#controls').elements;
const [chosen, count, help] = [find('#term'), find('#count'), find('#help')];
// The parts of an article that are searched: what it says, not the page's own words.
const searched = 'h2, .byline, .source, .date, .path, .message, code, .summary, .terms, .text';

let inFolder = []; // all articles in the order of the folder
let articles = []; // and in the chosen order
let shown = []; // those that the filters leave
let words = []; // searched for
let term = ''; // chosen
let current = null;

document.documentElement.classList.add('js');
document.addEventListener('DOMContentLoaded', () => {
  articles = inFolder = findAll('#articles > article');
  for (const article of articles) nearScreen.observe(article);
  filter();
});

// Searching

/** Lower case without accents, vowel signs and stretching: "resume" finds "Résumé", and "елка" finds "Ёлка". */
const fold = text =>
  text.normalize('NFKD').replace(/[\u0300-\u036f\u0640\u064b-\u065f\u0670]/g, '').normalize('NFC').toLowerCase();

/** Words must all be there; "words in quotes" must stand together. */
const wordsOf = query => Array.from(fold(query).matchAll(/"([^"]+)"|[^\s"]+/g), match => match[1] ?? match[0]);

const texts = new Map();
function textOf(article) {
  const read = () => fold(findAll(searched, article).map(part => part.textContent).join('\n'));
  if (!texts.has(article)) texts.set(article, read());
  return texts.get(article);
}

// What is found is painted with the Highlight API, which leaves elements alone, and only in articles near the screen.
const hits = 'Highlight' in self ? new Highlight() : null;
if (hits) CSS.highlights.set('hit', hits);
const near = new Set();
const painted = new Set();

function paint(article) {
  if (!hits || article.hidden || !words.length || painted.has(article)) return;
  painted.add(article);
  for (const part of findAll(searched, article)) {
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
    if (found && part.matches('.text')) find('summary', article).dataset.hits = `${found} found`;
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
  const users = new Set(using(term).map(use => use.closest('article')));
  shown = articles.filter(article =>
    (!language.value || article.lang === language.value) && (!term || users.has(article))
    && words.every(word => textOf(article).includes(word)));
  const visible = new Set(shown);
  for (const article of articles) article.hidden = !visible.has(article);

  // Entries of articles that could not be read are listed and found, but not counted.
  const [all, left] = [articles, shown].map(list => list.filter(article => !article.matches('.failure')).length);
  count.textContent = `${left === all ? '' : `${left} of `}${all} ${all === 1 ? 'article' : 'articles'}`;
  find('#nothing').hidden = shown.length > 0 || !articles.length;
  if (current?.hidden) point(null);

  for (const article of painted) delete find('summary', article)?.dataset.hits;
  painted.clear();
  hits?.clear();
  near.forEach(paint);
}

function choose(name, label = '') {
  for (const use of [...using(term), ...using(name)]) {
    const on = use.classList.toggle('chosen', use.dataset.t === name);
    if (use.matches('button')) use.ariaPressed = on ? 'true' : null;
  }
  term = name;
  chosen.hidden = !name;
  chosen.textContent = label;
  filter();
}

function clear() {
  search.value = language.value = '';
  choose('');
}

/** Another list is shown from its beginning. */
function toTop() {
  if (find('#articles').getBoundingClientRect().top < 0) find('#articles').scrollIntoView();
}

// Sorting

const sortKeys = {
  folder: () => 0,
  title: article => find('h2', article).textContent.trim(),
  newest: article => -day(article),
  longest: article => -(article.dataset.words ?? 0),
};

function sort() {
  const key = new Map(inFolder.map(article => [article, sortKeys[order.value](article)]));
  const ascending = order.value === 'title' ? new Intl.Collator().compare : (a, b) => a - b;
  articles = [...inFolder].sort((a, b) => ascending(key.get(a), key.get(b)));
  for (const article of articles) find('#articles').append(article);
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

function point(article) {
  current?.classList.remove('current');
  article?.classList.add('current');
  current = article;
}

/** Goes on from the current article, or from the screen when the reader has scrolled away from it. */
function step(by) {
  const top = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop);
  const box = current?.getBoundingClientRect();
  const away = !box || box.bottom < top || box.top > innerHeight;
  const seen = article => article.getBoundingClientRect().bottom > top + 9;
  const next = away ? shown.find(seen) : shown[shown.indexOf(current) + by];
  if (!next) return;
  point(next);
  next.tabIndex = -1;
  next.ariaLabel ??= find('h2', next).textContent.trim();
  next.focus({ preventScroll: true });
  next.scrollIntoView();
}

const isOpen = article => Boolean(article && find('details', article)?.open);
function open(article, wanted = !isOpen(article)) {
  const whole = article && find('details', article);
  if (!whole) return;
  whole.open = wanted;
  if (!wanted && article.getBoundingClientRect().top < 0) article.scrollIntoView();
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
  const article = place?.closest('article');
  if (article?.hidden) clear();
  if (article) point(article);
  if (place?.closest('details')) open(article, true);
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

function summaryOf(article, markdown) {
  const lines = selector => findAll(selector, article).map(part => {
    const line = part.textContent.trim().replace(/\s+/g, ' ');
    return markdown ? line.replace(/[\\*_`[\]<#&|]/g, '\\$&') : line; // what CommonMark takes for markup
  });
  const [head, item, bold] = markdown ? ['# ', '- ', '**'] : ['', '', ''];
  const credits = lines('.byline, .date, .source, .path').join(' · ');
  const sentences = lines('.summary a, .message').map(line => `${item}${line}\n`).join('');
  const terms = lines('.terms button').join(', ');
  return `${head}${lines('h2')[0]}\n\n${credits}\n\n${sentences}` + (terms && `\n${bold}Terms:${bold} ${terms}\n`);
}

let fading;
async function copy(article, markdown = false) {
  if (!article) return;
  const text = summaryOf(article, markdown);
  const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
  const said = markdown ? 'Copied as Markdown' : 'Summary copied';
  find('#notice').textContent = done ? said : 'The browser does not allow copying';
  clearTimeout(fading);
  fading = setTimeout(() => { find('#notice').textContent = ''; }, 2500);
}

// Clicks and keys

document.addEventListener('click', event => {
  const article = event.target.closest('article');
  const control = event.target.closest('a, button, summary');
  if (article) point(article);
  if (control?.matches('[data-t]')) {
    const top = article?.getBoundingClientRect().top;
    if (term === control.dataset.t) choose('');
    else choose(control.dataset.t, control.textContent);
    // Articles above may have come or gone: the one that was clicked stays where it is.
    if (article) scrollBy(0, article.getBoundingClientRect().top - top);
    else toTop();
  } else if (control?.matches('h2 a')) {
    event.preventDefault();
    open(article);
  } else if (control?.matches('a')) prepare(control);
  else if (control?.matches('.copy')) copy(article);
  else if (control?.matches('.uses')) unfold(control);
  else if (control === chosen) choose('');
  else if (control?.matches('#ask')) help.showModal();
  else if (article && !control && !event.target.closest('.text') && getSelection().isCollapsed) open(article);
});

document.addEventListener('focusin', event => {
  const article = event.target.closest('article');
  if (article && article !== current) point(article);
});

let typing;
search.addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(() => { filter(); toTop(); }, 120);
});
language.addEventListener('change', () => { filter(); toTop(); });
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
