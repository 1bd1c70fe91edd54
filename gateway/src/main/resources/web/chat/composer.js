// Where messages are written.
(() => {
  'use strict';

  const page = globalThis.scfWebSocketPage;

  // Texts that say why nothing can be sent now.
  const OBSTACLES = ['hintLarge', 'hintClosed', 'hintFull', 'hintNoRoom'];

  /** Calls `onInput` after each change of the text, and `onSubmit` for Enter and the button. */
  page.openComposer = function openComposer({ form, input, onInput, onSubmit }) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      onSubmit();
      input.focus();
    });
    input.addEventListener('input', onInput);
    input.addEventListener('keydown', (event) => {
      // Enter that picks a candidate of an input method sends nothing; Safari tells that only by the number 229.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      onSubmit();
    });

    const utf8 = new TextEncoder();
    const line = form.querySelector('.hint');
    const send = form.querySelector('.composer__send');

    return {
      /** Shows a hint, given by the key and the values of its text, and whether the text can be sent. */
      show([key, values]) {
        line.classList.toggle('hint--keys', key === 'hintKeys');
        line.classList.toggle('hint--error', key === 'hintLarge');
        page.setText(line, page.language.text(key, values));
        input.setAttribute('aria-invalid', String(key === 'hintLarge'));
        send.disabled = input.value.trim() === '' || OBSTACLES.includes(key);
        // Another text, or another width of the page, needs another height.
        input.style.height = 'auto';
        input.style.height = `${input.scrollHeight}px`;
      },

      bytesOf: (text) => utf8.encode(text).length,

      /** The values of the text that says that so many bytes are too many. */
      sizes: (bytes, limit) => ({
        // Rounded up, a few bytes over would read "256 KB of at most 256 KB" if they were counted alone.
        size: Math.max(Math.ceil(bytes / 1024), limit / 1024 + 1),
        limit: limit / 1024,
      }),
    };
  };

  // The keyboard of an iPhone covers the page without resizing it; only the visual viewport knows.
  if (globalThis.visualViewport) {
    visualViewport.addEventListener('resize', () => {
      if (Math.abs(visualViewport.scale - 1) > 0.01) return;
      document.documentElement.style.setProperty('--viewport-height', `${visualViewport.height}px`);
      scrollTo(0, 0);
    });
  }
})();
