package scf.websocket.gateway.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateOfferTest {
    private static final String AGREED = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=10; client_no_context_takeover",
                "x-other, permessage-deflate; server_no_context_takeover",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate",
                "permessage-deflate; nonsense, x-other, permessage-deflate; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=\"10\"",
                "permessage-deflate;client_no_context_takeover;client_max_window_bits,deflate-frame"
            })
    void acceptsTheOffersOfBrowsersAndOtherClients(String offer) {
        assertThat(DeflateOffer.answer(offer)).contains(AGREED);
    }

    @Test
    void confirmsTheFullWindowOnRequest() {
        assertThat(DeflateOffer.answer("permessage-deflate; server_max_window_bits=15"))
                .contains(AGREED + "; server_max_window_bits=15");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x-webkit-deflate-frame",
                "permessage-deflate; server_max_window_bits=10",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; something",
                "permessage-deflate; client_max_window_bits; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=10; client_max_window_bits=10",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; client_no_context_takeover=\"\"",
                "permessage-deflate; client_max_window_bits=",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=010",
                "permessage-deflate; client_max_window_bits=1 0",
                "permessage-deflate; client_max_window_bits=\"10",
                "permessage-deflate; client max_window_bits",
                "permessage-deflate;",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; client_max_window_bits, deflate-frame, x-webkit-deflate-frame"
            })
    void declinesOffersThatItCannotHonour(String offer) {
        assertThat(DeflateOffer.answer(offer)).isEmpty();
        assertThat(DeflateOffer.answer(null)).isEmpty();
    }
}
