package retention.model;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import numerics.TableOf;
import tech.tablesaw.api.Table;

/**
 * The layers of a network with their output shapes and parameter counts, as Keras' {@code model.summary()}.
 *
 * @param layers in order, those inside nested sequences included
 */
public record NetworkSummary(List<Layer> layers) {

    /**
     * One layer.
     *
     * @param name of its kind, such as {@code Linear}
     * @param outputShape without the rows, such as {@code (n, 128)}
     * @param parameters all numbers that the layer keeps
     * @param trainable those of them that the optimizer changes
     */
    public record Layer(String name, String outputShape, long parameters, long trainable) {}

    public NetworkSummary {
        layers = List.copyOf(layers);
    }

    /**
     * Counts the layers of a new network from this supplier, on PyTorch.
     *
     * @param inputs the number of features, 1 or more
     */
    public static NetworkSummary of(Supplier<Block> network, int inputs) {
        try (var model = PyTorchEngine.newModel("summary")) {
            var block = network.get();
            model.setBlock(block);
            block.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, inputs));
            var layers = new ArrayList<Layer>();
            collect(block, new Shape(1, inputs), layers);
            return new NetworkSummary(layers);
        }
    }

    private static Shape collect(Block block, Shape input, List<Layer> layers) {
        var shape = input;
        if (block instanceof SequentialBlock) {
            for (var child : block.getChildren().values()) {
                shape = collect(child, shape, layers);
            }
            return shape;
        }
        shape = block.getOutputShapes(new Shape[] {input})[0];
        var shown = shape.slice(1).toString().replace("(", "(n, ");
        layers.add(new Layer(name(block), shown, count(block, p -> true), count(block, Parameter::requiresGradient)));
        return shape;
    }

    static String name(Block block) {
        return block instanceof LambdaBlock lambda
                ? lambda.getName()
                : block instanceof SeededDropout
                        ? block.toString()
                        : block.getClass().getSimpleName();
    }

    private static long count(Block block, Predicate<Parameter> which) {
        return block.getParameters().values().stream()
                .filter(which)
                .mapToLong(p -> p.getArray().size())
                .sum();
    }

    /** All numbers that the network keeps. */
    public long parameters() {
        return layers.stream().mapToLong(Layer::parameters).sum();
    }

    /** The numbers that the optimizer changes. */
    public long trainable() {
        return layers.stream().mapToLong(Layer::trainable).sum();
    }

    /** The numbers that it does not: the moving means and variances of batch normalisation. */
    public long nonTrainable() {
        return parameters() - trainable();
    }

    /** One row per layer and a last one with the totals: layer, output shape, parameters, trainable. */
    public Table toTable() {
        var total = new Layer("total", "", parameters(), trainable());
        var rows = Stream.concat(layers.stream(), Stream.of(total)).toList();
        return TableOf.rows("network", rows)
                .text("layer", Layer::name)
                .text("output shape", Layer::outputShape)
                .large("parameters", Layer::parameters)
                .large("trainable", Layer::trainable)
                .table();
    }
}
