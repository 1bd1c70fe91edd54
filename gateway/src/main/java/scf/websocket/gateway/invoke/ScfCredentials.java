package scf.websocket.gateway.invoke;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.provider.CvmRoleCredential;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Credentials for the API: {@code TENCENTCLOUD_SECRETID}, {@code TENCENTCLOUD_SECRETKEY} and, for temporary
 * credentials, {@code TENCENTCLOUD_SESSIONTOKEN}, if they are set. Otherwise the role of the machine or container (CVM,
 * TKE), whose credentials the SDK gets from the metadata service and renews five minutes before they expire.
 * Thread-safe; {@link #current} may block for the metadata service for some seconds.
 */
final class ScfCredentials {
    private static final String METADATA_TIMEOUT_MILLIS = "3000";
    private static final Logger LOG = LoggerFactory.getLogger(ScfCredentials.class);

    static {
        // The SDK accesses the metadata service through HttpURLConnection without a timeout; nothing else here uses
        // that class.
        setDefault("sun.net.client.defaultConnectTimeout");
        setDefault("sun.net.client.defaultReadTimeout");
    }

    private final Supplier<Map<String, String>> environment;
    private final Credential role;
    private @Nullable Credential last;

    ScfCredentials(Supplier<Map<String, String>> environment, Credential role) {
        this.environment = environment;
        this.role = role;
    }

    static ScfCredentials ofProcess() {
        return new ScfCredentials(System::getenv, new CvmRoleCredential());
    }

    private static void setDefault(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, METADATA_TIMEOUT_MILLIS);
        }
    }

    /**
     * Returns the current credentials. Call it for each request, because they rotate.
     *
     * @throws IllegalStateException if there are none
     */
    Credential current() {
        Map<String, String> variables = environment.get();
        String id = variables.getOrDefault("TENCENTCLOUD_SECRETID", "");
        String key = variables.getOrDefault("TENCENTCLOUD_SECRETKEY", "");
        if (!id.isBlank() && !key.isBlank()) {
            return new Credential(id, key, variables.getOrDefault("TENCENTCLOUD_SESSIONTOKEN", ""));
        }
        return ofRole();
    }

    /** Synchronized, because the SDK's object renews its three parts one after another. */
    private synchronized Credential ofRole() {
        try {
            Credential fresh = new Credential(role.getSecretId(), role.getSecretKey(), role.getToken());
            last = fresh;
            return fresh;
        } catch (RuntimeException e) {
            Credential before = last;
            if (before != null) {
                // They are renewed early, so the previous ones are still valid for some minutes.
                LOG.warn(
                        "could not renew the credentials of the role: {}",
                        e.getClass().getName());
                return before;
            }
            throw new IllegalStateException(
                    "no keys: set TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY, or give the machine a role", e);
        }
    }
}
