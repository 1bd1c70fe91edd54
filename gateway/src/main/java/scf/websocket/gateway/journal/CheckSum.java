package scf.websocket.gateway.journal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** What ends the lines of files that a crash may damage. */
public final class CheckSum {
    private CheckSum() {}

    /** The CRC-32C of a text in ISO 8859-1, as eight hexadecimal digits. */
    public static String of(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
