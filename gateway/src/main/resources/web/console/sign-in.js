// The form for the token, which goes to the gateway in the body of a request and stays in a cookie that no script can read.

import { byId } from './dom.js';
import { problem, request } from './requests.js';

const { language } = globalThis.scfWebSocketPage;

const TOO_MANY = 429;

/** @param onSignedIn told when the gateway has taken the token */
export function bindSignIn(onSignedIn) {
  const field = byId('token');
  const line = byId('token-error');

  function say(text) {
    line.hidden = text === '';
    line.textContent = text;
    field.setAttribute('aria-invalid', String(text !== ''));
    if (text !== '') field.focus();
  }

  function explain(answer) {
    if (answer.status === 401) return language.text('tokenWrong');
    return answer.status === TOO_MANY ? language.text('tooManyAttempts') : problem(answer);
  }

  byId('sign-in-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const token = field.value.trim();
    if (token === '') {
      say(language.text('tokenMissing'));
      return;
    }
    const answer = await request('POST', 'session', { token });
    say(answer.ok ? '' : explain(answer));
    if (!answer.ok) return;
    field.value = '';
    onSignedIn();
  });
  field.addEventListener('input', () => say(''));
}
