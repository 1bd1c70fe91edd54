package scf.websocket.deploy;

import java.util.Optional;
import java.util.Set;

/** Timers that run, and Function URLs that do not stand open. */
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
            below.required("parameters", "the trigger does nothing without");
        }
    }

    private static void checkTimer(YamlValue parameters, Problems problems) {
        Fields fields = new Fields(parameters, problems);
        fields.onlyKnown(Set.of("name", "qualifier", "cronExpression", "enable", "argument"));
        fields.required("name", "it names the trigger");
        fields.required("cronExpression", "it says when")
                .ifPresent(cron -> CronExpression.problem(cron.text()).ifPresent(why -> problems.add(cron, why)));
        fields.flag("enable", "a timer is off unless told otherwise")
                .filter(enabled -> !enabled)
                .ifPresent(off -> parameters
                        .at("enable")
                        .ifPresent(value -> problems.add(value, "must be true, or the timer never fires")));
    }

    private static void checkFunctionUrl(Component component, YamlValue parameters, Problems problems) {
        Fields fields = new Fields(parameters, problems);
        fields.onlyKnown(Set.of("name", "qualifier", "authType", "netConfig", "corsConfig", "enable"));
        fields.required("qualifier", "a second deploy looks the URL up by it");
        Optional<String> authentication = fields.text("authType", Set.of("NONE", "CAM"), "it says who may call");
        fields.required("netConfig", "a URL that no network reaches is none").ifPresent(net -> {
            Fields networks = new Fields(net, problems);
            networks.onlyKnown(Set.of("enableIntranet", "enableExtranet"));
            boolean inside = networks.flag("enableIntranet", "it is off unless told otherwise")
                    .orElse(false);
            boolean outside = networks.flag("enableExtranet", "it is off unless told otherwise")
                    .orElse(false);
            if (!inside && !outside) {
                problems.add(net, "must enable a network, or the URL can be reached from nowhere");
            }
        });
        boolean signed = component
                .input("environment", "variables", "EVENT_SIGNING_KEYS")
                .isPresent();
        if (!component.isWeb() && authentication.filter("NONE"::equals).isPresent() && !signed) {
            parameters
                    .at("authType")
                    .ifPresent(value -> problems.add(
                            value,
                            "lets everybody send events: inputs.environment.variables needs EVENT_SIGNING_KEYS"));
        }
    }
}
