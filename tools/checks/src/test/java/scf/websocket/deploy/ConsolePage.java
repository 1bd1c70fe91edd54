package scf.websocket.deploy;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The page about manual deployment, in one language, with its wording for values in the deploy files. */
enum ConsolePage {
    ENGLISH("docs/deploy-console.md"),
    CHINESE("docs/zh-CN/deploy-console.md");

    private static final Map<String, String> CHINESE_WORDS = Map.ofEntries(
            Map.entry("function", "函数"),
            Map.entry("code", "代码"),
            Map.entry("handler", "执行方法"),
            Map.entry("memory", "内存"),
            Map.entry("time limit", "执行超时时间"),
            Map.entry("initialization limit", "初始化超时时间"),
            Map.entry("variable", "变量"),
            Map.entry("execution time-out", "执行超时时间"),
            Map.entry("initialization time-out", "初始化超时时间"),
            Map.entry("%s s", "%s 秒"),
            Map.entry("on, %s s.", "开启，%s 秒。"),
            Map.entry("custom static concurrency, %s", "自定义静态并发，%s"));

    private final String file;

    ConsolePage(String file) {
        this.file = file;
    }

    Document read() {
        return Document.read(file);
    }

    /** Returns the rows of the table that has this column, by header. */
    List<Map<String, String>> table(String column) {
        return read().table(say(column));
    }

    /**
     * Translates a phrase of the English page into this page's language.
     *
     * @throws NullPointerException if there is no Chinese translation
     */
    String say(String english, Object... values) {
        String words = this == ENGLISH ? english : Objects.requireNonNull(CHINESE_WORDS.get(english), english);
        return String.format(words, values);
    }
}
