package retention.encoder;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/**
 * Cased BERT tokens, the same as Hugging Face's {@code BertTokenizerFast(do_lower_case=False)}: its Rust library does
 * the work, and is told here what a {@code vocab.txt} alone does not say.
 */
final class WordPieceTokenizer implements AutoCloseable {

    private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

    private final HuggingFaceTokenizer tokenizer;

    private WordPieceTokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * @param maxTokens where a text is cut, {@code [CLS]} and {@code [SEP]} included
     * @throws IllegalStateException if the vocabulary has not the five special tokens
     */
    static WordPieceTokenizer open(EncoderFiles files, int maxTokens) {
        Natives.prepare();
        var options = Map.of("truncation", "true", "maxLength", Integer.toString(maxTokens), "padding", "false");
        try {
            var definition = definition(files).toString().getBytes(StandardCharsets.UTF_8);
            return new WordPieceTokenizer(
                    HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(definition), options));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the vocabulary " + files.vocabulary(), e);
        }
    }

    /**
     * The token ids of a text, {@code [CLS]} first and {@code [SEP]} last, cut at the maximum.
     *
     * @param text well-formed, see {@link #wellFormed}
     */
    int[] ids(String text) {
        var longs = tokenizer.encode(text).getIds();
        var ids = new int[longs.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Math.toIntExact(longs[i]);
        }
        return ids;
    }

    /**
     * The text with every lone surrogate, which UTF-8 cannot carry, replaced by U+FFFD; BERT's cleaning then drops it.
     */
    static String wellFormed(String text) {
        var buffer = new StringBuilder(text);
        for (int i = 0; i < buffer.length(); i++) {
            if (Character.isHighSurrogate(buffer.charAt(i))
                    && i + 1 < buffer.length()
                    && Character.isLowSurrogate(buffer.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(buffer.charAt(i))) {
                buffer.setCharAt(i, '\uFFFD');
            }
        }
        return buffer.toString();
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    /** What Hugging Face's library writes as {@code tokenizer.json} for a cased BERT. */
    private static JsonObject definition(EncoderFiles files) throws IOException {
        var vocabulary = new JsonObject();
        var tokens = Files.readAllLines(files.vocabulary(), StandardCharsets.UTF_8);
        for (int id = 0; id < tokens.size(); id++) {
            vocabulary.addProperty(tokens.get(id), id);
        }
        var added = new JsonArray();
        for (var token : SPECIAL) {
            if (!vocabulary.has(token)) {
                throw new IllegalStateException("The vocabulary %s has no %s: expected a BERT vocabulary with %s."
                        .formatted(files.vocabulary(), token, String.join(" ", SPECIAL)));
            }
            var entry = new JsonObject();
            entry.add("id", vocabulary.get(token));
            entry.addProperty("content", token);
            for (var flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
                entry.addProperty(flag, false);
            }
            entry.addProperty("special", true);
            added.add(entry);
        }

        var normalizer = typed("BertNormalizer");
        normalizer.addProperty("clean_text", true);
        normalizer.addProperty("handle_chinese_chars", true);
        normalizer.addProperty("strip_accents", false);
        normalizer.addProperty("lowercase", false);

        var processor = typed("BertProcessing");
        processor.add("cls", pair("[CLS]", vocabulary));
        processor.add("sep", pair("[SEP]", vocabulary));

        var model = typed("WordPiece");
        model.addProperty("unk_token", "[UNK]");
        model.addProperty("continuing_subword_prefix", "##");
        model.addProperty("max_input_chars_per_word", 100);
        model.add("vocab", vocabulary);

        var definition = new JsonObject();
        definition.addProperty("version", "1.0");
        definition.add("added_tokens", added);
        definition.add("normalizer", normalizer);
        definition.add("pre_tokenizer", typed("BertPreTokenizer"));
        definition.add("post_processor", processor);
        definition.add("model", model);
        return definition;
    }

    private static JsonObject typed(String type) {
        var object = new JsonObject();
        object.addProperty("type", type);
        return object;
    }

    private static JsonArray pair(String token, JsonObject vocabulary) {
        var pair = new JsonArray();
        pair.add(token);
        pair.add(vocabulary.get(token));
        return pair;
    }
}
