/** Tests of the Web function's package: of the classes that build it, and of the finished package as SCF starts it. */
package scf.websocket.webfn;
