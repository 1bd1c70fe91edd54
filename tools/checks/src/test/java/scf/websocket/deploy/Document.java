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

/** A Markdown page, parsed to compare it with the code. Immutable. */
record Document(String name, String text) {
    /** A code block with its language, which may be empty. */
    static final Pattern FENCE = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```");

    /** The target of a link. */
    static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    /** An explicit anchor, which is the same in every language. */
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

    /** Returns the code blocks in a language. */
    List<String> blocks(String language) {
        return FENCE.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** Returns the sections of the page; the first one, before the first heading, has no heading. */
    List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        String heading = "";
        StringBuilder below = new StringBuilder();
        boolean fenced = false;
        for (String line : text.split("\n", -1)) {
            fenced ^= line.strip().startsWith("```");
            // Inside a code block it is a shell comment.
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

    /** Returns all inline code and code blocks. */
    List<String> code() {
        Stream<String> blocks = FENCE.matcher(text).results().map(block -> block.group(2));
        Stream<String> spans =
                CODE.matcher(FENCE.matcher(text).replaceAll("")).results().map(span -> span.group(1));
        return Stream.concat(blocks, spans).toList();
    }

    /** Returns the explicit anchors in order, without those of headings. */
    List<String> anchors() {
        return ANCHOR.matcher(text).results().map(anchor -> anchor.group(1)).toList();
    }

    /** Returns all matches of a pattern in code. */
    List<String> code(Pattern pattern) {
        return code().stream()
                .flatMap(code -> pattern.matcher(code).results())
                .map(MatchResult::group)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Returns the rows of the only table with this header cell, by header; code marks are removed.
     *
     * @throws IllegalStateException if there is no such table
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
