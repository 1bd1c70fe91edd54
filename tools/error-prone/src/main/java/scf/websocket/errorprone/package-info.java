/** Loads Error Prone once for all compilations of a build. */
package scf.websocket.errorprone;
