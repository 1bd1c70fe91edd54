package scf.websocket.gateway.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import scf.websocket.gateway.session.EventLoopTasks;
import scf.websocket.gateway.session.LiveConnection;

/** Asks connections on their event loops, in one task for each loop. */
final class OnLoops {
    private OnLoops() {}

    /** Returns the results in the order of the connections, without those whose event loop has stopped. */
    static <T> CompletionStage<List<T>> each(List<LiveConnection> connections, Function<LiveConnection, T> question) {
        AtomicReferenceArray<T> results = new AtomicReferenceArray<>(connections.size());
        Map<Executor, List<Integer>> byLoop = new HashMap<>();
        for (int i = 0; i < connections.size(); i++) {
            byLoop.computeIfAbsent(connections.get(i).eventLoop(), loop -> new ArrayList<>())
                    .add(i);
        }
        EventLoopTasks tasks = new EventLoopTasks();
        byLoop.forEach((loop, places) -> tasks.start(
                loop, () -> places.forEach(place -> results.set(place, question.apply(connections.get(place))))));
        return tasks.ended().thenApply(all -> present(results));
    }

    private static <T> List<T> present(AtomicReferenceArray<T> results) {
        List<T> present = new ArrayList<>(results.length());
        for (int i = 0; i < results.length(); i++) {
            T result = results.get(i);
            if (Objects.nonNull(result)) {
                present.add(result);
            }
        }
        return present;
    }
}
