package scf.websocket.channels;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import scf.websocket.app.TailAnswers;
import scf.websocket.channels.config.ChannelOptions;
import scf.websocket.channels.config.ChannelsConfig;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.StreamPosition;
import scf.websocket.channels.store.ChannelStore;
import scf.websocket.channels.store.HistoryLimits;
import scf.websocket.channels.store.HistoryPage;
import scf.websocket.channels.store.HistoryQuery;
import scf.websocket.event.TailPull;
import scf.websocket.event.TailsEvent;
import scf.websocket.push.NumberedMessage;

/**
 * Answers which publications the gateway lacks: the positions of all channels by one query, and the publications of
 * those that are behind. Thread-safe.
 */
final class TailReader {
    /** Of one channel in one answer. The gateway asks again. */
    private static final int MAX_BYTES = 128 << 10;

    private static final int MAX_PUBLICATIONS = 100;

    /** Less remaining time does not suffice for another query. */
    private static final Duration LEAST_TIME = Duration.ofMillis(500);

    private final ChannelStore store;
    private final ChannelsConfig config;

    TailReader(ChannelStore store, ChannelsConfig config) {
        this.store = store;
        this.config = config;
    }

    void answer(TailsEvent event, TailAnswers answers) {
        Map<String, TailPull> pulls = new LinkedHashMap<>();
        for (TailPull pull : event.pulls()) {
            String channel = ChannelGroups.channel(pull.group());
            if (channel != null) {
                pulls.put(channel, pull);
            }
        }
        Map<String, StreamPosition> positions = store.positions(pulls.keySet());
        Map<String, TailPull> behind = new LinkedHashMap<>();
        pulls.forEach((channel, pull) -> {
            // A channel that was removed has nothing new; when it begins again, it has another epoch.
            StreamPosition top = positions.getOrDefault(channel, StreamPosition.of(pull.after(), pull.epoch()));
            if (top.epoch().equals(pull.epoch()) && top.offset() > pull.after()) {
                behind.put(channel, pull);
            } else {
                answers.add(pull.group(), top.epoch(), top.offset(), Collections.emptyList());
            }
        });
        behind.forEach((channel, pull) -> {
            if (!answers.isFull() && answers.remaining().compareTo(LEAST_TIME) > 0) {
                messages(channel, pull, answers);
            }
        });
    }

    private void messages(String channel, TailPull pull, TailAnswers answers) {
        // Its options may have changed since; what is stored counts.
        ChannelOptions options = config.rules(channel).options();
        HistoryLimits limits =
                options.history() ? Publisher.limits(options) : HistoryLimits.of(HistoryQuery.MAX, Duration.ofDays(1));
        HistoryPage page =
                store.history(channel, HistoryQuery.after(pull.after(), MAX_PUBLICATIONS, MAX_BYTES), limits);
        List<NumberedMessage> messages = new ArrayList<>();
        if (page.top().epoch().equals(pull.epoch())) {
            for (Publication publication : page.publications()) {
                messages.add(Encodings.numbered(channel, pull.epoch(), publication));
            }
        }
        answers.add(pull.group(), page.top().epoch(), page.top().offset(), messages);
    }
}
