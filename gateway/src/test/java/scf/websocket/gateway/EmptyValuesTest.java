package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import scf.websocket.gateway.invoke.FunctionTarget;
import scf.websocket.gateway.options.EnvironmentDefaults;
import scf.websocket.gateway.options.GatewayOptions;

/** For every option: an empty value is rejected, zero is rejected or documented, and negative numbers are rejected. */
class EmptyValuesTest {
    private static final String TARGET = "http://127.0.0.1:1/";
    private static final String[] TARGETS = {"--register=" + TARGET, "--transmission=" + TARGET, "--cleanup=" + TARGET};

    /** Only the options, so that nothing is created from them. */
    @Command
    static final class Holder {
        @Mixin
        final GatewayOptions options = new GatewayOptions();
    }

    static Stream<OptionSpec> options() {
        return GatewayMain.commandLine().getCommandSpec().options().stream()
                .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp());
    }

    static Stream<OptionSpec> optionsWithValues() {
        return options().filter(option -> option.arity().max() > 0);
    }

    static Stream<OptionSpec> lists() {
        return options().filter(option -> !option.splitRegex().isEmpty());
    }

    static Stream<OptionSpec> numbers() {
        return options().filter(option -> option.type() == int.class || option.type() == Integer.class);
    }

    private static String refusal(Map<String, String> environment, String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine commandLine = GatewayMain.commandLine()
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .setErr(new PrintWriter(err));
        assertThat(GatewayMain.execute(commandLine, arguments)).isEqualTo(2);
        return err.toString();
    }

    @ParameterizedTest
    @MethodSource("optionsWithValues")
    void anEmptyValueOnTheCommandLineIsRefused(OptionSpec option) {
        String name = option.longestName();
        assertThat(refusal(Map.of(), name + "=")).contains(name);
        assertThat(refusal(Map.of(), name, " ")).contains(name);
    }

    @ParameterizedTest
    @MethodSource("options")
    void anEmptyVariableIsRefused(OptionSpec option) {
        String variable = EnvironmentDefaults.variable(option.longestName());
        assertThat(refusal(Map.of(variable, ""))).contains(variable + " (" + option.longestName() + ") is empty");
        assertThat(refusal(Map.of(variable, " "))).contains(variable);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void anEmptyElementOfAListIsRefused(OptionSpec option) {
        String variable = EnvironmentDefaults.variable(option.longestName());
        for (String value : new String[] {",", ",1.2.3.4", "1.2.3.4,", "1.2.3.4, ,5.6.7.8"}) {
            assertThat(refusal(Map.of(variable, value))).contains(variable).contains("has an empty element");
            assertThat(refusal(Map.of(), option.longestName() + "=" + value)).contains(option.longestName());
        }
    }

    private static GatewayOptions parsed(OptionSpec option, int value) {
        Holder holder = new Holder();
        CommandLine commandLine =
                new CommandLine(holder).registerConverter(FunctionTarget.class, FunctionTarget::parse);
        String[] arguments = Stream.concat(Stream.of(TARGETS), Stream.of(option.longestName() + "=" + value))
                .toArray(String[]::new);
        commandLine.parseArgs(arguments);
        return holder.options;
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void zeroIsRefusedUnlessTheOptionDefinesIt(OptionSpec option) {
        GatewayOptions options = parsed(option, 0);
        String description = String.join(" ", option.description());
        if (description.matches(".*\\b0\\b.*")) {
            assertThatCode(options::check).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(options::check)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(option.longestName());
        }
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aNegativeNumberIsRefused(OptionSpec option) {
        assertThatThrownBy(parsed(option, -1)::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(option.longestName());
    }
}
