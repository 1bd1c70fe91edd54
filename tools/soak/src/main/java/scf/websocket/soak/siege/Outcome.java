package scf.websocket.soak.siege;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of one set-up.
 *
 * @param rounds of the attacks that were begun
 * @param others what did not hold beside these, in words
 */
record Outcome(Setup setup, List<Round> rounds, List<String> others) {
    /** All that did not hold, in words; empty if all did. */
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
