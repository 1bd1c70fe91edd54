package scf.websocket.deploy;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Timers are valid, and Function URLs are not open to everyone. */
final class TriggerRule implements Rule {
    @Override
    public void check(Component component, DeployFiles files, Problems problems) {
        if (!component.is("scf")) {
            return;
        }
        component.input("events").ifPresent(events -> {
            if (events.items().isEmpty()) {
                problems.add(events, "must be a list of triggers");
            }
            events.items().forEach(event -> checkEvent(component, event, problems));
        });
    }

    private static void checkEvent(Component component, YamlValue event, Problems problems) {
        Fields fields = new Fields(event, problems);
        fields.onlyKnown(Set.of("timer", "http"));
        event.at("timer", "parameters").ifPresent(parameters -> checkTimer(parameters, problems));
        event.at("http", "parameters").ifPresent(parameters -> checkFunctionUrl(component, parameters, problems));
        for (YamlValue trigger : event.entryList()) {
            Fields below = new Fields(trigger, problems);
            below.onlyKnown(Set.of("parameters"));
            below.required("parameters", "the trigger does nothing without them");
        }
    }

    private static void checkTimer(YamlValue parameters, Problems problems) {
        Fields fields = new Fields(parameters, problems);
        fields.onlyKnown(Set.of("name", "qualifier", "cronExpression", "enable", "argument"));
        fields.required("name", "it names the trigger");
        fields.required("cronExpression", "it defines when the timer fires")
                .ifPresent(cron -> CronExpression.problem(cron.text()).ifPresent(why -> problems.add(cron, why)));
        fields.flag("enable", "a timer is off by default")
                .filter(enabled -> !enabled)
                .ifPresent(off -> parameters
                        .at("enable")
                        .ifPresent(value -> problems.add(value, "must be true, or the timer never fires")));
    }

    private static void checkFunctionUrl(Component component, YamlValue parameters, Problems problems) {
        Fields fields = new Fields(parameters, problems);
        fields.onlyKnown(Set.of("name", "qualifier", "authType", "netConfig", "corsConfig", "enable"));
        fields.required("qualifier", "a second deploy finds the URL by it");
        Optional<String> authentication = fields.text("authType", Set.of("NONE", "CAM"), "it defines who may call");
        fields.required("netConfig", "a URL needs a network").ifPresent(net -> {
            Fields networks = new Fields(net, problems);
            networks.onlyKnown(Set.of("enableIntranet", "enableExtranet"));
            boolean inside =
                    networks.flag("enableIntranet", "it is off by default").orElse(false);
            boolean outside =
                    networks.flag("enableExtranet", "it is off by default").orElse(false);
            if (!inside && !outside) {
                problems.add(net, "must enable a network, or the URL is unreachable");
            }
        });
        // The HTTP API checks a key in each request.
        boolean isChecked = Stream.of("EVENT_SIGNING_KEYS", "API_KEY")
                .anyMatch(keys ->
                        component.input("environment", "variables", keys).isPresent());
        if (!component.isWeb() && authentication.filter("NONE"::equals).isPresent() && !isChecked) {
            parameters
                    .at("authType")
                    .ifPresent(value -> problems.add(
                            value,
                            "allows anyone to send events: inputs.environment.variables needs EVENT_SIGNING_KEYS"));
        }
    }
}
