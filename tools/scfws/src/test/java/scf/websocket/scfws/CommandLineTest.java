package scf.websocket.scfws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no gateway; {@code ScfwsIT} of the gateway has the rest. */
class CommandLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Map<String, String> variables, String... arguments) {
        return Scfws.run(Output.of(out, err), variables, arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connections",
                "groups",
                "tail",
                "push",
                "broadcast",
                "close",
                "publish",
                "history",
                "presence",
                "invoke",
                "sweep",
                "token",
                "check",
                "completion"
            })
    void everyCommandExplainsItselfWithinTheWidthOfATerminal(String command) {
        assertThat(run(Map.of(), command, "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("Usage: scfws " + command)
                .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.length() <= 80));
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("  " + command + " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                        | a COMMAND is missing",
                "conections              | conections",
                "push ID                 | Missing required parameter: 'TEXT'",
                "push ID TEXT --url ftp  | the push URL (SCFWS_URL or --url) must be an address",
                "close                   | say which connections",
                "close A --code x        | --code",
                "token ann               | TOKEN_HMAC_SECRET_KEY must hold the secret",
                "invoke x y              | JAR!package.Class::method",
                "publish c nonsense      | DATA is not JSON",
            })
    void aWrongCommandLineIsExplained(String line, String complaint) {
        assertThat(run(Map.of(), line == null ? new String[0] : line.split(" ")))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("scfws: ").contains(complaint);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void anOutputThatNobodyReadsEndsTheCommandQuietly() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertThat(Scfws.run(Output.of(closed, err), Map.of(), "completion")).isZero();
        assertThat(Scfws.run(Output.of(closed, err), Map.of(), "--help")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void anAnswerThatBreaksOffIsNotTakenForAnEmptyList() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> breakOff(server));
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/api-local";
            assertThat(run(Map.of("SCFWS_URL", url), "connections")).isEqualTo(3);
            answered.orTimeout(15, TimeUnit.SECONDS).join();
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("the answer broke off");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static void breakOff(ServerSocket server) {
        try (Socket socket = server.accept();
                BufferedReader request =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            String line = request.readLine();
            while (line != null && !line.isEmpty()) {
                line = request.readLine();
            }
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"connections\":["
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aShortSecretMakesNoToken() {
        assertThat(run(Map.of("TOKEN_HMAC_SECRET_KEY", "short"), "token", "ann"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("at least 32 bytes")
                .doesNotContain("short");
    }
}
