package scf.websocket.soak.siege;

import java.util.List;
import java.util.Optional;

/** How the gateway is started. */
enum Setup {
    DEFAULTS("defaults", ""),
    TENCENT("tencent", "--profile=tencent"),
    DEFLATE("deflate", "--deflate");

    private final String label;
    private final String option;

    Setup(String label, String option) {
        this.label = label;
        this.option = option;
    }

    String label() {
        return label;
    }

    List<String> options() {
        return option.isEmpty() ? List.of() : List.of(option);
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
