package scf.websocket.deploy;

import java.util.List;
import java.util.Set;

/** Checks the WebSocket API of the API Gateway component. */
final class LegacyGatewayRule implements Rule {
    private static final List<String> FUNCTIONS =
            List.of("registerFunctionName", "transportFunctionName", "cleanupFunctionName");

    @Override
    public void check(Component component, DeployFiles files, Problems problems) {
        if (!component.is("apigateway")) {
            return;
        }
        component.input().ifPresent(inputs -> {
            Fields fields = new Fields(inputs, problems);
            fields.onlyKnown(Set.of("region", "serviceName", "serviceId", "protocols", "environment", "endpoints"));
            fields.required("region", "the default is Guangzhou");
            fields.text("environment", Set.of("release", "prepub", "test"), "it is the first part of the address");
            fields.required("endpoints", "they are the API")
                    .ifPresent(endpoints -> endpoints.items().forEach(endpoint -> checkEndpoint(endpoint, problems)));
        });
    }

    private static void checkEndpoint(YamlValue endpoint, Problems problems) {
        Fields fields = new Fields(endpoint, problems);
        fields.required("path", "clients connect to it")
                .filter(path -> !path.text().startsWith("/"))
                .ifPresent(path -> problems.add(path, "must begin with /"));
        fields.text("method", Set.of("GET"), "a WebSocket begins with a GET");
        fields.text("protocol", Set.of("WEBSOCKET"), "without it the three functions are not read");
        fields.text("protocolType", Set.of("WEBSOCKET"), "without it the API is made for HTTP");
        fields.number("serviceTimeout", seconds -> seconds >= 1 && seconds <= 1800, "1 to 1800 seconds");
        fields.required("function", "an API without functions does nothing").ifPresent(function -> {
            Fields names = new Fields(function, problems);
            FUNCTIONS.forEach(name -> names.required(name, "all three are called"));
        });
    }
}
