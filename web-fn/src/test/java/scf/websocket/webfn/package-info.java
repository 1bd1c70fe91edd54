/** Tests of the Web function's package: of what makes it, and with the finished package as SCF would start it. */
package scf.websocket.webfn;
