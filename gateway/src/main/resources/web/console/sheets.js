// The dialogs: what they have in common.

import { byId, setText } from './dom.js';
import { problem } from './requests.js';

const { language } = globalThis.scfWebSocketPage;

/**
 * Binds a dialog: `{ form, open, result, subject }`.
 *
 * @param onSubmit gets the form's elements; returns the promise of a text that says what was done, or null to close
 */
export function bindSheet(id, onSubmit) {
  const dialog = byId(id);
  const form = dialog.querySelector('form');
  const line = form.querySelector('.sheet__result');
  const submit = form.querySelector('[type=submit]');

  function result(text, isProblem) {
    if (!line) return;
    setText(line, text);
    line.classList.toggle('sheet__result--bad', Boolean(isProblem));
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!onSubmit || submit.disabled) return;
    submit.disabled = true;
    result(language.text('working'));
    const { text, isProblem } = await onSubmit(form.elements);
    submit.disabled = false;
    result(text, isProblem);
  });
  form.querySelector('[data-close]').addEventListener('click', () => dialog.close());
  // A click beside the dialog.
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());

  return {
    form,
    elements: form.elements,
    open() {
      result('');
      if (!dialog.open) dialog.showModal();
    },
    close: () => dialog.close(),
    subject: (text) => setText(form.querySelector('[data-subject]'), text),
  };
}

/** What a request's answer says, in the form that `onSubmit` returns. */
export function told(answer, text) {
  return answer.ok && Number(answer.body.errNo || 0) === 0
    ? { text: text(answer.body), isProblem: false }
    : { text: problem(answer), isProblem: true };
}

/** Shows the rows of a form that are `data-for` something in use. */
export function showRows(form, isUsed) {
  for (const row of form.querySelectorAll('[data-for]')) row.hidden = !isUsed(row.dataset.for);
}

/** Whether any dialog is open. */
export const anySheetIsOpen = () => document.querySelector('dialog[open]') !== null;
