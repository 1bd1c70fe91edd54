package scf.websocket.soak.siege;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/** Bytes for attackers. */
final class Frames {
    private Frames() {}

    static byte[] repeated(byte[] frame, int times) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(frame.length * times);
        for (int i = 0; i < times; i++) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    /** So many characters that begin with these words. */
    static byte[] text(String begin, int length) {
        byte[] text = new byte[length];
        Arrays.fill(text, (byte) ' ');
        byte[] words = begin.getBytes(US_ASCII);
        System.arraycopy(words, 0, text, 0, words.length);
        return text;
    }

    /** The payload of a compressed message (RFC 7692, section 7.2.1) that is an attacker's text of that length. */
    static byte[] deflated(int length) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(text(SiegeFunctions.ATTACK + "100", length));
            byte[] compressed = new byte[length];
            int size = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
            return Arrays.copyOf(compressed, size - 4);
        } finally {
            deflater.end();
        }
    }
}
