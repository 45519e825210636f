package io.micromirror.push;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What no real broker does: says to each client what a test wants it to. */
final class HostileBroker implements AutoCloseable {
    /** Where the greeting says its version, behind the protocol's name. */
    private static final int LEVEL = 6;

    private static final int FIVE = 5;

    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final List<Integer> levels = new CopyOnWriteArrayList<>();

    /** What is said to a client that has greeted. */
    interface Talk {
        void to(Client client) throws IOException;
    }

    HostileBroker(Talk talk) throws IOException {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket client = server.accept();
                    Thread.ofVirtual().start(() -> meet(client, talk));
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
    }

    URI url() {
        return URI.create("mqtt://127.0.0.1:" + server.getLocalPort());
    }

    /** Of which each client was, in their order. */
    List<Integer> levels() {
        return levels;
    }

    private void meet(Socket socket, Talk talk) {
        try (socket) {
            InputStream in = socket.getInputStream();
            int level = packet(in)[LEVEL];
            levels.add(level);
            talk.to(new Client(level, in, socket.getOutputStream()));
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // The client had enough.
        }
    }

    /** What follows a packet's length, which is below 128 for all that a client of ours says first, or in two bytes. */
    private static byte[] packet(InputStream in) throws IOException {
        in.read();
        int low = in.read();
        int length = low < 128 ? low : (low & 127) + (in.read() << 7);
        return in.readNBytes(length);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** One that has greeted, in a version. */
    record Client(int level, InputStream in, OutputStream out) {
        void say(int... bytes) throws IOException {
            byte[] packet = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                packet[i] = (byte) bytes[i];
            }
            say(packet);
        }

        void say(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        void welcome() throws IOException {
            if (level == FIVE) {
                say(0x20, 3, 0, 0, 0);
            } else {
                say(0x20, 2, 0, 0);
            }
        }

        /** Lets it in, and subscribe to the one topic that it asks for. */
        void admit() throws IOException {
            welcome();
            answerSubscription(0);
        }

        void answerSubscription(int code) throws IOException {
            byte[] asked = packet(in);
            if (level == FIVE) {
                say(0x90, 4, asked[0], asked[1], 0, code);
            } else {
                say(0x90, 3, asked[0], asked[1], code);
            }
        }

        void publish(byte[] topic) throws IOException {
            int properties = level == FIVE ? 1 : 0;
            byte[] packet = new byte[topic.length + 4 + properties];
            packet[0] = 0x30;
            packet[1] = (byte) (topic.length + 2 + properties);
            packet[3] = (byte) topic.length;
            System.arraycopy(topic, 0, packet, 4, topic.length);
            say(packet);
        }

        void publish(String topic) throws IOException {
            publish(topic.getBytes(StandardCharsets.UTF_8));
        }
    }
}
