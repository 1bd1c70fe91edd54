/**
 * Connects to Redis: finds the server directly, through Sentinels or in a Redis Cluster, checks what it supports, and
 * explains failures. Knows nothing of what is kept there.
 */
@NullMarked
package scf.websocket.gateway.redis;

import org.jspecify.annotations.NullMarked;
