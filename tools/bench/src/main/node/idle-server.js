// An echo server on ws. Prints "listening PORT"; on SIGUSR2 collects garbage and prints "heap KB". Needs --expose-gc.
const { WebSocketServer } = require('ws');

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('listening', () => console.log(`listening ${server.address().port}`));
server.on('connection', (socket) => {
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  socket.on('error', () => {}); // The clients leave with a reset.
});

process.on('SIGUSR2', () => {
  global.gc();
  global.gc();
  console.log(`heap ${Math.round(process.memoryUsage().heapUsed / 1024)}`);
});
