package scf.websocket.gateway.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.group.FakeConnections.FakeConnection;
import scf.websocket.gateway.group.FakeConnections.ManualLoop;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.session.SendOutcome;

class GroupsTest {
    private final GatewayMetrics metrics = new GatewayMetrics();
    private final FakeConnections connections = new FakeConnections();
    private final GroupSubscriptions single = new GroupSubscriptions((task, delay) -> {}, System::nanoTime);
    private final Groups groups =
            new Groups(connections.registry(), single, new GroupUsage.Bounds(3, 4, 40, 6), metrics);

    private Groups.JoinOutcome join(FakeConnection connection, String... names) {
        return groups.join(connection, List.of(names));
    }

    /** Pushes to groups and returns the ids of the recipients in their order. */
    private List<String> recipients(Set<String> except, String... names) {
        List<String> reached = new ArrayList<>();
        var counts = groups.each(GroupTarget.of("api", List.of(names), except), member -> {
                    reached.add(member.id());
                    return SendOutcome.DELIVERED;
                })
                .toCompletableFuture();
        connections.runLoops();
        assertThat(counts.join()).isEqualTo(new GroupCounts(reached.size(), 0, true));
        return reached;
    }

    private List<String> recipients(String... names) {
        return recipients(Set.of(), names);
    }

    @Test
    void aMemberOfSeveralOfTheGroupsIsReachedOnce() {
        FakeConnection a = connections.open("api", "a");
        FakeConnection b = connections.open("api", "b");
        FakeConnection c = connections.open("api", "c");
        join(a, "x", "y");
        join(b, "y");
        join(c, "z");
        assertThat(recipients("x", "y")).containsExactly("a", "b");
        assertThat(recipients(Set.of("a", "nobody"), "x", "y", "z")).containsExactlyInAnyOrder("b", "c");
        assertThat(recipients("w")).isEmpty();
    }

    @Test
    void joiningTwiceIsOneMembership() {
        FakeConnection a = connections.open("api", "a");
        join(a, "x");
        assertThat(join(a, "x", "y")).isEqualTo(Groups.JoinOutcome.JOINED);
        assertThat(recipients("x")).containsExactly("a");
        assertThat(metrics.scrape()).contains("gateway_groups 2.0").contains("gateway_group_members 2.0");
        assertThat(groups.leave(a, List.of("x", "unknown"))).isTrue();
        assertThat(recipients("x")).isEmpty();
        assertThat(recipients("y")).containsExactly("a");
    }

    @Test
    void groupsOfTwoApisWithOneNameAreIndependent() {
        FakeConnection other = connections.open("other", "o");
        join(other, "x");
        join(connections.open("api", "a"), "x");
        assertThat(recipients("x")).containsExactly("a");
        assertThat(recipients("*")).containsExactly("a");
    }

    @Test
    void everybodyIsReachedWithoutJoiningAndOnce() {
        FakeConnection a = connections.open("api", "a");
        connections.open("api", "b");
        join(a, "x");
        assertThat(recipients("*")).containsExactlyInAnyOrder("a", "b");
        assertThat(recipients(Set.of("b"), "x", "*")).containsExactly("a");
    }

    @Test
    void nothingIsLeftOfAConnectionThatHasEnded() {
        FakeConnection a = connections.open("api", "a");
        FakeConnection b = connections.open("api", "b");
        join(a, "x", "y");
        join(b, "x");
        connections.end(a);
        assertThat(recipients("x", "y")).containsExactly("b");
        connections.end(b);
        assertThat(metrics.scrape()).contains("gateway_groups 0.0").contains("gateway_group_members 0.0");
        assertThat(join(a, "x")).as("a late join").isEqualTo(Groups.JoinOutcome.GONE);
        assertThat(groups.leave(a, List.of("x"))).isFalse();
        assertThat(metrics.scrape()).contains("gateway_groups 0.0");
    }

    @Test
    void aJoinAboveALimitJoinsNoneOfItsGroups() {
        FakeConnection a = connections.open("api", "a");
        FakeConnection b = connections.open("api", "b");
        assertThat(join(a, "1", "2", "3", "4")).isEqualTo(Groups.JoinOutcome.LIMIT_REACHED);
        assertThat(join(a, "1", "2", "3")).isEqualTo(Groups.JoinOutcome.JOINED);
        assertThat(join(b, "4", "5")).as("five groups").isEqualTo(Groups.JoinOutcome.LIMIT_REACHED);
        assertThat(recipients("4")).isEmpty();
        assertThat(join(b, "n".repeat(38))).as("41 bytes of names").isEqualTo(Groups.JoinOutcome.LIMIT_REACHED);
        assertThat(join(b, "1", "2", "3")).isEqualTo(Groups.JoinOutcome.JOINED);
        FakeConnection c = connections.open("api", "c");
        assertThat(join(c, "1")).as("seven memberships").isEqualTo(Groups.JoinOutcome.LIMIT_REACHED);
        connections.end(a);
        assertThat(join(c, "1", "2", "3")).isEqualTo(Groups.JoinOutcome.JOINED);
        assertThat(recipients("1")).containsExactlyInAnyOrder("b", "c");
        assertThat(metrics.scrape())
                .contains("gateway_limits_hit_total{limit=\"groups-per-connection\"} 1.0")
                .contains("gateway_limits_hit_total{limit=\"groups\"} 1.0")
                .contains("gateway_limits_hit_total{limit=\"group-name-bytes\"} 1.0")
                .contains("gateway_limits_hit_total{limit=\"group-members\"} 1.0");
    }

    /** Sending to one client may close another that has more unsent data. */
    @Test
    void aDeliveryThatEndsOtherMembersReachesTheRestOnce() {
        List<FakeConnection> members = new ArrayList<>();
        for (String id : List.of("a", "b", "c", "d", "e")) {
            FakeConnection member = connections.open("api", id);
            members.add(member);
            join(member, "x");
        }
        List<String> reached = new ArrayList<>();
        groups.each(GroupTarget.of("api", List.of("x"), Set.of()), member -> {
            reached.add(member.id());
            if (member.id().equals("b")) {
                connections.end(members.get(0));
                connections.end(members.get(3));
            }
            return connections.isOpen(member) ? SendOutcome.DELIVERED : SendOutcome.GONE;
        });
        connections.runLoops();
        assertThat(reached).doesNotHaveDuplicates().contains("a", "b", "c", "e");
        assertThat(recipients("x")).containsExactlyInAnyOrder("b", "c", "e");
    }

    @Test
    void whatAnActionThrowsIsAFailureOfOneMember() {
        join(connections.open("api", "a"), "x");
        join(connections.open("api", "b"), "x");
        join(connections.open("api", "c"), "x");
        var counts = groups.each(GroupTarget.of("api", List.of("x"), Set.of()), member -> switch (member.id()) {
                    case "a" -> throw new IllegalStateException("on purpose");
                    case "b" -> SendOutcome.SLOW;
                    default -> SendOutcome.DELIVERED;
                })
                .toCompletableFuture();
        connections.runLoops();
        assertThat(counts.join()).isEqualTo(new GroupCounts(1, 2, true));
    }

    @Test
    void eachLoopWithMembersGetsOneTaskAndNobodyElseIsLookedAt() {
        Groups many = new Groups(connections.registry(), single, metrics);
        ManualLoop busy = connections.loop();
        ManualLoop idle = connections.loop();
        List<FakeConnection> members = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            FakeConnection connection = connections.open("api", "c" + i, i % 2 == 0 ? busy : idle);
            if (i % 200 == 0) {
                many.join(connection, List.of("x"));
                members.add(connection);
            }
        }
        connections.forgetCalls();
        var counts = many.each(GroupTarget.of("api", List.of("x"), Set.of()), member -> SendOutcome.DELIVERED)
                .toCompletableFuture();
        assertThat(busy.waiting()).isEqualTo(1);
        assertThat(idle.waiting()).isZero();
        connections.runLoops();
        assertThat(counts.join()).isEqualTo(new GroupCounts(5, 0, true));
        assertThat(connections.called()).containsExactlyInAnyOrderElementsOf(members);
    }

    @Test
    void anEndedLoopHoldsNoPushUp() {
        ManualLoop stopped = connections.loop();
        join(connections.open("api", "a", stopped), "x");
        stopped.stop();
        assertThat(recipients("x")).isEmpty();
        assertThat(recipients("*")).isEmpty();
    }

    /** Compares with a model that is a map of sets. */
    @Test
    void randomJoinsLeavesAndEndsGiveTheMembersOfTheModel() {
        GatewayMetrics counts = new GatewayMetrics();
        Groups tested = new Groups(connections.registry(), single, counts);
        Random random = new Random(7);
        List<ManualLoop> loops = List.of(connections.loop(), connections.loop(), connections.loop());
        Map<FakeConnection, Set<String>> model = new HashMap<>();
        List<FakeConnection> open = new ArrayList<>();
        for (int step = 0; step < 5000; step++) {
            int what = random.nextInt(10);
            if (open.size() < 5 || what == 0) {
                FakeConnection connection = connections.open("api", "c" + step, loops.get(step % 3));
                open.add(connection);
                model.put(connection, new TreeSet<>());
            } else {
                FakeConnection connection = open.get(random.nextInt(open.size()));
                String name = "g" + random.nextInt(8);
                if (what == 1) {
                    connections.end(connection);
                    open.remove(connection);
                    model.remove(connection);
                } else if (what < 7) {
                    tested.join(connection, List.of(name));
                    model.get(connection).add(name);
                } else {
                    tested.leave(connection, List.of(name));
                    model.get(connection).remove(name);
                }
            }
            if (step % 50 == 0) {
                compare(tested, model, List.of("g" + random.nextInt(8), "g" + random.nextInt(8)));
            }
        }
        open.forEach(connections::end);
        assertThat(counts.scrape()).contains("gateway_groups 0.0").contains("gateway_group_members 0.0");
    }

    private void compare(Groups tested, Map<FakeConnection, Set<String>> model, List<String> names) {
        List<String> reached = new ArrayList<>();
        tested.each(GroupTarget.of("api", names.stream().distinct().toList(), Set.of()), member -> {
            reached.add(member.id());
            return SendOutcome.DELIVERED;
        });
        connections.runLoops();
        assertThat(reached)
                .containsExactlyInAnyOrderElementsOf(model.entrySet().stream()
                        .filter(entry -> names.stream().anyMatch(entry.getValue()::contains))
                        .map(entry -> entry.getKey().id())
                        .collect(Collectors.toList()));
    }
}
