package scf.websocket.webfn;

/**
 * What the build reports about a package.
 *
 * @param sizes the sizes of zip and directory
 * @param glibc the version that its Java requires
 */
record FinishedPackage(Sizes sizes, Glibc glibc) {}
