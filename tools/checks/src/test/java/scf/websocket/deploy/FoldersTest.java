package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trees in the READMEs and the table in docs/architecture.md list exactly the modules of the build. */
class FoldersTest {
    private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");
    private static final Pattern TREE = Pattern.compile("(?s)```\n(register-fn/.*?)```");
    private static final Pattern NAMES = Pattern.compile("^( *)((?:[\\w-]+/ *)+)");
    private static final Pattern NAME = Pattern.compile("([\\w/-]+)/");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:`[\\w/-]+/` )+)\\|");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md"})
    void theTreeListsExactlyTheModules(String readme) throws IOException {
        Set<String> tree = tree(read(readme));
        assertThat(tree).allSatisfy(FoldersTest::isThere);
        // The tree need not list the modules inside application.
        assertThat(tree).containsAll(modules(name -> !name.startsWith("application/")));
    }

    @Test
    void theTableOfTheArchitectureListsExactlyTheModules() throws IOException {
        Set<String> folders = ROW.matcher(read("docs/architecture.md"))
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(folders).allSatisfy(FoldersTest::isThere);
        assertThat(folders)
                .containsAll(modules(name ->
                        !name.startsWith("application/") && !name.equals("common") && !name.equals("tools/examples")));
    }

    private static void isThere(String folder) {
        assertThat(Checkout.root().resolve(folder)).isDirectory();
    }

    private static Set<String> modules(Predicate<String> which) throws IOException {
        return MODULE.matcher(read("pom.xml"))
                .results()
                .map(module -> module.group(1))
                .filter(which)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the paths in the tree; an indented entry is inside the directory above it. */
    private static Set<String> tree(String page) {
        Matcher tree = TREE.matcher(page);
        assertThat(tree.find()).isTrue();
        Set<String> folders = new TreeSet<>();
        String above = "";
        for (String line : tree.group(1).lines().toList()) {
            Matcher names = NAMES.matcher(line);
            assertThat(names.find()).as(line).isTrue();
            boolean isInside = !names.group(1).isEmpty();
            for (String name : NAME.matcher(names.group(2))
                    .results()
                    .map(found -> found.group(1))
                    .toList()) {
                folders.add(isInside ? above + "/" + name : name);
                above = isInside ? above : name;
            }
        }
        return folders;
    }

    private static String read(String file) throws IOException {
        return Files.readString(Checkout.root().resolve(file));
    }
}
