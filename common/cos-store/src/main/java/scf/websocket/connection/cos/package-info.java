/** The connection store on COS, Tencent's object storage: an empty object for each connection. */
@NullMarked
package scf.websocket.connection.cos;

import org.jspecify.annotations.NullMarked;
