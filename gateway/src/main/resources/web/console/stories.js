// Makes stories of events: one for each connection, and one for what belongs to none. Knows nothing of the document.

/** Steps of all stories together; beyond it the oldest go. */
export const MOST_STEPS = 500;

/** The story of what belongs to no connection. */
export const ELSEWHERE = '';

const FUNCTIONS = ['register', 'transmission', 'cleanup'];

/** Whether something went wrong in this event. */
export function isError(event) {
  if (event.fault || event.event === 'lost' || event.event === 'refused') return true;
  if (event.event === 'fault') return event.state === 'begun';
  if (event.event === 'end') return event.status !== 200;
  if (event.event === 'push') return Object.keys(event.outcomes || {}).some((outcome) => outcome !== 'delivered');
  return event.outcome !== undefined && (event.outcome !== 'answered' || Number(event.errNo || 0) !== 0);
}

/** Returns the connections in whose stories an event is told, the one that caused it first. */
function tellers({ event, connection, connections = [], cause }) {
  if (event !== 'push') return [connection || ELSEWHERE];
  const all = new Set([cause, ...connections].filter(Boolean));
  return all.size === 0 ? [ELSEWHERE] : [...all];
}

export function createStories() {
  const stories = new Map();
  let steps = [];

  function storyOf(connection, { api }) {
    let story = stories.get(connection);
    if (!story) {
      story = { connection, api, steps: [], state: 'open', fromStart: false, cut: false };
      stories.set(connection, story);
    }
    return story;
  }

  /** What an event says about its connection. */
  function advance(story, event) {
    if (event.replay) return;
    if (event.event === 'register') {
      story.state = 'opening';
      story.fromStart = true;
    }
    if (event.event === 'opened') story.state = 'open';
    if (event.event === 'refused') story.state = 'refused';
    // A cleanup may be all that is seen of a connection: one that is repeated, or of before a crash.
    if ((event.event === 'end' || event.event === 'cleanup') && story.state !== 'refused') story.state = 'ended';
  }

  function tell(connection, event) {
    const story = storyOf(connection, event);
    const at = Date.parse(event.at);
    // A function is asked before its event arrives here, which is when it has answered.
    const begin = at - (FUNCTIONS.includes(event.event) ? event.millis || 0 : 0);
    const isReceiver = event.event === 'push' && event.cause && connection !== event.cause;
    const before = story.steps[story.steps.length - 1];
    const step = { story, event, at, begin, isReceiver, isError: isError(event), pause: before ? begin - before.at : 0 };
    story.steps.push(step);
    advance(story, event);
    return step;
  }

  function forget(step) {
    const { story } = step;
    story.steps.splice(story.steps.indexOf(step), 1);
    story.cut = true;
    if (story.steps.length === 0) stories.delete(story.connection);
  }

  return {
    /** Takes an event. Returns the steps that tell it, and those that went to make room. */
    add(event) {
      const told = tellers(event).map((connection) => tell(connection, event));
      steps.push(...told);
      const gone = steps.splice(0, Math.max(0, steps.length - MOST_STEPS));
      gone.forEach(forget);
      return { told, gone };
    },

    clear() {
      stories.clear();
      steps = [];
    },

    get: (connection) => stories.get(connection),
    all: () => [...stories.values()],
    steps: () => steps,
  };
}
