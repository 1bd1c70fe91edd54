package scf.websocket.app;

import scf.websocket.event.Feature;

/** The gateway did not announce a feature that the application uses: see {@link Hub#features()}. */
public final class UnsupportedFeatureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Feature feature;

    public UnsupportedFeatureException(Feature feature) {
        super("the gateway did not announce the feature " + feature.wireName());
        this.feature = feature;
    }

    public Feature feature() {
        return feature;
    }
}
