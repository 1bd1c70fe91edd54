// The language of the page, and how its texts get into the document.
(() => {
  'use strict';

  const page = globalThis.scfWebSocketPage;
  const { texts } = page;

  const TAGS = { en: 'en', zh: 'zh-CN' };

  const remembered = page.lasting.read('language');
  let current = remembered in texts ? remembered : /^zh\b/i.test(navigator.language) ? 'zh' : 'en';
  let clock;
  let calendar;
  let days;

  function text(key, values = {}) {
    const strings = texts[current];
    const template = (Number(values.n) === 1 && strings[`${key}.one`]) || strings[key];
    // A function, because a plain replacement string would give `$&` in a server's close reason a meaning.
    return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /** Makes an element carry a text that follows the language; the values come back from its data attributes. */
  function put(element, key, values = {}) {
    element.dataset.text = key;
    Object.assign(element.dataset, values);
    element.textContent = text(key, values);
  }

  /** The same for its accessible name. */
  function putLabel(element, key) {
    element.dataset.label = key;
    element.setAttribute('aria-label', text(key));
  }

  function putTime(element, date) {
    element.dateTime = date.toISOString();
    element.textContent = clock.format(date);
    element.title = calendar.format(date);
  }

  function putDay(element, date) {
    element.dataset.day = date.toISOString();
    element.textContent = days.format(date);
  }

  function apply() {
    clock = new Intl.DateTimeFormat(TAGS[current], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    calendar = new Intl.DateTimeFormat(TAGS[current], { dateStyle: 'long', timeStyle: 'medium' });
    days = new Intl.DateTimeFormat(TAGS[current], { dateStyle: 'full' });
    document.documentElement.lang = TAGS[current];
    for (const element of document.querySelectorAll('[data-text]')) {
      element.textContent = text(element.dataset.text, element.dataset);
    }
    for (const element of document.querySelectorAll('[data-placeholder]')) {
      element.placeholder = text(element.dataset.placeholder);
    }
    for (const element of document.querySelectorAll('[data-label]')) {
      putLabel(element, element.dataset.label);
    }
    for (const element of document.querySelectorAll('time')) {
      putTime(element, new Date(element.dateTime));
    }
    for (const element of document.querySelectorAll('[data-day]')) {
      putDay(element, new Date(element.dataset.day));
    }
  }

  apply();

  page.language = {
    text,
    has: (key) => key in texts[current],
    put,
    putLabel,
    putTime,
    putDay,

    /** Makes a button change the language; calls `onChange` afterwards, for what the page has written itself. */
    bindToggle(button, onChange) {
      const show = () => {
        button.lang = current === 'en' ? TAGS.zh : TAGS.en;
        button.textContent = text('languageName');
        button.setAttribute('aria-label', text('languageLabel'));
      };
      button.addEventListener('click', () => {
        current = current === 'en' ? 'zh' : 'en';
        page.lasting.write('language', current);
        apply();
        show();
        onChange();
      });
      show();
    },
  };
})();
