/** The connection store on COS, Tencent's object storage: one empty object per connection. */
@NullMarked
package scf.websocket.connection.cos;

import org.jspecify.annotations.NullMarked;
