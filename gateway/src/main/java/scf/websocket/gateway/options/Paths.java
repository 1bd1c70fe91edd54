package scf.websocket.gateway.options;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.address.ApiPath;

/** Validates the paths of one API, from the command line or the route file. */
final class Paths {
    private static final int MOST = 100;

    private Paths() {}

    /** @throws IllegalArgumentException for the first invalid path; the message names the option */
    static List<ApiPath> parse(List<String> texts, @Nullable String stage) {
        if (stage != null) {
            Bounds.form("--stage", stage, ApiPath.STAGE_FORM, "release");
        }
        if (texts.isEmpty() || texts.size() > MOST) {
            throw new IllegalArgumentException(
                    "--path must be one path or a list of at most " + MOST + ", but has " + texts.size());
        }
        List<ApiPath> paths = new ArrayList<>(texts.size());
        Set<String> seen = new HashSet<>();
        for (String text : texts) {
            if (!seen.add(text)) {
                throw new IllegalArgumentException("--path has " + text + " twice");
            }
            try {
                paths.add(ApiPath.of(text, stage));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("--path " + e.getMessage(), e);
            }
        }
        return List.copyOf(paths);
    }
}
