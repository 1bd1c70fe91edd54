// Calls the HTTP API with a library for Centrifugo. Prints what it answers, one line each.
const { CentClient } = require(process.env.CENT);

const client = new CentClient({ url: process.env.API, apiKey: process.env.API_KEY });
const channel = "chat:node";

const say = (...words) => console.log(words.join(" "));
// The library drops code and message.
const failed = (name) => () => say(name, "failed");

async function run() {
  say("publish", (await client.publish({ channel, data: "one" })).offset);
  const { responses } = await client.broadcast({ channels: [channel, "nowhere:a"], data: "two" });
  say("broadcast", responses[0].result.offset, responses[1].error.code);
  say("presence", Object.keys((await client.getPresence({ channel })).presence).length);
  say("stats", (await client.getPresenceStats({ channel })).num_clients);
  const history = await client.getHistory({ channel, limit: 10 });
  say("history", history.publications.map((publication) => publication.offset).join(","));
  say("channels", Object.keys((await client.getChannels({ pattern: "*:node" })).channels).length);
  say("info", (await client.getInfo()).nodes.length);
  const results = await client.pipeline([
    { method: "publish", params: { channel, data: "three" } },
    { method: "presence_stats", params: { channel } },
  ]);
  say("pipeline", results[0].offset, results[1].num_clients);
  say("unsubscribe", JSON.stringify(await client.unsubscribe({ channel, user: "ann" })));
  say("disconnect", JSON.stringify(await client.disconnect({ user: "ann" })));
  say("refresh", JSON.stringify(await client.refresh({ user: "ann", expired: true })));
  const removed = await client.removeHistory({ channel });
  say("remove", JSON.stringify(removed), (await client.getHistory({ channel, limit: 10 })).publications.length);
  await client.subscribe({ channel, user: "ann" }).catch(failed("subscribe"));
  await client.publish({ channel: "nowhere:a", data: 1 }).catch(failed("publish"));
}

run().catch((error) => {
  say("failed", error.stack);
  process.exit(1);
});
