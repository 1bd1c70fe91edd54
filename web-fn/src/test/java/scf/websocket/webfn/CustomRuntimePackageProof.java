package scf.websocket.webfn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The finished package, unpacked as the platform may do it: read-only, and with other modification times. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class CustomRuntimePackageProof extends CustomRuntimeContract {
    private static final FileTime TIME_OF_UNPACKING = FileTime.from(Instant.parse("2026-12-24T18:00:00Z"));
    private static final String ARCHIVED = " source: shared objects file";

    @TempDir
    private static Path temporary;

    private static Path code;
    private static TrainingServers backends;

    @BeforeAll
    static void unpack() throws IOException {
        // Only the owner can access JUnit's temporary directory.
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path folder = Files.createDirectories(temporary.resolve("code"));
        writeApplication(folder.resolve("app"));
        code = UnpackedZip.readOnly(CHECKOUT.customRuntimeZip(), folder, TIME_OF_UNPACKING);
        backends = TrainingServers.start(
                CHECKOUT.customRuntimeWork().resolve("database-of-tests-of-the-package"), CHECKOUT.sql());
    }

    @AfterAll
    static void stop() throws IOException {
        if (backends != null) {
            backends.close();
        }
        UnpackedZip.makeWritable(temporary);
    }

    @Override
    Path code() {
        return code;
    }

    @Override
    Path work() {
        return temporary;
    }

    @Override
    TrainingServers servers() {
        return backends;
    }

    @Test
    void fitsTheLimitOfADirectUpload() throws IOException {
        assertThat(Files.size(CHECKOUT.customRuntimeZip())).isLessThanOrEqualTo(Sizes.DIRECT_UPLOAD);
        long unpacked = 0;
        try (Stream<Path> files = Files.walk(code)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                unpacked += Files.size(file);
            }
        }
        assertThat(unpacked).isLessThan(Sizes.UNPACKED);
    }

    @Test
    void linuxExecutesTheBootstrap() throws IOException {
        assertThat(code.resolve("bootstrap")).isExecutable();
        assertThat(Files.readString(code.resolve("bootstrap")))
                .startsWith("#!/bin/sh\n")
                .doesNotContain("\r");
        assertThat(code.resolve("runtime/bin/java")).isExecutable();
        assertThat(code.resolve("runtime/legal/java.base/LICENSE")).isNotEmptyFile();
    }

    @Test
    void takesTheClassesOfAFirstEventFromItsArchiveEvenIfUnpackingChangedTheTimes() throws Exception {
        Path log = temporary.resolve("tmp").resolve("classes.log");
        List<String> before = UnpackedZip.traces(code);
        try (CustomRuntimeInstance register =
                start("register.main", Map.of("FUNCTION_JAVA_OPTIONS", "-Xlog:class+load:file=" + log + ":none"))) {
            assertThat(register.api().answer(event("register-announced")).error())
                    .isFalse();
            register.terminate();
        }
        List<String> classes = Files.readAllLines(log);
        assertThat(classes)
                .anyMatch(line -> line.startsWith("java.lang.String" + ARCHIVED))
                .anyMatch(line -> line.startsWith("scf.websocket.runtime.RuntimeMain" + ARCHIVED))
                .anyMatch(line -> line.startsWith("scf.websocket.register.RegisterFunction" + ARCHIVED))
                .anyMatch(line -> line.startsWith("com.mysql.cj.jdbc.ConnectionImpl" + ARCHIVED));
        assertThat(classes.stream()
                        .filter(line -> !line.contains("shared objects file") && !line.contains("Lambda"))
                        .toList())
                .hasSizeLessThan(classes.size() / 20);
        assertThat(UnpackedZip.traces(code)).isEqualTo(before);
    }
}
