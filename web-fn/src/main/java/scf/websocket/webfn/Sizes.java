package scf.websocket.webfn;

import java.util.Locale;

/**
 * The sizes of the package, in bytes, and the limits of SCF.
 *
 * @param zip as it is uploaded
 * @param unpacked all files together
 */
record Sizes(long zip, long unpacked) {
    /** For an upload from the console or through the API; a larger zip goes through COS. */
    static final long DIRECT_UPLOAD = 50L * 1024 * 1024;

    /** For the code of a function with its layers (cloud.tencent.com/document/product/583/11637). */
    static final long UNPACKED = 500L * 1024 * 1024;

    /** One line with the sizes and the way to upload. */
    String report() {
        String sizes = String.format(
                Locale.ROOT, "%.1f MB, unpacked %.1f MB", zip / 1024.0 / 1024.0, unpacked / 1024.0 / 1024.0);
        if (unpacked > UNPACKED) {
            return sizes + ": SCF takes no more than 500 MB unpacked";
        }
        return zip <= DIRECT_UPLOAD
                ? sizes + ": SCF takes up to 50 MB directly"
                : sizes + ": above the 50 MB that SCF takes directly, so it has to be uploaded through COS, as the"
                        + " deploy command of Serverless Cloud Framework does in any case";
    }
}
