// Official clients in a channel. Prints what they see, one line each.
const { createHmac } = require("crypto");
const { Centrifuge } = require(process.env.CENTRIFUGE);

const say = (...words) => console.log(words.join(" "));

function member(name, token) {
  let tokens = 0;
  const client = new Centrifuge(process.env.ADDRESS, {
    token,
    getToken: async () => {
      say(name, "token", ++tokens);
      return process.env.TOKEN;
    },
    minReconnectDelay: 10,
  });
  const waiting = [];
  const seen = [];
  const note = (event) => (waiting.length ? waiting.shift()(event) : seen.push(event));
  const next = () => (seen.length ? Promise.resolve(seen.shift()) : new Promise((resolve) => waiting.push(resolve)));
  const sub = client.newSubscription("chat:js");
  sub.on("subscribed", (ctx) => note(`subscribed ${ctx.wasRecovering} ${ctx.recovered}`));
  sub.on("publication", (ctx) => note(`${ctx.offset} ${JSON.stringify(ctx.data)} ${ctx.info.user}`));
  sub.on("unsubscribed", (ctx) => note(`unsubscribed ${ctx.code}`));
  client.on("disconnected", (ctx) => note(`disconnected ${ctx.code}`));
  sub.subscribe();
  client.connect();
  return { client, sub, next };
}

/** A subscription that asks for everything since the first publication. */
function joinLate(client) {
  client.removeSubscription(client.getSubscription("chat:js"));
  const late = client.newSubscription("chat:js", { since: { offset: 0, epoch: "" } });
  late.on("subscribed", (ctx) => say("late subscribed", ctx.wasRecovering, ctx.recovered));
  const all = new Promise((resolve) => {
    late.on("publication", (ctx) => {
      say("late", ctx.offset);
      if (ctx.offset === 4) {
        resolve();
      }
    });
  });
  late.subscribe();
  return all;
}

/** A token of another user, which expires in so many seconds. */
function tokenFor(seconds) {
  const part = (text) => Buffer.from(text).toString("base64url");
  const claims = { sub: "cat", exp: Math.floor(Date.now() / 1000) + seconds };
  const signed = part('{"alg":"HS256"}') + "." + part(JSON.stringify(claims));
  return signed + "." + createHmac("sha256", process.env.SECRET).update(signed).digest("base64url");
}

/** A token that expires soon is replaced on the open connection. */
async function refresh() {
  let connects = 0;
  let renewed;
  const asked = new Promise((resolve) => (renewed = resolve));
  const client = new Centrifuge(process.env.ADDRESS, {
    token: tokenFor(2),
    getToken: async () => {
      say("c", "token", 1);
      renewed();
      return tokenFor(3600);
    },
  });
  client.on("connected", () => connects++);
  client.connect();
  await asked;
  // Its answer comes behind that of the refresh.
  await new Promise((resolve) => setTimeout(resolve, 0));
  const echo = (await client.rpc("echo", 2)).data;
  say("c", client.state + ",", "connects", connects + ",", "echo", echo);
  client.disconnect();
}

async function run() {
  const a = member("a", process.env.EXPIRED);
  const b = member("b", process.env.TOKEN);
  say("a", await a.next());
  say("b", await b.next());
  await a.sub.publish({ text: "hi" });
  say("a", await a.next());
  say("b", await b.next());
  say("present", Object.values((await b.sub.presence()).clients).length);
  say("counted", (await b.sub.presenceStats()).numUsers);
  const history = await b.sub.history({ limit: 10 });
  say("history", history.publications.length, history.offset);
  await a.client.publish("nowhere:a", 1).catch((error) => say("error", error.code));
  await a.client.rpc("nothing", {}).catch((error) => say("error", error.code));
  say("echo", JSON.stringify((await b.client.rpc("echo", { n: 1 })).data));
  await refresh();
  b.client.disconnect();
  say("b", await b.next());
  await a.sub.publish(2);
  await a.sub.publish(3);
  say("a", await a.next(), await a.next());
  b.client.connect();
  say("b", await b.next());
  say("b", await b.next(), await b.next());
  say("reconnect");
  say("a", await a.next());
  say("b", await b.next());
  await a.sub.publish(4);
  say("a", await a.next());
  say("b", await b.next());
  say("ready");
  say("b", await b.next());
  say("a", await a.next());
  await joinLate(b.client);
  say("unsubscribed");
  // Neither comes back: a client that tried would print that it is disconnected a second time.
  say("a", await a.next());
  say("b", await b.next());
  say("again");
  a.client.connect();
  say("a", await a.next());
  process.exit(0);
}

run().catch((error) => {
  say("failed", error.stack);
  process.exit(1);
});
