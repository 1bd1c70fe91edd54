package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All bundled third-party libraries are listed: in each jar's bill of materials, and in {@code THIRD-PARTY.md}, which
 * {@code -DwriteDocs=true} writes. A new dependency without an entry fails this test.
 */
class ThirdPartyIT {
    private static final Path DOCUMENT = Checkout.root().resolve("THIRD-PARTY.md");
    private static final String MATERIALS = "META-INF/sbom/bom.json";

    /** The licences of libraries whose POM has no SPDX identifier. */
    private static final Map<String, String> LICENCES = Map.of(
            "com.mysql:mysql-connector-j", "GPL-2.0-only WITH Universal-FOSS-exception-1.0",
            "com.qcloud:cos_api", "MIT",
            "com.tencentcloudapi:scf-java-events", "Apache-2.0",
            "org.latencyutils:LatencyUtils", "CC0-1.0");

    private static Map<String, String> libraries(JsonNode materials) {
        String ours = materials.path("metadata").path("component").path("group").asText();
        Map<String, String> libraries = new TreeMap<>();
        for (JsonNode component : materials.path("components")) {
            String group = component.path("group").textValue();
            String name = group + ":" + component.path("name").textValue();
            if (!group.equals(ours)) {
                libraries.put(name, LICENCES.getOrDefault(name, licence(component)));
            }
        }
        return libraries;
    }

    private static String licence(JsonNode component) {
        Set<String> names = new TreeSet<>();
        for (JsonNode choice : component.path("licenses")) {
            JsonNode licence = choice.path("license");
            names.add(choice.path("expression")
                    .asText(licence.path("id").asText(licence.path("name").asText())));
        }
        return String.join(" or ", names);
    }

    private static JarFile open(String jar) throws IOException {
        return new JarFile(Checkout.root().resolve(jar).toFile());
    }

    private static JsonNode read(String jar) throws IOException {
        try (JarFile file = open(jar)) {
            ZipEntry materials = file.getEntry(MATERIALS);
            // The plugin does nothing if Maven is offline.
            assumeTrue(
                    materials != null || System.getenv("CI") != null,
                    jar + " was built offline, without list of materials");
            assertThat(materials).as(MATERIALS + " of " + jar).isNotNull();
            return new ObjectMapper().readTree(file.getInputStream(materials));
        }
    }

    @Test
    void everyBundledLibraryIsListedWithItsLicence() throws IOException {
        Map<String, Set<String>> shipped = new TreeMap<>();
        libraries(read("gateway/target/gateway.jar"))
                .forEach((name, licence) -> add(shipped, name, licence, "gateway"));
        libraries(read("tools/scfws/target/scfws.jar"))
                .forEach((name, licence) -> add(shipped, name, licence, "scfws"));
        for (String function : List.of("register-fn", "transmission-fn", "cleanup-fn", "api-fn")) {
            libraries(read(function + "/target/" + function + ".jar"))
                    .forEach((name, licence) -> add(shipped, name, licence, "functions"));
        }
        libraries(new ObjectMapper()
                        .readTree(Checkout.root()
                                .resolve("common/cos-store/target/bom.json")
                                .toFile()))
                .forEach((name, licence) -> add(shipped, name, licence, "functions with COS"));
        String rows = shipped.entrySet().stream()
                .map(row -> row.getKey() + String.join(", ", row.getValue()) + " |\n")
                .collect(Collectors.joining());
        assertThat(rows).contains("| com.mysql:mysql-connector-j | GPL-2.0-only WITH Universal-FOSS-exception-1.0 |");
        assertThat(rows.lines()).as("every library has a licence").noneMatch(row -> row.contains("|  |"));
        String before = Files.readString(DOCUMENT);
        String written = before.substring(0, before.indexOf("| library |"))
                + "| library | licence | in |\n|---|---|---|\n" + rows;
        if (Boolean.getBoolean("writeDocs")) {
            Files.writeString(DOCUMENT, written);
        }
        assertThat(Files.readString(DOCUMENT)).as("THIRD-PARTY.md").isEqualTo(written);
    }

    private static void add(Map<String, Set<String>> shipped, String name, String licence, String where) {
        shipped.computeIfAbsent("| " + name + " | " + licence + " | ", row -> new TreeSet<>())
                .add(where);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway/target/gateway.jar",
                "tools/scfws/target/scfws.jar",
                "register-fn/target/register-fn.jar",
                "transmission-fn/target/transmission-fn.jar",
                "cleanup-fn/target/cleanup-fn.jar",
                "api-fn/target/api-fn.jar"
            })
    void everyJarContainsTheLicencesOfItsLibraries(String jar) throws IOException {
        Map<String, String> libraries = libraries(read(jar));
        Set<String> names;
        try (JarFile file = open(jar)) {
            names = file.stream().map(ZipEntry::getName).collect(Collectors.toSet());
        }
        assertThat(names).contains("META-INF/licenses/Apache-2.0.txt", MATERIALS);
        libraries.forEach((name, licence) -> {
            String folder = "META-INF/licenses/" + name.substring(name.indexOf(':') + 1) + "-jar/";
            // These licences require no notice.
            boolean isFree = licence.equals("Apache-2.0") || licence.equals("MIT-0") || licence.equals("CC0-1.0");
            assertThat(isFree || names.stream().anyMatch(entry -> entry.startsWith(folder)))
                    .as("%s under %s in %s", name, licence, jar)
                    .isTrue();
        });
    }

    @Test
    void theBillOfMaterialsIsReproducible() throws IOException {
        JsonNode materials = read("gateway/target/gateway.jar");
        assertThat(materials.path("bomFormat").textValue()).isEqualTo("CycloneDX");
        assertThat(materials.path("metadata").has("timestamp")).isFalse();
        // Derived from the name, not random.
        assertThat(materials.path("serialNumber").textValue()).matches("urn:uuid:.{8}-.{4}-3.*");
        assertThat(materials.path("components").size()).isGreaterThan(20);
    }
}
