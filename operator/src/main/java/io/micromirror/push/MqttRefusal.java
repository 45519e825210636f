package io.micromirror.push;

/** A broker's no, in words: codes of MQTT 3.1.1 (3.2.2.3) and, from 0x80 on, of MQTT 5 (2.4). */
final class MqttRefusal {
    private static final int VERSION_3 = 0x01;
    private static final int VERSION_5 = 0x84;

    private MqttRefusal() {}

    static boolean isOfVersion(int code) {
        return code == VERSION_3 || code == VERSION_5;
    }

    static String words(int code) {
        return switch (code) {
            case VERSION_3, VERSION_5 -> "it speaks neither MQTT 5 nor 3.1.1";
            case 0x02, 0x85 -> "it refuses names of clients such as ours";
            case 0x03, 0x88, 0x89 -> "it has no time now";
            case 0x04, 0x86 -> "it refuses the user or the password; correct them in the Secret that secretName names";
            case 0x05, 0x87 -> "it does not let this user, or nobody by name, in; give secretName, or ask its owner";
            case 0x8B -> "it shuts down";
            case 0x8A -> "it has banned this address";
            case 0x8D -> "it says that we were silent for too long";
            case 0x8E -> "another client has taken our name";
            case 0x97, 0x9F -> "it says that we connect or ask too often";
            case 0x9C, 0x9D -> "it has moved to another address";
            default -> "it refuses with code 0x%02x".formatted(code);
        };
    }
}
