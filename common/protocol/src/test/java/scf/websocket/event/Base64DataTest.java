package scf.websocket.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64DataTest {
    private static final byte[] BYTES = {0, 1, 2, 3, -1, -2, -3};

    @Test
    void bytesAreEncodedAsTencentDocumentsThem() {
        assertThat(Base64Data.encode(BYTES)).isEqualTo("AAECA//+/Q==");
        assertThat(Base64Data.decodeStrictly("AAECA//+/Q==")).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAECA//+/Q==", "AAECA//+/Q"})
    void anEventMayOmitThePadding(String text) {
        assertThat(Base64Data.decode(text)).isEqualTo(BYTES);
        assertThat(Base64Data.decodedLength(text)).isEqualTo(BYTES.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAECA//+/Q==", "AAECA//+/Q", "AAECA//+/Q=", "AAECA__-_Q", "AAEC\r\nA//+ /Q==\n"})
    void aPushMayUseTheVariantsOfEveryLibrary(String text) {
        assertThat(Base64Data.decodeLeniently(text)).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAECA//+/Q", "AAECA//+/Q=", "AAECA__-_Q==", "AAEC\r\nA//+/Q==", "AAEC=", "é==="})
    void strictDecodingAcceptsTheDocumentedFormOnly(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Base64Data.decodeStrictly(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AAEC=", "AAEC==", "AAE==", "AA=A", "AA.A", "AAEé", "===="})
    void invalidBase64IsRejected(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Base64Data.decodeLeniently(text));
    }

    @Test
    void theDecodedLengthIsComputedWithoutDecoding() {
        for (int length = 0; length < 10; length++) {
            assertThat(Base64Data.decodedLength(Base64Data.encode(new byte[length])))
                    .isEqualTo(length);
        }
    }
}
