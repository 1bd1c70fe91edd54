package scf.websocket.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every setting that the functions know: the name of the environment variable is the name of the constant. A variable that is unset or
 * blank means the default; a setting without a default is required by whoever reads it with {@link Settings#text} and friends,
 * and by nobody else.
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
            "encryption of the database connection; preferred encrypts, unverified, where the server can"),

    DB_CONNECT_TIMEOUT_MILLIS(SettingFormat.MILLIS, "1500", "longest wait for a database connection, in milliseconds"),

    DB_QUERY_TIMEOUT_MILLIS(
            SettingFormat.MILLIS, "1000", "longest wait for the answer to one statement, in milliseconds"),

    CONNECTION_STORE(
            SettingFormat.NAME,
            "mysql",
            "where the connections are kept: mysql (MariaDB too), or cos in a jar that was built with the profile cos"),

    COS_BUCKET(SettingFormat.BUCKET, null, "bucket that the connections are kept in, if CONNECTION_STORE is cos"),

    COS_REGION(
            SettingFormat.REGION,
            null,
            "region of that bucket; TENCENTCLOUD_REGION, which the platform sets, unless told otherwise"),

    COS_PREFIX(
            SettingFormat.PREFIX,
            "connections/",
            "what the keys of the connections begin with; nothing else may be kept there"),

    COS_ENDPOINT(
            SettingFormat.ORIGIN, "", "address of the bucket; empty is https://COS_BUCKET.cos.COS_REGION.myqcloud.com"),

    COS_REQUEST_TIMEOUT_MILLIS(
            SettingFormat.MILLIS, "1000", "longest wait for COS at each step of one request, in milliseconds"),

    COS_TIMEOUT_MILLIS(
            SettingFormat.MILLIS,
            "2000",
            "longest time that one operation on the connections takes, however many requests it needs, in milliseconds"),

    PUSH_URL(
            SettingFormat.URL,
            null,
            "address of the reverse push; transmission needs it, the others only where they push"),

    PUSH_TOKEN(
            SettingFormat.TOKEN,
            "",
            "bearer token of the reverse push; empty sends none, as Tencent's gateway wants it"),

    PUSH_EXTENDED(
            SettingFormat.FLAG,
            "false",
            "true if PUSH_URL is our gateway: one request for up to 1,000 recipients, and a sweep that asks what is open"),

    PUSH_PARALLELISM(SettingFormat.PARALLELISM, "64", "most push requests at one time"),

    PUSH_TIMEOUT_MILLIS(
            SettingFormat.MILLIS, "2000", "longest wait for the answer to one push request, in milliseconds"),

    EVENT_SIGNING_KEYS(
            SettingFormat.KEYS,
            "",
            "keys that events through a Function URL must be signed with; the gateway's GATEWAY_SIGNING_KEYS has the same; empty"
                    + " takes every event"),

    EVENT_SIGNING_TARGET(
            SettingFormat.URL,
            "",
            "address of this function as the gateway's options have it: with EVENT_SIGNING_KEYS, only events that are signed for this"
                    + " function at this address are taken; empty takes those for others, and signatures of 0.1"),

    WEBSOCKET_APP(
            SettingFormat.CLASS,
            "",
            "class of the application, in the function's jar or a layer; empty is the one that the jar names in"
                    + " META-INF/services/scf.websocket.app.WebSocketApp, or the chat room if it names none"),

    SUBPROTOCOLS(
            SettingFormat.NAMES,
            "",
            "comma list of the subprotocols that the application speaks, in place of those it names itself"),

    CHAT_ONLINE_SUFFIX(
            SettingFormat.FLAG, "false", "true makes the chat room append the number of people online to each text"),

    SWEEP_AFTER_SECONDS(
            SettingFormat.AGE,
            "3600",
            "age, in seconds, from which the sweep asks the gateway whether a connection is still open"),

    SWEEP_MAX_AGE_SECONDS(
            SettingFormat.SECONDS,
            "0",
            "age, in seconds, from which the sweep removes a connection without asking; must be above the longest life of a"
                    + " connection; 0 never does"),

    LOG_LEVEL(SettingFormat.LEVEL, "info", "least level of the log lines: error, warn, info, debug or off");

    private final SettingFormat form;
    private final @Nullable String defaultValue;
    private final String meaning;

    Setting(SettingFormat form, @Nullable String defaultValue, String meaning) {
        this.form = form;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    /** Empty if there is none: whoever needs the setting fails without it. */
    public Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /** What it is for, with its unit, in a line. */
    public String meaning() {
        return meaning;
    }

    /** What a value looks like, in words that complete "should be …". */
    public String form() {
        return form.description();
    }

    /** Whether the value must never be shown; the push URL, too, because its path may hold a secret of our gateway. */
    public boolean secret() {
        return this == PUSH_URL
                || form == SettingFormat.SECRET
                || form == SettingFormat.TOKEN
                || form == SettingFormat.KEYS;
    }

    boolean accepts(String value) {
        return form.accepts(value);
    }
}
