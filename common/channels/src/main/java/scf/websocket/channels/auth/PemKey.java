package scf.websocket.channels.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scf.websocket.config.Setting;
import scf.websocket.config.SettingsException;

/** Public keys in PEM, as the JDK reads them: {@code -----BEGIN PUBLIC KEY-----}. */
final class PemKey {
    private static final int MIN_RSA_BITS = 2048;
    private static final String CURVE = "secp256r1";
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

    private PemKey() {}

    /** @throws SettingsException if the value is no RSA key of 2048 bits or more */
    static RSAPublicKey rsa(Setting setting, String value) {
        String expected = "should be an RSA public key of 2048 bits or more in PEM, or the name of its file.";
        try {
            RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec(value));
            if (key.getModulus().bitLength() >= MIN_RSA_BITS) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException | IOException e) {
            throw problem(setting, expected);
        }
        throw problem(setting, expected);
    }

    /** @throws SettingsException if the value is no key on the curve P-256 */
    static ECPublicKey ec(Setting setting, String value) {
        String expected = "should be an EC public key on the curve P-256 in PEM, or the name of its file.";
        try {
            ECPublicKey key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec(value));
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(CURVE));
            ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
            if (key.getParams().getCurve().equals(curve.getCurve())) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException | IOException e) {
            throw problem(setting, expected);
        }
        throw problem(setting, expected);
    }

    private static X509EncodedKeySpec spec(String value) throws IOException {
        // Where line breaks are impossible in a variable, they may be written as \n.
        String pem = value.contains("-----BEGIN") ? value.replace("\\n", "\n") : file(value);
        Matcher matcher = PEM.matcher(pem);
        if (!matcher.matches()) {
            throw new IOException("no PEM");
        }
        return new X509EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
    }

    private static String file(String name) throws IOException {
        try {
            return Files.readString(Path.of(name));
        } catch (InvalidPathException e) {
            throw new IOException(e);
        }
    }

    private static SettingsException problem(Setting setting, String expected) {
        return new SettingsException(setting.name(), expected);
    }
}
