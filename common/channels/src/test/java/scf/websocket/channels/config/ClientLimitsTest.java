package scf.websocket.channels.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.config.SettingsException;

class ClientLimitsTest {
    private static final String B = "{'enabled':true,'buckets':[{'interval':'1s','rate':5}]}";

    private static ClientLimits limits(String rateLimit) {
        return ChannelsConfigTest.config(
                        ("{'client':{'rate_limit':" + rateLimit.replace(":B", ":" + B) + "}}").replace('\'', '"'))
                .limits();
    }

    private static List<String> names(List<RateBucket> buckets) {
        return buckets.stream().map(RateBucket::name).collect(Collectors.toList());
    }

    @Test
    void onlyErrorsAreLimitedByDefault() {
        for (String config : List.of("{}", "{'client':{}}", "{'client':{'rate_limit':{}}}")) {
            ClientLimits limits =
                    ChannelsConfigTest.config(config.replace('\'', '"')).limits();
            for (Operation operation : Operation.values()) {
                assertThat(limits.ofConnection().of(operation)).isEmpty();
                assertThat(limits.ofUser().of(operation)).isEmpty();
            }
            assertThat(limits.errors().total()).singleElement().satisfies(bucket -> {
                assertThat(bucket.rate()).isEqualTo(200);
                assertThat(bucket.emptiest(0)).isEqualTo(10_000_000);
            });
        }
        assertThat(limits("{'client_error':{'enabled':false}}").errors().total())
                .isEmpty();
    }

    @Test
    void anOperationUsesItsOwnBucketsOrTheDefaultOnesAndTheTotalOnes() {
        RateLimits user = limits("{'user_command':{'enabled':true,'total':B,'default':B,'connect':B,'publish':"
                        + "{'enabled':true,'buckets':[{'interval':'1s','rate':5},{'interval':'1m','rate':50}]},"
                        + "'rpc':{'enabled':false,'buckets':[{'interval':'1s','rate':1}]}}}")
                .ofUser();
        assertThat(names(user.of(Operation.CONNECT))).containsExactly("connect", "total");
        assertThat(names(user.of(Operation.PUBLISH))).containsExactly("publish", "publish1", "total");
        assertThat(names(user.of(Operation.RPC))).containsExactly("default", "total");
        assertThat(names(user.of(Operation.SUBSCRIBE))).containsExactly("default", "total");
    }

    @Test
    void aBucketIsFullAfterItsInterval() {
        RateBucket bucket = limits("{'client_command':{'enabled':true,'publish':B}}")
                .ofConnection()
                .of(Operation.PUBLISH)
                .get(0);
        long now = 1_000_000_000L;
        assertThat(bucket.room(0, now)).isEqualTo(5);
        assertThat(bucket.room(now + bucket.cost(2), now)).isEqualTo(3);
        assertThat(bucket.room(now + bucket.cost(5), now)).isZero();
        assertThat(bucket.room(now + bucket.cost(5), now + 199_999)).isZero();
        assertThat(bucket.room(now + bucket.cost(5), now + 200_000)).isEqualTo(1);
        assertThat(bucket.room(now + bucket.cost(9), now)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "1                                                      | client.rate_limit should be an object",
                "{'server':{}}                                          | not exist: client.rate_limit.server.",
                "{'user_command':1}                                     | user_command should be an object",
                "{'user_command':{}}                                    | lacks client.rate_limit.user_command.enabled",
                "{'user_command':{'enabled':1}}                         | user_command.enabled should be true or false",
                "{'user_command':{'enabled':true}}                      | user_command should be an object with 1 to 6",
                "{'user_command':{'enabled':true,'ping':B}}             | not exist: client.rate_limit.user_command.ping",
                "{'user_command':{'enabled':true,'PUBLISH':B}}          | not exist: client.rate_limit.user_command.PUB",
                "{'client_command':{'enabled':true,'connect':B}}        | not exist: client.rate_limit.client_command.con",
                "{'client_error':{'enabled':true,'publish':B}}          | not exist: client.rate_limit.client_error.publ",
                "{'client_error':{'enabled':true,'default':B}}          | not exist: client.rate_limit.client_error.def",
                "{'user_command':{'enabled':true,'rpc':1}}              | user_command.rpc should be an object",
                "{'user_command':{'enabled':true,'rpc':{}}}             | lacks client.rate_limit.user_command.rpc.enab",
                "{'user_command':{'enabled':true,'rpc':{'enabled':true}}} | user_command.rpc should be an object with b",
                "{'user_command':{'enabled':true,'rpc':{'method_override':[]}}} | not exist: client.rate_limit.user_com",
                "{'user_command':{'enabled':true,'rpc':{'buckets':1}}}  | rpc.buckets should be an array",
                "{'user_command':{'enabled':true,'rpc':{'buckets':[1]}}} | rpc.buckets[0] should be an object",
                "{'user_command':{'enabled':true,'rpc':{'buckets':[{}]}}} | lacks client.rate_limit.user_command.rpc.buck",
                "{'user_command':{'enabled':true,'rpc':{'buckets':[{'rate':1}]}}} | rpc.buckets[0].interval",
                "{'user_command':{'enabled':true,'rpc':{'buckets':[{'rate':0}]}}} | rpc.buckets[0].rate should be a number",
                "{'user_command':{'enabled':true,'rpc':{'buckets':[{'rate':-1}]}}} | rpc.buckets[0].rate should be a num",
                "{'user_command':{'enabled':true,'rpc':{'buckets':[{'rate':1.5}]}}} | rpc.buckets[0].rate should be a nu",
                "{'user_command':{'enabled':true,'rpc':{'buckets':[{'rate':99999999999}]}}} | rpc.buckets[0].rate should",
                "{'user_command':{'enabled':true,'rpc':{'buckets':[{'interval':1}]}}} | rpc.buckets[0].interval should be",
                "{'user_command':{'enabled':true,'rpc':{'buckets':[{'interval':'0'}]}}} | rpc.buckets[0].interval should",
                "{'user_command':{'enabled':true,'rpc':{'buckets':[{'interval':'25h'}]}}} | rpc.buckets[0].interval should",
                "{'user_command':{'enabled':true,'rpc':{'buckets':[{'burst':5}]}}} | not exist: client.rate_limit.user_co",
                "{'user_command':{'enabled':true,'rpc':{'enabled':true,'buckets':[{'interval':'1us','rate':2}]}}} | most one",
            })
    void aMalformedLimitStopsTheStartAndIsNamed(String json, String problem) {
        assertThatThrownBy(() -> limits(json))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("CHANNELS_CONFIG ")
                .hasMessageContaining(problem);
    }

    @Test
    void otherMembersOfClientDoNotExist() {
        assertThatThrownBy(() -> ChannelsConfigTest.config("{\"client\":{\"channel_limit\":1}}"))
                .hasMessageContaining("does not exist: client.channel_limit.");
    }
}
