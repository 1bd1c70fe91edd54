package scf.websocket.connection.cos;

import com.qcloud.cos.auth.BasicCOSCredentials;
import com.qcloud.cos.auth.BasicSessionCredentials;
import com.qcloud.cos.auth.COSCredentials;
import com.qcloud.cos.auth.COSCredentialsProvider;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import scf.websocket.config.SettingsException;

/**
 * The credentials of the function's execution role, as SCF puts them into the environment. They are temporary: read for each request, so
 * that those of a rotation are used at once, and never kept. Thread-safe if the environment is.
 */
final class CosCredentials implements COSCredentialsProvider {
    private final UnaryOperator<@Nullable String> environment;

    /** @param environment answers the value of a variable, null if it is not set */
    CosCredentials(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    /** @throws SettingsException if there are none */
    @Override
    public COSCredentials getCredentials() {
        String id = required("TENCENTCLOUD_SECRETID");
        String key = required("TENCENTCLOUD_SECRETKEY");
        String token = environment.apply("TENCENTCLOUD_SESSIONTOKEN");
        return token == null || token.isBlank()
                ? new BasicCOSCredentials(id, key)
                : new BasicSessionCredentials(id, key, token);
    }

    @Override
    public void refresh() {
        // Nothing is kept.
    }

    private String required(String name) {
        String value = environment.apply(name);
        if (value == null || value.isBlank()) {
            throw new SettingsException(
                    name,
                    "is missing: SCF sets it for a function with an execution role. The role has to allow COS_BUCKET.");
        }
        return value;
    }
}
