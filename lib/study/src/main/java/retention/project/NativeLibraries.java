package retention.project;

import java.nio.file.Path;

/**
 * Where the engines put the native libraries that they unpack: all below {@link Project#natives()}, whichever engine starts first.
 * Their own ways, a download and the user's home folder, are switched off.
 */
public final class NativeLibraries {

    private NativeLibraries() {}

    /**
     * Tells the engines, by system properties; what the user has set already, in the environment or by a property, is left
     * alone. Must run before any class of DJL does.
     *
     * @return the folder
     */
    public static synchronized Path prepare() {
        var natives = Project.find().natives();
        setUnlessSet("DJL_CACHE_DIR", natives.toString());
        setUnlessSet("org.bytedeco.javacpp.cachedir", natives.resolve("javacpp").toString());
        // DJL looks for graphics cards through JNA, which unpacks itself below the user's home by default.
        setUnlessSet("jna.tmpdir", natives.resolve("jna").toString());
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
        return natives;
    }

    /** Sets a system property that neither the environment nor a property sets. */
    public static void setUnlessSet(String property, String value) {
        if (System.getenv(property) == null && System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
