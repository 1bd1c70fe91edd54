package scf.websocket.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A heading of a page with what follows, up to the next heading: of that, what is the same in every language. Immutable.
 *
 * @param page path of the page below the project's root
 * @param heading with its marks; empty for what stands before the first heading
 * @param text all below the heading
 */
record Section(String page, String heading, String text) {
    private static final Pattern COMMENT = Pattern.compile("(?m)(^|[ \\t]+)#.*$");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern LIST_NUMBER = Pattern.compile("(?m)^ *\\d+\\. ");
    private static final Pattern FIGURE = Pattern.compile("\\d+([.,]\\d+)*");

    /** How deep the heading is; 0 for what stands before the first. */
    int level() {
        return (int) heading.chars().takeWhile(mark -> mark == '#').count();
    }

    /** The blocks between fences that name a language, without the comments in them. The others are drawings, and may be translated. */
    List<String> blocks() {
        return Document.FENCE
                .matcher(text)
                .results()
                .filter(block -> !block.group(1).isEmpty())
                .map(block -> COMMENT.matcher(block.group(2)).replaceAll(""))
                .toList();
    }

    /** What each row of the tables sets as code. */
    List<Set<String>> rows() {
        return lines().filter(Section::isRow).map(Section::code).toList();
    }

    /** What the text outside of tables sets as code. */
    Set<String> code() {
        return code(lines().filter(line -> !isRow(line)).collect(Collectors.joining("\n")));
    }

    /** What the section links to: addresses, and paths below the project's root. */
    Set<String> links() {
        Path folder = Path.of("/" + page).getParent();
        return Document.LINK
                .matcher(prose())
                .results()
                .map(link -> link.group(1))
                .map(to -> to.contains(":") || to.startsWith("#") ? to : inProject(folder, to))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The figures in the text and in tables, written with digits: sizes, times, numbers of errors. */
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
