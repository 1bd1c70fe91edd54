package scf.websocket.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** A program that pushes like the official templates, with a plain POST without credentials, and prints status and body. */
public final class PushOnce {
    private PushOnce() {}

    /** @param arguments the URL, the body, and any headers as {@code Name: value} */
    public static void main(String[] arguments) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(arguments[0]).openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setConnectTimeout(10_000);
        connection.setReadTimeout(10_000);
        for (int i = 2; i < arguments.length; i++) {
            String[] header = arguments[i].split(": ", 2);
            connection.setRequestProperty(header[0], header[1]);
        }
        connection.getOutputStream().write(arguments[1].getBytes(StandardCharsets.UTF_8));
        int status = connection.getResponseCode();
        try (InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            System.out.println(status + " " + new String(answer.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
