package scf.websocket.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import scf.websocket.event.CloseCodes;
import scf.websocket.gateway.http.BadRequest;
import scf.websocket.testing.fuzz.Fuzz;

/** Nearly valid requests to close connections: none that is accepted leaves open which connections it means. */
class CloseRequestFuzzTest {
    private static final List<String> SEEDS = List.of(
            "{\"id\":\"AAAA\",\"api\":\"api-local\",\"code\":4000,\"reason\":\"bye\"}",
            "{\"group\":\"room\",\"address\":\"127.0.0.1\"}",
            "{\"all\":true,\"code\":1001}",
            "{\"api\":\"api-local\"}");

    @Test
    void everyRequestIsUnderstoodOrRefused() {
        assertThat(Fuzz.of("close-requests")
                        .seeds(SEEDS)
                        .tokens(
                                "{", "}", "\"", ",", ":", "null", "true", "false", "id", "all", "api", "::1", "[[",
                                "1005")
                        .run(body -> {
                            try {
                                return understood(CloseRequest.parse(body));
                            } catch (BadRequest e) {
                                assertThat(e.getMessage()).isNotBlank();
                                return "refused";
                            }
                        }))
                .contains("one", "some", "all", "refused");
    }

    private static String understood(CloseRequest request) {
        assertThat(CloseCodes.mayBeSent(request.order().code())).isTrue();
        assertThat(CloseCodes.isReason(request.order().reason())).isTrue();
        if (request.id().isPresent()) {
            assertThat(request.group().or(request::address)).isEmpty();
            return "one";
        }
        return request.api().or(request::group).or(request::address).isPresent() ? "some" : "all";
    }
}
