package scf.websocket.connection.cos;

import com.qcloud.cos.auth.BasicCOSCredentials;
import com.qcloud.cos.auth.BasicSessionCredentials;
import com.qcloud.cos.auth.COSCredentials;
import com.qcloud.cos.auth.COSCredentialsProvider;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import scf.websocket.config.SettingsException;

/**
 * Reads the temporary credentials of the function's execution role from the environment, where SCF puts them. They are
 * read for each request and never cached, so a rotation takes effect at once. Thread-safe if the environment is.
 */
final class CosCredentials implements COSCredentialsProvider {
    private final UnaryOperator<@Nullable String> environment;

    /** @param environment returns the value of a variable, null if it is not set */
    CosCredentials(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    /** @throws SettingsException if there are no credentials */
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
        // Nothing is cached.
    }

    private String required(String name) {
        String value = environment.apply(name);
        if (value == null || value.isBlank()) {
            throw new SettingsException(
                    name,
                    "is missing: SCF sets it for a function with an execution role. The role must grant access to COS_BUCKET.");
        }
        return value;
    }
}
