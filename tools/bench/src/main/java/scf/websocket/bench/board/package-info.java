/** The Java programs of {@code tools/bench/board}. */
@NullMarked
package scf.websocket.bench.board;

import org.jspecify.annotations.NullMarked;
