package scf.websocket.bench.board;

import scf.websocket.app.WebSocketApp;

/** Does nothing with the messages. */
public final class IgnoringApp implements WebSocketApp {}
