package scf.websocket.webfn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.testing.process.JdkChatClient;

/** Verifies the finished package: its content, and that it starts with its archive wherever it is unpacked. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class WebFunctionPackageIT {
    private static final Checkout CHECKOUT =
            new Checkout(Path.of("..").toAbsolutePath().normalize());
    private static final FileTime TIME_OF_UNPACKING = FileTime.from(Instant.parse("2026-12-24T18:00:00Z"));
    private static final String ARCHIVED = "shared objects file";

    @TempDir
    private static Path temporary;

    private static Path code;
    private static TrainingServers backends;

    @BeforeAll
    static void unpack() throws IOException {
        // Only the owner can access JUnit's temporary directory.
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        code = UnpackedZip.readOnly(CHECKOUT.zip(), temporary.resolve("code"), TIME_OF_UNPACKING);
        backends = TrainingServers.start(CHECKOUT.work().resolve("database-of-tests-of-the-package"), CHECKOUT.sql());
    }

    @AfterAll
    static void stop() throws IOException {
        if (backends != null) {
            backends.close();
        }
        UnpackedZip.makeWritable(temporary);
    }

    @Test
    void linuxExecutesTheBootstrap() throws IOException {
        Path bootstrap = code.resolve("scf_bootstrap");
        assertThat(bootstrap).isExecutable();
        assertThat(Files.readString(bootstrap)).startsWith("#!/bin/bash\n").doesNotContain("\r");
        assertThat(code.resolve("runtime/bin/java")).isExecutable();
        assertThat(code.resolve("gateway.jar").toFile().canExecute()).isFalse();
    }

    @Test
    void theDirectoryHasTheSameContentAsTheZip() throws IOException {
        assertThat(contents(CHECKOUT.folder())).isEqualTo(contents(code));
    }

    @Test
    void theJarsContainTheModulesOutput() throws IOException {
        Map<String, Long> gateway = entries(CHECKOUT.gatewayJar());
        assertThat(gateway.keySet().removeIf(name -> name.endsWith("_linux_aarch_64.so")))
                .isTrue();
        assertThat(entries(code.resolve("gateway.jar"))).isEqualTo(gateway);
        Map<String, Long> functions = entries(code.resolve("functions.jar"));
        Map<String, Long> together = new HashMap<>();
        for (Path jar : CHECKOUT.functionJars()) {
            Map<String, Long> renamed = new HashMap<>();
            entries(jar).forEach((name, crc) -> renamed.put(StoredJar.nameOf(name, jar), crc));
            assertThat(functions).containsAllEntriesOf(renamed);
            together.putAll(renamed);
        }
        assertThat(functions).isEqualTo(together);
    }

    @Test
    void fitsTheLimitsOfScf() throws IOException {
        long unpacked = 0;
        try (Stream<Path> files = Files.walk(code)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                unpacked += Files.size(file);
            }
        }
        assertThat(unpacked).isLessThan(Sizes.UNPACKED);
        if (packageEnv().getProperty("PACKAGE_JAVA").startsWith("17.")) {
            assertThat(Files.size(CHECKOUT.zip())).isLessThanOrEqualTo(Sizes.DIRECT_UPLOAD);
        }
    }

    @Test
    void recordsWhichGlibcItsJavaNeeds() throws IOException {
        assertThat(packageEnv().getProperty("PACKAGE_GLIBC")).matches("2\\.\\d+");
        assertThat(code.resolve("runtime/legal/java.base/LICENSE")).isNotEmptyFile();
    }

    @Test
    void usesItsArchiveEvenIfUnpackingChangedTheTimes() throws Exception {
        Path work = Files.createDirectories(temporary.resolve("changed-times"));
        assertThat(sourcesOfClasses(code, work))
                .containsEntry("scf.websocket.gateway.GatewayMain", ARCHIVED)
                .containsEntry("io.lettuce.core.RedisClient", ARCHIVED)
                .containsEntry("scf.websocket.register.RegisterFunction", ARCHIVED)
                .containsEntry("scf.websocket.transmission.TransmissionFunction", ARCHIVED)
                .containsEntry("scf.websocket.cleanup.CleanupFunction", ARCHIVED)
                .containsEntry("java.lang.String", ARCHIVED);
        assertThat(copiesOfTheJar(work)).isEqualTo(1);
    }

    @Test
    @Tag("proof")
    void copiesNothingIfUnpackingKeptTheTimes() throws Exception {
        Path kept = UnpackedZip.readOnly(CHECKOUT.zip(), temporary.resolve("kept-times"), null);
        Path work = Files.createDirectories(temporary.resolve("kept-times-work"));
        assertThat(sourcesOfClasses(kept, work)).containsEntry("scf.websocket.gateway.GatewayMain", ARCHIVED);
        assertThat(copiesOfTheJar(work)).isZero();
    }

    @Test
    void writesOnlyToTheTemporaryDirectory() throws Exception {
        Path work = Files.createDirectories(temporary.resolve("read-only"));
        List<String> before = UnpackedZip.traces(code);
        try (WebFunctionInstance instance = WebFunctionInstance.start(code, work, backends.environment());
                JdkChatClient one = JdkChatClient.open(
                        HttpClient.newHttpClient(), instance.process().webSocket());
                JdkChatClient other = JdkChatClient.open(
                        HttpClient.newHttpClient(), instance.process().webSocket())) {
            one.send("hello");
            assertThat(other.text()).isEqualTo("hello");
        }
        assertThat(UnpackedZip.traces(code)).isEqualTo(before);
    }

    @Test
    @Tag("proof")
    void shutsDownOnSigterm() throws Exception {
        Path work = Files.createDirectories(temporary.resolve("terminated"));
        try (WebFunctionInstance instance = WebFunctionInstance.start(code, work, backends.environment())) {
            assertThat(instance.terminate()).isZero();
            assertThat(instance.logLines()).anyMatch(line -> line.contains("stopping"));
        }
    }

    @Test
    @Tag("proof")
    void aFrozenInstanceContinuesWhenItIsThawed() throws Exception {
        Path work = Files.createDirectories(temporary.resolve("frozen"));
        try (WebFunctionInstance instance = WebFunctionInstance.start(code, work, backends.environment())) {
            HttpRequest page = HttpRequest.newBuilder(instance.process().page())
                    .timeout(Duration.ofSeconds(1))
                    .build();
            HttpClient http = HttpClient.newHttpClient();
            instance.freeze();
            assertThatThrownBy(() -> http.send(page, BodyHandlers.discarding()))
                    .isInstanceOf(HttpTimeoutException.class);
            instance.thaw();
            assertThat(http.send(page, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        }
    }

    /** Returns the source of each class that an instance loads during start, a message and shutdown. */
    private static Map<String, String> sourcesOfClasses(Path unpacked, Path work) throws Exception {
        Path log = WebFunctionInstance.temporary(work).resolve("classes.log");
        Map<String, String> environment = new HashMap<>(backends.environment());
        environment.put("GATEWAY_JAVA_OPTIONS", "-Xlog:class+load:file=" + log + ":none");
        try (WebFunctionInstance instance = WebFunctionInstance.start(unpacked, work, environment)) {
            HttpClient http = HttpClient.newHttpClient();
            try (JdkChatClient one = JdkChatClient.open(http, instance.process().webSocket());
                    JdkChatClient other =
                            JdkChatClient.open(http, instance.process().webSocket())) {
                one.send("hello");
                assertThat(other.text()).isEqualTo("hello");
            }
            assertThat(instance.terminate()).isZero();
        }
        Map<String, String> sources = new HashMap<>();
        for (String line : Files.readAllLines(log)) {
            String[] parts = line.split(" source: ", 2);
            if (parts.length == 2) {
                // With several loaders, the first one uses the archive.
                sources.putIfAbsent(parts[0].strip(), parts[1].replaceFirst(" \\(.*", ""));
            }
        }
        return sources;
    }

    private static long copiesOfTheJar(Path work) throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            return files.filter(file -> file.endsWith("gateway.jar")).count();
        }
    }

    private static Properties packageEnv() throws IOException {
        Properties properties = new Properties();
        properties.load(Files.newBufferedReader(code.resolve("package.env")));
        return properties;
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                CRC32C checksum = new CRC32C();
                checksum.update(Files.readAllBytes(file));
                contents.put(
                        folder.relativize(file).toString(),
                        checksum.getValue() + " " + file.toFile().canExecute());
            }
        }
        return contents;
    }

    private static Map<String, Long> entries(Path jar) throws IOException {
        Map<String, Long> entries = new HashMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream().forEach(entry -> entries.put(entry.getName(), entry.getCrc()));
        }
        return entries;
    }
}
