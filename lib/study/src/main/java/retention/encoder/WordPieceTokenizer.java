package retention.encoder;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import numerics.Resources;
import retention.project.Project;

/**
 * Cased BERT tokens, the same as Hugging Face's {@code BertTokenizerFast(do_lower_case=False)}: its Rust library does
 * the work, and is told here what a {@code vocab.txt} alone does not say.
 */
final class WordPieceTokenizer {

    /** What Hugging Face's library writes for a cased BERT, without what depends on the vocabulary. */
    private static final String DEFINITION = "tokenizer.json";

    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private WordPieceTokenizer() {}

    /**
     * A tokenizer whose token ids of a text have {@code [CLS]} first and {@code [SEP]} last.
     *
     * @param maxTokens where a text is cut, {@code [CLS]} and {@code [SEP]} included
     * @throws IllegalStateException if the vocabulary lacks one of the five special tokens
     */
    static HuggingFaceTokenizer open(EncoderFiles files, int maxTokens) {
        Project.find().prepareNatives();
        var options = Map.of("truncation", "true", "maxLength", Integer.toString(maxTokens), "padding", "false");
        try {
            var definition = definition(files).toString().getBytes(StandardCharsets.UTF_8);
            return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(definition), options);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the vocabulary " + files.vocabulary(), e);
        }
    }

    private static JsonObject definition(EncoderFiles files) throws IOException {
        var vocabulary = new JsonObject();
        var tokens = Files.readAllLines(files.vocabulary());
        for (int id = 0; id < tokens.size(); id++) {
            vocabulary.addProperty(tokens.get(id), id);
        }
        var definition = JsonParser.parseString(Resources.text(WordPieceTokenizer.class, DEFINITION))
                .getAsJsonObject();
        for (var special : definition.getAsJsonArray("added_tokens")) {
            var token = special.getAsJsonObject();
            var content = token.get("content").getAsString();
            if (!vocabulary.has(content)) {
                throw new IllegalStateException("The vocabulary %s has no %s: expected one of a cased BERT."
                        .formatted(files.vocabulary(), content));
            }
            token.add("id", vocabulary.get(content));
        }
        for (var end : List.of("cls", "sep")) {
            var pair = definition.getAsJsonObject("post_processor").getAsJsonArray(end);
            pair.add(vocabulary.get(pair.get(0).getAsString()));
        }
        definition.getAsJsonObject("model").add("vocab", vocabulary);
        return definition;
    }

    /** The text with every lone surrogate, which UTF-8 cannot carry, replaced by U+FFFD; BERT's cleaning then drops it. */
    static String wellFormed(String text) {
        return LONE_SURROGATE.matcher(text).replaceAll("\uFFFD");
    }
}
