package scf.websocket.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown page, for what in it is true of code. Immutable. */
record Document(String name, String text) {
    /** A block: its language, which may be empty, and what it holds. */
    static final Pattern FENCE = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```");

    /** Where a link leads. */
    static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    /** A name of a place that stays when its words change, and is the same in every language. */
    static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");

    private static final Pattern HEADING = Pattern.compile("#{1,6} ");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

    static Document read(String name) {
        try {
            return new Document(name, Files.readString(Checkout.root().resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks between fences that name a language. */
    List<String> blocks(String language) {
        return FENCE.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** The page in parts, the first of which, before the first heading, has none. */
    List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        String heading = "";
        StringBuilder below = new StringBuilder();
        boolean fenced = false;
        for (String line : text.split("\n", -1)) {
            fenced ^= line.strip().startsWith("```");
            // Between fences it is a comment of a shell.
            if (!fenced && HEADING.matcher(line).lookingAt()) {
                sections.add(new Section(name, heading, below.toString()));
                heading = line;
                below.setLength(0);
            } else {
                below.append(line).append('\n');
            }
        }
        sections.add(new Section(name, heading, below.toString()));
        return List.copyOf(sections);
    }

    /** All that is set as code, in the text and between fences. */
    List<String> code() {
        Stream<String> blocks = FENCE.matcher(text).results().map(block -> block.group(2));
        Stream<String> spans =
                CODE.matcher(FENCE.matcher(text).replaceAll("")).results().map(span -> span.group(1));
        return Stream.concat(blocks, spans).toList();
    }

    /** The names of places, in their order, besides those of the headings. */
    List<String> anchors() {
        return ANCHOR.matcher(text).results().map(anchor -> anchor.group(1)).toList();
    }

    /** All in the code that a pattern finds. */
    List<String> code(Pattern pattern) {
        return code().stream()
                .flatMap(code -> pattern.matcher(code).results())
                .map(MatchResult::group)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The rows of the one table with such a header cell, by the text of the header; marks of code are removed.
     *
     * @throws IllegalStateException if there is none
     */
    List<Map<String, String>> table(String headerCell) {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            List<String> header = cells(lines[i]);
            if (header.contains(headerCell)) {
                return rows(header, lines, i + 2);
            }
        }
        throw new IllegalStateException(name + " has no table with a column '" + headerCell + "'");
    }

    private static List<Map<String, String>> rows(List<String> header, String[] lines, int first) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = first; i < lines.length && lines[i].startsWith("|"); i++) {
            List<String> cells = cells(lines[i]);
            Map<String, String> row = new LinkedHashMap<>();
            for (int column = 0; column < header.size(); column++) {
                row.put(header.get(column), cells.get(column));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<String> cells(String line) {
        if (!line.startsWith("|")) {
            return List.of();
        }
        String inner = line.strip().substring(1, line.strip().length() - 1);
        return Stream.of(inner.split("\\|", -1))
                .map(cell -> cell.replace("`", "").strip())
                .toList();
    }
}
