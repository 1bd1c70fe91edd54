package scf.websocket.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares a page with its translation, section by section, in everything that is the same in every language. Not
 * thread-safe.
 */
final class Translation {
    private final Document original;
    private final Document translation;
    private final List<String> differences = new ArrayList<>();

    private Translation(Document original, Document translation) {
        this.original = original;
        this.translation = translation;
    }

    /** Returns the differences; empty if the pages match. */
    static List<String> differences(Document original, Document translation) {
        Translation pair = new Translation(original, translation);
        pair.compare();
        return pair.differences;
    }

    private void compare() {
        List<Section> left = original.sections();
        List<Section> right = translation.sections();
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            compare(left.get(i), right.get(i));
            // A missing heading would make all following sections differ.
            if (!differences.isEmpty() && !levels(left).equals(levels(right))) {
                break;
            }
        }
        if (!levels(left).equals(levels(right))) {
            differences.add(0, headings(right, translation) + ", but " + headings(left, original));
        }
    }

    private void compare(Section left, Section right) {
        String where = right.page() + ", '" + right.heading() + "' ('" + left.heading() + "' in " + left.page() + "): ";
        blocks(where, left.blocks(), right.blocks());
        rows(where, left.rows(), right.rows());
        sets(where + "the text", "code", left.code(), right.code());
        sets(where + "the section", "link", names(left.links()), names(right.links()));
        sets(where + "the section", "figure", left.figures(), right.figures());
    }

    private void blocks(String where, List<String> left, List<String> right) {
        if (left.size() != right.size()) {
            differences.add(where + right.size() + " code blocks instead of " + left.size());
            return;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!left.get(i).equals(right.get(i))) {
                Set<String> wanted = new TreeSet<>(left.get(i).lines().toList());
                Set<String> found = new TreeSet<>(right.get(i).lines().toList());
                String block = where + "code block " + (i + 1);
                differences.add(block + " is not the same");
                sets(block, "line", wanted, found);
            }
        }
    }

    private void rows(String where, List<Set<String>> left, List<Set<String>> right) {
        if (left.size() != right.size()) {
            differences.add(where + right.size() + " table rows instead of " + left.size());
            // A missing row would make all following rows differ.
            sets(where + "the table", "code", union(left), union(right));
            return;
        }
        for (int i = 0; i < left.size(); i++) {
            sets(where + "table row " + (i + 1), "code", left.get(i), right.get(i));
        }
    }

    private void sets(String where, String what, Set<String> wanted, Set<String> found) {
        minus(wanted, found).forEach(value -> differences.add(where + " lacks the " + what + " " + value));
        minus(found, wanted).forEach(value -> differences.add(where + " has the extra " + what + " " + value));
    }

    /** Maps links to translated pages to the originals: each language links to its own version. */
    private static Set<String> names(Set<String> links) {
        return links.stream()
                .map(link -> link.replace("docs/zh-CN/", "docs/").replace("README.zh-CN.md", "README.md"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> union(List<Set<String>> sets) {
        return sets.stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> minus(Set<String> all, Set<String> these) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(these);
        return rest;
    }

    private static List<Integer> levels(List<Section> sections) {
        return sections.stream().map(Section::level).toList();
    }

    private static String headings(List<Section> sections, Document page) {
        return page.name()
                + " has the headings "
                + sections.stream().skip(1).map(Section::heading).toList();
    }
}
