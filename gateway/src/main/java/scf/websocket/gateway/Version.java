package scf.websocket.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** {@code --version}: the version of the POM, and the commit if the build recorded one. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"scf-websocket gateway " + text()};
    }

    static String text() {
        Properties properties = new Properties();
        try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String commit = properties.getProperty("commit", "");
        return properties.getProperty("version", "of an unknown version")
                + (commit.isEmpty() ? "" : " (" + commit + ")");
    }
}
