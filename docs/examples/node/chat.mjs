// A chat room in three event functions, as they are written for API Gateway, behind plain HTTP: nothing here knows our gateway.
// Node 18 or newer, no packages.
//
//   PUSH_URL=http://127.0.0.1:8081/api-local PORT=9100 node chat.mjs
//   java -XX:+ExitOnOutOfMemoryError -jar gateway.jar --register http://127.0.0.1:9100/register \
//       --transmission http://127.0.0.1:9100/transmission --cleanup http://127.0.0.1:9100/cleanup
//
// Who is connected is kept in this process, which is fine for one process and wrong for functions: there it belongs in a database.
import { createServer } from 'node:http';

const pushUrl = process.env.PUSH_URL;
const port = Number(process.env.PORT ?? 9100);
const connected = new Set();

if (!pushUrl) {
  console.error('PUSH_URL is missing: the address that the gateway takes pushes at, http://127.0.0.1:8081/api-local for instance');
  process.exit(2);
}

function register(event) {
  if (!event.requestContext) {
    return { errNo: 101, errMsg: 'not found request context' };
  }
  const websocket = event.websocket;
  if (!websocket) {
    return { errNo: 102, errMsg: 'not found websocket' };
  }
  connected.add(websocket.secConnectionID);
  const answer = { action: 'connecting', secConnectionID: websocket.secConnectionID };
  // The whole list goes back, as the common samples do it: the gateway takes the first.
  if (websocket.secWebSocketProtocol) {
    answer.secWebSocketProtocol = websocket.secWebSocketProtocol;
  }
  return { errNo: 0, errMsg: 'ok', websocket: answer };
}

async function transmission(event) {
  const websocket = event.websocket;
  if (!websocket) {
    return { errNo: 102, errMsg: 'not found web socket' };
  }
  const others = [...connected].filter((id) => id !== websocket.secConnectionID);
  const { dataType, data } = websocket;
  await Promise.all(others.map((id) => push({ action: 'data send', secConnectionID: id, dataType, data })));
  return { errNo: 0, errMsg: 'ok' };
}

function cleanup(event) {
  if (!event.websocket) {
    return { errNo: 102, errMsg: 'not found web socket' };
  }
  connected.delete(event.websocket.secConnectionID);
  return { errNo: 0, errMsg: 'ok' };
}

/** One recipient a request. Only a recipient that the gateway says is gone is forgotten, not one that could not be reached. */
async function push(websocket) {
  try {
    const response = await fetch(pushUrl, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ websocket }),
      signal: AbortSignal.timeout(2000),
    });
    await response.arrayBuffer();
    if (response.status === 410) {
      connected.delete(websocket.secConnectionID);
    }
  } catch (error) {
    console.error('a push failed:', error.name);
  }
}

const functions = { '/register': register, '/transmission': transmission, '/cleanup': cleanup };

const server = createServer(async (request, response) => {
  const handler = functions[request.url];
  if (!handler || request.method !== 'POST') {
    response.writeHead(404).end();
    return;
  }
  try {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const answer = await handler(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
  } catch (error) {
    console.error('a function failed:', error.name);
    response.writeHead(500).end();
  }
});

server.listen(port, '127.0.0.1', () => console.log(`functions at http://127.0.0.1:${server.address().port}`));
process.on('SIGTERM', () => process.exit(0));
