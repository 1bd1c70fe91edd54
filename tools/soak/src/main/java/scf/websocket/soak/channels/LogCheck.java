package scf.websocket.soak.channels;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the log of a client in a channel: a run without gaps, duplicates or changes of order in each epoch, unless the client was told
 * that it was not recovered, or had left. Used once.
 */
final class LogCheck {
    private final Map<Position, String> stored;
    private final List<String> violations = new ArrayList<>();
    private final Set<Position> heard = new HashSet<>();
    private @Nullable Position last;
    private boolean hasLeft;
    private int losses;

    /** @param stored every publication of the channel, from a source that does not depend on what is tested */
    LogCheck(Map<Position, String> stored) {
        this.stored = stored;
    }

    LogCheck read(List<Observation> log) {
        for (Observation observation : log) {
            if (observation instanceof Observation.Subscribed subscribed) {
                subscribed(subscribed);
            } else if (observation instanceof Observation.Heard publication) {
                heard(publication);
            } else if (observation instanceof Observation.Stray publication) {
                stray(publication);
            } else {
                hasLeft = true;
            }
        }
        return this;
    }

    private void subscribed(Observation.Subscribed now) {
        Position before = last;
        if (before == null) {
            last = now.position();
        } else if (now.recovered()) {
            if (!now.position().epoch().equals(before.epoch())) {
                violations.add("recovered from " + before + " to another epoch, " + now.position());
                last = now.position();
            }
        } else {
            if (!now.recovering() && !hasLeft) {
                violations.add(
                        "subscribed at " + now.position() + ", after " + before + ", without a word about the loss");
            }
            losses += now.recovering() ? 1 : 0;
            last = now.position();
        }
        hasLeft = false;
    }

    private void heard(Observation.Heard publication) {
        Position before = last;
        if (before == null) {
            violations.add("heard " + publication + " before it was subscribed");
            return;
        }
        Position now = new Position(before.epoch(), publication.offset());
        if (!heard.add(now)) {
            violations.add("heard " + now + " twice");
        } else if (now.offset() <= before.offset()) {
            violations.add("heard " + now + " after " + before);
        } else if (now.offset() > before.offset() + 1) {
            violations.add("heard " + now + " right after " + before + ": a gap");
        }
        if (!publication.text().equals(stored.get(now))) {
            violations.add("heard " + publication.text() + " as " + now + ", where " + stored.get(now) + " is stored");
        }
        if (now.offset() > before.offset()) {
            last = now;
        }
    }

    /** The client asks for what follows it; what it skipped is lost, and that is not the server's doing. */
    private void stray(Observation.Stray publication) {
        if (last != null && publication.offset() > last.offset()) {
            last = new Position(last.epoch(), publication.offset());
        }
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /** How often the client was told that it was not recovered. */
    int losses() {
        return losses;
    }

    /** Where the client is at the end; null if it never subscribed. */
    @Nullable Position last() {
        return last;
    }
}
