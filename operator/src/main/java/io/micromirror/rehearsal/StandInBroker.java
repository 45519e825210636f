package io.micromirror.rehearsal;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Just enough of a broker of MQTT 5 to let one client in and subscribe to one topic, where nothing is ever said. */
final class StandInBroker implements AutoCloseable {
    private final ServerSocket server;
    private final CountDownLatch subscribed = new CountDownLatch(1);

    private StandInBroker(ServerSocket server) {
        this.server = server;
    }

    static StandInBroker start() throws IOException {
        StandInBroker broker = new StandInBroker(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        Thread.ofPlatform().daemon().start(broker::serve);
        return broker;
    }

    String url() {
        return "mqtt://127.0.0.1:" + server.getLocalPort();
    }

    boolean awaitListener(long seconds) throws InterruptedException {
        return subscribed.await(seconds, TimeUnit.SECONDS);
    }

    private void serve() {
        try (Socket client = server.accept()) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            packet(in);
            out.write(new byte[] {0x20, 3, 0, 0, 0});
            byte[] subscription = packet(in);
            out.write(new byte[] {(byte) 0x90, 4, subscription[0], subscription[1], 0, 0});
            subscribed.countDown();
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException over) {
            // The rehearsal has ended.
        }
    }

    /** What stands behind its type and length, which is one byte for what an operator says here. */
    private static byte[] packet(DataInputStream in) throws IOException {
        in.readByte();
        byte[] rest = new byte[in.readByte()];
        in.readFully(rest);
        return rest;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
