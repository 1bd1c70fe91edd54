// Four windows follow the same answer with examples/stream/stream.js: from the start, from its middle, with a cut,
// and after its end. Prints the text that each has in the end, and each step that does not continue the last one.
const { follow } = await import(process.env.STREAM);

const sockets = [];
globalThis.WebSocket = class extends WebSocket {
  constructor(address) {
    super(address);
    sockets.push(this);
  }
};

const followers = new Map();
let updates = 0;

function start(name) {
  const ended = new Promise((resolve) => {
    let before = "";
    const stop = follow(process.env.ADDRESS, process.env.CHANNEL, (text, isComplete) => {
      if (!text.startsWith(before) || (text === before && !isComplete)) {
        console.log(`${name}: after "${before}" came "${text}"`);
      }
      before = text;
      if (isComplete) {
        stop();
        console.log(`${name}: ${text}`);
        resolve();
      } else if (name === "early") {
        early(++updates);
      }
    });
  });
  followers.set(name, ended);
}

function early(count) {
  if (count === 5) {
    start("late");
    start("cut");
  } else if (count === 10) {
    // Of the one that started last. It comes back after half a second, and has missed pieces then.
    sockets.at(-1).close();
  }
}

start("early");
await followers.get("early");
await Promise.all([...followers.values()]);
start("afterwards");
await followers.get("afterwards");
process.exit(0);
