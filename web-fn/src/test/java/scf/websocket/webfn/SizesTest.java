package scf.websocket.webfn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SizesTest {
    private static final long MEGABYTE = 1024 * 1024;

    @Test
    void fiftyMegabytesCanBeUploadedDirectly() {
        assertThat(new Sizes(50 * MEGABYTE, 170 * MEGABYTE).report())
                .isEqualTo("50.0 MB, unpacked 170.0 MB: SCF accepts up to 50 MB directly");
    }

    @Test
    void largerPackagesMustBeUploadedThroughCos() {
        assertThat(new Sizes(50 * MEGABYTE + 1, 170 * MEGABYTE).report())
                .startsWith("50.0 MB, unpacked 170.0 MB: above SCF's limit of 50 MB for direct uploads")
                .contains("through COS");
    }

    @Test
    void reportsPackagesAboveFiveHundredMegabytesUnpacked() {
        assertThat(new Sizes(50 * MEGABYTE, 501 * MEGABYTE).report()).endsWith("at most 500 MB unpacked");
    }
}
