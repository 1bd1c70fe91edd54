package scf.websocket.local;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** {@code ./run}: starts the stack, prints its addresses, stops it on Ctrl-C. Exits with 0 after Ctrl-C, 2 for a wrong option or value, 1 otherwise. */
public final class LocalMain {
    private static final long STOP_SECONDS = 60;
    private static final int MAX_CAUSES = 10;
    private static final String UNDECODED = "\uFFFD";

    private LocalMain() {}

    /** @param arguments as in {@code help.txt} */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) throws InterruptedException {
        Phrases phrases = Phrases.ofTerminal();
        Terminal terminal = new Terminal(System.out, phrases);
        try {
            if (String.join("", arguments).contains(UNDECODED)) {
                terminal.line("The command line holds characters that could not be decoded: use a terminal in UTF-8. "
                        + LocalException.placed("terminal-encoding"));
                return 2;
            }
            LocalOptions options = parse(arguments);
            if (options.help) {
                terminal.line(help(phrases));
                return 0;
            }
            if (options.version) {
                terminal.line("scf-websocket " + version());
                return 0;
            }
            return run(new LocalStack(options, StackFiles.ofThisProgram(), terminal));
        } catch (ParameterException e) {
            terminal.line(e.getMessage() + "\n--help lists all options.");
            return 2;
        } catch (LocalException e) {
            terminal.line(String.valueOf(e.getMessage()));
            return e.exitCode();
        } catch (RuntimeException | LinkageError e) {
            // An unexpected fault: print its cause in one line, not a stack trace.
            terminal.line("./run failed: " + cause(e).toString().replaceAll("\\s+", " "));
            return 1;
        }
    }

    private static Throwable cause(Throwable failure) {
        Throwable first = failure;
        for (int depth = 0; depth < MAX_CAUSES && first.getCause() != null; depth++) {
            first = first.getCause();
        }
        return first;
    }

    /** The version of the POM, from the manifest of the jar. */
    private static String version() {
        String version = LocalMain.class.getPackage().getImplementationVersion();
        return version == null ? "of an unknown version" : version;
    }

    private static int run(LocalStack stack) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Thread onSignal = new Thread(() -> stopThenHalt(stack, stopped), "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try (stack) {
            stack.start();
            String failure = stack.awaitEnd();
            if (!failure.isEmpty()) {
                throw new LocalException(failure);
            }
            return 0;
        } finally {
            stopped.countDown();
            forget(onSignal);
        }
    }

    /** After a signal the JVM would exit with 128 or more, but Ctrl-C is the regular end: exit with 0. */
    private static void stopThenHalt(LocalStack stack, CountDownLatch stopped) {
        stack.requestStop();
        try {
            boolean inTime = stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
            System.out.flush();
            Runtime.getRuntime().halt(inTime ? 0 : 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down already; the hook itself stopped the stack and ends the process.
            return;
        }
    }

    static LocalOptions parse(String... arguments) {
        LocalOptions options = new LocalOptions();
        new CommandLine(options).parseArgs(arguments);
        return options;
    }

    static String help(Phrases phrases) {
        return phrases.text("help.txt", "help_zh.txt");
    }
}
