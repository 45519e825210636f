package io.micromirror.push;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One connection to a broker, from its greeting to its end. Every failure is an {@link IOException} whose message goes on
 * with "the broker ...: ". A broker that stops answering is noticed within {@link Patience#silence} twice.
 */
final class MqttSession implements AutoCloseable {
    static final String TLS = "mqtts";
    private static final int PORT = 1883;
    private static final int TLS_PORT = 8883;
    private static final int CLIENT_BYTES = 6;

    /** After so many silences of ours the broker may hang up. */
    private static final int KEEP_ALIVE = 3;

    private final Socket socket;
    private final InputStream in;
    private final MqttReader reader;
    private final MqttWriter writer;
    private final Duration silence;
    private long asked = System.nanoTime();

    private MqttSession(Socket socket, MqttVersion version, Duration silence) throws IOException {
        this.socket = socket;
        this.silence = silence;
        this.in = new BufferedInputStream(socket.getInputStream(), 2048);
        this.reader = new MqttReader(version, in);
        this.writer = new MqttWriter(version, socket.getOutputStream());
    }

    /** Connected and admitted, or an exception. */
    static MqttSession open(URI broker, Login login, MqttVersion version, Patience patience) throws IOException {
        Socket socket = connect(broker, login, patience.answer());
        try {
            MqttSession session = new MqttSession(socket, version, patience.silence());
            session.greet(login);
            return session;
        } catch (SocketTimeoutException silent) {
            socket.close();
            throw new IOException("it accepts a connection and then says nothing", silent);
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    private static Socket connect(URI broker, Login login, Duration patience) throws IOException {
        boolean encrypted = TLS.equals(broker.getScheme());
        int port = broker.getPort() > 0 ? broker.getPort() : encrypted ? TLS_PORT : PORT;
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(broker.getHost(), port), (int) patience.toMillis());
            plain.setSoTimeout((int) patience.toMillis());
            plain.setTcpNoDelay(true);
            return encrypted ? encrypted(plain, broker.getHost(), port, login) : plain;
        } catch (IOException | RuntimeException failed) {
            plain.close();
            throw failed;
        }
    }

    private static Socket encrypted(Socket plain, String host, int port, Login login) throws IOException {
        SSLSocket socket = (SSLSocket) login.tls().createSocket(plain, host, port, true);
        SSLParameters checked = socket.getSSLParameters();
        checked.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(checked);
        socket.startHandshake();
        return socket;
    }

    private void greet(Login login) throws IOException {
        byte[] client = new byte[CLIENT_BYTES];
        RandomGenerator.getDefault().nextBytes(client);
        writer.connect(
                "micromirror" + HexFormat.of().formatHex(client), login.user(), silence.multipliedBy(KEEP_ALIVE));
        if (!(await() instanceof Packet.Connected(int code))) {
            throw new IOException("it sends what is not MQTT");
        }
        if (code != 0) {
            throw new MqttRefusal(code);
        }
        socket.setSoTimeout((int) silence.toMillis());
    }

    void subscribe(Collection<TopicFilter> filters) throws IOException {
        if (!filters.isEmpty()) {
            writer.subscribe(filters);
        }
    }

    void publish(String topic, String payload) throws IOException {
        writer.publish(topic, payload);
    }

    /** The next packet, however long that takes; now and then the broker is asked whether it is there, and so are we. */
    Packet next() throws IOException {
        if (System.nanoTime() - asked > silence.toNanos()) {
            ask();
        }
        try {
            return await();
        } catch (SocketTimeoutException silent) {
            ask();
        }
        try {
            return await();
        } catch (SocketTimeoutException stalled) {
            throw new IOException("it keeps the connection and has stopped answering", stalled);
        }
    }

    private void ask() throws IOException {
        writer.ping();
        asked = System.nanoTime();
    }

    private Packet await() throws IOException {
        int first = in.read();
        if (first < 0) {
            throw new MqttEnd();
        }
        return packet(first);
    }

    private Packet packet(int first) throws IOException {
        try {
            return reader.read(first);
        } catch (SocketTimeoutException halfway) {
            throw new IOException("it has stopped in the middle of a message", halfway);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
