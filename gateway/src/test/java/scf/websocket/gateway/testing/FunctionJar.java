package scf.websocket.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Packs {@link SampleFunction} and the runtime's {@code Context} into a jar, as a build does. */
public final class FunctionJar {
    private static final List<String> CLASSES = List.of(
            "scf/websocket/gateway/testing/SampleFunction",
            "scf/websocket/gateway/testing/SampleFunction$Event",
            "scf/websocket/gateway/testing/SampleFunction$Answer",
            "scf/websocket/gateway/testing/SampleFunction$Failing",
            "scf/websocket/gateway/testing/SampleFunction$NeedsMore",
            "scf/websocket/gateway/testing/SampleFunction$NeverStarts",
            "scf/websocket/gateway/testing/SampleFunction$NotConnected",
            "scf/websocket/gateway/testing/SampleFunction$SlowToLoad",
            "scf/websocket/gateway/testing/SampleFunction$StartsWhenTold",
            "scf/websocket/gateway/testing/SampleFunction$Static",
            "com/qcloud/scf/runtime/Context");

    private FunctionJar() {}

    public static Path in(Path folder) {
        Path jar = folder.resolve("sample function.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : CLASSES) {
                out.putNextEntry(new JarEntry(name + ".class"));
                try (InputStream in = FunctionJar.class.getResourceAsStream("/" + name + ".class")) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }
}
