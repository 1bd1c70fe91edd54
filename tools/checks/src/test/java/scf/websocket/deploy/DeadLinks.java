package scf.websocket.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds dead links of a page; does not follow links to other hosts. */
final class DeadLinks {
    private static final Pattern CODE = Pattern.compile("`[^`\\n]+`");

    private DeadLinks() {}

    /** Returns one message per dead link, in order of the page. */
    static List<String> of(Path root, Path page) {
        Document document = read(root, page);
        String prose = CODE.matcher(Document.FENCE.matcher(document.text()).replaceAll(""))
                .replaceAll("");
        return Document.LINK
                .matcher(prose)
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains(":"))
                .flatMap(link ->
                        problem(root, page, link).map(problem -> document.name() + " links " + link + problem).stream())
                .toList();
    }

    private static Optional<String> problem(Path root, Path page, String link) {
        String path = link.replaceFirst("#.*", "");
        Path target = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        if (!Files.exists(target)) {
            return Optional.of(", which does not exist");
        }
        if (!link.contains("#") || !Files.isRegularFile(target)) {
            return Optional.empty();
        }
        Document document = read(root, target);
        String anchor = link.substring(link.indexOf('#') + 1);
        boolean found = document.anchors().contains(anchor)
                || document.sections().stream()
                        .map(Section::heading)
                        .map(DeadLinks::anchor)
                        .anyMatch(anchor::equals);
        return found ? Optional.empty() : Optional.of(", but " + document.name() + " has no such heading");
    }

    /** Returns GitHub's anchor for a heading. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    private static Document read(Path root, Path page) {
        try {
            return new Document(root.relativize(page).toString().replace('\\', '/'), Files.readString(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
