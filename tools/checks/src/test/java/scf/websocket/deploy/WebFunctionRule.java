package scf.websocket.deploy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A Web function has the inputs that WebSockets need; an event function has none of them. */
final class WebFunctionRule implements Rule {
    private static final List<String> KEYS = List.of("protocolType", "protocolParams", "instanceConcurrencyConfig");

    @Override
    public void check(Component component, DeployFiles files, Problems problems) {
        Optional<YamlValue> inputs = component.yaml().at("inputs");
        if (!component.is("scf") || inputs.isEmpty()) {
            return;
        }
        if (!component.isWeb()) {
            KEYS.forEach(key -> inputs.get()
                    .at(key)
                    .ifPresent(value -> problems.add(value, "is for Web functions, and silently ignored here")));
            return;
        }
        Fields fields = new Fields(inputs.get(), problems);
        fields.text("handler", Set.of("scf_bootstrap"), "the platform starts it");
        fields.text("protocolType", Set.of("WS"), "WebSockets need it, and it cannot be added later");
        fields.required("protocolParams", "it contains the idle time")
                .ifPresent(params -> checkIdle(params, inputs.get(), problems));
        fields.required("instanceConcurrencyConfig", "without it each connection gets its own instance")
                .ifPresent(config -> checkConcurrency(config, problems));
    }

    private static void checkIdle(YamlValue params, YamlValue inputs, Problems problems) {
        Fields fields = new Fields(params, problems);
        fields.onlyKnown(Set.of("wsParams"));
        fields.required("wsParams", "it contains the idle time").ifPresent(webSocket -> {
            Fields idleFields = new Fields(webSocket, problems);
            idleFields.onlyKnown(Set.of("idleTimeOut"));
            OptionalInt idle =
                    idleFields.number("idleTimeOut", seconds -> seconds >= 10 && seconds <= 7200, "10 to 7200 seconds");
            Optional<YamlValue> timeout = inputs.at("timeout").filter(YamlValue::isNumber);
            if (idle.isPresent()
                    && timeout.isPresent()
                    && idle.getAsInt() > Integer.parseInt(timeout.get().text())) {
                webSocket
                        .at("idleTimeOut")
                        .ifPresent(value -> problems.add(
                                value,
                                "must not exceed the function's timeout, "
                                        + timeout.get().text() + ", but is '" + value.text() + "'"));
            }
        });
    }

    private static void checkConcurrency(YamlValue config, Problems problems) {
        Fields fields = new Fields(config, problems);
        fields.onlyKnown(Set.of("enable", "dynamicEnabled", "maxConcurrency"));
        fields.flag("enable", "it is off by default");
        fields.flag("dynamicEnabled", "with it the platform chooses the number");
        fields.number("maxConcurrency", number -> number >= 2 && number <= 100, "2 to 100 connections");
    }
}
