// Name and sign-in.

import { avatarElement, displayName, me } from './people.js';

const { language, setText } = globalThis.scfWebSocketPage;

const element = (id) => document.getElementById(id);

/**
 * @param onName told after a guest has changed the name
 * @param onSignIn told after somebody has signed in or out
 */
export function bindAccount({ onName, onSignIn }) {
  const panel = element('panel');
  const button = element('account');
  const token = element('token');

  function showPanel(open) {
    panel.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (open) (me.user ? element('sign-out') : element('name')).focus();
  }

  function showProblem(key) {
    const error = element('token-error');
    error.hidden = !key;
    if (key) language.put(error, key);
    token.setAttribute('aria-invalid', String(Boolean(key)));
  }

  function show() {
    const { person } = me;
    button.querySelector('.avatar').replaceWith(avatarElement(person));
    setText(element('account-name'), displayName(person));
    const isSignedIn = me.token !== null;
    element('as-guest').hidden = isSignedIn;
    element('as-user').hidden = !isSignedIn;
    if (isSignedIn) setText(element('signed-in'), language.text('signedInAs', { name: displayName(person) }));
    element('name').value = me.nickname;
  }

  function close() {
    showPanel(false);
    show();
    button.focus();
  }

  element('name-form').addEventListener('submit', (event) => {
    event.preventDefault();
    me.rename(element('name').value);
    close();
    onName();
  });
  element('token-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = token.value.replace(/\s+/g, '');
    const problem = text === '' ? 'tokenMissing' : me.isToken(text) ? null : 'tokenMalformed';
    showProblem(problem);
    if (problem) {
      token.focus();
      return;
    }
    token.value = '';
    me.signIn(text);
    close();
    onSignIn();
  });
  element('sign-out').addEventListener('click', () => {
    me.signIn(null);
    close();
    onSignIn();
  });
  token.addEventListener('input', () => showProblem(null));
  button.addEventListener('click', () => showPanel(panel.hidden));
  element('change-account').addEventListener('click', () => showPanel(true));
  panel.addEventListener('keydown', (event) => event.key === 'Escape' && close());

  return { show };
}
