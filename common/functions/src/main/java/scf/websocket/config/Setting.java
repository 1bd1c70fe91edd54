package scf.websocket.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the functions. Each constant is named after its environment variable. An unset or blank variable
 * means the default. A setting without a default is required only when it is read with {@link Settings#text} or one of
 * its typed variants.
 */
public enum Setting {
    DB_HOST(SettingFormat.TEXT, null, "host name or address of the database server"),

    DB_PORT(SettingFormat.PORT, "3306", "port of the database server"),

    DB_DATABASE(SettingFormat.TEXT, "SCF_Demo", "name of the database"),

    DB_USER(SettingFormat.TEXT, null, "user of the database"),

    DB_PASSWORD(SettingFormat.SECRET, "", "password of that user"),

    DB_TLS(
            SettingFormat.TLS,
            "preferred",
            "encryption of the database connection; preferred encrypts, without verification, if the server supports"
                    + " it"),

    DB_CONNECT_TIMEOUT_MILLIS(SettingFormat.MILLIS, "1500", "longest wait for a database connection, in milliseconds"),

    DB_QUERY_TIMEOUT_MILLIS(
            SettingFormat.MILLIS, "1000", "longest wait for the answer to one statement, in milliseconds"),

    CONNECTION_STORE(
            SettingFormat.NAME,
            "mysql",
            "store for connections: mysql (also for MariaDB), or cos in a jar built with the profile cos"),

    COS_BUCKET(SettingFormat.BUCKET, null, "bucket that stores the connections if CONNECTION_STORE is cos"),

    COS_REGION(
            SettingFormat.REGION,
            null,
            "region of that bucket; defaults to TENCENTCLOUD_REGION, which the platform sets"),

    COS_PREFIX(
            SettingFormat.PREFIX,
            "connections/",
            "prefix of the connections' keys; must not be used for anything else"),

    COS_ENDPOINT(
            SettingFormat.ORIGIN, "", "address of the bucket; empty is https://COS_BUCKET.cos.COS_REGION.myqcloud.com"),

    COS_REQUEST_TIMEOUT_MILLIS(
            SettingFormat.MILLIS, "1000", "longest wait at each step of a request to COS, in milliseconds"),

    COS_TIMEOUT_MILLIS(
            SettingFormat.MILLIS,
            "2000",
            "time limit of one store operation, however many requests it needs, in milliseconds"),

    PUSH_URL(
            SettingFormat.URL,
            null,
            "address of the reverse push; required by transmission, and by the other functions only if they push"),

    PUSH_TOKEN(
            SettingFormat.TOKEN,
            "",
            "bearer token of the reverse push; empty sends none, as Tencent's gateway expects"),

    PUSH_EXTENDED(
            SettingFormat.FLAG,
            "false",
            "true if PUSH_URL is our gateway: a request addresses up to 1,000 recipients, and the sweep can ask which"
                    + " connections are open"),

    PUSH_VIA(
            SettingFormat.VIA,
            "auto",
            "way of pushes: auto lets them leave with the function's answer if the gateway announces that, post always"
                    + " posts them to PUSH_URL"),

    PUSH_PARALLELISM(SettingFormat.PARALLELISM, "64", "maximum number of concurrent push requests"),

    PUSH_TIMEOUT_MILLIS(
            SettingFormat.MILLIS, "2000", "longest wait for the answer to one push request, in milliseconds"),

    EVENT_SIGNING_KEYS(
            SettingFormat.KEYS,
            "",
            "keys that verify events received through a Function URL, the same as in the gateway's"
                    + " GATEWAY_SIGNING_KEYS; empty accepts every event"),

    EVENT_SIGNING_TARGET(
            SettingFormat.URL,
            "",
            "address of this function as configured in the gateway: with EVENT_SIGNING_KEYS, only events signed for"
                    + " this function at this address are accepted; empty also accepts events for other targets, and"
                    + " signatures of 0.1"),

    WEBSOCKET_APP(
            SettingFormat.CLASS,
            "",
            "class of the application, in the function's jar or a layer; empty selects the one that the jar names in"
                    + " META-INF/services/scf.websocket.app.WebSocketApp, or the chat room if it names none"),

    SUBPROTOCOLS(
            SettingFormat.NAMES,
            "",
            "comma-separated subprotocols that the application speaks; overrides those that the application names"),

    CHAT_ONLINE_SUFFIX(
            SettingFormat.FLAG, "false", "true appends the number of people online to each text in the chat room"),

    CHANNELS_POLICY(
            SettingFormat.CLASS,
            "",
            "class that decides who may subscribe, publish and call methods in the application with channels, beside"
                    + " the options of the channels"),

    CHANNELS_CONFIG(
            SettingFormat.TEXT,
            "",
            "options of the channels, as JSON or the name of a JSON file; empty opens channels only to clients with a"
                    + " subscription token"),

    AUTH_MODE(
            SettingFormat.MODE,
            "required",
            "sign-in to the channels: required refuses clients without a connection token, optional takes them for anonymous,"
                    + " anonymous ignores tokens"),

    TOKEN_HMAC_SECRET_KEY(SettingFormat.LONG_SECRET, "", "secret that verifies tokens signed with HS256"),

    TOKEN_RSA_PUBLIC_KEY(SettingFormat.PEM, "", "public key that verifies tokens signed with RS256"),

    TOKEN_ECDSA_PUBLIC_KEY(SettingFormat.PEM, "", "public key that verifies tokens signed with ES256"),

    TOKEN_JWKS(
            SettingFormat.TEXT,
            "",
            "address or file of a key set (JWKS) that verifies tokens signed with RS256 or ES256 and a key id"),

    TOKEN_ISSUER(SettingFormat.TEXT, "", "issuer that tokens must name; empty accepts any"),

    TOKEN_AUDIENCE(SettingFormat.TEXT, "", "audience that tokens must name; empty accepts any"),

    TOKEN_SKEW_SECONDS(
            SettingFormat.SKEW, "0", "how far the clock of the tokens' issuer may differ from ours, in seconds"),

    API_KEY(
            SettingFormat.KEYS,
            null,
            "keys of the HTTP API, one of which each of its requests needs; two during a rotation. Required by the function"
                    + " of the API"),

    SWEEP_AFTER_SECONDS(
            SettingFormat.AGE,
            "3600",
            "age, in seconds, from which the sweep asks the gateway whether a connection is still open"),

    SWEEP_MAX_AGE_SECONDS(
            SettingFormat.SECONDS,
            "0",
            "age, in seconds, from which the sweep removes a connection without asking; must exceed the longest"
                    + " lifetime of a connection; 0 disables this"),

    LOG_LEVEL(SettingFormat.LEVEL, "info", "minimum level of log lines: error, warn, info, debug or off");

    private final SettingFormat form;
    private final @Nullable String defaultValue;
    private final String meaning;

    Setting(SettingFormat form, @Nullable String defaultValue, String meaning) {
        this.form = form;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    /** Returns the default; empty if reading the setting without a value fails. */
    public Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /** Returns the purpose and the unit, in one line. */
    public String meaning() {
        return meaning;
    }

    /** Returns the format, as a phrase that completes "should be …". */
    public String form() {
        return form.description();
    }

    /**
     * Returns whether the value must be masked. The push URL is included because its path may contain a secret of our
     * gateway.
     */
    public boolean secret() {
        return this == PUSH_URL
                || form == SettingFormat.SECRET
                || form == SettingFormat.LONG_SECRET
                || form == SettingFormat.TOKEN
                || form == SettingFormat.KEYS;
    }

    boolean accepts(String value) {
        return form.accepts(value);
    }
}
