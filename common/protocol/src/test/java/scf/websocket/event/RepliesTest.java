package scf.websocket.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RepliesTest {
    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void acceptsWithTheChosenSubprotocolAsDocumented() throws Exception {
        RegisterReply reply = RegisterReply.accepted(ConnectionId.of("xa=="), "chat");

        assertThat(mapper.readTree(mapper.writeValueAsString(reply)))
                .isEqualTo(mapper.readTree("{\"errNo\":0,\"errMsg\":\"ok\",\"websocket\":{\"action\":\"connecting\","
                        + "\"secConnectionID\":\"xa==\",\"secWebSocketProtocol\":\"chat\"}}"));
    }

    @Test
    void leavesOutTheSubprotocolIfNoneIsChosen() throws Exception {
        assertThat(mapper.writeValueAsString(RegisterReply.accepted(ConnectionId.of("xa=="), null)))
                .doesNotContain("secWebSocketProtocol")
                .doesNotContain("null");
    }

    @Test
    void aRefusalContainsOnlyNumberAndMessage() throws Exception {
        RegisterReply reply = RegisterReply.refused(ErrorNumber.NO_WEBSOCKET, "not found websocket");

        assertThat(mapper.readTree(mapper.writeValueAsString(reply)))
                .isEqualTo(mapper.readTree("{\"errNo\":102,\"errMsg\":\"not found websocket\"}"));
    }

    @Test
    void leavesOutExtensionsUnlessThereAreSome() throws Exception {
        EventReply reply = EventReply.ok();
        RegisterReply register = RegisterReply.accepted(ConnectionId.of("xa=="), null);
        assertThat(mapper.writeValueAsString(reply)).isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\"}");
        assertThat(mapper.writeValueAsString(register)).doesNotContain("extensions");

        reply.setExtensions("{\"key\":\"k\"}");
        register.setExtensions("{\"key\":\"k\"}");

        assertThat(mapper.readTree(mapper.writeValueAsString(reply)))
                .isEqualTo(
                        mapper.readTree("{\"errNo\":0,\"errMsg\":\"ok\",\"extensions\":\"{\\\"key\\\":\\\"k\\\"}\"}"));
        assertThat(mapper.readTree(mapper.writeValueAsString(register))
                        .get("extensions")
                        .textValue())
                .isEqualTo("{\"key\":\"k\"}");
    }

    @Test
    void keepsThePublishedNumbers() {
        assertThat(ErrorNumber.values())
                .extracting(ErrorNumber::number)
                .containsExactly(0, 101, 102, 103, 104, 105, 106, 107, 201, 202, 203, 204, 205);
    }

    @Test
    void faultsHaveNumbersFrom200To299ExceptForRefused() {
        assertThat(Arrays.stream(ErrorNumber.values())
                        .mapToInt(ErrorNumber::number)
                        .filter(ErrorNumber::isFault))
                .containsExactly(201, 202, 203, 204);
        assertThat(LongStream.rangeClosed(-1000, 1000).filter(ErrorNumber::isFault))
                .hasSize(99)
                .allMatch(number -> number >= 200 && number <= 299 && number != 205);
    }
}
