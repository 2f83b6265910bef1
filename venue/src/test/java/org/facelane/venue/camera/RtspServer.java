package org.facelane.venue.camera;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A network camera on loopback: GStreamer's RTSP server, where it is installed, which sends the pictures of sample
/// people as H.264.
final class RtspServer implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";

    private final Path folder;
    private final List<String> account;
    private Process process;
    private int port;

    /// @param pictures sent one after the other, again and again
    /// @param account nothing, or a name and a password
    RtspServer(Path folder, List<byte[]> pictures, List<String> account) throws Exception {
        this.folder = folder;
        this.account = List.copyOf(account);
        for (int i = 0; i < pictures.size(); i++) {
            Files.write(folder.resolve("%03d.jpg".formatted(i)), pictures.get(i));
        }
        process = run();
    }

    static boolean isInstalled() throws Exception {
        if (!Files.isExecutable(Path.of(PYTHON))) {
            return false;
        }
        String question = "import gi; gi.require_version('GstRtspServer', '1.0')";
        return new ProcessBuilder(PYTHON, "-c", question)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    String url() {
        return "rtsp://127.0.0.1:" + port + "/live";
    }

    int port() {
        return port;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws Exception {
        process = run();
    }

    /// The process stands still and its connections stay open.
    void freeze() throws Exception {
        signal("STOP");
    }

    void thaw() throws Exception {
        signal("CONT");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private Process run() throws IOException, URISyntaxException {
        Path script = Path.of(Objects.requireNonNull(RtspServer.class.getResource("/rtsp-camera.py"))
                .toURI());
        List<String> command =
                new ArrayList<>(List.of(PYTHON, script.toString(), Integer.toString(port), folder.toString()));
        command.addAll(account);
        Process started = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        port = Integer.parseInt(Objects.requireNonNull(output.readLine(), "the RTSP server does not start"));
        return started;
    }
}
