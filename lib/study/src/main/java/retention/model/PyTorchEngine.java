package retention.model;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import retention.project.Project;

/**
 * Starts DJL's PyTorch engine from the class path: one thread, no network, nothing outside the checkout.
 *
 * <p>The TensorFlow engine of the encoder lives in the same JVM, so PyTorch is asked for by name everywhere. It must
 * also be DJL's default engine, as it is by rank: DJL blocks made of a lambda, such as an activation, compute their
 * output shape on the default engine.
 */
public final class PyTorchEngine {

    /** The name to give to {@code Model.newInstance(name, engine)} and {@code NDManager}. */
    public static final String NAME = "PyTorch";

    private PyTorchEngine() {}

    /**
     * Returns the running engine and starts it on the first call, with one thread, because a step of a small network is slower on two
     * busy cores than on one. System properties of DJL that the caller has set win.
     *
     * @throws IllegalStateException if the native libraries of this platform are not on the class path or do not load,
     *     or if DJL was told to prefer another engine
     */
    public static synchronized Engine start() {
        Project.find().prepareNatives();
        Project.setUnlessSet("ai.djl.pytorch.num_threads", "1");
        Project.setUnlessSet("ai.djl.pytorch.num_interop_threads", "1");
        Engine engine;
        try {
            engine = Engine.getEngine(NAME);
        } catch (EngineException | LinkageError e) {
            throw new IllegalStateException(
                    "PyTorch does not start on %s %s. Its native libraries come with the jars pytorch-native-cpu and pytorch-jni of this platform: build with the Maven profile that has them."
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
                    e);
        }
        if (!NAME.equals(Engine.getDefaultEngineName())) {
            throw new IllegalStateException(
                    "DJL's default engine is %s, expected %s: remove DJL_DEFAULT_ENGINE and ai.djl.default_engine."
                            .formatted(Engine.getDefaultEngineName(), NAME));
        }
        return engine;
    }

    static Model newModel(String name) {
        start();
        return Model.newInstance(name, Device.cpu(), NAME);
    }
}
