package scf.websocket.jar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A function instance: {@link FunctionRuntime} in a separate process, with its own environment. */
public final class FunctionProcess implements AutoCloseable {
    private static final Path EVENTS = Checkout.resolve("common/protocol/src/test/resources/events");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final PrintStream events;
    private final BufferedReader answers;
    private final List<String> log = new ArrayList<>();

    private FunctionProcess(Process process) {
        this.process = process;
        this.events = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts the process.
     *
     * @param options JVM options
     */
    public static FunctionProcess start(
            String handler, Map<String, String> environment, List<Path> jars, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FunctionRuntime.class.getName()));
        command.addAll(List.of(handler, "10000"));
        jars.forEach(jar -> command.add(jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("DB_") || name.startsWith("PUSH_"));
        builder.environment().putAll(environment);
        try {
            return new FunctionProcess(builder.start());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the answer to an event of the fixtures. */
    public JsonNode fixture(String name) throws IOException {
        return event(readFixture(name).toString());
    }

    /** Reads an event of the fixtures. */
    static JsonNode readFixture(String name) throws IOException {
        return JSON.readTree(Files.readString(EVENTS.resolve(name + ".json")));
    }

    /** Returns the answer to an event. */
    public JsonNode event(String json) throws IOException {
        events.println(JSON.readTree(json));
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("answer ")) {
                return JSON.readTree(line.substring("answer ".length()));
            }
            log.add(line);
        }
        throw new IllegalStateException("the function ended: " + log);
    }

    /** Returns the output so far, except for the answers. */
    public List<String> log() {
        return log;
    }

    /** Returns the output of a process that exited by itself. */
    public String failure() throws IOException, InterruptedException {
        events.close();
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            log.add(line);
        }
        process.waitFor(10, TimeUnit.SECONDS);
        return String.join("\n", log);
    }

    @Override
    public void close() {
        events.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
