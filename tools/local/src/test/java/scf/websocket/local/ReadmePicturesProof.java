package scf.websocket.local;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.ChatClient;

/** Makes the pictures of the console and of a terminal for {@code docs/images}. {@link ChannelsPageIT} makes those of a room. */
final class ReadmePicturesProof {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final Path SCFWS =
            Path.of("..", "scfws", "target", "scfws.jar").toAbsolutePath().normalize();

    private static Browser browser;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(PICTURES);
        browser = BrowserUnderTest.shared();
        SharedDatabase.clear();
        gateway = RunningGateway.start(Map.of());
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void theConsoleInBothLanguagesAndThemes() throws Exception {
        console("console", List.of("Is anybody there?", "Coach 7, the network comes and goes", "See you there"));
        console("console-zh", List.of("有人在吗？", "我在 7 号车厢，网络时断时续", "一会儿见"));
    }

    private static void console(String name, List<String> said) throws Exception {
        try (ConsoleWindow window = ConsoleWindow.open(browser, gateway.console(), 1280, 820)) {
            // Before the first client, whose story is to be below the last one's.
            window.awaitState("online");
            if (name.endsWith("zh")) {
                window.window().switchLanguage();
            }
            try (ChatClient first = ClientLibrary.JDK.open(gateway.webSocket());
                    ChatClient second = ClientLibrary.JDK.open(gateway.webSocket())) {
                talk(first, second, said);
                Locator story = window.story();
                window.await(story.locator(".step").last(), "cleanup");
                window.unfold(story.locator(".step[data-event=transmission]").first());
                window.page().locator("#stories-title").focus();
                picture(window, name);
                window.window().darken();
                picture(window, name + "-dark");
            }
        }
    }

    /** A third comes, says something, gets two answers, and leaves. */
    private static void talk(ChatClient first, ChatClient second, List<String> said) throws Exception {
        try (ChatClient third = ClientLibrary.JDK.open(gateway.webSocket())) {
            third.send(said.get(0));
            first.text();
            first.send(said.get(1));
            third.text();
            second.send(said.get(2));
            third.text();
        }
    }

    private static void picture(ConsoleWindow window, String name) throws Exception {
        Files.write(PICTURES.resolve(name + ".png"), window.window().screenshot());
    }

    /** With the output of the command itself. */
    @Test
    void theTerminal() throws Exception {
        Path watched = Files.createTempFile(PICTURES, "tail", ".txt");
        Process tail = scfws(watched, "tail");
        try (ChatClient first = ClientLibrary.JDK.open(gateway.webSocket());
                ChatClient second = ClientLibrary.JDK.open(gateway.webSocket())) {
            Await.until("the command watches", ChatClient.LIMIT, () -> Files.size(watched) > 0);
            Path listed = Files.createTempFile(PICTURES, "connections", ".txt");
            scfws(listed, "connections").waitFor(30, TimeUnit.SECONDS);
            try (ChatClient third = ClientLibrary.JDK.open(gateway.webSocket())) {
                third.send("Is anybody there?");
                first.text();
                second.send("Me!");
                third.text();
            }
            Await.until(
                    "the third has gone",
                    ChatClient.LIMIT,
                    () -> Files.readString(watched).contains("cleanup"));
            List<String> lines = new ArrayList<>();
            lines.add("$ ./scfws connections");
            lines.addAll(Files.readAllLines(listed));
            lines.add("$ ./scfws tail");
            lines.addAll(Files.readAllLines(watched));
            Page page = browser.newPage(
                    new Browser.NewPageOptions().setViewportSize(1080, 600).setDeviceScaleFactor(2));
            String frame = new String(
                    ReadmePicturesProof.class
                            .getResourceAsStream("terminal.html")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            page.setContent(frame);
            page.evaluate("lines => show(lines)", lines);
            Files.write(
                    PICTURES.resolve("terminal.png"), page.locator(".terminal").screenshot());
        } finally {
            tail.destroy();
        }
    }

    private static Process scfws(Path output, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", SCFWS.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("SCFWS_URL", gateway.pushUrl().toString());
        return builder.start();
    }
}
