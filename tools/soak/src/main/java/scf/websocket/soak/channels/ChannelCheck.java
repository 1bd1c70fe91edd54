package scf.websocket.soak.channels;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import scf.websocket.soak.Figures;

/** What has to hold in a channel once nothing fails any more and everybody who published has been answered. Used once. */
final class ChannelCheck {
    private final String channel;
    private final List<Member> members;
    private final Figures figures;
    private final Position top;
    private final Map<Position, String> stored;

    /** Takes the channel's last position and publications from the database. */
    ChannelCheck(String channel, List<Member> members, Ledger ledger, Figures figures) {
        this.channel = channel;
        this.members = members;
        this.figures = figures;
        this.top = ledger.top(channel);
        this.stored = ledger.stored(channel);
    }

    /** Who is in the channel and has not heard its last publication. */
    List<String> laggards() {
        return members.stream()
                .filter(member -> member.subscribed().contains(channel)
                        && !top.equals(read(member).last()))
                .map(member -> member.name() + " is in " + channel + " at "
                        + read(member).last() + ", not at " + top)
                .toList();
    }

    private LogCheck read(Member member) {
        return new LogCheck(stored).read(member.log(channel));
    }

    /** What each client heard, subscribed now or not, is a run without gaps, or it was told otherwise. */
    ChannelCheck logs() {
        for (Member member : members) {
            LogCheck check = read(member);
            figures.add("losses that clients were told of", check.losses());
            check.violations()
                    .forEach(violation -> figures.violation(member.name() + " in " + channel + ": " + violation));
        }
        return this;
    }

    /** What was acknowledged is stored, once, and the numbers of the epoch have no gaps. */
    ChannelCheck acknowledged(List<String> texts) {
        figures.add("publications stored", stored.size());
        Map<String, Integer> times = new HashMap<>();
        stored.values().forEach(text -> times.merge(text, 1, Integer::sum));
        for (String text : texts) {
            int count = times.getOrDefault(text, 0);
            if (count != 1) {
                figures.violation(text + " was acknowledged in " + channel + ", and stored " + count + " times");
            }
        }
        if (last(Integer.MAX_VALUE).size() != top.offset()) {
            figures.violation(channel + " is at " + top + ", with "
                    + last(Integer.MAX_VALUE).size() + " publications");
        }
        return this;
    }

    /** The texts of the last publications of the epoch, the oldest first. */
    private List<String> last(int count) {
        return stored.entrySet().stream()
                .filter(entry -> entry.getKey().epoch().equals(top.epoch())
                        && entry.getKey().offset() > top.offset() - count)
                .map(Map.Entry::getValue)
                .toList();
    }

    /** History is what the channel's limit leaves. */
    void history(Probe probe) {
        List<String> wanted = last(Site.historySize(channel));
        List<String> kept = probe.history(channel);
        figures.add("publications in histories", kept.size());
        if (!kept.equals(wanted)) {
            figures.violation("the history of " + channel + " has " + kept.size() + " publications, not the last "
                    + wanted.size());
        }
    }

    /** Whom gateways call present although they are not, or the other way round. */
    List<String> ghosts(List<Probe> probes) {
        Set<String> real = members.stream()
                .filter(member -> member.subscribed().contains(channel))
                .map(Member::id)
                .collect(Collectors.toCollection(TreeSet::new));
        return probes.stream()
                .map(probe -> probe.presence(channel))
                .filter(present -> !present.equals(real))
                .map(present -> "present in " + channel + " are " + present + ", and there are " + real)
                .toList();
    }
}
