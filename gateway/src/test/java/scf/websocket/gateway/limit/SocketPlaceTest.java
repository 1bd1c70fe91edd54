package scf.websocket.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SocketPlaceTest {
    private final SocketLimit limit = SocketLimit.ofPushes(4, 2);

    private SocketPlace taken(String address) {
        SocketPlace place = new SocketPlace(limit);
        assertThat(place.take(address)).isNull();
        return place;
    }

    @Test
    void addressesOfOne64ShareTheirPlaces() {
        taken("2001:db8::1");
        SocketPlace second = taken("2001:db8::2");
        assertThat(new SocketPlace(limit).take("2001:db8::3")).isEqualTo(Limit.PUSH_SOCKETS_PER_ADDRESS);
        second.release();
        taken("2001:db8::3");
        taken("::ffff:203.0.113.7");
        taken("203.0.113.7");
        assertThat(new SocketPlace(limit).take("203.0.113.8")).isEqualTo(Limit.PUSH_SOCKETS);
    }

    @Test
    void anEndedSocketTakesNoPlaceAgain() {
        SocketPlace place = new SocketPlace(limit);
        assertThat(place.take(null)).isNull();
        place.release();
        assertThat(place.move("203.0.113.7")).isTrue();
        assertThat(limit.addresses()).isZero();
    }

    @Test
    void aMoveCarriesThePlaceAlong() {
        SocketPlace first = taken("203.0.113.7");
        SocketPlace second = taken("203.0.113.7");
        assertThat(first.move(null)).isTrue();
        SocketPlace third = taken("203.0.113.7");
        assertThat(first.move("203.0.113.7")).isFalse();
        assertThat(first.move("203.0.113.8")).isTrue();
        first.release();
        second.release();
        third.release();
        assertThat(limit.addresses()).isZero();
    }
}
