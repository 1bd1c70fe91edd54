package scf.websocket.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A section of a page, up to the next heading; extracts what is the same in every language. Immutable.
 *
 * @param page the path of the page below the project's root
 * @param heading with its marks; empty for the text before the first heading
 * @param text the text below the heading
 */
record Section(String page, String heading, String text) {
    private static final Pattern COMMENT = Pattern.compile("(?m)(^|[ \\t]+)#.*$");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern LIST_NUMBER = Pattern.compile("(?m)^ *\\d+\\. ");
    private static final Pattern FIGURE = Pattern.compile("\\d+([.,]\\d+)*");

    /** Returns the level of the heading; 0 for the text before the first heading. */
    int level() {
        return (int) heading.chars().takeWhile(mark -> mark == '#').count();
    }

    /**
     * Returns the code blocks that name a language, without comments. Other blocks are drawings, which may be
     * translated.
     */
    List<String> blocks() {
        return Document.FENCE
                .matcher(text)
                .results()
                .filter(block -> !block.group(1).isEmpty())
                .map(block -> COMMENT.matcher(block.group(2)).replaceAll(""))
                .toList();
    }

    /** Returns the inline code in each table row. */
    List<Set<String>> rows() {
        return lines().filter(Section::isRow).map(Section::code).toList();
    }

    /** Returns the inline code outside of tables. */
    Set<String> code() {
        return code(lines().filter(line -> !isRow(line)).collect(Collectors.joining("\n")));
    }

    /** Returns the link targets: URLs, and paths below the project's root. */
    Set<String> links() {
        Path folder = Path.of("/" + page).getParent();
        return Document.LINK
                .matcher(prose())
                .results()
                .map(link -> link.group(1))
                .map(to -> to.contains(":") || to.startsWith("#") ? to : inProject(folder, to))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the numbers in text and tables that are written with digits. */
    Set<String> figures() {
        String words =
                CODE.matcher(Document.LINK.matcher(prose()).replaceAll("]")).replaceAll("");
        return FIGURE.matcher(LIST_NUMBER.matcher(words).replaceAll(""))
                .results()
                .map(figure -> figure.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String prose() {
        return Document.ANCHOR
                .matcher(Document.FENCE.matcher(text).replaceAll(""))
                .replaceAll("");
    }

    private Stream<String> lines() {
        return prose().lines();
    }

    private static boolean isRow(String line) {
        return line.startsWith("|");
    }

    private static Set<String> code(String text) {
        return CODE.matcher(text).results().map(span -> span.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String inProject(Path folder, String link) {
        return folder.resolve(link).normalize().toString().replace('\\', '/').substring(1);
    }
}
