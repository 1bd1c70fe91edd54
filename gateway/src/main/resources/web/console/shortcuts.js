// Shortcuts of one key. They can be switched off, because who speaks to the computer may say them by accident.

import { byId, create, say } from './dom.js';
import { anySheetIsOpen, bindSheet } from './sheets.js';

const { lasting } = globalThis.scfWebSocketPage;

const SETTING = 'console-keys';

/** @param actions by key: `{ key: { text, run } }` */
export function bindShortcuts(actions) {
  const sheet = bindSheet('help-sheet');
  const isOn = byId('keys-on');
  isOn.checked = lasting.read(SETTING) !== 'off';
  isOn.addEventListener('change', () => lasting.write(SETTING, isOn.checked ? 'on' : 'off'));
  const all = { ...actions, '?': { text: 'keyHelp', run: () => sheet.open() } };
  for (const [key, { text }] of Object.entries(all)) {
    byId('keys').append(create('div', '', create('dt', '', create('kbd', '', key)), say('dd', '', text)));
  }
  byId('help').addEventListener('click', () => sheet.open());
  addEventListener('keydown', (event) => {
    const isTyping = event.target.closest('input:not([type=checkbox]), select, textarea');
    const isOurs = isOn.checked && !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing;
    if (!isOurs || isTyping || anySheetIsOpen() || byId('desk').hidden || !Object.hasOwn(all, event.key)) return;
    event.preventDefault();
    all[event.key].run();
  });
}
