// Where messages are written.
(() => {
  'use strict';

  const page = globalThis.scfWebSocketPage;

  /** Grows the field with its text, and calls `onInput` after each change and `onSubmit` for Enter and the button. */
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

    return {
      /** Another text, or another width of the page, needs another height. */
      fit() {
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
