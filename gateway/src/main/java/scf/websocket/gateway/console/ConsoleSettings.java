package scf.websocket.gateway.console;

/**
 * What the console offers.
 *
 * @param strict whether the gateway supports only what Tencent documents
 * @param payloads whether events show what functions got and answered
 * @param faults whether faults may be injected
 */
public record ConsoleSettings(boolean strict, boolean payloads, boolean faults) {}
