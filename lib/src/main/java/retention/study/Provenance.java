package retention.study;

import java.util.List;
import java.util.Objects;
import retention.encoder.EncoderFiles;
import retention.model.NetworkSummary;
import retention.model.TrainingSettings;
import retention.users.Protocol;

/**
 * What predictions were made by.
 *
 * @param protocol the rules that made posts into users
 * @param encoder the digest of what made texts into vectors; blank where none is installed
 * @param network the layers of the network, such as {@code Linear (n, 64), 8256 parameters}
 * @param settings how it was trained
 */
record Provenance(String protocol, String encoder, List<String> network, String settings) {

    Provenance {
        Objects.requireNonNull(protocol);
        Objects.requireNonNull(encoder);
        Objects.requireNonNull(settings);
        network = List.copyOf(network);
    }

    /** A network of this summary and settings, on users of the protocol, with the encoder that is in use. */
    static Provenance of(Protocol protocol, NetworkSummary network, TrainingSettings settings) {
        return new Provenance(
                protocol.toString(),
                encoderInUse(),
                network.layers().stream()
                        .map(layer ->
                                layer.name() + " " + layer.outputShape() + ", " + layer.parameters() + " parameters")
                        .toList(),
                settings.toString());
    }

    /** Whether it was made of the same users by the same encoder as whoever asks now would; network and settings are free. */
    boolean holdsFor(Protocol now) {
        return protocol.equals(now.toString()) && encoder.equals(encoderInUse());
    }

    private static String encoderInUse() {
        try {
            return EncoderFiles.find().digest();
        } catch (IllegalStateException notInstalled) {
            return "";
        }
    }
}
