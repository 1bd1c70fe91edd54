package scf.websocket.soak.siege;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of one set-up.
 *
 * @param rounds one for each attack that began
 * @param others further failures, in words
 */
record Outcome(Setup setup, List<Round> rounds, List<String> others) {
    /** All failures, in words; empty if there are none. */
    List<String> objections() {
        List<String> all = new ArrayList<>();
        for (Round round : rounds) {
            String objection = round.objection();
            if (objection != null) {
                all.add(setup.label() + ", " + round.attack().name() + ": " + objection);
            }
        }
        others.forEach(other -> all.add(setup.label() + ": " + other));
        return all;
    }
}
