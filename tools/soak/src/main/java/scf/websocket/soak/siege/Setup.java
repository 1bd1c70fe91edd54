package scf.websocket.soak.siege;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How the gateway is started. */
enum Setup {
    DEFAULTS("defaults"),
    TENCENT("tencent"),
    DEFLATE("deflate"),
    TLS("tls");

    private final String label;

    Setup(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Options beside those for ports and functions. */
    List<String> options() {
        return switch (this) {
            case TENCENT -> List.of("--profile=tencent");
            case DEFLATE -> List.of("--deflate");
            case DEFAULTS, TLS -> List.of();
        };
    }

    /** Empty without TLS. */
    Optional<Certificate> certificate(Path folder) throws IOException, InterruptedException {
        return this == TLS ? Optional.of(Certificate.issue(folder)) : Optional.empty();
    }

    static Optional<Setup> of(String label) {
        for (Setup setup : values()) {
            if (setup.label.equals(label)) {
                return Optional.of(setup);
            }
        }
        return Optional.empty();
    }
}
