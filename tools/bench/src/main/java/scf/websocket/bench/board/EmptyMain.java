package scf.websocket.bench.board;

/** Starts and ends: the part of a cold start that is Java's own. */
public final class EmptyMain {
    private EmptyMain() {}

    public static void main(String[] arguments) {
        System.out.println("started");
    }
}
