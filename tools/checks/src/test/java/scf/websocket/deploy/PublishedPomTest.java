package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The published POMs contain name, description and licence. */
class PublishedPomTest {
    private static final Path ROOT = Checkout.root();

    static Stream<Path> published() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 3)) {
            return files
                    .filter(file -> file.endsWith("pom.xml"))
                    .filter(PublishedPomTest::isPublished)
                    .toList()
                    .stream();
        }
    }

    private static boolean isPublished(Path pom) {
        String name = ROOT.relativize(pom).toString().replace('\\', '/');
        return name.matches(
                "pom.xml|(application|common)/([^/]+/)?pom.xml|(register|transmission|cleanup|api)-fn/pom.xml"
                        + "|gateway/pom.xml|tools/(gateway-)?testing/pom.xml");
    }

    @Test
    void somePomsArePublished() throws IOException {
        assertThat(published()).hasSizeGreaterThan(12);
    }

    @ParameterizedTest
    @MethodSource("published")
    void eachHasANameADescriptionAndOurLicence(Path pom) throws Exception {
        Element project = read(pom);
        assertThat(text(project, "name"))
                .hasValueSatisfying(name -> assertThat(name).startsWith("scf-websocket"));
        assertThat(text(project, "description")).isPresent();
        assertThat(licence(pom)).contains("Apache-2.0");
    }

    @Test
    void aReleaseDeploysOnlyThese() throws Exception {
        Set<Path> deployed = new TreeSet<>();
        for (Path pom : modules()) {
            Optional<Element> properties = child(read(pom), "properties");
            if (properties
                    .flatMap(all -> text(all, "maven.deploy.skip"))
                    .filter("true"::equals)
                    .isEmpty()) {
                deployed.add(pom);
            }
        }
        assertThat(published()).containsExactlyInAnyOrderElementsOf(deployed);
    }

    private static Set<Path> modules() throws IOException {
        Set<Path> modules = new TreeSet<>(Set.of(ROOT.resolve("pom.xml")));
        Pattern.compile("<module>(.+)</module>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .forEach(module -> modules.add(ROOT.resolve(module.group(1)).resolve("pom.xml")));
        return modules;
    }

    @Test
    void theLicenceIsInTheRoot() throws IOException {
        assertThat(ROOT.resolve("LICENSE")).hasSameBinaryContentAs(ROOT.resolve("licenses/Apache-2.0.txt"));
        assertThat(Files.readString(ROOT.resolve("NOTICE"))).contains("THIRD-PARTY.md");
    }

    /** Returns the POM's own licence or the one inherited from the nearest parent, like Maven. */
    private static Optional<String> licence(Path pom) throws Exception {
        Element project = read(pom);
        Optional<Element> licences = child(project, "licenses");
        if (licences.isPresent()) {
            return licences.flatMap(list -> child(list, "license")).flatMap(one -> text(one, "name"));
        }
        Optional<Element> parent = child(project, "parent");
        return parent.isEmpty() ? Optional.empty() : licence(parentOf(pom, parent.get()));
    }

    private static Path parentOf(Path pom, Element parent) {
        Path found = pom.resolveSibling(text(parent, "relativePath").orElse("../pom.xml"))
                .normalize();
        return Files.isDirectory(found) ? found.resolve("pom.xml") : found;
    }

    private static Element read(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
    }

    private static Optional<String> text(Element element, String name) {
        return child(element, name)
                .map(Element::getTextContent)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private static Optional<Element> child(Element element, String name) {
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element found && found.getTagName().equals(name)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
