// The console: joins the session, the stream of events, the stories and the controls.

import { bindClose, bindCopy, bindPush, bindReplay } from './actions.js';
import { openConnections } from './connections.js';
import { announce, announceSometimes, byId, setText } from './dom.js';
import { openFaults } from './faults.js';
import { openFeed } from './feed.js';
import { openFilters } from './filters.js';
import { onSignedOut, problem, request } from './requests.js';
import { bindShortcuts } from './shortcuts.js';
import { bindSignIn } from './sign-in.js';
import { createStories, MOST_STEPS } from './stories.js';
import { openStoryList } from './story-list.js';

const { language } = globalThis.scfWebSocketPage;

const RETRY_MILLIS = 3_000;

let session = {};
let state = 'connecting';
let trouble = '';
let isPaused = false;
let waiting = [];
let total = 0;
// How far the gateway's clock is ahead of this one.
let ahead = 0;
let drawing = 0;

const apis = () => (session.apis || []).map(({ api }) => api);
const clock = () => Date.now() + ahead;

const stories = createStories();
const push = bindPush(apis);
const close = bindClose();
const replay = bindReplay(() => session);
const copy = bindCopy();
const faults = openFaults(clock);
const filters = openFilters(show);
const storyList = openStoryList({
  matches: filters.matches,
  actions: { only: filters.only, push, end: close, replay, copy },
});
const connections = openConnections({
  actions: { only: filters.only, push, end: close, harm: (connection) => faults.open(connection) },
  onTotal(count) {
    total = count;
    showCounts();
  },
});
const feed = openFeed({ onEvent: arrived, onState: stateChanged, mayRetry });

// ---- Session ------------------------------------------------------------------------------------------------------

/** Asks who we are to the gateway. Returns false if it does not answer. */
async function readSession() {
  const answer = await request('GET', 'session');
  trouble = answer.ok ? '' : problem(answer);
  if (answer.ok) {
    session = answer.body;
    showSession();
    if (!session.signedIn) leave();
  }
  showState();
  return answer.ok;
}

/** Without an answer, it is worth another try. */
async function mayRetry() {
  await readSession();
  return session.signedIn;
}

async function begin() {
  if (!(await readSession())) {
    setTimeout(begin, RETRY_MILLIS);
    return;
  }
  if (!session.signedIn) {
    byId('token').focus();
    return;
  }
  feed.open();
  connections.start();
  if (session.faults) faults.read();
}

/** Back to the form; what was seen goes. */
function leave() {
  feed.close();
  connections.stop();
  clear();
  session = { ...session, signedIn: false };
  state = 'closed';
  for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
  showSession();
}

function showSession() {
  const { signedIn, tokenNeeded, node, version, payloads } = session;
  byId('sign-in').hidden = signedIn;
  byId('desk').hidden = !signedIn;
  byId('sign-out').hidden = !(signedIn && tokenNeeded);
  byId('break').hidden = !session.faults;
  document.body.classList.toggle('may-break', Boolean(session.faults));
  document.title = `${language.text('title')} · scf-websocket`;
  const parts = [version, node && language.text('node', { node }), signedIn && !payloads && language.text('noPayloads')];
  setText(byId('gateway'), signedIn ? parts.filter(Boolean).join(' · ') : language.text('subtitle'));
  filters.offer(apis());
  faults.offerDatabase(Boolean(session.database));
}

// ---- Events -------------------------------------------------------------------------------------------------------

function arrived(event) {
  if (event.event === 'watching') {
    if (event.at) ahead = Date.parse(event.at) - Date.now();
    return;
  }
  if (event.event === 'fault') faults.onEvent(event);
  if (event.event !== 'push') connections.hint();
  waiting.push(event);
  if (waiting.length > MOST_STEPS) waiting.shift();
  if (isPaused) showPause();
  else drawSoon();
}

/** Once for all that come before the next frame; a page out of sight gets no frames, so what comes waits. */
function drawSoon() {
  if (drawing === 0) drawing = requestAnimationFrame(draw);
}

function draw() {
  drawing = 0;
  const told = [];
  const gone = [];
  for (const event of waiting.splice(0)) {
    const change = stories.add(event);
    told.push(...change.told);
    gone.push(...change.gone);
  }
  storyList.change(told, gone);
  showCounts();
  showEmpty();
}

function clear() {
  waiting = [];
  stories.clear();
  storyList.clear();
  show();
}

function pause() {
  isPaused = !isPaused;
  showPause();
  announce(language.text(isPaused ? 'pausedNow' : 'resumedNow'));
  if (!isPaused) drawSoon();
}

// ---- What is shown ------------------------------------------------------------------------------------------------

function stateChanged(next) {
  state = next;
  trouble = next === 'waiting' ? language.text('noAnswer') : '';
  if (next === 'online' && session.faults) faults.read();
  showState();
}

function showState() {
  const chip = byId('state');
  const name = isPaused && state === 'online' ? 'paused' : state;
  chip.dataset.state = name;
  setText(chip.querySelector('.state__text'), language.text(`state-${name}`));
  byId('banner').hidden = trouble === '';
  setText(byId('banner-text'), trouble);
}

function showPause() {
  const toggle = byId('pause');
  toggle.setAttribute('aria-pressed', String(isPaused));
  setText(toggle, isPaused ? language.text('resume', { n: waiting.length }) : language.text('pause'));
  showState();
}

function showCounts() {
  const steps = stories.steps();
  const errors = steps.filter((step) => step.isError).length;
  const text = language.text('counts', { connections: total, events: steps.length, errors });
  setText(byId('counts'), text);
  announceSometimes(text);
}

function showEmpty() {
  const isEmpty = document.querySelector('.story:not([hidden])') === null;
  byId('empty').hidden = !isEmpty;
  byId('stories').hidden = isEmpty;
  const key = stories.steps().length > 0 && filters.isActive() ? 'Filtered' : '';
  setText(byId('empty-title'), language.text(`empty${key}Title`));
  setText(byId('empty-text'), language.text(`empty${key}Text`));
}

/** Everything that depends on the filter or the language. */
function show() {
  const passed = storyList.filter();
  if (filters.isActive()) announceSometimes(language.text('passed', { n: passed }));
  showCounts();
  showEmpty();
}

// ---- Controls -----------------------------------------------------------------------------------------------------

function fold() {
  const toggle = byId('side-fold');
  const isOpen = toggle.getAttribute('aria-expanded') !== 'true';
  toggle.setAttribute('aria-expanded', String(isOpen));
  byId('side').classList.toggle('side--open', isOpen);
  showFold();
}

function showFold() {
  setText(byId('side-fold'), language.text(byId('side-fold').getAttribute('aria-expanded') === 'true' ? 'hide' : 'show'));
}

bindSignIn(async () => {
  await begin();
  byId('stories-title').focus();
});
onSignedOut(() => session.signedIn && readSession());
byId('sign-out').addEventListener('click', async () => {
  await request('DELETE', 'session');
  await readSession();
  byId('token').focus();
});
byId('side-fold').addEventListener('click', fold);
byId('pause').addEventListener('click', pause);
byId('clear').addEventListener('click', clear);
byId('push').addEventListener('click', () => push(null));
byId('break').addEventListener('click', () => faults.open(null));
bindShortcuts({
  '/': { text: 'keyFilter', run: filters.focus },
  j: { text: 'keyNext', run: () => storyList.go(1) },
  k: { text: 'keyPrevious', run: () => storyList.go(-1) },
  e: { text: 'keyErrors', run: filters.toggleErrors },
  p: { text: 'keyPause', run: pause },
  x: { text: 'keyClear', run: clear },
  n: { text: 'keyPush', run: () => push(null) },
  b: { text: 'keyBreak', run: () => session.faults && faults.open(null) },
});
language.bindToggle(byId('language'), () => {
  storyList.translate();
  connections.translate();
  faults.translate();
  filters.translate();
  showSession();
  showPause();
  showFold();
  show();
});

delete globalThis.scfWebSocketPage;
showPause();
showFold();
show();
begin();
