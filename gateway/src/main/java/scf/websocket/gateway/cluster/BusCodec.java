package scf.websocket.gateway.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import scf.websocket.event.ExtendedPush;
import scf.websocket.event.Utf8;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.push.DeliveryOutcome;

/**
 * Encodes messages between nodes: version, kind, then the fields. A frame is encoded as it is written to sockets.
 * Messages of another version and damaged ones are ignored; their sender times out.
 */
public final class BusCodec {
    private static final int VERSION = 1;
    private static final int REQUEST = 1;
    private static final int ANSWER = 2;
    private static final int BEAT = 3;

    /** Version 0.1 ignores this and the next one. */
    private static final int QUESTION = 4;

    private static final int REPORT = 5;

    private BusCodec() {}

    public static byte[] encode(BusMessage message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            if (message instanceof BusMessage.Request request) {
                write(request, out);
            } else if (message instanceof BusMessage.Answer answer) {
                out.writeByte(ANSWER);
                out.writeLong(answer.correlation());
                out.writeShort(answer.outcomes().size());
                for (DeliveryOutcome outcome : answer.outcomes()) {
                    out.writeByte(outcome.code());
                }
            } else if (message instanceof BusMessage.Question question) {
                out.writeByte(QUESTION);
                out.writeLong(question.correlation());
                out.writeLong(question.sender().value());
                out.write(Utf8.encode(question.text()));
            } else if (message instanceof BusMessage.Report report) {
                out.writeByte(REPORT);
                out.writeLong(report.correlation());
                out.write(Utf8.encode(report.text()));
            } else {
                out.writeByte(BEAT);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static void write(BusMessage.Request request, DataOutputStream out) throws IOException {
        out.writeByte(REQUEST);
        out.writeLong(request.correlation());
        out.writeLong(request.sender().value());
        out.writeUTF(request.apiId());
        out.writeShort(request.connectionIds().size());
        for (String id : request.connectionIds()) {
            out.writeUTF(id);
        }
        OrderCodec.write(request.order(), out);
    }

    /** Returns empty for a message of another version, or a damaged one. */
    public static Optional<BusMessage> decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            return switch (in.readByte()) {
                case REQUEST -> request(in);
                case ANSWER -> Optional.of(new BusMessage.Answer(in.readLong(), outcomes(in)));
                case BEAT -> Optional.of(new BusMessage.Beat());
                case QUESTION ->
                    Optional.of(new BusMessage.Question(
                            in.readLong(), new NodeId(in.readLong()), text(in, NodeQuestions.MAX_QUESTION_BYTES)));
                case REPORT ->
                    Optional.of(new BusMessage.Report(in.readLong(), text(in, NodeQuestions.MAX_REPORT_BYTES)));
                default -> Optional.empty();
            };
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<BusMessage> request(DataInputStream in) throws IOException {
        long correlation = in.readLong();
        NodeId sender = new NodeId(in.readLong());
        String apiId = in.readUTF();
        int count = count(in);
        List<String> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(in.readUTF());
        }
        return Optional.of(new BusMessage.Request(correlation, sender, apiId, OrderCodec.read(in), ids));
    }

    private static List<DeliveryOutcome> outcomes(DataInputStream in) throws IOException {
        int count = count(in);
        List<DeliveryOutcome> outcomes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            outcomes.add(DeliveryOutcome.of(in.readByte()));
        }
        return outcomes;
    }

    /** Reads the rest of the message. */
    private static String text(DataInputStream in, int maxBytes) throws IOException {
        if (in.available() > maxBytes) {
            throw new IOException("longer than a node writes");
        }
        return Utf8.decode(in.readAllBytes()).orElseThrow(() -> new IOException("not UTF-8"));
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        if (count > ExtendedPush.MAX_RECIPIENTS) {
            throw new IOException("more ids than a push may have");
        }
        return count;
    }
}
