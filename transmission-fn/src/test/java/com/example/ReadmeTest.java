package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code that the README shows is the code that is tested here. */
class ReadmeTest {
    @ParameterizedTest
    @CsvSource({
        "SupportDesk.java,README.md",
        "SupportDeskTest.java,README.md",
        "SupportDesk.java,README.zh-CN.md",
        "SupportDeskTest.java,README.zh-CN.md"
    })
    void theReadmeShowsWhatIsTested(String source, String readme) throws IOException {
        String code = Files.readString(Path.of("src/test/java/com/example", source));
        String shown = Files.readString(Path.of("..", readme));
        assertThat(shown).contains(body(code));
    }

    /** From the first annotation inside the class to its end. */
    private static String body(String code) {
        return code.substring(code.indexOf("    @", code.indexOf("class ")), code.lastIndexOf("}"));
    }
}
