package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionTargetTest {
    @Test
    void aFunctionOnScfIsNamedByRegionNamespaceAndName() {
        assertThat(FunctionTarget.parse("scf:ap-guangzhou/default/chat-register"))
                .isEqualTo(new FunctionTarget.Scf("ap-guangzhou", "default", "chat-register", null))
                .hasToString("scf:ap-guangzhou/default/chat-register");
        assertThat(FunctionTarget.parse("scf:ap-guangzhou/default/register:$LATEST"))
                .isEqualTo(new FunctionTarget.Scf("ap-guangzhou", "default", "register", "$LATEST"))
                .hasToString("scf:ap-guangzhou/default/register:$LATEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scf:", "scf:register", "scf:default/register", "scf:ap-guangzhou/default/reg ister"})
    void aTargetOnScfThatIsIncompleteIsExplained(String text) {
        assertThatThrownBy(() -> FunctionTarget.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scf:REGION/NAMESPACE/FUNCTION[:QUALIFIER]");
    }

    @Test
    void theQueryOfAUrlIsNotShown() {
        assertThat(FunctionTarget.parse("https://example.com/f?token=secret")).hasToString("https://example.com/f");
    }
}
