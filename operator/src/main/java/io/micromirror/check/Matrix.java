package io.micromirror.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Paths with placeholders such as {@code {release}}, and the values of each; all combinations, in a stable order. */
record Matrix(List<String> paths, List<Variable> variables) {
    private static final int MOST = 512;

    /** A placeholder's name, without braces, and what it stands for. */
    record Variable(String name, List<String> values) {
        public Variable {
            values = values == null ? List.of() : List.copyOf(values);
        }
    }

    /** One path, and the values that made it. */
    record Cell(String path, Map<String, String> values) {
        /** Another template with the same values. */
        String fill(String template) {
            String filled = template.replace("{path}", path);
            for (Map.Entry<String, String> value : values.entrySet()) {
                filled = filled.replace("{" + value.getKey() + "}", value.getValue());
            }
            return filled;
        }
    }

    Matrix {
        paths = paths == null ? List.of() : List.copyOf(paths);
        variables = variables == null ? List.of() : List.copyOf(variables);
    }

    List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        paths.forEach(path -> cells.add(new Cell(path, Map.of())));
        for (Variable variable : variables) {
            List<Cell> before = List.copyOf(cells);
            cells.clear();
            before.forEach(cell -> cells.addAll(split(cell, variable)));
        }
        return List.copyOf(cells.subList(0, Math.min(MOST, cells.size())));
    }

    private static List<Cell> split(Cell cell, Variable variable) {
        String hole = "{" + variable.name() + "}";
        if (!cell.path().contains(hole)) {
            return List.of(cell);
        }
        return variable.values().stream()
                .map(value -> {
                    Map<String, String> values = new LinkedHashMap<>(cell.values());
                    values.put(variable.name(), value);
                    return new Cell(cell.path().replace(hole, value), values);
                })
                .toList();
    }
}
