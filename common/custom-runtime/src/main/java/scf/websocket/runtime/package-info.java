/**
 * Runs a handler on SCF's runtime CustomRuntime, with a Java and JVM flags of our own: takes one event at a time from
 * the platform's runtime API and answers it. cloud.tencent.com/document/product/583/47274 describes the API.
 */
@NullMarked
package scf.websocket.runtime;

import org.jspecify.annotations.NullMarked;
