// Stops and starts the database of ./run.

import { byId, setText } from './dom.js';
import { problem, request } from './requests.js';

const { language } = globalThis.scfWebSocketPage;

/** @param onChange told when the database's state may have changed */
export function bindDatabase(onChange) {
  const part = byId('database');
  const toggle = byId('database-switch');
  let state;

  function show(next) {
    state = next;
    part.hidden = !state;
    if (!state) return;
    setText(byId('database-state'), language.text(`database-${state}`));
    setText(toggle, language.text(state === 'running' ? 'databaseStop' : 'databaseStart'));
  }

  toggle.addEventListener('click', async () => {
    toggle.disabled = true;
    setText(byId('database-state'), language.text('working'));
    const answer = await request('POST', 'database', { running: state !== 'running' });
    toggle.disabled = false;
    if (answer.ok) await onChange();
    else setText(byId('database-state'), problem(answer));
  });

  return { show, translate: () => show(state) };
}
