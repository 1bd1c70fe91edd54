// Which steps are shown.

import { byId, create, setText, shortId } from './dom.js';
import { kindOf } from './words.js';

const { language } = globalThis.scfWebSocketPage;

/** Everything about a step that a person may look for, in lower case. */
const texts = new WeakMap();

function textOf(step) {
  const { event, story } = step;
  let text = texts.get(step);
  if (text === undefined) {
    text = `${story.connection} ${JSON.stringify(event)} ${event.request || ''} ${event.data || ''}`.toLowerCase();
    texts.set(step, text);
  }
  return text;
}

/** @param onChange told when other steps pass */
export function openFilters(onChange) {
  const form = byId('filters');
  const text = byId('filter-text');
  const api = byId('filter-api');
  const kind = byId('filter-kind');
  const errors = byId('filter-errors');
  const chip = byId('filter-connection');
  let connection = null;

  function show() {
    chip.hidden = connection === null;
    if (connection !== null) setText(chip, language.text('onlyConnection', { id: shortId(connection) }));
  }

  function changed() {
    show();
    onChange();
  }

  form.addEventListener('submit', (event) => event.preventDefault());
  for (const control of [text, api, kind, errors]) control.addEventListener('input', changed);
  chip.addEventListener('click', () => {
    connection = null;
    changed();
    text.focus();
  });

  return {
    matches(step) {
      if (connection !== null && step.story.connection !== connection) return false;
      if (api.value && step.event.api && step.event.api !== api.value) return false;
      if (kind.value && kindOf(step.event) !== kind.value) return false;
      if (errors.checked && !step.isError) return false;
      const wanted = text.value.trim().toLowerCase();
      return wanted === '' || textOf(step).includes(wanted);
    },

    /** Whether anything is filtered. */
    isActive: () => connection !== null || errors.checked || [text, api, kind].some(({ value }) => value.trim() !== ''),

    /** Offers the ids of APIs, unless there is only one. */
    offer(apis) {
      const { value } = api;
      const every = create('option', '');
      every.value = '';
      language.put(every, 'apiAll');
      api.replaceChildren(every, ...apis.map((id) => create('option', '', id)));
      api.value = apis.includes(value) ? value : '';
      api.hidden = apis.length < 2;
    },

    /** Only this connection, or all again. */
    only(id) {
      connection = connection === id ? null : id;
      changed();
    },

    toggleErrors() {
      errors.checked = !errors.checked;
      changed();
    },

    translate: show,
    focus: () => text.focus(),
  };
}
