@echo off
rem The command line of the study on Windows: bin\retention.cmd --help
setlocal
set "ROOT=%~dp0.."
if not exist "%ROOT%\build\jars" (
    echo The library is not built. docs\install.md says how, under Windows. 1>&2
    exit /b 1
)
set TF_CPP_MIN_LOG_LEVEL=3
if not defined RETENTION_HEAP set RETENTION_HEAP=2g
java -Xmx%RETENTION_HEAP% -Duser.language=en -Duser.country=US -Dfile.encoding=UTF-8 -Djava.awt.headless=true ^
    -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ^
    -Dretention.root="%ROOT%" -cp "%ROOT%\build\jars\*" retention.cli.Retention %*
