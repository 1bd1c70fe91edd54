// The stories as elements, newest first. The texts come from words.js, the filter from filters.js.

import { button, byId, create, setText, shortId } from './dom.js';
import { stepView } from './step-view.js';
import { ELSEWHERE } from './stories.js';
import { stateWords } from './words.js';

const { language } = globalThis.scfWebSocketPage;

/**
 * Opens the list.
 *
 * @param matches whether a step passes the filter
 * @param actions see step-view.js; also `only(connection)`, `push(story)` and `end(story)`
 */
export function openStoryList({ matches, actions }) {
  const list = byId('stories');
  const views = new Map();
  const stepViews = new Map();

  function make(story) {
    const title = create('h3', 'story__title');
    title.tabIndex = -1;
    const state = create('span', 'story__state');
    const buttons = create('div', 'story__buttons');
    if (story.connection !== ELSEWHERE) {
      title.title = story.connection;
      buttons.append(
        button('link', 'only', () => actions.only(story.connection)),
        button('link story__act', 'pushOpen', () => actions.push(story)),
        button('link story__act', 'closeOpen', () => actions.end(story)),
      );
    }
    const note = create('p', 'story__note');
    const steps = create('ol', 'story__steps');
    const element = create('article', 'story', create('div', 'story__top', title, create('span', 'story__api', story.api || ''), state, buttons), note, steps);
    title.id = `story-${story.connection || 'elsewhere'}`;
    element.setAttribute('aria-labelledby', title.id);
    for (const one of buttons.children) one.setAttribute('aria-describedby', title.id);
    list.prepend(element);
    const view = { element, title, state, note, steps };
    views.set(story, view);
    return view;
  }

  /** Writes what changes with a story's state, its filter and the language. */
  function show(story) {
    const view = views.get(story);
    if (!view) return;
    view.element.dataset.state = story.state;
    setText(view.title, story.connection === ELSEWHERE ? language.text('elsewhere') : shortId(story.connection));
    setText(view.state, stateWords(story));
    const note = story.cut ? 'storyCut' : !story.fromStart && story.connection !== ELSEWHERE ? 'storyJoined' : '';
    view.note.hidden = note === '';
    if (note) setText(view.note, language.text(note));
    for (const act of view.element.querySelectorAll('.story__act')) act.hidden = story.state !== 'open';
    view.element.hidden = !story.steps.some((step) => matches(step));
  }

  function tell(step) {
    const view = views.get(step.story) || make(step.story);
    const made = stepView(step, actions);
    made.element.hidden = !matches(step);
    stepViews.set(step, made);
    view.steps.append(made.element);
  }

  function forget(step) {
    const { story } = step;
    const made = stepViews.get(step);
    if (made) made.element.remove();
    stepViews.delete(step);
    if (story.steps.length > 0) return;
    const view = views.get(story);
    if (view) view.element.remove();
    views.delete(story);
  }

  return {
    /** Shows steps that are new, and forgets others. */
    change(told, gone) {
      // Many may have come and gone between two frames.
      const lost = new Set(gone);
      for (const step of told) if (!lost.has(step)) tell(step);
      gone.forEach(forget);
      new Set([...told, ...gone].map(({ story }) => story)).forEach(show);
    },

    /** Shows only what passes the filter. Returns how many steps do. */
    filter() {
      let passed = 0;
      for (const [step, { element }] of stepViews) {
        element.hidden = !matches(step);
        if (!element.hidden) passed += 1;
      }
      [...views.keys()].forEach(show);
      return passed;
    },

    /** Writes every text again, in another language. */
    translate() {
      stepViews.forEach((view) => view.show());
      [...views.keys()].forEach(show);
    },

    clear() {
      list.replaceChildren();
      views.clear();
      stepViews.clear();
    },

    /** Moves the focus by so many stories. */
    go(by) {
      const titles = [...list.querySelectorAll('.story:not([hidden]) .story__title')];
      const current = titles.findIndex((title) => title.closest('.story').contains(document.activeElement));
      const next = titles[Math.min(titles.length - 1, Math.max(0, current < 0 ? 0 : current + by))];
      if (!next) return;
      next.focus();
      next.scrollIntoView({ block: 'nearest' });
    },
  };
}
