package scf.websocket.soak.upgrade;

import java.io.IOException;
import java.util.List;
import scf.websocket.soak.Figures;

/** What has to hold between two nodes of any versions while no client comes or goes. */
final class Inspection {
    private static final int SECONDS = 60;

    private final List<Node> nodes;
    private final Lives lives;
    private final PushBalancer pushes;
    private final Figures figures;

    /** @param nodes two; may be added later */
    Inspection(List<Node> nodes, Lives lives, PushBalancer pushes, Figures figures) {
        this.nodes = nodes;
        this.lives = lives;
        this.pushes = pushes;
        this.figures = figures;
    }

    /**
     * Waits until a message of each client has reached all others.
     *
     * @param text that each of them sends after its name
     * @param functions their version, for the figures
     */
    void everybodyHearsEverybody(String text, String functions) {
        List<Life> all = lives.open();
        figures.await(
                SECONDS,
                "a message of each client reaches all others " + nodes,
                () -> all.stream().allMatch(from -> all.stream().allMatch(to -> to == from || hears(to, from, text))));
        for (Life from : all) {
            for (Life to : all) {
                if (to != from && hears(to, from, text)) {
                    figures.count("functions " + functions + ": messages from clients of "
                            + from.version().name() + " to clients of "
                            + to.version().name());
                }
            }
        }
    }

    private static boolean hears(Life to, Life from, String text) {
        return to.hasHeard(from.name() + ":" + text);
    }

    void everyNodeKnowsAll() throws IOException, InterruptedException {
        String ids = "\"" + String.join("\",\"", lives.openIds()) + "\"";
        for (Node node : nodes) {
            String answer = pushes.post(
                            node, "{\"websocket\":{\"action\":\"probe\",\"secConnectionIDs\":[" + ids + "]}}")
                    .body();
            if (!answer.contains("\"gone\":[]") || !answer.contains("\"failed\":[]")) {
                figures.violation("a node of " + node.version().name() + " misses connections: " + answer);
            }
        }
    }

    void eachNodeClosesConnectionsOfTheOther() throws IOException, InterruptedException {
        for (Node node : nodes) {
            List<String> ids = lives.openIds().stream()
                    .filter(id -> lives.of(id).orElseThrow().node() == node)
                    .toList();
            if (ids.isEmpty()) {
                continue;
            }
            String id = ids.get(0);
            Life life = lives.of(id).orElseThrow();
            Node other = nodes.get(nodes.get(0) == node ? 1 : 0);
            pushes.post(
                    other,
                    "{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"" + id + "\",\"closeCode\":"
                            + Client.KICKED + "}}");
            figures.await(
                    SECONDS, "a client is closed through the other node", () -> life.closeCode() == Client.KICKED);
            figures.count("closed through " + other.version().name() + ": a connection of "
                    + node.version().name());
        }
    }
}
