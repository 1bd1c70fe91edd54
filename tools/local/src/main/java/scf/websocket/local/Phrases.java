package scf.websocket.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts for the terminal, in its language. {@code phrases_zh.txt} has the English text, and below it the Chinese one, with {@code {0}},
 * {@code {1}} for the variable parts, which may be phrases themselves. A text that is not in the file stays English. Immutable.
 */
final class Phrases {
    /** The system property with which {@code run} names the language: it may have replaced the locale. */
    static final String PROPERTY = "scf.language";

    private static final String LANGUAGE = "zh";
    private static final Pattern GAP = Pattern.compile("\\{\\d}");
    private static final Pattern PLACE = Pattern.compile("(?s)(.*) \\(docs/(troubleshooting\\.md#[a-z-]+)\\)");

    private final List<Phrase> phrases;

    private Phrases(List<Phrase> phrases) {
        this.phrases = List.copyOf(phrases);
    }

    static Phrases english() {
        return new Phrases(List.of());
    }

    static Phrases chinese() {
        List<Phrase> phrases = new ArrayList<>();
        for (String pair : resource("phrases_zh.txt").split("\n\n", -1)) {
            List<String> lines = pair.lines().toList();
            phrases.add(
                    Phrase.of(lines.get(0).replace("\\n", "\n"), lines.get(1).replace("\\n", "\n")));
        }
        return new Phrases(phrases);
    }

    /** Those of the language that {@code run} has found the terminal to speak. */
    static Phrases ofTerminal() {
        return System.getProperty(PROPERTY, "").equals(LANGUAGE) ? chinese() : english();
    }

    /** The text of a resource beside this class, in the language of the terminal. */
    String text(String name, String chineseName) {
        return resource(phrases.isEmpty() ? name : chineseName);
    }

    String of(String english) {
        if (phrases.isEmpty()) {
            return english;
        }
        Matcher place = PLACE.matcher(english);
        return place.matches()
                ? translated(place.group(1)) + "（docs/zh-CN/" + place.group(2) + "）"
                : translated(english);
    }

    private String translated(String english) {
        for (Phrase phrase : phrases) {
            Matcher matcher = phrase.english.matcher(english);
            if (matcher.matches()) {
                String words = phrase.words;
                for (int gap = 0; gap < matcher.groupCount(); gap++) {
                    words = words.replace("{" + gap + "}", translated(matcher.group(gap + 1)));
                }
                return words;
            }
        }
        return english;
    }

    /** Returns the text of a resource beside this class. */
    static String resource(String name) {
        try (InputStream text = Phrases.class.getResourceAsStream(name)) {
            return text == null ? "" : new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LocalException("The text " + name + " cannot be read", e);
        }
    }

    /** The English text as a pattern whose groups are the variable parts, and its translation. */
    private record Phrase(Pattern english, String words) {
        static Phrase of(String english, String words) {
            StringBuilder pattern = new StringBuilder("(?s)");
            int from = 0;
            Matcher gap = GAP.matcher(english);
            while (gap.find()) {
                pattern.append(Pattern.quote(english.substring(from, gap.start())))
                        .append("(.+?)");
                from = gap.end();
            }
            pattern.append(Pattern.quote(english.substring(from)));
            return new Phrase(Pattern.compile(pattern.toString()), words);
        }
    }
}
