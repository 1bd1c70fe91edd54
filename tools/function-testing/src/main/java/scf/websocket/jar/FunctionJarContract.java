package scf.websocket.jar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The requirements for every function jar that runs on SCF's Java 11 beside the jars of the runtime. */
public abstract class FunctionJarContract {
    /** The connection id in the documented events. */
    protected static final String ID = "xawexasdfewezdfsdfeasdfffa==";

    private static final long MEGABYTE = 1 << 20;

    /** The class file version of Java 11. */
    private static final int NEWEST_BYTECODE = 55;

    /** Whether the jar was built with the profile cos. */
    private static final boolean COS = Boolean.getBoolean("cos-store.in-jars");

    protected abstract Path jar();

    protected abstract List<String> handlers();

    /** Returns the environment of the functions, with additional variables. */
    protected abstract Map<String, String> environment(Map<String, String> more);

    @Test
    void fitsTheUploadLimit() throws IOException {
        assertThat(Files.size(jar())).isLessThan((COS ? 10 : 9) * MEGABYTE);
    }

    @Test
    void containsOnlyJava11Bytecode() throws IOException {
        try (JarFile file = new JarFile(jar().toFile())) {
            for (ZipEntry entry : file.stream().collect(Collectors.toList())) {
                if (entry.getName().endsWith(".class")) {
                    try (DataInputStream in = new DataInputStream(file.getInputStream(entry))) {
                        assertThat(in.readInt()).isEqualTo(0xCAFEBABE);
                        in.readUnsignedShort();
                        assertThat(in.readUnsignedShort()).as(entry.getName()).isLessThanOrEqualTo(NEWEST_BYTECODE);
                    }
                }
            }
        }
    }

    @Test
    void containsNoClashingOrUnusedClasses() throws IOException {
        List<String> names = names();

        assertThat(names).doesNotHaveDuplicates();
        assertThat(names)
                .noneMatch(name -> name.startsWith("com/fasterxml/jackson/core/"))
                .noneMatch(name -> name.startsWith("com/fasterxml/jackson/databind/"))
                .noneMatch(name -> name.startsWith("org/slf4j/"))
                .noneMatch(name -> name.startsWith("com/zaxxer/"))
                .noneMatch(name -> name.startsWith("kotlin/"))
                .noneMatch(name -> name.startsWith("okhttp3/") || name.startsWith("okio/"))
                .noneMatch(name -> name.startsWith("org/springframework/") || name.contains("fastjson"))
                .noneMatch(name -> name.startsWith("com/google/protobuf/"))
                .noneMatch(name -> name.startsWith("META-INF/versions/"))
                .noneMatch(name -> name.endsWith("module-info.class"))
                .noneMatch(name -> name.startsWith("META-INF/maven/"))
                .noneMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA|kotlin_module)"))
                .noneMatch(name -> name.startsWith("scf/websocket/testing/"));
    }

    /**
     * Returns how many classes of the jar a first event may load, a little above today's number: most of a cold start is
     * the loading of classes.
     */
    protected abstract int maxLoadedClasses();

    @Test
    void aFirstEventLoadsFewClassesAndNoHttpClientIfItsPushesLeaveWithTheAnswer() throws Exception {
        for (String handler : handlersOfEvents()) {
            LoadedClasses loaded = loadedClasses(handler, Map.of());

            assertThat(loaded.names()).contains(handler.split("::", 2)[0]).hasSizeLessThanOrEqualTo(maxLoadedClasses());
            assertThat(loaded.ofHttpClient()).isEmpty();
        }
    }

    /** Runs the chat room with an event that announces extensions. */
    protected LoadedClasses loadedClasses(String handler, Map<String, String> more) throws IOException {
        Map<String, String> variables = new HashMap<>(
                Map.of("PUSH_URL", "http://127.0.0.1:1/api-local", "WEBSOCKET_APP", "scf.websocket.chat.ChatRoomApp"));
        variables.putAll(more);
        return LoadedClasses.ofFirstEvent(handler, fixture(handler) + "-announced", environment(variables), jar());
    }

    @Test
    void pushesForAnApplicationThatPushes() throws Exception {
        Path application = ApplicationJar.of(jar().resolveSibling("pushing-app.jar"), PushingApp.class);
        try (PushServer gateway = new PushServer()) {
            Map<String, String> environment =
                    environment(Map.of("PUSH_URL", gateway.url(), "WEBSOCKET_APP", PushingApp.class.getName()));
            for (String handler : handlersOfEvents()) {
                gateway.forget();
                try (FunctionProcess function =
                        FunctionProcess.start(handler, environment, List.of(jar(), application))) {
                    assertThat(function.fixture(fixture(handler)).get("errNo").asInt())
                            .as(handler + ": " + function.log())
                            .isZero();
                    assertThat(gateway.received())
                            .singleElement()
                            .satisfies(push ->
                                    assertThat(push.get("data").asText()).startsWith(ID));
                    pushesAndLogsTheTraceOfAnEvent(handler, function, gateway);
                }
            }
        }
    }

    private void pushesAndLogsTheTraceOfAnEvent(String handler, FunctionProcess function, PushServer gateway)
            throws IOException {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        ObjectNode event = (ObjectNode) FunctionProcess.readFixture(fixture(handler));
        String position = "00-" + trace + "-b7ad6b7169203331-01";
        function.event(event.put("traceparent", position).toString());

        assertThat(gateway.traces()).containsExactly("", position);
        assertThat(function.log())
                .filteredOn(line -> line.contains("\"trace\":\"" + trace + "\""))
                .hasSize(1);
    }

    @Test
    void answersAndLogsApplicationErrorsAndContinues() throws Exception {
        Path application = ApplicationJar.of(
                jar().resolveSibling("broken-app.jar"),
                BrokenApp.class,
                Class.forName(BrokenApp.class.getName() + "$Uninitialized", false, BrokenApp.class.getClassLoader()));
        Map<String, String> environment = environment(
                Map.of("PUSH_URL", "http://127.0.0.1:1/api-local", "WEBSOCKET_APP", BrokenApp.class.getName()));
        for (String handler : handlersOfEvents()) {
            try (FunctionProcess function = FunctionProcess.start(handler, environment, List.of(jar(), application))) {
                for (String error : List.of(
                        "NoClassDefFoundError",
                        "ExceptionInInitializerError",
                        "ServiceConfigurationError",
                        "OutOfMemoryError")) {
                    JsonNode answer = function.fixture(fixture(handler));
                    assertThat(answer.path("errNo").asInt())
                            .as(handler + " " + error + ": " + answer)
                            .isEqualTo(203);
                    assertThat(String.join("\n", function.log())).contains(error);
                }
                assertThat(function.fixture(fixture(handler)).get("errNo").asInt())
                        .isZero();
            }
        }
    }

    /** Returns the handlers that run an application. */
    private List<String> handlersOfEvents() {
        return handlers().stream()
                .filter(handler -> !handler.contains("SweepFunction") && !handler.contains("ApiFunction"))
                .collect(Collectors.toList());
    }

    private static String fixture(String handler) {
        return handler.contains("Register") ? "register" : handler.contains("Cleanup") ? "closing" : "data-send-text";
    }

    @Test
    void containsTheCosStoreOnlyIfBuiltWithIt() throws IOException {
        if (COS) {
            assertThat(names())
                    .contains("scf/websocket/connection/cos/CosConnectionStore.class")
                    .noneMatch(name -> name.startsWith("com/qcloud/cos/"))
                    .noneMatch(name -> name.startsWith("org/apache/") || name.startsWith("org/joda/"))
                    .noneMatch(name -> name.contains("bouncycastle") || name.contains("xstream"));
        } else {
            assertThat(names())
                    .noneMatch(name -> name.contains("/cos/"))
                    .noneMatch(name -> name.contains("apache/http") || name.contains("joda"))
                    .noneMatch(name -> name.endsWith("ConnectionStoreProvider") && name.startsWith("META-INF/"));
        }
    }

    @Test
    void containsTheContextTheBeansAnnotationsAndTheLicences() throws IOException {
        assertThat(names())
                .contains("com/qcloud/scf/runtime/Context.class")
                .contains("com/fasterxml/jackson/annotation/JsonIgnoreProperties.class")
                .contains("com/fasterxml/jackson/annotation/JsonInclude.class")
                .contains("META-INF/services/scf.websocket.shaded.slf4j.spi.SLF4JServiceProvider")
                .anyMatch(name -> name.contains("LICENSE"))
                .anyMatch(name -> name.contains("NOTICE"));
    }

    @Test
    void hasHandlersThatTheRuntimeCanCall() throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar().toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            for (String handler : handlers()) {
                String[] parts = handler.split("::", 2);
                Class<?> type = loader.loadClass(parts[0]);
                assertThat(Modifier.isPublic(type.getModifiers())).isTrue();
                assertThat(type.getConstructor()).isNotNull();
                var methods = Arrays.stream(type.getMethods())
                        .filter(method -> method.getName().equals(parts[1]))
                        .collect(Collectors.toList());
                assertThat(methods).as("overloads of " + handler).hasSize(1);
                Class<?>[] parameters = methods.get(0).getParameterTypes();
                assertThat(parameters).hasSize(2);
                assertThat(parameters[1].getName()).isEqualTo("com.qcloud.scf.runtime.Context");
                assertThat(parameters[0].getConstructor()).isNotNull();
                assertThat(methods.get(0).getReturnType().getConstructor()).isNotNull();
            }
        }
    }

    /** @param text JSON with ' instead of " */
    protected static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private List<String> names() throws IOException {
        try (JarFile file = new JarFile(jar().toFile())) {
            return file.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> !name.endsWith("/"))
                    .collect(Collectors.toList());
        }
    }
}
