package io.micromirror.fleet;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Web servers on the loopback address, each of which gives one answer, good or bad, to whatever it is asked. */
final class Boxes implements AutoCloseable {
    private final List<ServerSocket> servers = new ArrayList<>();

    /** What a server does with a connection whose request was read. */
    interface Manner {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    /** The address of a new server. */
    String add(Manner manner) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        servers.add(server);
        Thread.ofVirtual().start(() -> serve(server, manner));
        return "http://127.0.0.1:" + server.getLocalPort() + "/";
    }

    private static void serve(ServerSocket server, Manner manner) {
        while (true) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> answer(socket, manner));
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void answer(Socket socket, Manner manner) {
        try (socket) {
            // The request ends with an empty line.
            for (int last = 0; last != 0x0d0a0d0a; ) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    return;
                }
                last = last << 8 | next;
            }
            manner.answer(socket.getOutputStream());
        } catch (IOException | InterruptedException gone) {
            // Whoever asked has enough.
        }
    }

    static Manner saying(String body) {
        return saying("200 OK", "", body);
    }

    static Manner saying(String status, String headers, String body) {
        return out -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            out.write("HTTP/1.1 %s\r\nContent-Length: %d\r\n%s\r\n"
                    .formatted(status, bytes.length, headers)
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.write(bytes);
        };
    }

    /** An address at which nobody is. */
    String nobody() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + free.getLocalPort() + "/";
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket server : servers) {
            server.close();
        }
    }
}
