package scf.websocket.local;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A handwritten WebSocket handshake: libraries hide the response of a refusal. */
record Handshake(int status, String answer) {
    static Handshake send(URI address) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(15_000);
            String request = "GET " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority()
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[4096];
            // The answer is complete with its JSON's last brace; an accepted handshake has none and ends at the blank
            // line.
            while (!answer.toString().endsWith("}") && !answer.toString().startsWith("HTTP/1.1 101")) {
                int count = socket.getInputStream().read(buffer);
                if (count < 0) {
                    break;
                }
                answer.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
            return new Handshake(Integer.parseInt(answer.substring(9, 12)), answer.toString());
        }
    }
}
