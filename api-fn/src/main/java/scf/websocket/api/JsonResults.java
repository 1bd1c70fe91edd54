package scf.websocket.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.StreamPosition;
import scf.websocket.channels.store.HistoryPage;
import scf.websocket.channels.store.PresenceCount;

/** Writes the results of methods. */
final class JsonResults {
    static final String EMPTY = "{}";

    private JsonResults() {}

    static String position(StreamPosition position) {
        return JsonAnswers.object(out -> writePosition(out, position));
    }

    private static void writePosition(JsonGenerator out, StreamPosition position) throws IOException {
        out.writeNumberField("offset", position.offset());
        out.writeStringField("epoch", position.epoch());
    }

    static String responses(List<Outcome> responses) {
        return JsonAnswers.object(out -> {
            out.writeArrayFieldStart("responses");
            for (Outcome response : responses) {
                out.writeStartObject();
                JsonAnswers.write(out, "result", response);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    static String presence(List<ClientInfo> clients) {
        return JsonAnswers.object(out -> {
            out.writeObjectFieldStart("presence");
            for (ClientInfo client : clients) {
                out.writeFieldName(client.client());
                writeInfo(out, client);
            }
            out.writeEndObject();
        });
    }

    private static void writeInfo(JsonGenerator out, ClientInfo info) throws IOException {
        out.writeStartObject();
        out.writeStringField("user", info.user());
        out.writeStringField("client", info.client());
        writeData(out, "conn_info", info.connectionInfo());
        writeData(out, "chan_info", info.channelInfo());
        out.writeEndObject();
    }

    private static void writeData(JsonGenerator out, String name, Optional<JsonData> data) throws IOException {
        if (data.isPresent()) {
            out.writeFieldName(name);
            out.writeRawValue(data.get().text());
        }
    }

    static String count(PresenceCount count) {
        return JsonAnswers.object(out -> {
            out.writeNumberField("num_clients", count.clients());
            out.writeNumberField("num_users", count.users());
        });
    }

    static String history(HistoryPage page) {
        return JsonAnswers.object(out -> {
            out.writeArrayFieldStart("publications");
            for (Publication publication : page.publications()) {
                writePublication(out, publication);
            }
            out.writeEndArray();
            writePosition(out, page.top());
        });
    }

    private static void writePublication(JsonGenerator out, Publication publication) throws IOException {
        out.writeStartObject();
        writeData(out, "data", Optional.of(publication.data()));
        Optional<ClientInfo> info = publication.info();
        if (info.isPresent()) {
            out.writeFieldName("info");
            writeInfo(out, info.get());
        }
        out.writeNumberField("offset", publication.offset());
        if (!publication.tags().isEmpty()) {
            out.writeObjectFieldStart("tags");
            for (Map.Entry<String, String> tag : publication.tags().entrySet()) {
                out.writeStringField(tag.getKey(), tag.getValue());
            }
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    static String channels(Map<String, Integer> clients, ChannelPattern pattern) {
        return JsonAnswers.object(out -> {
            out.writeObjectFieldStart("channels");
            for (Map.Entry<String, Integer> channel : clients.entrySet()) {
                if (pattern.matches(channel.getKey())) {
                    out.writeObjectFieldStart(channel.getKey());
                    out.writeNumberField("num_clients", channel.getValue());
                    out.writeEndObject();
                }
            }
            out.writeEndObject();
        });
    }

    /** Libraries require the members that functions do not know; they are 0. */
    static String node(long clients) {
        return JsonAnswers.object(out -> {
            out.writeArrayFieldStart("nodes");
            out.writeStartObject();
            out.writeStringField("uid", "functions");
            out.writeStringField("name", "scf-websocket");
            out.writeStringField("version", "");
            out.writeNumberField("num_clients", clients);
            for (String unknown : new String[] {"num_users", "num_channels", "num_subs", "uptime"}) {
                out.writeNumberField(unknown, 0);
            }
            out.writeEndObject();
            out.writeEndArray();
        });
    }
}
