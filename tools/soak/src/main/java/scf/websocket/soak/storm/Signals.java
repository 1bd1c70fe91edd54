package scf.websocket.soak.storm;

import java.io.IOException;

/** Signals that the JDK cannot send. */
final class Signals {
    private Signals() {}

    static void send(String name, Process process) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("kill -" + name + " ended with " + exit);
        }
    }
}
