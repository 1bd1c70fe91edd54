package scf.websocket.webfn;

import java.util.Locale;

/**
 * The sizes of the package in bytes, with SCF's limits.
 *
 * @param zip the zip as uploaded
 * @param unpacked the sum of all files
 */
record Sizes(long zip, long unpacked) {
    /** The limit for uploads from the console or through the API; larger zips go through COS. */
    static final long DIRECT_UPLOAD = 50L * 1024 * 1024;

    /** The limit for a function's code including layers (cloud.tencent.com/document/product/583/11637). */
    static final long UNPACKED = 500L * 1024 * 1024;

    /** Describes the sizes and how to upload the package, in one line. */
    String report() {
        String sizes = String.format(
                Locale.ROOT, "%.1f MB, unpacked %.1f MB", zip / 1024.0 / 1024.0, unpacked / 1024.0 / 1024.0);
        if (unpacked > UNPACKED) {
            return sizes + ": SCF accepts at most 500 MB unpacked";
        }
        return zip <= DIRECT_UPLOAD
                ? sizes + ": SCF accepts up to 50 MB directly"
                : sizes + ": above SCF's limit of 50 MB for direct uploads, so upload it through COS, as the"
                        + " deploy command of Serverless Cloud Framework always does";
    }
}
