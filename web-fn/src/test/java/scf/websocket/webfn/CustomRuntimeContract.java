package scf.websocket.webfn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import scf.websocket.testing.runtime.RuntimeApiServer.Answer;

/** What holds for the functions on CustomRuntime, whichever Java the package has. */
abstract class CustomRuntimeContract {
    static final Checkout CHECKOUT = new Checkout(Path.of("..").toAbsolutePath().normalize());

    /** The connection id in the documented events. */
    private static final String ID = "xawexasdfewezdfsdfeasdfffa==";

    private static final int SIGTERM = 128 + 15;

    /** Returns the package, read-only. */
    abstract Path code();

    /** Returns a directory that all users can read and that the test can write to. */
    abstract Path work();

    abstract TrainingServers servers();

    CustomRuntimeInstance start(String handler, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(servers().environment());
        environment.put("PUSH_URL", "http://127.0.0.1:1/api-local");
        environment.putAll(more);
        return CustomRuntimeInstance.start(code(), work(), handler, environment);
    }

    static String event(String name) throws IOException {
        return Files.readString(CHECKOUT.events().resolve(name + ".json"));
    }

    @Test
    void onePackageServesAllFunctions() throws Exception {
        try (CustomRuntimeInstance register = start("scf.websocket.register.RegisterFunction::mainHandler", Map.of())) {
            assertThat(register.api().answer(event("register-announced")).body())
                    .as(register.log())
                    .contains("\"errNo\":0")
                    .contains("\"secConnectionID\":\"" + ID + '"');
            assertThat(servers().connectionIds()).containsExactly(ID);
            assertThat(register.log()).contains("\"function\":\"register\"").contains("\"requestId\":\"request-");
            assertThat(register.terminate()).isEqualTo(SIGTERM);
        }
        try (CustomRuntimeInstance transmission = start("transmission.main", Map.of())) {
            assertThat(transmission
                            .api()
                            .answer(event("data-send-text-announced"))
                            .body())
                    .as(transmission.log())
                    .contains("\"errNo\":0", "pushes");
        }
        try (CustomRuntimeInstance sweep = start("sweep.main", Map.of("SWEEP_MAX_AGE_SECONDS", "60"))) {
            assertThat(sweep.api().answer("{\"Type\":\"Timer\"}").body())
                    .as(sweep.log())
                    .contains("\"errNo\":0", "\"expired\":0");
        }
        try (CustomRuntimeInstance cleanup = start("cleanup.main", Map.of())) {
            assertThat(cleanup.api().answer("no event")).isEqualTo(new Answer(true, "the event is not a JSON object"));
            assertThat(cleanup.api().answer(event("closing-announced")).body())
                    .as(cleanup.log())
                    .contains("\"errNo\":0");
            assertThat(servers().connectionIds()).isEmpty();
            assertThat(cleanup.api().violations()).isEmpty();
        }
    }

    @Test
    void aMissingSettingEndsTheStartWithItsName() throws Exception {
        try (CustomRuntimeInstance register = start("register.main", Map.of("DB_HOST", ""))) {
            assertThat(register.end()).isEqualTo(1);
            assertThat(register.log()).contains("bootstrap: ").contains("DB_HOST is missing");
            assertThat(register.api().ready()).isNotDone();
        }
    }

    /** Writes the jar of an application with a handler. */
    static void writeApplication(Path folder) throws IOException {
        String name = ExitingFunction.class.getName().replace('.', '/') + ".class";
        Path jar = Files.createDirectories(folder).resolve("application.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream bytes = ExitingFunction.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            bytes.transferTo(out);
            out.closeEntry();
        }
    }

    @Test
    @Tag("proof")
    void anApplicationsHandlerMayEndTheProcess() throws Exception {
        try (CustomRuntimeInstance instance = start(ExitingFunction.class.getName() + "::mainHandler", Map.of())) {
            CompletableFuture<Answer> answer = instance.api().invoke("{}");

            assertThat(instance.end()).as(instance.log()).isEqualTo(3);
            assertThat(answer).isNotDone();
        }
    }

    @Test
    @Tag("proof")
    void endsIfTheApiIsGone() throws Exception {
        try (CustomRuntimeInstance sweep = start("sweep.main", Map.of("SWEEP_MAX_AGE_SECONDS", "60"))) {
            sweep.api().ready().get(20, TimeUnit.SECONDS);
            sweep.api().close();

            assertThat(sweep.end()).isEqualTo(1);
            assertThat(sweep.log()).contains("bootstrap: the runtime API at").contains("does not answer");
        }
    }
}
