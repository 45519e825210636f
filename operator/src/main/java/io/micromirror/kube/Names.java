package io.micromirror.kube;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The names of a mirror's objects, computed here and nowhere else. Neither a MirrorNode's nor a MirrorProject's name may
 * hold {@code --}, so no two pairs make one name.
 */
public final class Names {
    /** Kubernetes appends eleven characters to the name of a CronJob for each of its Jobs. */
    private static final int LONGEST_CRON_JOB = 52;

    private static final int HASH = 8;

    private Names() {}

    public static String serving(String node) {
        return node + "-serve";
    }

    /** The Secret with the certificate from an authority: another authority's is another one. */
    public static String certificate(String node, String directory) {
        return node + "-tls-" + hash(directory);
    }

    /** The Secret with the key of the account at an authority. */
    public static String account(String node, String directory) {
        return node + "-acme-" + hash(directory);
    }

    /** The Job that orders a certificate; {@code key} stands for what is ordered. */
    public static String certificateJob(String node, String key, int attempt) {
        return node + "-certify-" + key + "-" + attempt;
    }

    public static String syncPlans(String node) {
        return node + "-sync";
    }

    /** The ConfigMap with what the checks remember. */
    public static String checks(String node) {
        return node + "-checks";
    }

    public static String cronJob(String node, String project) {
        return shortened(node + "--" + project);
    }

    /** The CronJob that reads again what a mirror holds. */
    public static String scrub(String node) {
        return shortened(node + "-scrub");
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_CRON_JOB
                ? name
                : name.substring(0, LONGEST_CRON_JOB - HASH - 1) + "-" + hash(name);
    }

    /** The Job that runs a plan as soon as it is new: a changed plan has another name. */
    public static String firstJob(String node, String project, String plan) {
        return cronJob(node, project) + "-" + hash(plan);
    }

    /** The Job that comes after another one: there is one such name. */
    public static String nextJob(String node, String project, String uidOfTheOther) {
        return cronJob(node, project) + "-" + hash("after " + uidOfTheOther);
    }

    /** The Job that deletes the data of a project that is off the list since then. */
    public static String reclaimJob(String node, String project, Instant since) {
        return cronJob(node, project) + "-" + hash("reclaim " + since);
    }

    public static String planKey(String project) {
        return project + ".json";
    }

    /** Eight hexadecimal digits that stand for a text. */
    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
