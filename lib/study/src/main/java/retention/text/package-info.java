/**
 * What users wrote, as words: segmentation of mixed Chinese and English text, languages, document-term matrices,
 * themes learned from readers, and word vectors. Topics of such matrices are made in {@code numerics.topics}, vectors
 * by a transformer in {@code retention.encoder}.
 *
 * <pre>{@code
 * import retention.text.*;
 *
 * var text = "Hello 小红书! I have two cats 我有两只猫 😂 #tiktokrefugee";
 * System.out.println(Language.of(text) + ": " + Segmenter.standard().withoutStopWords().words(text));
 * System.out.println("theme: " + ThemeModel.standard().classify("Hello everyone, I am new here").theme());
 * var texts = Segmenter.standard().documents(List.of("hello friends", "hello cats", "my cats"));
 * System.out.println("in two texts: " + Vectorizer.counts().minDocuments(2).fitTransform(texts).terms());
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 * mixed: [hello, 小红书, cats, 两只, 猫]
 * theme: greeting
 * in two texts: [cats, hello]
 * }</pre>
 */
package retention.text;
