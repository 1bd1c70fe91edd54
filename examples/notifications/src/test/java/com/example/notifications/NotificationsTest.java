package com.example.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import scf.websocket.event.ConnectionId;
import scf.websocket.testing.gateway.HandshakeRefusedException;
import scf.websocket.testing.gateway.TestClient;
import scf.websocket.testing.gateway.TestGateway;

/** Runs a real gateway, with devices in memory. */
class NotificationsTest {
    private final InMemoryDevices devices = new InMemoryDevices();

    @Test
    void aNotificationArrivesOnAllDevicesOfItsRecipientOnly() {
        try (TestGateway gateway = TestGateway.start(new Notifications(devices), "--pass-query=user")) {
            TestClient phone = gateway.handshake().query("user", "ann").connect();
            TestClient laptop = gateway.handshake().query("user", "ann").connect();
            TestClient bob = gateway.handshake().query("user", "bob").connect();
            assertThat(phone.receiveText()).isEqualTo("{\"devices\":1}");
            assertThat(laptop.receiveText()).isEqualTo("{\"devices\":2}");
            assertThat(bob.receiveText()).isEqualTo("{\"devices\":1}");

            bob.send("{\"to\": \"ann\", \"text\": \"tea?\"}");

            assertThat(phone.receiveText()).isEqualTo("{\"from\":\"bob\",\"text\":\"tea?\"}");
            assertThat(laptop.receiveText()).isEqualTo("{\"from\":\"bob\",\"text\":\"tea?\"}");
            assertThat(bob.receiveText()).isEqualTo("{\"delivered\":2}");

            // A push removes a device whose disconnection nobody reported.
            devices.add("ann", ConnectionId.of("gone"));
            laptop.close();
            bob.send("{\"to\": \"ann\", \"text\": \"still there?\"}");
            assertThat(bob.receiveText()).isEqualTo("{\"delivered\":1}");
            assertThat(devices.of("ann")).containsExactly(phone.id());
        }
    }

    @Test
    void aClientMustNameItsUserAndSendJson() {
        try (TestGateway gateway = TestGateway.start(new Notifications(devices), "--pass-query=user")) {
            assertThatExceptionOfType(HandshakeRefusedException.class).isThrownBy(gateway::connect);

            TestClient ann = gateway.handshake().query("user", "ann").connect();
            ann.send("tea?");

            assertThat(ann.awaitClosed().code()).isEqualTo(1007);
            assertThat(devices.of("ann")).isEmpty();
        }
    }

    private static final class InMemoryDevices implements Devices {
        private final Map<ConnectionId, String> owners = new ConcurrentHashMap<>();

        @Override
        public void add(String owner, ConnectionId device) {
            owners.put(device, owner);
        }

        @Override
        public void remove(Collection<ConnectionId> devices) {
            owners.keySet().removeAll(devices);
        }

        @Override
        public Optional<String> owner(ConnectionId device) {
            return Optional.ofNullable(owners.get(device));
        }

        @Override
        public List<ConnectionId> of(String owner) {
            return owners.keySet().stream()
                    .filter(device -> owners.get(device).equals(owner))
                    .collect(Collectors.toList());
        }
    }
}
