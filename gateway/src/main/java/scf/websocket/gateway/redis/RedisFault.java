package scf.websocket.gateway.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.protocol.RedisProtocolException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Explains a Redis failure in a sentence that names the setting. Contains no password, because servers do not repeat
 * one in an error.
 */
public final class RedisFault {
    private static final String CLOSED =
            "it closes the connection at once: it is no Redis, or only one side speaks TLS; is the redis: or rediss: of"
                    + " --redis (GATEWAY_REDIS) right?";

    /** What Lettuce says of a connection that the server closes before its answer to the handshake. */
    private static final String CLOSED_EARLY = "closed prematurely";

    private static final String PROTECTED =
            "this Redis is in protected mode: give it a password and put that into GATEWAY_REDIS (--redis)";

    private static final String NOT_PERMITTED =
            "the user in GATEWAY_REDIS (--redis) may not do everything that is needed; see docs/operate.md, Redis";

    /** What Redis 7 says of a command in a script. */
    private static final String NOT_PERMITTED_IN_SCRIPT = "the user executing the script can't";

    /** Error codes in lower case, and their meaning. */
    private static final String[][] CODES = {
        {"wrongpass", "the user name or the password in GATEWAY_REDIS (--redis) is wrong"},
        {"noauth", "this Redis wants a password: GATEWAY_REDIS (--redis) must be like redis://:password@host:port"},
        {"noperm", NOT_PERMITTED},
        {"loading", RedisRequirements.LOADING},
        {"readonly", RedisRequirements.REPLICA},
        {"masterdown", RedisRequirements.REPLICA},
        {"noreplicas", "this Redis takes no writes because too few replicas follow it (min-replicas-to-write)"},
        {"misconf", "this Redis takes no writes because it cannot save its data to disk"},
        {"oom", "this Redis takes no writes because its memory is full (maxmemory)"},
        {"moved", RedisRequirements.CLUSTER},
        {"ask", RedisRequirements.CLUSTER},
        {"clusterdown", "this Redis Cluster is down: slots have no server, or most of its primaries are away"},
        {"crossslot", RedisRequirements.CLUSTER},
        {"denied", PROTECTED},
        {"wrongtype", "a name that begins with GATEWAY_REDIS_PREFIX (--redis-prefix) holds something of another program"
        },
    };

    /** Text of errors without a code, in lower case. The first match counts. */
    private static final String[][] ERRORS = {
        {"invalid password", "the password in GATEWAY_REDIS (--redis) is wrong"},
        {"called without any password configured", "GATEWAY_REDIS (--redis) has a password, but this Redis has none"},
        {"no password is set", "GATEWAY_REDIS (--redis) has a password, but this Redis has none"},
        {NOT_PERMITTED_IN_SCRIPT, NOT_PERMITTED},
        {"cluster mode", RedisRequirements.CLUSTER},
        {"same slot", RedisRequirements.CLUSTER},
        {"max number of clients", "this Redis has as many clients as it admits (maxclients)"},
        {"db index", "GATEWAY_REDIS (--redis) names a database that this Redis does not have"},
        {
            "unknown command",
            "this server lacks a command that is needed; a Redis of version " + RedisRequirements.LEAST_MAJOR
                    + " or newer has it"
        },
    };

    /** Text of other failures, in lower case. Each contains a blank, so it cannot match a host name. */
    private static final String[][] FAILURES = {
        {"denied redis", PROTECTED},
        {"connection reset", CLOSED},
        {CLOSED_EARLY, CLOSED},
    };

    /** Those of {@link #CODES} and {@link #ERRORS} that require a corrected setting; the others may be temporary. */
    private static final Set<String> SETTINGS = Set.of(
            "wrongpass",
            "noauth",
            "noperm",
            "moved",
            "ask",
            "crossslot",
            "denied",
            "wrongtype",
            "invalid password",
            "called without any password configured",
            "no password is set",
            NOT_PERMITTED_IN_SCRIPT,
            "cluster mode",
            "same slot",
            "db index",
            "unknown command");

    private RedisFault() {}

    /** Whether a retry is useless until a setting of the gateway or of Redis is corrected. */
    public static boolean isSetting(Throwable failure) {
        return chain(failure).stream().anyMatch(RedisFault::isOneOfSettings);
    }

    /** Whether all that is known is that the connection was closed. */
    static boolean isClosed(RedisException failure) {
        return chain(failure).stream()
                .map(each -> String.valueOf(each.getMessage()))
                .anyMatch(text -> text.contains(CLOSED_EARLY) || text.contains("not connected"));
    }

    /** Returns the failure to report: one that requires a corrected setting, or else the first. */
    static RedisException moreTelling(@Nullable RedisException first, RedisException next) {
        return first == null || next instanceof RedisUnsuitableException || (isSetting(next) && !isSetting(first))
                ? next
                : first;
    }

    /** Whether the server wants a password and was given none. */
    static boolean isPasswordMissing(RedisException failure) {
        return chain(failure).stream()
                .anyMatch(each -> each instanceof RedisCommandExecutionException
                        && hasCode(String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT), "noauth"));
    }

    private static boolean isOneOfSettings(Throwable failure) {
        if (failure instanceof RedisUnsuitableException unsuitable) {
            return !unsuitable.mayPass();
        }
        if (failure instanceof RedisCommandExecutionException) {
            String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
            return SETTINGS.stream()
                    .anyMatch(known -> hasCode(text, known) || (known.contains(" ") && text.contains(known)));
        }
        return failure instanceof NotSslRecordException
                || failure instanceof CertificateException
                || failure instanceof RedisProtocolException
                || String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("denied redis");
    }

    /** Returns one line without the address. */
    public static String explain(Throwable failure) {
        List<Throwable> chain = chain(failure);
        return byType(chain).or(() -> byAnswer(chain)).orElseGet(() -> own(chain));
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable next = failure; next != null && chain.size() < 16; next = next.getCause()) {
            chain.add(next);
        }
        return chain;
    }

    private static Optional<String> byType(List<Throwable> chain) {
        for (Throwable failure : chain) {
            if (failure instanceof RedisUnsuitableException unsuitable) {
                return Optional.of(oneLine(unsuitable));
            }
            if (failure instanceof UnknownHostException) {
                return Optional.of("the name in --redis (GATEWAY_REDIS) cannot be resolved");
            }
            if (failure instanceof ConnectTimeoutException) {
                return Optional.of("nothing answers there within " + RedisSettings.TIMEOUT.toSeconds()
                        + " s: a firewall, or another address than the one in --redis (GATEWAY_REDIS)");
            }
            if (failure instanceof ConnectException) {
                return Optional.of(
                        "nothing listens there; is Redis running, and is the port in --redis (GATEWAY_REDIS) right?");
            }
            if (failure instanceof RedisCommandTimeoutException || failure instanceof TimeoutException) {
                return Optional.of(
                        "it takes the connection but does not answer within " + RedisSettings.TIMEOUT.toSeconds()
                                + " s: it is overloaded, is no Redis, or only one side speaks TLS; is the redis: or rediss: of --redis"
                                + " (GATEWAY_REDIS) right?");
            }
            if (failure instanceof NotSslRecordException) {
                return Optional.of("this server does not speak TLS: --redis (GATEWAY_REDIS) must begin with redis:");
            }
            if (failure instanceof CertificateException) {
                return Optional.of("the certificate of this Redis is not trusted: " + failure.getMessage()
                        + "; the name in GATEWAY_REDIS (--redis) must be in the certificate, and its issuer in"
                        + " GATEWAY_REDIS_CA (--redis-ca) or, without that, in the trust store of Java");
            }
            if (failure instanceof RedisProtocolException) {
                return Optional.of("what answers there is no Redis; is the port in --redis (GATEWAY_REDIS) right?");
            }
        }
        return Optional.empty();
    }

    /** Starts with the innermost exception: outer ones contain the host name, which may look like an error. */
    private static Optional<String> byAnswer(List<Throwable> chain) {
        for (int i = chain.size() - 1; i >= 0; i--) {
            Throwable failure = chain.get(i);
            Optional<String> meaning = meaning(failure);
            if (meaning.isPresent()) {
                return Optional.of(meaning.get() + " (" + oneLine(failure) + ")");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> meaning(Throwable failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (failure instanceof RedisCommandExecutionException) {
            return first(CODES, code -> hasCode(text, code)).or(() -> first(ERRORS, text::contains));
        }
        return first(FAILURES, text::contains);
    }

    /** The code is at the start or, before Redis 7, where a script error quotes that of its command. */
    private static boolean hasCode(String text, String code) {
        return text.startsWith(code + " ") || text.contains(": -" + code + " ");
    }

    private static Optional<String> first(String[][] meanings, Predicate<String> fits) {
        return Arrays.stream(meanings)
                .filter(meaning -> fits.test(meaning[0]))
                .map(meaning -> meaning[1])
                .findFirst();
    }

    private static String own(List<Throwable> chain) {
        return oneLine(chain.get(chain.size() - 1));
    }

    private static String oneLine(Throwable failure) {
        String text = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String line = text.replaceAll("\\s+", " ").trim();
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }
}
