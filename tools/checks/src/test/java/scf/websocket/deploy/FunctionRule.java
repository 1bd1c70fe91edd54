package scf.websocket.deploy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;

/** The inputs of {@code component: scf} have the form and the bounds that Tencent documents. */
final class FunctionRule implements Rule {
    private static final Set<String> KEYS = Set.of(
            "name",
            "namespace",
            "role",
            "enableRoleAuth",
            "src",
            "type",
            "handler",
            "runtime",
            "region",
            "description",
            "memorySize",
            "timeout",
            "initTimeout",
            "environment",
            "publicAccess",
            "vpcConfig",
            "layers",
            "cls",
            "tags",
            "eip",
            "events",
            "protocolType",
            "protocolParams",
            "instanceConcurrencyConfig");

    private static final Set<String> EVENT_RUNTIMES = Set.of("Java8", "Java11");
    private static final Set<String> WEB_RUNTIMES = Set.of("Java8", "Java11", "CustomRuntime");

    private static final String NAME = "[A-Za-z][A-Za-z0-9_-]{0,58}[A-Za-z0-9]";

    @Override
    public void check(Component component, DeployFiles files, Problems problems) {
        Optional<YamlValue> inputs = component.yaml().at("inputs");
        if (!component.is("scf") || inputs.isEmpty()) {
            return;
        }
        Fields fields = new Fields(inputs.get(), problems);
        Variables variables = new Variables(component, files);
        fields.onlyKnown(KEYS);
        fields.required("name", "it names the function")
                .filter(name -> !variables.resolve(name.text()).matches(NAME))
                .ifPresent(name -> problems.add(
                        name,
                        "must resolve to 2 to 60 letters, digits, - and _, a letter first and no - or _ last, but resolves to '"
                                + variables.resolve(name.text()) + "'"));
        fields.text("type", Set.of("event", "web"), "the default is an event function; state the type explicitly");
        fields.text("runtime", component.isWeb() ? WEB_RUNTIMES : EVENT_RUNTIMES, "the default is Node.js");
        fields.required("region", "the default is Guangzhou")
                .filter(region -> !variables.resolve(region.text()).matches("[a-z]{2}-[a-z]+"))
                .ifPresent(region -> problems.add(region, "must be like ap-guangzhou"));
        inputs.get()
                .at("description")
                .filter(text -> !text.text().matches("[\\p{IsHan}A-Za-z0-9 ,.\\n]{1,1000}"))
                .ifPresent(text -> problems.add(
                        text, "may contain only letters, digits, blanks, commas and full stops, at most 1000"));
        fields.number(
                "memorySize",
                size -> size == 64 || (size >= 128 && size <= 3072 && size % 128 == 0),
                "64, or 128 to 3072 in steps of 128");
        fields.number("initTimeout", seconds -> seconds >= 3 && seconds <= 300, "3 to 300 seconds");
        OptionalInt timeout = fields.number("timeout", seconds -> seconds >= 1 && seconds <= 900, "1 to 900 seconds");
        if (!component.isWeb() && timeout.isPresent()) {
            checkLongerThanTheDatabase(Duration.ofSeconds(timeout.getAsInt()), inputs.get(), problems);
        }
        fields.flag("publicAccess", "a function can reach the internet by default");
        checkNetwork(fields, variables, problems);
    }

    /** A function answers shortly before its time limit, and must have detected an unresponsive database by then. */
    private static void checkLongerThanTheDatabase(Duration limit, YamlValue inputs, Problems problems) {
        Settings settings = Settings.of(Map.of());
        Duration database = settings.millis(Setting.DB_CONNECT_TIMEOUT_MILLIS)
                .plus(settings.millis(Setting.DB_QUERY_TIMEOUT_MILLIS));
        // scf.websocket.function.Deadlines reserves a quarter of a short limit.
        if (limit.multipliedBy(3).dividedBy(4).compareTo(database) < 0) {
            inputs.at("timeout")
                    .ifPresent(value -> problems.add(
                            value,
                            "must leave time for an unresponsive database, " + database.toMillis()
                                    + " ms, and a quarter for the answer, but is '" + value.text() + "'"));
        }
    }

    private static void checkNetwork(Fields fields, Variables variables, Problems problems) {
        Optional<YamlValue> network = fields.required(
                "vpcConfig", "the database is in a private network, which a function cannot reach otherwise");
        network.ifPresent(config -> {
            Fields ids = new Fields(config, problems);
            ids.onlyKnown(Set.of("vpcId", "subnetId"));
            ids.required("vpcId", "a network needs both ids")
                    .filter(id -> !variables.resolve(id.text()).matches("vpc-\\w+"))
                    .ifPresent(id -> problems.add(id, "must be like vpc-xxxxxxxx"));
            ids.required("subnetId", "a network needs both ids")
                    .filter(id -> !variables.resolve(id.text()).matches("subnet-\\w+"))
                    .ifPresent(id -> problems.add(id, "must be like subnet-xxxxxxxx"));
        });
    }
}
