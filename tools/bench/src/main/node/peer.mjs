// A server with `ws` as most people write it: a text that begins with M goes to everybody else, POST /publish to
// everybody; other messages are echoed.
import http from "node:http";
import { WebSocketServer, WebSocket } from "ws";

const M = "M".charCodeAt(0);

function broadcast(data, isBinary, except) {
  for (const client of sockets.clients) {
    if (client !== except && client.readyState === WebSocket.OPEN) client.send(data, { binary: isBinary });
  }
}

const server = http.createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    broadcast(Buffer.concat(parts), false);
    response.end("{}");
  });
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on("connection", (socket) => {
  socket.on("message", (data, isBinary) => {
    if (data[0] === M) broadcast(data, isBinary, socket);
    else socket.send(data, { binary: isBinary });
  });
  socket.on("error", () => {});
});
server.listen({ port: Number(process.argv[2]), host: "127.0.0.1", backlog: 4096 });
