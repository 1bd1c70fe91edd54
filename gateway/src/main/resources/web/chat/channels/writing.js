// Where messages are written, with a draft for each room.

import { MOST_WAITING } from './outbox.js';
import { reasonText } from './reasons.js';

const { language, openComposer } = globalThis.scfWebSocketPage;

const LARGEST_MESSAGE_BYTES = 48 * 1024;

const element = (id) => document.getElementById(id);

/**
 * @param stateOf the state of the client
 * @param onSay told the text
 */
export function bindWriting({ stateOf, onSay }) {
  const input = element('message-input');
  const drafts = new Map();
  let conversation = null;

  const composer = openComposer({ form: element('composer'), input, onInput: show, onSubmit: submit });

  function hint() {
    const bytes = composer.bytesOf(input.value);
    if (bytes > LARGEST_MESSAGE_BYTES) return ['hintLarge', composer.sizes(bytes, LARGEST_MESSAGE_BYTES)];
    const { name, end } = stateOf();
    if (name === 'closed') return ['hintClosed'];
    if (conversation.ended) {
      const { error, code } = conversation.ended;
      const ending = code === 2000 ? language.text('ended2000') : language.text('endedOther', { code });
      return ['hintNoRoom', { reason: error ? reasonText(error) : ending }];
    }
    if (conversation.isFull) return ['hintFull', { n: MOST_WAITING }];
    return name !== 'online' && end ? ['hintPending'] : ['hintKeys'];
  }

  function show() {
    element('composer').hidden = !conversation;
    if (!conversation) return;
    input.placeholder = conversation.peer
      ? language.text('writeTo', { name: conversation.title })
      : language.text('writeIn', { name: `#${conversation.title}` });
    composer.show(hint());
  }

  function submit() {
    show();
    if (element('send').disabled) return;
    const text = input.value;
    input.value = '';
    onSay(text);
    show();
  }

  addEventListener('resize', show);

  return {
    show,

    /** @param next null if no room is in sight */
    writeIn(next) {
      if (next === conversation) return;
      if (conversation) drafts.set(conversation.channel, input.value);
      conversation = next;
      input.value = (next && drafts.get(next.channel)) || '';
    },

    forget: (channel) => drafts.delete(channel),

    /** On a phone the focus would bring up the keyboard before anybody asked for it. */
    focus: () => matchMedia('(pointer: fine)').matches && input.focus(),
  };
}
