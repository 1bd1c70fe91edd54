package scf.websocket.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import scf.websocket.channels.store.ChannelsDatabase;
import scf.websocket.channels.store.StatementLog;

/**
 * What each command sends to the database, as the server logs it, is what {@code docs/database.md} says. With {@code
 * -DwriteDocs=true} it writes the rows of the table, in both languages.
 */
class StatementsDocumentTest {
    private static final List<Path> DOCUMENTS =
            List.of(Path.of("../../docs/database.md"), Path.of("../../docs/zh-CN/database.md"));

    /** The row above those that are compared. */
    private static final String HEAD = "|---|---:|---|";

    private static final String CONFIG = ("{'namespaces':[{'name':'chat','presence':true,'join_leave':true,"
                    + "'history_size':100,'history_ttl':'24h','force_recovery':true,"
                    + "'allow_subscribe_for_client':true,"
                    + "'allow_subscribe_for_anonymous':true,'allow_publish_for_subscriber':true,"
                    + "'allow_publish_for_anonymous':true,'allow_history_for_subscriber':true,"
                    + "'allow_history_for_anonymous':true,'allow_presence_for_subscriber':true,"
                    + "'allow_presence_for_anonymous':true},{'name':'bare','allow_subscribe_for_client':true,"
                    + "'allow_subscribe_for_anonymous':true,'allow_publish_for_client':true,"
                    + "'allow_publish_for_anonymous':true}]}")
            .replace('\'', '"');

    @AutoClose
    private final Instances instances = new Instances();

    private final ChannelsApp app = instances.start("", new ChannelPolicy() {}, Map.of("CHANNELS_CONFIG", CONFIG));

    private final List<String> rows = new ArrayList<>();

    @Test
    void theTableHasTheStatementsOfEachCommand() throws Exception {
        ClientUnderTest ann = ClientUnderTest.open(app, "ann");
        ClientUnderTest bob = ClientUnderTest.signedIn(app, "bob");
        // The channel exists, and the pool is connected.
        bob.sends("{'id':2,'subscribe':{'channel':'chat:a'}}");
        bob.sends("{'id':3,'publish':{'channel':'chat:a','data':1}}");
        ClientUnderTest eve = ClientUnderTest.open(app, "eve");

        row("`connect` `{}`", () -> eve.sends("{'id':1,'connect':{}}"));
        row("`connect`", () -> ann.sends("{'id':1,'connect':{'token':'ann+60'}}"));
        row("`subscribe`", () -> ann.sends("{'id':2,'subscribe':{'channel':'chat:a'}}"));
        row("`subscribe`, `recover`", () -> ann.sends(subscribe(3, 0)));
        row("`subscribe`, `recover` 0", () -> ann.sends(subscribe(4, 1)));
        row("`publish`", () -> ann.sends("{'id':5,'publish':{'channel':'chat:a','data':2}}"));
        row("`publish` × 2", () -> ann.sends("{'id':5,'publish':{'channel':'chat:a','data':2}}"));
        row("`history`", () -> ann.sends("{'id':6,'history':{'channel':'chat:a','limit':10}}"));
        row("`history`, `limit` 0", () -> ann.sends("{'id':7,'history':{'channel':'chat:a'}}"));
        row("`presence`", () -> ann.sends("{'id':8,'presence':{'channel':'chat:a'}}"));
        row("`presence_stats`", () -> ann.sends("{'id':9,'presence_stats':{'channel':'chat:a'}}"));
        row("`sub_refresh`", () -> bob.sends("{'id':10,'sub_refresh':{'channel':'chat:a','token':'chat:a'}}"));
        row("`unsubscribe`", () -> ann.sends("{'id':11,'unsubscribe':{'channel':'chat:a'}}"));
        row("`rpc`", () -> ann.sends("{'id':12,'rpc':{'method':'m'}}"));
        row("`refresh`", () -> ann.sends("{'id':13,'refresh':{'token':'ann+60'}}"));
        row("`ping`, `send`", () -> ann.sends("{'id':14,'ping':{}}\n{'send':{}}"));
        row("`subscribe` `bare:`", () -> ann.sends("{'id':15,'subscribe':{'channel':'bare:a'}}"));
        row("`publish` `bare:`", () -> ann.sends("{'id':16,'publish':{'channel':'bare:a','data':3}}"));
        row("`cleanup`", bob::ends);

        for (Path document : DOCUMENTS) {
            List<String> lines = Files.readAllLines(document);
            if (Boolean.getBoolean("writeDocs")) {
                Files.write(document, written(lines));
            } else {
                assertThat(table(lines)).as("rows in %s", document).containsExactlyElementsOf(rows);
            }
        }
    }

    private static String subscribe(int id, int offset) {
        String epoch = ChannelsDatabase.text("SELECT Epoch FROM Channel WHERE Name = 'chat:a'");
        return "{'id':" + id + ",'subscribe':{'channel':'chat:a','recover':true,'offset':" + offset + ",'epoch':'"
                + epoch + "'}}";
    }

    private void row(String command, Callable<?> work) throws Exception {
        try (StatementLog log = new StatementLog()) {
            work.call();
            List<String> sent = log.sent();
            rows.add("| " + command + " | " + sent.size() + " | " + String.join("; ", sent) + " |");
        }
    }

    private static List<String> table(List<String> lines) {
        int head = lines.indexOf(HEAD);
        int end = head + 1;
        while (head >= 0 && end < lines.size() && lines.get(end).startsWith("|")) {
            end++;
        }
        return head < 0 ? Collections.emptyList() : lines.subList(head + 1, end);
    }

    private List<String> written(List<String> lines) throws IOException {
        int head = lines.indexOf(HEAD);
        if (head < 0) {
            throw new IOException("no table");
        }
        List<String> all = new ArrayList<>(lines.subList(0, head + 1));
        all.addAll(rows);
        all.addAll(lines.subList(head + 1 + table(lines).size(), lines.size()));
        return all;
    }
}
