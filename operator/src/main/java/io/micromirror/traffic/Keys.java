package io.micromirror.traffic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for keys and for their projects, given once and shared by all threads. Bounded: paths of scanners and typing
 * errors must not make ever more of them, so beyond {@value #MOST} a new key counts as its project's rest.
 */
final class Keys {
    private static final int MOST = 6_000;
    private static final int MOST_OF_PROJECT = 1_500;

    private final Map<Key, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> ofProject = new HashMap<>();
    private final List<Key> keys = new ArrayList<>();
    private final Map<String, Integer> projectNumbers = new HashMap<>();
    private final List<String> projects = new ArrayList<>();
    private int[] projectOfKey = new int[64];

    synchronized int number(Key key) {
        Integer known = numbers.get(key);
        if (known != null) {
            return known;
        }
        boolean full = keys.size() >= MOST || ofProject.getOrDefault(key.project(), 0) >= MOST_OF_PROJECT;
        if (full && !key.release().equals(Key.NONE)) {
            return number(new Key(key.project(), Key.NONE, Key.NONE, key.type()));
        }
        int number = keys.size();
        numbers.put(key, number);
        ofProject.merge(key.project(), 1, Integer::sum);
        keys.add(key);
        if (number == projectOfKey.length) {
            projectOfKey = Arrays.copyOf(projectOfKey, number * 2);
        }
        projectOfKey[number] = project(key.project());
        return number;
    }

    synchronized int project(String name) {
        return projectNumbers.computeIfAbsent(name, _ -> {
            projects.add(name);
            return projects.size() - 1;
        });
    }

    synchronized Key key(int number) {
        return keys.get(number);
    }

    synchronized int projectOf(int key) {
        return projectOfKey[key];
    }

    synchronized List<String> projects() {
        return List.copyOf(projects);
    }

    synchronized int size() {
        return keys.size();
    }
}
